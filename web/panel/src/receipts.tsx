import { Amount, Banner, Button, dateTime, Dialog, money, points, t, typedMoney, Waiting, word, type Explanation, type NotedReceipt, type ReceiptList } from "@tillpoints/ui";
import { useState } from "preact/hooks";
import { useAsked } from "./asked";

function toldMoney(text: string | undefined, currency: string): string {
  const told = typedMoney(text ?? "", "");
  return "minor" in told ? money(told.minor, currency) : (text ?? "");
}

/** The library's reason of a price, in the person's language where it is one of the usual ones. */
function reasonText(told: string, currency: string): string {
  const [, goods, reason] = /^(.*?): (.*)$/.exec(told) ?? [null, "", told];
  const share = /^proportional share ([\d.]+), cut ([\d.]+)$/.exec(reason ?? "");
  if (share) return t("why_share", { goods: goods ?? "", share: toldMoney(share[1], currency), cut: toldMoney(share[2], currency) });
  if (reason === "not payable with points: bundle or promotion") return t("why_unspendable", { goods: goods ?? "" });
  return told;
}

export function ReceiptsView(properties: { terminal: string; changed: number; currency: string }) {
  const { answer, problem } = useAsked<ReceiptList>("receipts", properties.terminal, properties.changed, {});
  const [open, setOpen] = useState<NotedReceipt | null>(null);
  if (!answer) return problem ? <Banner kind="wrong">{problem}</Banner> : <Waiting />;
  return (
    <section class="card" aria-label={t("tab_receipts")}>
      {problem && <Banner kind="wrong">{problem}</Banner>}
      {answer.receipts.length === 0 && <p class="dim">{t("nothing_yet")}</p>}
      <div class="scroll" tabIndex={0}>
        <table id="receipts" class="stacks">
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
            {answer.receipts.map((each) => (
              <tr key={each.receipt_id}>
                <td>
                  <Button id={`explain-${each.number}`} onClick={() => setOpen(each)}>
                    {each.number}
                    <span class="unseen"> {t("why_price")}</span>
                  </Button>
                </td>
                <td class="below">{dateTime(each.opened_at)}</td>
                <td class="below">
                  {word("kind", each.kind, each.kind)}, {word("state", each.state, each.state)}
                </td>
                <td class="number main">
                  <Amount minor={each.total} currency={properties.currency} />
                </td>
                <td class="number" data-name={t("taken")}>
                  {points(each.kind === "return" ? -each.points : each.points)}
                </td>
                <td class="number" data-name={t("given")}>
                  {points(each.kind === "return" ? -each.withdrawn : each.earned)}
                </td>
                <td class="last">{answer.cashiers[each.cashier ?? ""] ?? each.cashier ?? ""}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {open && <Why receipt={open} terminal={properties.terminal} currency={properties.currency} onClose={() => setOpen(null)} />}
    </section>
  );
}

function Why(properties: { receipt: NotedReceipt; terminal: string; currency: string; onClose: () => void }) {
  const { receipt } = properties;
  const { answer, problem } = useAsked<Explanation>("explain", properties.terminal, receipt.receipt_id, { receipt_id: receipt.receipt_id });
  const priced = answer?.journal.filter((line) => line.what === "priced") ?? [];
  const nameOf = (text: string) =>
    receipt.positions.reduce((told, each) => (each.name ? told.replace(`${each.id}:`, `${each.name}:`) : told), text);
  return (
    <Dialog title={t("resolve_title", { number: receipt.number })} onClose={properties.onClose}>
      {problem && <Banner kind="wrong">{problem}</Banner>}
      <table>
        <thead>
          <tr>
            <th>{t("goods_normal")}</th>
            <th class="number">{t("full_price")}</th>
            <th class="number">{t("paid")}</th>
          </tr>
        </thead>
        <tbody>
          {receipt.lines.map((line, at) => {
            const sold = receipt.positions.find((each) => each.id === line.id);
            return (
              <tr key={`${line.id}-${at}`}>
                <td>{sold?.name ?? line.id}</td>
                <td class="number">
                  <Amount minor={sold?.price ?? line.price} currency={properties.currency} /> × {line.quantity}
                </td>
                <td class="number">
                  <Amount minor={line.sum} currency={properties.currency} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <h3>{t("why_price")}</h3>
      {!answer ? (
        <Waiting />
      ) : priced.length === 0 ? (
        <p id="explanation">{t("no_explanation")}</p>
      ) : (
        <ul class="explained" id="explanation">
          {priced.flatMap((line, at) => line.detail.split("; ").map((part) => <li key={`${at}-${part}`}>{reasonText(nameOf(part), properties.currency)}</li>))}
        </ul>
      )}
      {answer && answer.facts.length > 0 && (
        <>
          <h3>{t("entries")}</h3>
          <ul class="explained">
            {answer.facts.map((each) => (
              <li key={each.number}>
                {each.number}: {each.words.kind}, {each.words.state}
              </li>
            ))}
          </ul>
        </>
      )}
      {answer && (
        <details>
          <summary>{t("journal")}</summary>
          <pre class="log">{answer.journal.map((line) => `${dateTime(line.at)} ${line.words.what} ${line.words.detail}`).join("\n")}</pre>
        </details>
      )}
    </Dialog>
  );
}
