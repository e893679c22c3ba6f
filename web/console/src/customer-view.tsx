import { Banner, Button, dateTime, Dialog, Field, freshId, points, tell, Waiting } from "@tillpoints/ui";
import { useCallback, useEffect, useState } from "preact/hooks";
import { saveFile } from "./csv";
import { CustomerNotes } from "./customer-notes";
import { useSending } from "./entrance";
import { ErasePerson, wordsOfConsents } from "./erase-person";
import { call, minor, type CustomerCard, type Operation, type Role } from "./model";
import { Operations } from "./operations";
import { shown } from "./show";
import { text, wordOf, wordsOfProblem } from "./texts";

function Facts(properties: { card: CustomerCard; currency: string }) {
  const { card, currency } = properties;
  const day = (moment: string | null) => (moment ? dateTime(moment) : "–");
  const rows: Array<[string, string]> = [
    [text("customer"), String(card.participant)],
    [text("phone"), card.phone ?? "–"],
    [text("birth_date"), card.birth_date ?? "–"],
    [text("tier"), card.tier],
    [text("points"), points(minor(card.points))],
    [text("spent"), shown(card.spent, "money", currency)],
    [text("points_paid"), points(minor(card.redeemed))],
    [text("purchases"), shown(card.purchases, "count", currency)],
    [text("last_purchase"), day(card.last_purchase)],
    [text("joined"), day(card.created)],
    [text("source"), card.source ?? (card.inviter ? text("customer_number", { number: card.inviter }) : "–")],
    [text("invited"), text("invited_of", { all: card.invited, bought: card.invited_who_bought })],
    [text("cards"), card.cards.map((each) => `${wordOf("card", each.kind)} …${each.ends_with}${each.blocked ? ` (${text("blocked")})` : ""}`).join(", ") || "–"],
    [text("consents"), wordsOfConsents(card.consents)],
    [text("certificates"), card.certificates.map((each) => `${points(minor(each.points))} (${wordOf("certificate", each.state)})`).join(", ") || "–"],
  ];
  return (
    <dl class="facts" id="customer-facts">
      {rows.map(([name, value]) => (
        <>
          <dt key={name}>{name}</dt>
          <dd>{value}</dd>
        </>
      ))}
    </dl>
  );
}

function Tags(properties: { card: CustomerCard; onCard: (card: CustomerCard) => void }) {
  const [typed, setTyped] = useState(properties.card.tags.join(", "));
  const names = typed.split(",").map((each) => each.trim()).filter((each) => each !== "");
  const { problem, busy, submit } = useSending(
    () => tell<CustomerCard>(call("customers/tags"), { participant: properties.card.participant, tags: names }),
    properties.onCard,
  );
  return (
    <div class="row">
      <Field id="tags" label={text("tags")} hint={text("tags_hint")} value={typed} onInput={setTyped} most={500} onEnter={submit} />
      <Button id="save-tags" disabled={busy || names.join() === properties.card.tags.join()} onClick={submit}>
        {text("save")}
      </Button>
      {problem && <Banner kind="wrong">{problem}</Banner>}
    </div>
  );
}

/** A number of hundredths that a person typed, with a minus where points are taken; null if it is none. */
export function typedPoints(typed: string): number | null {
  const parts = /^([-−]?)(\d{1,9})(?:[.,](\d{1,2}))?$/.exec(typed.replace(/\s/g, ""));
  if (!parts) return null;
  const value = Number(parts[2]) * 100 + Number((parts[3] ?? "").padEnd(2, "0"));
  return value === 0 ? null : parts[1] ? -value : value;
}

function GivePoints(properties: { card: CustomerCard; onClose: () => void; onGiven: () => void }) {
  const [typed, setTyped] = useState("");
  const [reason, setReason] = useState("");
  const [waits, setWaits] = useState(false);
  // Whoever gets no answer and presses again moves the points once.
  const [key] = useState(freshId);
  const amount = typedPoints(typed);
  const { problem, busy, submit } = useSending(
    () =>
      tell<{ state: string }>(call("customers/points"), {
        participant: properties.card.participant,
        points: (amount ?? 0) / 100,
        reason: reason.trim(),
        key,
      }),
    ({ state }) => {
      properties.onGiven();
      if (state === "waiting") setWaits(true);
      else properties.onClose();
    },
  );
  return (
    <Dialog title={text("points_by_hand")} onClose={properties.onClose}>
      {waits ? (
        <Banner kind="info" id="points-wait">
          {text("points_wait")}
        </Banner>
      ) : (
        <>
          <Field id="points-amount" label={text("points_how_many")} hint={text("points_minus")} value={typed} onInput={setTyped} most={14} mode="text" focus {...(typed && amount === null ? { problem: text("not_points") } : {})} />
          <Field id="points-reason" label={text("reason")} value={reason} onInput={setReason} most={100} />
          {problem && <Banner kind="wrong">{problem}</Banner>}
          <Button kind="main" id="points-give" disabled={busy || amount === null || reason.trim() === ""} onClick={submit}>
            {text("do_it")}
          </Button>
        </>
      )}
    </Dialog>
  );
}

