import { Amount, Banner, Button, dateTime, Dialog, freshId, points, submit, t, time, Waiting, word, wordsOf, wordsOfReply, type NotedReceipt, type ReceiptList, type Reply, type Session, type Totals } from "@tillpoints/ui";
import { useEffect, useState } from "preact/hooks";
import { findReceipts } from "./receipts";

export function DayView(properties: {
  session: Session;
  current: string;
  changed: number;
  waiting: (waits: boolean) => void;
  renew: () => Promise<void>;
}) {
  const { session } = properties;
  const [list, setList] = useState<ReceiptList | null>(null);
  const [unfinished, setUnfinished] = useState<NotedReceipt[]>([]);
  const [problem, setProblem] = useState("");
  const [asking, setAsking] = useState<NotedReceipt | null>(null);
  const [closing, setClosing] = useState(false);
  const load = async () => {
    try {
      setList(await findReceipts({}));
      setUnfinished((await findReceipts({ unfinished: true })).receipts.filter((each) => each.receipt_id !== properties.current));
      setProblem("");
    } catch (failure) {
      setProblem(wordsOf(failure));
    }
  };
  useEffect(() => void load(), [properties.changed]);
  const own = list?.totals?.by_cashier[session.employee?.id ?? ""];
  return (
    <>
      {problem && <Banner kind="wrong">{problem}</Banner>}
      {unfinished.length > 0 && (
        <section class="card" aria-label={t("unfinished")}>
          <h2>{t("unfinished")}</h2>
          <p class="dim">{t("unfinished_what")}</p>
          {unfinished.map((receipt) => (
            <div class="row between" key={receipt.receipt_id}>
              <span>
                {t("number")} {receipt.number} · {dateTime(receipt.opened_at)} ·{" "}
                {receipt.total > 0 && (
                  <>
                    <Amount minor={receipt.total} currency={session.currency} /> ·{" "}
                  </>
                )}
                {word("state", receipt.state, receipt.state)}
              </span>
              <Button id={`resolve-${receipt.number}`} onClick={() => setAsking(receipt)}>
                {t("resolve")}
                <span class="unseen"> {receipt.number}</span>
              </Button>
            </div>
          ))}
        </section>
      )}
      <div class="columns even">
        <section class="card" aria-label={t("day_totals")}>
          <h2>{t("day_totals")}</h2>
          {list?.totals ? <TotalsView totals={list.totals} currency={session.currency} id="all" /> : <Waiting />}
        </section>
        <section class="card" aria-label={t("own_totals")}>
          <h2>{t("own_totals")}</h2>
          {own ? <TotalsView totals={own} currency={session.currency} id="own" /> : <p class="dim">{t("nothing_yet")}</p>}
          <p class="dim">{t("shift_since", { at: dateTime(session.employee?.shift?.opened_at ?? "") })}</p>
          <Button id="close-shift" kind="danger" onClick={() => setClosing(true)}>
            {t("close_shift")}
          </Button>
        </section>
      </div>
      <section class="card" aria-label={t("day_list")}>
        <div class="row between">
          <h2>{t("day_list")}</h2>
          <Button id="renew" onClick={() => void load()}>
            {t("renew")}
          </Button>
        </div>
        {list ? <List list={list} currency={session.currency} /> : <Waiting />}
      </section>
      {asking && (
        <Resolve
          receipt={asking}
          currency={session.currency}
          waiting={properties.waiting}
          onClose={() => {
            setAsking(null);
            void load();
          }}
        />
      )}
      {closing && (
        <CloseShift session={session} waiting={properties.waiting} onClose={() => setClosing(false)} onClosed={properties.renew} />
      )}
    </>
  );
}

type Counts = Omit<Totals, "by_cashier">;

function TotalsView(properties: { totals: Counts; currency: string; id: string }) {
  const { totals, currency, id } = properties;
  return (
    <dl class="facts">
      <dt>{t("sales_count")}</dt>
      <dd id={`${id}-sales`}>{totals.sales}</dd>
      <dt>{t("sold")}</dt>
      <dd>
        <Amount id={`${id}-sold`} minor={totals.sold} currency={currency} />
      </dd>
      <dt>{t("returns_count")}</dt>
      <dd id={`${id}-returns`}>{totals.returns}</dd>
      <dt>{t("paid_back")}</dt>
      <dd>
        <Amount id={`${id}-paid-back`} minor={totals.paid_back} currency={currency} />
      </dd>
      <dt>{t("in_drawer")}</dt>
      <dd class="strong">
        <Amount id={`${id}-drawer`} minor={totals.sold - totals.paid_back} currency={currency} />
      </dd>
      <dt>{t("with_card")}</dt>
      <dd>{totals.with_card}</dd>
      <dt>{t("points_used")}</dt>
      <dd>{points(totals.points)}</dd>
      <dt>{t("points_earned")}</dt>
      <dd>{points(totals.earned)}</dd>
    </dl>
  );
}

