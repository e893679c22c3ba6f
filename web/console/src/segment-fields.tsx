import { Banner, Choice, Field } from "@tillpoints/ui";
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useAnswer } from "./asked";
import type { Named, Segment } from "./model";
import { countSegment, segmentOf, wrongNumber, type Counted, type TypedSegment } from "./segment";
import { counted as figure } from "./show";
import { text, wordsOfProblem } from "./texts";

/** What is counted for these conditions, anew when they change; nothing while they are null. */
export function useCount<Count>(conditions: object | null, count: (conditions: object, onCount: (counted: Count) => boolean) => Promise<void>): { counted: Count | null; problem: string } {
  const [counted, setCounted] = useState<Count | null>(null);
  const [problem, setProblem] = useState("");
  const wanted = conditions ? JSON.stringify(conditions) : null;
  useEffect(() => {
    if (wanted === null) return;
    let over = false;
    const timer = setTimeout(() => {
      count(JSON.parse(wanted) as object, (next) => {
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
  }, [wanted]);
  return { counted: wanted === null ? null : counted, problem };
}

/** How many belong to the segment. */
export function SegmentCounted(properties: { typed: TypedSegment }) {
  const conditions = wrongNumber(properties.typed) === "" ? segmentOf(properties.typed) : null;
  const { counted, problem } = useCount<Counted>(conditions, (segment, onCount) => countSegment(segment as Segment, onCount));
  if (problem) return <Banner kind="wrong">{problem}</Banner>;
  if (!counted) return null;
  return (
    <Banner kind="info" id="segment-count">
      <span data-members={counted.members} data-advertised={counted.advertised} data-done={counted.done}>
        {text("segment_count", { members: figure(counted.members), advertised: figure(counted.advertised) })}
      </span>
      {!counted.done && <progress max={Math.max(1, counted.newest)} value={counted.lookedAt} aria-label={text("counting_customers")} />}
    </Banner>
  );
}

/** The conditions, and below them what `children` say of who fulfils them. */
export function SegmentFields(properties: { typed: TypedSegment; onTyped: (typed: TypedSegment) => void; children: ComponentChildren }) {
  const { typed } = properties;
  const { answer } = useAnswer<{ branches: Named[]; sources: Array<{ promo_code: string; name: string }> }>("segments/branches");
  const branches = answer?.branches ?? [];
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
        {branches.length > 0 && (
          <Choice id="segment-branch" label={text("segment_branch")} value={typed.branch} options={[["", text("any")], ...branches.map((each) => [String(each.id), each.name] as const)]} onChange={(branch) => set({ branch })} />
        )}
        <Field id="segment-tier" label={text("tier")} value={typed.tier} onInput={(tier) => set({ tier })} most={60} />
        <Field id="segment-tag" label={text("tag")} value={typed.tag} onInput={(tag) => set({ tag })} most={60} />
        <Field id="segment-without-tag" label={text("segment_without_tag")} value={typed.withoutTag} onInput={(withoutTag) => set({ withoutTag })} most={60} />
      </div>
      {properties.children}
    </fieldset>
  );
}

/** A text of several lines. */
export function Area(properties: { id: string; label: string; value: string; onInput: (value: string) => void }) {
  return (
    <div class="field">
      <label for={properties.id}>{properties.label}</label>
      <textarea id={properties.id} rows={3} maxLength={500} value={properties.value} onInput={(event) => properties.onInput(event.currentTarget.value)} />
    </div>
  );
}
