import { Amount, Banner, Button, dateTime, t, Waiting, word, type Decision, type OpenReceipts } from "@tillpoints/ui";
import { useState } from "preact/hooks";
import { useAsked } from "./asked";
import { Decide } from "./decide";

const statements = ["receipt_closed", "receipt_closed_at_full_price", "receipt_cancelled"] as const;

export function DoubtView(properties: { terminal: string; changed: number; currency: string; decides: boolean }) {
  const { answer, problem, again } = useAsked<OpenReceipts>("open-receipts", properties.terminal, properties.changed);
  const [deciding, setDeciding] = useState<{ receipt: string; action: Decision["action"] } | null>(null);
  if (!answer) return problem ? <Banner kind="wrong">{problem}</Banner> : <Waiting />;
  return (
    <section class="card" aria-label={t("tab_doubt")}>
      {problem && <Banner kind="wrong">{problem}</Banner>}
      {!properties.decides && <Banner kind="info">{t("only_technician")}</Banner>}
      {answer.receipts.length === 0 && <p id="no-doubt">{t("no_doubt")}</p>}
      {answer.receipts.map((receipt) => (
        <article class="entry" key={receipt.receipt_id} data-receipt={receipt.receipt_id}>
          <div class="row between">
            <h3>{receipt.receipt_id}</h3>
            <span class={`pill ${receipt.in_doubt ? "warning" : ""}`}>{receipt.in_doubt ? t("in_doubt") : t("open_now")}</span>
          </div>
          {receipt.problem && <Banner kind="wrong">{receipt.problem}</Banner>}
          <dl class="facts">
            <dt>{t("when")}</dt>
            <dd>{dateTime(receipt.opened_at ?? "")}</dd>
            <dt>{t("total")}</dt>
            <dd>
              <Amount minor={receipt.total ?? 0} currency={properties.currency} />
            </dd>
          </dl>
          {properties.decides && (
            <div class="row">
              {statements.map((action) => (
                <Button
                  key={action}
                  disabled={Boolean(receipt.commands?.[action])}
                  onClick={() => setDeciding({ receipt: receipt.receipt_id, action })}
                >
                  {word("action", action, action)}
                </Button>
              ))}
            </div>
          )}
        </article>
      ))}
      {deciding && (
        <Decide
          terminal={properties.terminal}
          action={deciding.action}
          subject={{ receipt_id: deciding.receipt }}
          onClose={() => {
            setDeciding(null);
            void again();
          }}
        />
      )}
    </section>
  );
}