function List(properties: { list: ReceiptList; currency: string }) {
  const { list, currency } = properties;
  if (list.receipts.length === 0) return <p class="dim">{t("nothing_yet")}</p>;
  return (
    <div class="scroll" tabIndex={0}>
      <table id="day-list" class="stacks">
        <thead>
          <tr>
            <th>{t("number")}</th>
            <th>{t("when")}</th>
            <th>{t("kind")}</th>
            <th class="number">{t("total")}</th>
            <th class="number">{t("points_used")}</th>
            <th class="number">{t("points_earned")}</th>
            <th>{t("cashier")}</th>
          </tr>
        </thead>
        <tbody>
          {list.receipts.map((each) => (
            <tr key={each.receipt_id}>
              <td>{each.number}</td>
              <td>{time(each.opened_at)}</td>
              <td>
                {word("kind", each.kind, each.kind)}
                {each.state !== "closed" ? ` (${word("state", each.state, each.state)})` : ""}
              </td>
              <td class="number main">
                <Amount minor={each.total} currency={currency} />
              </td>
              <td class="number" data-name={t("taken")}>
                {points(each.kind === "return" ? -each.points : each.points)}
              </td>
              <td class="number" data-name={t("given")}>
                {points(each.kind === "return" ? -each.withdrawn : each.earned)}
              </td>
              <td class="last">{list.cashiers[each.cashier ?? ""] ?? each.cashier ?? ""}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {list.more && <p class="dim">{t("more_receipts")}</p>}
    </div>
  );
}

/** A receipt that a closed tab left behind: the cashier knows whether the customer paid. */
function Resolve(properties: { receipt: NotedReceipt; currency: string; waiting: (waits: boolean) => void; onClose: () => void }) {
  const { receipt } = properties;
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  const [once] = useState(freshId);
  const say = async (closes: boolean) => {
    if (busy) return;
    setBusy(true);
    try {
      const reply = closes
        ? await submit(
            {
              v: 1,
              event: "receipt_closed",
              receipt_id: receipt.receipt_id,
              positions: receipt.lines,
              total: receipt.total,
              closed_at: new Date().toISOString().replace(/\.\d+Z$/, "Z"),
            },
            `${receipt.receipt_id}/resolve/${once}`,
            properties.waiting,
          )
        : await submit(
            { v: 1, event: "receipt_cancelled", receipt_id: receipt.receipt_id, reason: "cashier" },
            `${receipt.receipt_id}/give-up/${once}`,
            properties.waiting,
          );
      if (reply.status === "error") setProblem(wordsOfReply(reply));
      else properties.onClose();
    } catch (failure) {
      setProblem(wordsOf(failure));
    } finally {
      setBusy(false);
    }
  };
  const canClose = receipt.kind === "sale" && receipt.state === "paid" && receipt.lines.length > 0;
  return (
    <Dialog title={t("resolve_title", { number: receipt.number })} onClose={properties.onClose}>
      <p>{canClose ? t("resolve_paid") : t("resolve_open")}</p>
      {receipt.total > 0 && (
        <p>
          <Amount minor={receipt.total} currency={properties.currency} />
        </p>
      )}
      {problem && <Banner kind="wrong">{problem}</Banner>}
      <div class="row">
        {canClose && (
          <Button id="was-paid" kind="main" disabled={busy} onClick={() => void say(true)}>
            {t("was_paid")}
          </Button>
        )}
        <Button id="not-paid" kind="danger" disabled={busy} onClick={() => void say(false)}>
          {t("not_paid")}
        </Button>
      </div>
    </Dialog>
  );
}

function CloseShift(properties: {
  session: Session;
  waiting: (waits: boolean) => void;
  onClose: () => void;
  onClosed: () => Promise<void>;
}) {
  const shift = properties.session.employee?.shift;
  const [reply, setReply] = useState<Reply | null>(null);
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  const close = async () => {
    if (!shift || busy) return;
    setBusy(true);
    try {
      const answer = await submit({ v: 1, event: "shift_closed", shift: shift.id }, `${shift.id}/close`, properties.waiting);
      if (answer.status === "error") setProblem(wordsOfReply(answer));
      else setReply(answer);
    } catch (failure) {
      setProblem(wordsOf(failure));
    } finally {
      setBusy(false);
    }
  };
  const summary = reply?.summary;
  const done = () => (reply ? void properties.onClosed() : properties.onClose());
  return (
    <Dialog title={t("close_shift")} onClose={done}>
      {problem && <Banner kind="wrong">{problem}</Banner>}
      {!summary ? (
        <>
          <p>{t("close_shift_question")}</p>
          <Button id="close-shift-yes" kind="main" disabled={busy} onClick={() => void close()}>
            {t("close_shift")}
          </Button>
        </>
      ) : (
        <>
          <Banner kind="good" id="shift-closed">
            {t("shift_closed")}
          </Banner>
          <dl class="facts">
            <dt>{t("receipts_count")}</dt>
            <dd id="summary-receipts">{summary.receipts ?? 0}</dd>
            <dt>{t("with_card")}</dt>
            <dd>{summary.with_card ?? 0}</dd>
            <dt>{t("points_earned")}</dt>
            <dd>{points(summary.awarded ?? 0)}</dd>
            <dt>{t("points_used")}</dt>
            <dd>{points(summary.redeemed ?? 0)}</dd>
            <dt>{t("to_be_sent")}</dt>
            <dd>{summary.pending ?? 0}</dd>
            <dt>{t("parked")}</dt>
            <dd>{summary.parked ?? 0}</dd>
          </dl>
          {(summary.parked ?? 0) > 0 && <Banner kind="warning">{t("parked_tell")}</Banner>}
          <Button id="shift-done" kind="main" onClick={done}>
            {t("ready")}
          </Button>
        </>
      )}
    </Dialog>
  );
}
