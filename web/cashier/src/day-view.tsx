import { Amount, Banner, Button, dateTime, points, t, time, Waiting, word, wordsOf, type Library, type NotedReceipt, type ReceiptList, type Session } from "@tillpoints/ui";
import { useEffect, useState } from "preact/hooks";
import { ReceiptView } from "./receipt-view";
import { findReceipts, kindOf, sendingOf, waitingReceipts, type Waits } from "./receipts";
import { Resolve } from "./resolve-view";
import { CloseShift, ShiftTotals } from "./shift-view";
import { TotalsView } from "./totals-view";

export function DayView(properties: {
  session: Session;
  current: string;
  changed: number;
  queue: Library["queue"];
  waiting: (waits: boolean) => void;
  renew: () => Promise<void>;
}) {
  const { session, queue } = properties;
  const [list, setList] = useState<ReceiptList | null>(null);
  const [unfinished, setUnfinished] = useState<NotedReceipt[]>([]);
  const [waits, setWaits] = useState<Waits>({});
  const [problem, setProblem] = useState("");
  const [asking, setAsking] = useState<NotedReceipt | null>(null);
  const [open, setOpen] = useState<NotedReceipt | null>(null);
  const [closing, setClosing] = useState(false);
  const [renewed, setRenewed] = useState(0);
  const load = async () => {
    try {
      setList(await findReceipts({}));
      setUnfinished((await findReceipts({ unfinished: true })).receipts.filter((each) => each.receipt_id !== properties.current));
      setWaits(await waitingReceipts());
      setProblem("");
    } catch (failure) {
      setProblem(wordsOf(failure));
    }
  };
  useEffect(() => void load(), [properties.changed, renewed]);
  const shift = session.employee?.shift;
  const unsent = (queue?.pending ?? 0) + (queue?.settling ?? 0);
  const parked = queue?.parked ?? 0;
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
      {queue && (unsent > 0 || parked === 0) && (
        <Banner kind={unsent > 0 ? "info" : "good"} id="unsent">
          {unsent > 0 ? t("waits_to_be_sent", { number: unsent }) : t("all_sent")}
        </Banner>
      )}
      {parked > 0 && (
        <Banner kind="warning" id="parked">
          {t("parked_tell", { number: parked })}
        </Banner>
      )}
      <div class="columns even">
        <section class="card" aria-label={t("own_totals")}>
          <h2>{t("own_totals")}</h2>
          {shift && <p class="dim">{t("shift_since", { at: dateTime(shift.opened_at) })}</p>}
          {shift && <ShiftTotals shift={shift.id} currency={session.currency} id="own" changed={properties.changed + renewed} />}
          <Button id="close-shift" kind="danger" onClick={() => setClosing(true)}>
            {t("close_shift")}
          </Button>
        </section>
        <section class="card" aria-label={t("day_totals")}>
          <h2>{t("day_totals")}</h2>
          <p class="dim">{t("day_totals_what")}</p>
          {list?.totals ? <TotalsView totals={list.totals} currency={session.currency} id="all" /> : <Waiting />}
        </section>
      </div>
      <section class="card" aria-label={t("day_list")}>
        <div class="row between">
          <h2>{t("day_list")}</h2>
          <Button id="renew" onClick={() => setRenewed((count) => count + 1)}>
            {t("renew")}
          </Button>
        </div>
        <p class="dim">{t("day_list_what")}</p>
        {list ? <List list={list} waits={waits} currency={session.currency} onOpen={setOpen} /> : <Waiting />}
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
      {open && (
        <ReceiptView
          receipt={list?.receipts.find((each) => each.receipt_id === open.receipt_id) ?? open}
          session={session}
          cashier={list?.cashiers[open.cashier ?? ""] ?? open.cashier ?? ""}
          waits={waits}
          waiting={properties.waiting}
          onClose={() => setOpen(null)}
        />
      )}
      {closing && (
        <CloseShift
          session={session}
          changed={properties.changed}
          waiting={properties.waiting}
          onNo={() => setClosing(false)}
          onClosed={properties.renew}
        />
      )}
    </>
  );
}

function List(properties: { list: ReceiptList; waits: Waits; currency: string; onOpen: (receipt: NotedReceipt) => void }) {
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
            <th>{t("sending")}</th>
            <th>{t("cashier")}</th>
          </tr>
        </thead>
        <tbody>
          {list.receipts.map((each) => (
            <Row
              key={each.receipt_id}
              receipt={each}
              original={list.receipts.find((sale) => sale.receipt_id === each.original)?.number}
              sending={sendingOf(each, properties.waits)}
              cashier={list.cashiers[each.cashier ?? ""] ?? each.cashier ?? ""}
              currency={currency}
              onOpen={() => properties.onOpen(each)}
            />
          ))}
        </tbody>
      </table>
      {list.more && <p class="dim">{t("more_receipts")}</p>}
    </div>
  );
}

function Row(properties: {
  receipt: NotedReceipt;
  original: number | undefined;
  sending: string;
  cashier: string;
  currency: string;
  onOpen: () => void;
}) {
  const { receipt, original } = properties;
  const back = receipt.kind === "return" ? -1 : 1;
  const finished = receipt.state === "closed";
  return (
    <tr>
      <td>
        <Button id={`open-${receipt.number}`} onClick={properties.onOpen}>
          <span class="unseen">{t("open_receipt")} </span>
          {receipt.number}
        </Button>
      </td>
      <td>{time(receipt.opened_at)}</td>
      <td>
        {kindOf(receipt)}
        {original !== undefined && ` ${t("of_number", { number: original })}`}
      </td>
      <td class="number main">{finished ? <Amount minor={back * receipt.total} currency={properties.currency} /> : "—"}</td>
      <td class="number" data-name={t("taken")}>{finished ? points(back * receipt.points) : "—"}</td>
      <td class="number" data-name={t("given")}>{finished ? points(back < 0 ? -receipt.withdrawn : receipt.earned) : "—"}</td>
      <td class="last">{properties.sending}</td>
      <td class="last">{properties.cashier}</td>
    </tr>
  );
}
