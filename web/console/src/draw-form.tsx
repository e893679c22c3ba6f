import { Banner, Button, Choice, Field, freshId, tell } from "@tillpoints/ui";
import { useState } from "preact/hooks";
import { countParticipants, periodOf, type Draw, type Participants } from "./draws";
import { useSending } from "./entrance";
import { call } from "./model";
import { everybody, segmentOf, wholeNumber, wrongNumber } from "./segment";
import { Area, SegmentFields, useCount } from "./segment-fields";
import { counted as figure } from "./show";
import { text } from "./texts";

/** How many would take part, counted anew when the conditions change. */
export function ParticipantsCounted(properties: { conditions: object | null }) {
  const { counted, problem } = useCount<Participants>(properties.conditions, countParticipants);
  if (problem) return <Banner kind="wrong">{problem}</Banner>;
  if (!counted) return null;
  const nobody = counted.done && counted.participants === 0;
  return (
    <Banner kind={nobody ? "warning" : "info"} id="draw-count">
      <span data-participants={counted.participants} data-tickets={counted.tickets} data-done={counted.done}>
        {nobody ? text("draw_count_none") : text("draw_count", { participants: figure(counted.participants), tickets: figure(counted.tickets) })}
      </span>
      {!counted.done && <progress max={Math.max(1, counted.newest)} value={counted.lookedAt} aria-label={text("counting_customers")} />}
    </Banner>
  );
}

type PrizeKind = Draw["prize"]["kind"];
const fresh = { name: "", winners: "1", ticket: "customer" as "customer" | "purchase", first: "", last: "", prize: "nothing" as PrizeKind, points: "", days: "30", message: "", kk: "", en: "" };

/** What is drawn, among whom, and what the winners get. */
export function DrawForm(properties: { gives: boolean; onArranged: (draw: Draw) => void; onClose: () => void }) {
  const [typed, setTyped] = useState(fresh);
  const [segment, setSegment] = useState(everybody);
  // Whoever gets no answer and presses again arranges one draw.
  const [key] = useState(freshId);
  const set = (part: Partial<typeof fresh>) => setTyped({ ...typed, ...part });
  const winners = wholeNumber(typed.winners, 1000);
  const points = wholeNumber(typed.points, 1_000_000);
  const days = wholeNumber(typed.days, 366);
  const period = typed.ticket === "purchase" ? periodOf(typed.first, typed.last) : {};
  const conditions = wrongNumber(segment) === "" && period ? { segment: segmentOf(segment), ticket_for: typed.ticket, ...period } : null;
  const { problem, busy, submit } = useSending(
    () =>
      tell<Draw>(call("draws/arrange"), {
        ...conditions,
        name: typed.name.trim(),
        winners: winners ?? 1,
        prize: typed.prize,
        ...(typed.prize === "nothing" ? {} : { points: points ?? 0 }),
        ...(typed.prize === "certificate" ? { days: days ?? 0 } : {}),
        message: typed.message.trim(),
        texts: { kk: typed.kk.trim(), en: typed.en.trim() },
        key,
      }),
    properties.onArranged,
  );
  const prizeReady = typed.prize === "nothing" ? typed.message.trim() !== "" : (points ?? 0) > 0 && (typed.prize === "points" || (days ?? 0) > 0);
  const ready = typed.name.trim() !== "" && (winners ?? 0) > 0 && conditions !== null && prizeReady;
  const number = (id: string, name: "winners" | "points" | "days", value: number | null) => (
    <Field id={id} label={text(`draw_${name}`)} value={typed[name]} onInput={(next) => set({ [name]: next })} most={7} mode="numeric" {...(value === null ? { problem: text("not_number") } : {})} />
  );
  return (
    <section class="card" id="draw-form">
      <h2>{text("new_draw")}</h2>
      <div class="row">
        <Field id="draw-name" label={text("draw_name")} hint={text("campaign_name_hint")} value={typed.name} onInput={(name) => set({ name })} most={60} focus />
        {number("draw-winners", "winners", winners)}
        <Choice id="draw-ticket" label={text("draw_ticket_for")} value={typed.ticket} options={[["customer", text("draw_ticket_customer")], ["purchase", text("draw_ticket_purchase")]]} onChange={(ticket) => set({ ticket })} />
        {typed.ticket === "purchase" && (
          <>
            <Field id="draw-from" type="date" label={text("draw_from")} value={typed.first} onInput={(first) => set({ first })} />
            <Field id="draw-to" type="date" label={text("draw_to")} value={typed.last} onInput={(last) => set({ last })} />
          </>
        )}
      </div>
      <SegmentFields typed={segment} onTyped={setSegment}>
        <ParticipantsCounted conditions={conditions} />
      </SegmentFields>
      <div class="row">
        {properties.gives && (
          <Choice
            id="draw-prize"
            label={text("draw_prize")}
            value={typed.prize}
            options={[["nothing", text("draw_prize_nothing")], ["points", text("draw_prize_points")], ["certificate", text("draw_prize_certificate")]]}
            onChange={(prize) => set({ prize })}
          />
        )}
        {typed.prize !== "nothing" && number("draw-points", "points", points)}
        {typed.prize === "certificate" && number("draw-days", "days", days)}
      </div>
      <Area id="draw-message" label={text("draw_message")} value={typed.message} onInput={(message) => set({ message })} />
      <p class="dim">{text("draw_message_hint")}</p>
      <Area id="draw-kk" label={text("campaign_kk")} value={typed.kk} onInput={(kk) => set({ kk })} />
      <Area id="draw-en" label={text("campaign_en")} value={typed.en} onInput={(en) => set({ en })} />
      {problem && <Banner kind="wrong">{problem}</Banner>}
      <div class="row">
        <Button kind="main" id="arrange-draw" disabled={busy || !ready} onClick={submit}>
          {text("draw_arrange")}
        </Button>
        <Button onClick={properties.onClose}>{text("close")}</Button>
      </div>
    </section>
  );
}
