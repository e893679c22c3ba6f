import { Banner, Button, Dialog, dateTime, submit, t, tell, Waiting, wordsOf, wordsOfReply, type Session } from "@tillpoints/ui";
import { useEffect, useState } from "preact/hooks";
import { findReceipts } from "./receipts";
import { TotalsView, type Counts } from "./totals-view";

/** A shift that was closed in this tab; its figures stay in sight until the next one is opened. */
interface ClosedShift {
  shift: string;
  employee: string;
  waits: number;
  parked: number;
}
const place = "tillpoints.closed-shift";

function closedShift(session: Session): ClosedShift | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(place) ?? "null") as ClosedShift | null;
    return kept?.employee === session.employee?.id ? kept : null;
  } catch {
    return null;
  }
}

/** What a shift comes to, open or closed. */
export function ShiftTotals(properties: { shift: string; currency: string; id: string; changed?: number }) {
  const [totals, setTotals] = useState<Counts | null>(null);
  const [problem, setProblem] = useState("");
  useEffect(() => {
    findReceipts({ shift: properties.shift }).then(
      (list) => {
        setTotals(list.totals);
        setProblem("");
      },
      (failure) => setProblem(wordsOf(failure)),
    );
  }, [properties.shift, properties.changed]);
  return (
    <>
      {problem && <Banner kind="wrong">{problem}</Banner>}
      {totals ? <TotalsView totals={totals} currency={properties.currency} id={properties.id} /> : !problem && <Waiting />}
    </>
  );
}

export function OpenShift(properties: { session: Session; renew: () => Promise<void> }) {
  const { session } = properties;
  const [problem, setProblem] = useState("");
  const closed = closedShift(session);
  const open = async () => {
    try {
      await tell("/v1/pages/shift", {});
      sessionStorage.removeItem(place);
      await properties.renew();
    } catch (failure) {
      setProblem(wordsOf(failure));
    }
  };
  return (
    <>
      {closed && (
        <section class="card form" aria-label={t("shift_closed")}>
          <Banner kind="good" id="shift-closed">
            {t("shift_closed")}
          </Banner>
          <ShiftTotals shift={closed.shift} currency={session.currency} id="shift" />
          {closed.waits > 0 && <Banner kind="info">{t("waits_to_be_sent", { number: closed.waits })}</Banner>}
          {closed.parked > 0 && <Banner kind="warning">{t("parked_tell", { number: closed.parked })}</Banner>}
        </section>
      )}
      <section class="card form">
        <h2>{t("shift_not_open")}</h2>
        <p class="dim">{closed ? t("shift_over") : t("shift_what")}</p>
        {problem && <Banner kind="wrong">{problem}</Banner>}
        <Button id="open-shift" kind={closed ? "plain" : "main"} large onClick={() => void open()}>
          {t("open_shift")}
        </Button>
      </section>
    </>
  );
}

export function CloseShift(properties: {
  session: Session;
  changed: number;
  waiting: (waits: boolean) => void;
  onNo: () => void;
  onClosed: () => Promise<void>;
}) {
  const { session } = properties;
  const shift = session.employee?.shift;
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  const close = async () => {
    if (!shift || busy) return;
    setBusy(true);
    try {
      const answer = await submit({ v: 1, event: "shift_closed", shift: shift.id }, `${shift.id}/close`, properties.waiting);
      if (answer.status === "error") return setProblem(wordsOfReply(answer));
      const { pending = 0, parked = 0 } = answer.summary ?? {};
      const closed: ClosedShift = { shift: shift.id, employee: session.employee?.id ?? "", waits: pending, parked };
      sessionStorage.setItem(place, JSON.stringify(closed));
      await properties.onClosed();
    } catch (failure) {
      setProblem(wordsOf(failure));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog title={t("close_shift_title")} onClose={properties.onNo} dismiss={t("cancel")}>
      {problem && <Banner kind="wrong">{problem}</Banner>}
      <p>{t("close_shift_question")}</p>
      <p class="dim">{t("shift_since", { at: dateTime(shift?.opened_at ?? "") })}</p>
      {shift && <ShiftTotals shift={shift.id} currency={session.currency} id="closing" changed={properties.changed} />}
      <Button id="close-shift-yes" kind="danger" large disabled={busy} onClick={() => void close()}>
        {t("close_shift")}
      </Button>
    </Dialog>
  );
}
