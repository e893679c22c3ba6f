import { Amount, dateTime, Dialog, points, submit, t, type NotedReceipt, type Reply, type Session } from "@tillpoints/ui";
import { useEffect, useState } from "preact/hooks";
import { Printing } from "./printing";
import { buyerOf, findReceipts, kindOf, nameOf, sendingOf, type Waits } from "./receipts";
import { paperWidth, Slip, usePaper } from "./slip";

/** Receipts that this one belongs with: the returns of a sale, the sale of a return. */
function useRelated(receipt: NotedReceipt): NotedReceipt[] {
  const [related, setRelated] = useState<NotedReceipt[]>([]);
  const wanted = receipt.original ? [receipt.original] : Object.keys(receipt.returned);
  useEffect(() => {
    Promise.all(wanted.map((id) => findReceipts({ receipt_id: id }))).then(
      (found) => setRelated(found.flatMap((each) => each.receipts)),
      () => undefined, // the receipt can be read without them
    );
  }, [wanted.join()]);
  return related;
}

/** One receipt of the day: what was sold, what became of the points, what came back, and its slip again. */
export function ReceiptView(properties: {
  receipt: NotedReceipt;
  session: Session;
  cashier: string;
  waits: Waits;
  waiting: (waits: boolean) => void;
  onClose: () => void;
}) {
  const { receipt, session } = properties;
  const [paper, setPaper] = usePaper();
  const [reply, setReply] = useState<Reply | null>(null);
  const related = useRelated(receipt);
  const isReturn = receipt.kind === "return";
  const finished = receipt.state === "closed";
  /** The same question under the same key as at the sale, so that it gets the same lines for as long as they are kept. */
  const fetchLines = async () => {
    if (isReturn) return;
    const width = paperWidth();
    const printed = await submit(
      { v: 1, event: "print_requested", receipt_id: receipt.receipt_id, width },
      `${receipt.receipt_id}/print/${width}`,
      properties.waiting,
    ).catch(() => null);
    setReply(printed?.status === "ok" ? printed : null);
    await new Promise((then) => requestAnimationFrame(then));
  };
  const sending = sendingOf(receipt, properties.waits);
  const moved: Array<[string, string]> = isReturn
    ? [[t("points_back"), points(receipt.points)], [t("points_withdrawn"), points(receipt.withdrawn)]]
    : [[t("points_used"), points(receipt.points)], earnedOf(receipt, properties.waits)];
  const kept = moved.map(([label, text]) => `${label} ${text}`);
  return (
    <>
      <Dialog title={t("receipt_title", { number: receipt.number, kind: kindOf(receipt) })} onClose={properties.onClose}>
        <div class="receipt" id="receipt-details">
          <Lines receipt={receipt} currency={session.currency} />
          <dl class="facts">
            {receipt.full !== receipt.total && !isReturn && finished && (
              <>
                <dt>{t("full_price")}</dt>
                <dd>
                  <Amount minor={receipt.full} currency={session.currency} />
                </dd>
              </>
            )}
            <dt>{isReturn ? t("paid_back") : t("paid")}</dt>
            <dd class="strong">{finished ? <Amount minor={receipt.total} currency={session.currency} /> : "—"}</dd>
            {moved.map(([label, text]) => (
              <>
                <dt>{label}</dt>
                <dd>{text}</dd>
              </>
            ))}
            <dt>{t("customer")}</dt>
            <dd>{buyerOf(receipt)}</dd>
            <dt>{t("cashier")}</dt>
            <dd>{properties.cashier}</dd>
            <dt>{t("when")}</dt>
            <dd>{dateTime(receipt.closed_at ?? receipt.opened_at)}</dd>
            {sending && (
              <>
                <dt>{t("sending")}</dt>
                <dd>{sending}</dd>
              </>
            )}
            {related.map((each) => (
              <>
                <dt>{isReturn ? t("kind_sale") : t("kind_return")}</dt>
                <dd>
                  {t("number")} {each.number} · <Amount minor={each.total} currency={session.currency} />
                </dd>
              </>
            ))}
          </dl>
          {finished && <Printing paper={paper} onPaper={setPaper} prepare={fetchLines} />}
        </div>
      </Dialog>
      {finished && (
        <div class="slip-place">
          <Slip
            heading={isReturn ? t("slip_return") : t("slip_sale")}
            number={isReturn ? (related[0]?.number ?? receipt.number) : receipt.number}
            at={receipt.closed_at ?? receipt.opened_at}
            full={isReturn ? receipt.total : receipt.full}
            total={receipt.total}
            currency={session.currency}
            reply={reply}
            paper={paper}
            more={reply ? [] : kept}
          />
        </div>
      )}
    </>
  );
}

/** What the sale earned with its label, or why that was not known when it was closed. */
function earnedOf(receipt: NotedReceipt, waits: Waits): [string, string] {
  const status = receipt.earned === 0 ? receipt.customer?.status : "";
  if (status === "unregistered") return [t("points"), t("known_registered")];
  if (status === "offline") return waits[receipt.receipt_id] ? [t("points"), t("known_online")] : [t("points_earned"), "—"];
  return [t("points_earned"), points(receipt.earned)];
}

function Lines(properties: { receipt: NotedReceipt; currency: string }) {
  const { receipt, currency } = properties;
  const lines = receipt.lines.length > 0 ? receipt.lines : receipt.positions;
  if (lines.length === 0) return null;
  return (
    <ul class="sold">
      {lines.map((line) => (
        <li key={line.id}>
          {nameOf(receipt, line.id)} × {line.quantity} · <Amount minor={line.sum} currency={currency} />
        </li>
      ))}
    </ul>
  );
}
