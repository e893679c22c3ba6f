import { Amount, Banner, Button, Dialog, freshId, submit, t, wordsOf, wordsOfReply, type NotedReceipt } from "@tillpoints/ui";
import { useState } from "preact/hooks";

/** A receipt that a closed tab left behind: the cashier knows whether the customer paid. */
export function Resolve(properties: { receipt: NotedReceipt; currency: string; waiting: (waits: boolean) => void; onClose: () => void }) {
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
    <Dialog title={t("resolve_title", { number: receipt.number })} onClose={properties.onClose} dismiss={t("later")}>
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