function Block(properties: { card: CustomerCard; onClose: () => void; onCard: (card: CustomerCard) => void }) {
  const [reason, setReason] = useState("");
  const { problem, busy, submit } = useSending(
    () => tell<CustomerCard>(call("customers/block"), { participant: properties.card.participant, blocked: !properties.card.blocked, reason: reason.trim() }),
    (card) => {
      properties.onCard(card);
      properties.onClose();
    },
  );
  return (
    <Dialog title={text(properties.card.blocked ? "unblock" : "block")} onClose={properties.onClose}>
      <p>{text("block_why")}</p>
      <Field id="block-reason" label={text("reason")} value={reason} onInput={setReason} most={100} focus />
      {problem && <Banner kind="wrong">{problem}</Banner>}
      <Button kind="danger" id="block-now" disabled={busy || reason.trim() === ""} onClick={submit}>
        {text("do_it")}
      </Button>
    </Dialog>
  );
}

/** One customer: who, what they have, what they did, and what may be done. */
export function CustomerView(properties: { participant: number; role: Role; currency: string; onPoints: () => void }) {
  const [card, setCard] = useState<CustomerCard | null>(null);
  const [history, setHistory] = useState<Operation[]>([]);
  const [problem, setProblem] = useState("");
  const [dialog, setDialog] = useState<"points" | "block" | "erase" | null>(null);
  const { participant } = properties;
  const read = useCallback(async () => {
    try {
      const told = await tell<CustomerCard>(call("customers/show"), { participant });
      setCard(told);
      setHistory(told.operations ?? []);
    } catch (failure) {
      setProblem(wordsOfProblem(failure));
    }
  }, [participant]);
  useEffect(() => void read(), [read]);
  const more = useSending(
    () => tell<{ operations: Operation[] }>(call("customers/operations"), { participant, offset: history.length }),
    ({ operations }) => setHistory([...history, ...operations]),
  );
  const keep = useSending(
    () => tell<object>(call("customers/export"), { participant }),
    (all) => saveFile(`customer-${participant}.json`, "application/json", JSON.stringify(all, null, 2)),
  );
  if (!card) return problem ? <Banner kind="wrong">{problem}</Banner> : <Waiting />;
  const decides = !card.erased && (properties.role === "owner" || properties.role === "manager");
  return (
    <section class="card" id="customer" data-participant={participant}>
      <div class="row between">
        <h2>
          {card.erased ? text("erased_customer") : card.name || text("no_name")} {card.blocked && !card.erased && <span class="pill wrong">{text("blocked")}</span>}
          {card.imported && <span class="pill">{text("contact")}</span>}
        </h2>
        <div class="row">
          {decides && (
            <Button kind="main" id="give-points" onClick={() => setDialog("points")}>
              {text("points_by_hand")}
            </Button>
          )}
          {decides && (
            <Button id="block" onClick={() => setDialog("block")}>
              {text(card.blocked ? "unblock" : "block")}
            </Button>
          )}
          {properties.role === "owner" && (
            <Button id="export" disabled={keep.busy} onClick={keep.submit}>
              {text("export_person")}
            </Button>
          )}
          {properties.role === "owner" && !card.erased && (
            <Button kind="danger" id="erase" onClick={() => setDialog("erase")}>
              {text("erase")}
            </Button>
          )}
        </div>
      </div>
      {keep.problem && <Banner kind="wrong">{keep.problem}</Banner>}
      <Facts card={card} currency={properties.currency} />
      {!card.erased && <Tags key={card.tags.join()} card={card} onCard={setCard} />}
      {!card.erased && <CustomerNotes participant={participant} notes={card.notes ?? []} />}
      <h3>{text("operations")}</h3>
      <Operations operations={history} currency={properties.currency} />
      {history.length > 0 && history.length % 50 === 0 && (
        <Button disabled={more.busy} onClick={more.submit}>
          {text("older")}
        </Button>
      )}
      {dialog === "points" && (
        <GivePoints
          card={card}
          onClose={() => setDialog(null)}
          onGiven={() => {
            properties.onPoints();
            void read();
          }}
        />
      )}
      {dialog === "erase" && <ErasePerson card={card} onClose={() => setDialog(null)} onErased={setCard} />}
      {dialog === "block" && <Block card={card} onClose={() => setDialog(null)} onCard={setCard} />}
    </section>
  );
}
