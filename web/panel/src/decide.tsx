import { Banner, Button, Dialog, Field, freshId, t, word, wordsOf, type Decided, type Decision } from "@tillpoints/ui";
import { useState } from "preact/hooks";
import { tellOf } from "./asked";

type Action = Decision["action"];

/** What came of a decision, in words. */
function outcome(decided: Decided): { good: boolean; text: string } {
  if (decided.outcome === "done") return { good: true, text: t("decided_done") };
  if (decided.outcome === "waiting") return { good: true, text: t("decided_waiting") };
  const problem = decided.problem as { message?: string; expected?: string } | undefined;
  return { good: false, text: t("decided_refused", { why: problem?.message ?? problem?.expected ?? "" }) };
}

/** Asks for the reason, and carries a person's decision out once. */
export function Decide(properties: {
  terminal: string;
  action: Action;
  subject: { number: string } | { receipt_id: string };
  onClose: () => void;
}) {
  const { action } = properties;
  const [reason, setReason] = useState("");
  const [phone, setPhone] = useState("");
  const [said, setSaid] = useState<{ good: boolean; text: string } | null>(null);
  const [busy, setBusy] = useState(false);
  const [id] = useState(() => {
    const hex = freshId();
    return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20)].join("-");
  });
  const decide = async () => {
    if (busy || reason.trim() === "") return;
    setBusy(true);
    try {
      const decision: Decision = { action, reason: reason.trim(), id, ...properties.subject, ...(action === "edit" ? { phone } : {}) };
      setSaid(outcome(await tellOf<Decided>("command", properties.terminal, decision)));
    } catch (failure) {
      setSaid({ good: false, text: wordsOf(failure) });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog title={word("action", action, action)} onClose={properties.onClose}>
      <p class="dim">{word("action_what", action, "")}</p>
      <form
        class="row"
        onSubmit={(event) => {
          event.preventDefault();
          void decide();
        }}
      >
        {action === "edit" && <Field id="new-phone" label={t("other_phone")} type="tel" mode="tel" value={phone} onInput={setPhone} />}
        <Field id="reason" label={t("why")} value={reason} onInput={setReason} focus />
        <Button id="decide" kind="main" submits disabled={busy || reason.trim() === "" || said?.good === true}>
          {word("action", action, action)}
        </Button>
      </form>
      {said && (
        <Banner kind={said.good ? "good" : "wrong"} id="decided">
          {said.text}
        </Banner>
      )}
    </Dialog>
  );
}
