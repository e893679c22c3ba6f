import { Banner, Button, Choice, Field, freshId, tell } from "@tillpoints/ui";
import { useEffect, useState } from "preact/hooks";
import { useAnswer } from "./asked";
import { useSending } from "./entrance";
import { call, type Campaign } from "./model";
import { countSegment, everybody, segmentOf, wrongNumber, type Counted, type TypedSegment } from "./segment";
import { counted as figure } from "./show";
import { text, wordsOfProblem } from "./texts";

function Area(properties: { id: string; label: string; value: string; onInput: (value: string) => void }) {
  return (
    <div class="field">
      <label for={properties.id}>{properties.label}</label>
      <textarea id={properties.id} rows={3} maxLength={500} value={properties.value} onInput={(event) => properties.onInput(event.currentTarget.value)} />
    </div>
  );
}

/** How many belong to the segment, counted anew when it changes. */
function Count(properties: { typed: TypedSegment }) {
  const [counted, setCounted] = useState<Counted | null>(null);
  const [problem, setProblem] = useState("");
  const wanted = JSON.stringify(segmentOf(properties.typed));
  const wrong = wrongNumber(properties.typed) !== "";
  useEffect(() => {
    if (wrong) return;
    let over = false;
    const timer = setTimeout(() => {
      countSegment(JSON.parse(wanted) as object, (next) => {
        if (!over) setCounted(next);
        return !over;
      }).then(
        () => setProblem(""),
        (failure: unknown) => setProblem(wordsOfProblem(failure)),
      );
    }, 300);
    return () => {
      over = true;
      clearTimeout(timer);
      setCounted(null);
    };
  }, [wanted, wrong]);
  if (problem) return <Banner kind="wrong">{problem}</Banner>;
  if (wrong || !counted) return null;
  return (
    <Banner kind="info" id="segment-count">
      <span data-members={counted.members} data-advertised={counted.advertised} data-done={counted.done}>
        {text("segment_count", { members: figure(counted.members), advertised: figure(counted.advertised) })}
      </span>
      {!counted.done && <progress max={Math.max(1, counted.newest)} value={counted.lookedAt} aria-label={text("counting_customers")} />}
    </Banner>
  );
}

function SegmentFields(properties: { typed: TypedSegment; onTyped: (typed: TypedSegment) => void }) {
  const { typed } = properties;
  const { answer } = useAnswer<{ sources: Array<{ promo_code: string; name: string }> }>("sources");
  const set = (part: Partial<TypedSegment>) => properties.onTyped({ ...typed, ...part });
  const wrong = wrongNumber(typed);
  const number = (name: "silent" | "purchases" | "spent" | "birthday") => (
    <Field
      id={`segment-${name}`}
      label={text(`segment_${name}`)}
      value={typed[name]}
      onInput={(value) => set({ [name]: value })}
      most={10}
      mode="numeric"
      {...(wrong === name ? { problem: text("not_number") } : {})}
    />
  );
  const sources = (answer?.sources ?? []).map((each) => [each.promo_code, each.name] as const);
  return (
    <fieldset>
      <legend>{text("segment")}</legend>
      <div class="row">
        <Choice id="segment-bought" label={text("segment_bought")} value={typed.bought} options={[["", text("any")], ["yes", text("segment_buyers")], ["no", text("segment_no_buyers")]]} onChange={(bought) => set({ bought })} />
        {number("silent")}
        {number("purchases")}
        {number("spent")}
        {number("birthday")}
        <Choice id="segment-source" label={text("source")} value={typed.source} options={[["", text("any")], ...sources]} onChange={(source) => set({ source })} />
        <Field id="segment-tier" label={text("tier")} value={typed.tier} onInput={(tier) => set({ tier })} most={60} />
        <Field id="segment-tag" label={text("tag")} value={typed.tag} onInput={(tag) => set({ tag })} most={60} />
      </div>
      <Count typed={typed} />
    </fieldset>
  );
}

const freshCampaign = { name: "", message: "", kk: "", en: "", points: "", held: "10", begins: "" };

function wholeNumber(typed: string, most: number): number | null {
  const value = typed.trim() === "" ? 0 : Number(typed.trim());
  return Number.isInteger(value) && value >= 0 && value <= most ? value : null;
}

/** What is made, and for whom; a campaign begins only when its button is pressed. */
export function CampaignForm(properties: { givesPoints: boolean; onMade: (campaign: Campaign) => void; onClose: () => void }) {
  const [typed, setTyped] = useState(freshCampaign);
  const [segment, setSegment] = useState(everybody);
  // Whoever gets no answer and presses again makes one campaign.
  const [key] = useState(freshId);
  const set = (part: Partial<typeof freshCampaign>) => setTyped({ ...typed, ...part });
  const points = wholeNumber(typed.points, 1_000_000);
  const held = wholeNumber(typed.held, 90);
  const begins = typed.begins ? new Date(typed.begins) : null;
  const { problem, busy, submit } = useSending(
    () =>
      tell<Campaign>(call("campaigns/start"), {
        name: typed.name.trim(),
        message: typed.message.trim(),
        texts: { kk: typed.kk.trim(), en: typed.en.trim() },
        points: points ?? 0,
        segment: segmentOf(segment),
        held_out: held ?? 0,
        ...(begins ? { begins: begins.toISOString() } : {}),
        key,
      }),
    properties.onMade,
  );
  const winBack = () => {
    set({ name: text("win_back_name"), message: text("win_back_message") });
    setSegment({ ...everybody, bought: "yes", silent: "90" });
  };
  const ready = typed.name.trim() !== "" && points !== null && held !== null && wrongNumber(segment) === "" && (typed.message.trim() !== "" || points > 0);
  return (
    <section class="card" id="campaign-form">
      <div class="row between">
        <h2>{text("new_campaign")}</h2>
        <Button id="win-back" onClick={winBack}>
          {text("win_back")}
        </Button>
      </div>
      <Field id="campaign-name" label={text("campaign_name")} hint={text("campaign_name_hint")} value={typed.name} onInput={(name) => set({ name })} most={60} focus />
      <SegmentFields typed={segment} onTyped={setSegment} />
      <Area id="campaign-message" label={text("campaign_message")} value={typed.message} onInput={(message) => set({ message })} />
      <Area id="campaign-kk" label={text("campaign_kk")} value={typed.kk} onInput={(kk) => set({ kk })} />
      <Area id="campaign-en" label={text("campaign_en")} value={typed.en} onInput={(en) => set({ en })} />
      <div class="row">
        {properties.givesPoints && <Field id="campaign-points" label={text("campaign_points")} value={typed.points} onInput={(value) => set({ points: value })} most={7} mode="numeric" {...(points === null ? { problem: text("not_number") } : {})} />}
        <Field id="campaign-held" label={text("campaign_held")} hint={text("campaign_held_hint")} value={typed.held} onInput={(value) => set({ held: value })} most={2} mode="numeric" {...(held === null ? { problem: text("not_number") } : {})} />
        <div class="field">
          <label for="campaign-begins">{text("campaign_begins")}</label>
          <input id="campaign-begins" type="datetime-local" value={typed.begins} onInput={(event) => set({ begins: event.currentTarget.value })} />
          <p class="note">{text("campaign_begins_hint")}</p>
        </div>
      </div>
      {problem && <Banner kind="wrong">{problem}</Banner>}
      <div class="row">
        <Button kind="main" id="start-campaign" disabled={busy || !ready} onClick={submit}>
          {text("start_campaign")}
        </Button>
        <Button onClick={properties.onClose}>{text("close")}</Button>
      </div>
    </section>
  );
}
