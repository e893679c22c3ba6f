import { Banner, Button, dateTime, Dialog, Field, tell } from "@tillpoints/ui";
import { useState } from "preact/hooks";
import { useSending } from "./entrance";
import { call, type Consent, type CustomerCard } from "./model";
import { counted } from "./show";
import { text, wordOf, type ConsoleText } from "./texts";

/** Which channels the customer wants advertising by, and since when that is so. */
export function wordsOfConsents(consents: readonly Consent[]): string {
  return consents.map(({ channel, given, since }) => text(given ? "consent_given" : "consent_withdrawn", { channel: wordOf("channel", channel), date: dateTime(since) })).join("; ") || text("consent_never");
}

type Kept = Record<string, number>;

/** What stays for the books, by the names of the tables that people have words for. */
const kept = ["operations", "points_history", "certificates", "ratings", "orders", "messages"] as const;

function Erased(properties: { kept: Kept }) {
  return (
    <>
      <Banner kind="good" id="erased-now">
        {text("erase_done")}
      </Banner>
      <p>{text("erase_kept")}</p>
      <ul id="kept">
        {kept
          .filter((table) => properties.kept[table])
          .map((table) => (
            <li key={table}>{text(`kept_${table}` as ConsoleText, { count: counted(properties.kept[table] ?? 0) })}</li>
          ))}
      </ul>
    </>
  );
}

/** Erases a person: what goes, what stays, why, and the number typed by hand. */
export function ErasePerson(properties: { card: CustomerCard; onClose: () => void; onErased: (card: CustomerCard) => void }) {
  const [typed, setTyped] = useState("");
  const [reason, setReason] = useState("");
  const [result, setResult] = useState<Kept | null>(null);
  const number = String(properties.card.participant);
  const { problem, busy, submit } = useSending(
    () => tell<{ customer: CustomerCard; kept: Kept }>(call("customers/erase"), { participant: properties.card.participant, typed: typed.trim(), reason: reason.trim() }),
    (answer) => {
      setResult(answer.kept);
      properties.onErased(answer.customer);
    },
  );
  return (
    <Dialog title={text("erase_title")} onClose={properties.onClose}>
      {result ? (
        <Erased kept={result} />
      ) : (
        <>
          <p>{text("erase_goes")}</p>
          <p>{text("erase_stays", { number })}</p>
          <p class="dim">{text("erase_elsewhere")}</p>
          <Field id="erase-reason" label={text("reason")} hint={text("erase_reason_hint")} value={reason} onInput={setReason} most={100} focus />
          <Field id="erase-typed" label={text("erase_type", { number })} value={typed} onInput={setTyped} most={20} mode="numeric" />
          {problem && <Banner kind="wrong">{problem}</Banner>}
          <Button kind="danger" id="erase-now" disabled={busy || reason.trim() === "" || typed.trim() !== number} onClick={submit}>
            {text("erase_now")}
          </Button>
        </>
      )}
    </Dialog>
  );
}
