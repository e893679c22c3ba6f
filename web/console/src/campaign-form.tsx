import { Banner, Button, Field, freshId, tell } from "@tillpoints/ui";
import { useState } from "preact/hooks";
import { periodOf } from "./draws";
import { useSending } from "./entrance";
import { call, type Campaign } from "./model";
import { everybody, segmentOf, wholeNumber, wrongNumber } from "./segment";
import { Area, SegmentCounted, SegmentFields } from "./segment-fields";
import { text } from "./texts";

const freshCampaign = { name: "", message: "", kk: "", en: "", points: "", held: "10", begins: "", certificate: "", first: "", last: "" };

/** The message as its writer gets it, before others do. */
function Sample(properties: { message: string; kk: string; en: string }) {
  const { message, kk, en } = properties;
  const [phone, setPhone] = useState("");
  const [left, setLeft] = useState<number | null>(null);
  const { problem, busy, submit } = useSending(
    () => tell<{ left: number }>(call("campaigns/sample"), { phone: phone.trim(), message: message.trim(), texts: { kk: kk.trim(), en: en.trim() } }),
    (answer) => setLeft(answer.left),
  );
  const ready = message.trim() !== "" && phone.trim() !== "";
  return (
    <>
      <div class="row">
        <Field id="sample-phone" type="tel" label={text("sample_phone")} hint={text("sample_phone_hint")} value={phone} onInput={setPhone} most={30} />
        <Button
          id="send-sample"
          disabled={busy || !ready}
          onClick={() => {
            setLeft(null);
            submit();
          }}
        >
          {text("sample_send")}
        </Button>
      </div>
      {problem && <Banner kind="wrong">{problem}</Banner>}
      {left !== null && (
        <Banner kind="good" id="sample-sent">
          {text("sample_sent", { left })}
        </Banner>
      )}
    </>
  );
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
  const certificate = wholeNumber(typed.certificate, 1_000_000);
  const dates = periodOf(typed.first, typed.last);
  const offer = certificate !== null && certificate > 0 ? { points: certificate, ...dates } : null;
  const offerReady = certificate === 0 ? true : offer !== null && dates !== null;
  const begins = typed.begins ? new Date(typed.begins) : null;
  const { problem, busy, submit } = useSending(
    () =>
      tell<Campaign>(call("campaigns/start"), {
        name: typed.name.trim(),
        message: typed.message.trim(),
        texts: { kk: typed.kk.trim(), en: typed.en.trim() },
        points: points ?? 0,
        ...(offer ? { certificate: offer } : {}),
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
  const ready = typed.name.trim() !== "" && points !== null && held !== null && wrongNumber(segment) === "" && offerReady && (typed.message.trim() !== "" || points > 0 || offer !== null);
  return (
    <section class="card" id="campaign-form">
      <div class="row between">
        <h2>{text("new_campaign")}</h2>
        <Button id="win-back" onClick={winBack}>
          {text("win_back")}
        </Button>
      </div>
      <Field id="campaign-name" label={text("campaign_name")} hint={text("campaign_name_hint")} value={typed.name} onInput={(name) => set({ name })} most={60} focus />
      <SegmentFields typed={segment} onTyped={setSegment}>
        <SegmentCounted typed={segment} />
      </SegmentFields>
      <Area id="campaign-message" label={text("campaign_message")} value={typed.message} onInput={(message) => set({ message })} />
      <Area id="campaign-kk" label={text("campaign_kk")} value={typed.kk} onInput={(kk) => set({ kk })} />
      <Area id="campaign-en" label={text("campaign_en")} value={typed.en} onInput={(en) => set({ en })} />
      <Sample message={typed.message} kk={typed.kk} en={typed.en} />
      <div class="row">
        {properties.givesPoints && <Field id="campaign-points" label={text("campaign_points")} value={typed.points} onInput={(value) => set({ points: value })} most={7} mode="numeric" {...(points === null ? { problem: text("not_number") } : {})} />}
        <Field id="campaign-held" label={text("campaign_held")} hint={text("campaign_held_hint")} value={typed.held} onInput={(value) => set({ held: value })} most={2} mode="numeric" {...(held === null ? { problem: text("not_number") } : {})} />
        <div class="field">
          <label for="campaign-begins">{text("campaign_begins")}</label>
          <input id="campaign-begins" type="datetime-local" value={typed.begins} onInput={(event) => set({ begins: event.currentTarget.value })} />
          <p class="note">{text("campaign_begins_hint")}</p>
        </div>
      </div>
      {properties.givesPoints && (
        <div class="row">
          <Field id="campaign-certificate" label={text("promotion_points")} hint={text("promotion_hint")} value={typed.certificate} onInput={(value) => set({ certificate: value })} most={7} mode="numeric" {...(certificate === null ? { problem: text("not_number") } : {})} />
          {typed.certificate.trim() !== "" && (
            <>
              <Field id="campaign-first" type="date" label={text("promotion_from")} value={typed.first} onInput={(first) => set({ first })} />
              <Field id="campaign-last" type="date" label={text("promotion_to")} value={typed.last} onInput={(last) => set({ last })} />
            </>
          )}
        </div>
      )}
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
