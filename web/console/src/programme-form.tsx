import { Banner, Button, Choice, Dialog, Field, tell } from "@tillpoints/ui";
import { useState } from "preact/hooks";
import { beside, Check, fieldWords, useForm, type FieldWords } from "./form";
import { call } from "./model";
import { alwaysThere, basics, expiresSooner, freshPart, partNames, parts, tierRules, toldProgramme, typedProgramme, typedRules, type Change, type Kind, type Part, type Rules, type TypedProgramme } from "./programme-rules";
import { ProgrammeTrial } from "./programme-trial";
import { Changes } from "./programme-versions";
import { text, wordOf, type ConsoleText } from "./texts";

/** One setting, with what it means under it, or what is wrong with it. */
function RuleField(properties: { path: string; rule: string; kind: Kind; value: unknown; fields: FieldWords; onValue: (value: unknown) => void }) {
  const { path, rule, kind, value, fields } = properties;
  const id = `set-${path.replace(/[[\].]+/g, "-")}`;
  const label = text(`rule_${rule}` as ConsoleText);
  const why = text(path.startsWith("tiers[") && rule === "name" ? "why_tier_name" : (`why_${rule}` as ConsoleText));
  if (kind === "flag")
    return (
      <div class="setting">
        <Check id={id} label={label} on={value === true} onChange={properties.onValue} />
        <p class="note">{why}</p>
      </div>
    );
  if (typeof kind !== "string")
    return (
      <div class="setting">
        <Choice id={id} label={label} value={String(value)} options={kind.map((word): [string, string] => [word, wordOf("word", word)])} onChange={properties.onValue} />
        <p class="note">{why}</p>
      </div>
    );
  // A list is one field; what is wrong with any of it stands there.
  const wrong = [...fields.keys()].find((each) => each === path || each.startsWith(`${path}[`)) ?? path;
  return <Field id={id} label={label} hint={why} value={String(value)} onInput={properties.onValue} most={kind === "text" ? 60 : 40} {...(kind === "number" ? { mode: "decimal" as const } : {})} {...beside(fields, wrong, why)} />;
}

function RuleFields(properties: { prefix: string; names: ReadonlyArray<readonly [string, Kind]>; rules: Rules; fields: FieldWords; onRules: (rules: Rules) => void }) {
  const { prefix, rules } = properties;
  return (
    <div class="settings">
      {properties.names.map(([rule, kind]) => (
        <RuleField key={rule} path={prefix + rule} rule={rule} kind={kind} value={rules[rule]} fields={properties.fields} onValue={(value) => properties.onRules({ ...rules, [rule]: value })} />
      ))}
    </div>
  );
}

function Tiers(properties: { typed: TypedProgramme; fields: FieldWords; onTiers: (tiers: TypedProgramme["tiers"]) => void }) {
  const { tiers } = properties.typed;
  return (
    <section class="card">
      <h2>{text("group_tiers")}</h2>
      {tiers.map((tier, at) => (
        <fieldset key={tier.uid}>
          <legend>{text("programme_tier", { number: at + 1 })}</legend>
          <RuleFields prefix={`tiers[${at}].`} names={tierRules} rules={tier.rules} fields={properties.fields} onRules={(rules) => properties.onTiers(tiers.map((each, other) => (other === at ? { ...each, rules } : each)))} />
          {at > 0 && (
            <Button kind="quiet" onClick={() => properties.onTiers(tiers.filter((_, other) => other !== at))}>
              {text("programme_remove_tier")}
              <span class="unseen"> {at + 1}</span>
            </Button>
          )}
        </fieldset>
      ))}
      <Button id="add-tier" onClick={() => properties.onTiers([...tiers, { uid: crypto.randomUUID(), rules: typedRules(tierRules, {}) }])}>
        {text("programme_add_tier")}
      </Button>
    </section>
  );
}

function PartSection(properties: { part: Part; rules: Rules | null; fields: FieldWords; onRules: (rules: Rules | null) => void }) {
  const { part, rules } = properties;
  return (
    <section class="card">
      <h2>{text(`group_${part}`)}</h2>
      {part !== alwaysThere && <Check id={`use-${part}`} label={text("programme_use")} on={rules !== null} onChange={(on) => properties.onRules(on ? typedRules(parts[part], freshPart(part)) : null)} />}
      {rules && <RuleFields prefix={`${part}.`} names={parts[part]} rules={rules} fields={properties.fields} onRules={properties.onRules} />}
    </section>
  );
}

/** A moment as a field of this browser's clock takes it. */
function clockText(moment: string): string {
  const here = new Date(moment);
  return new Date(here.getTime() - here.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function Confirm(properties: { programme: Rules; basedOn: number; night: string; changes: readonly Change[]; onSaved: () => void; onClose: () => void }) {
  const [starts, setStarts] = useState(() => clockText(properties.night));
  const [note, setNote] = useState("");
  const { problem, busy, submit, fields } = useForm(
    () => tell(call("programme/save"), { programme: properties.programme, based_on: properties.basedOn, note: note.trim(), ...(starts ? { starts: new Date(starts).toISOString() } : {}) }),
    properties.onSaved,
  );
  return (
    <Dialog title={text("programme_confirm_title")} dismiss={text("programme_not")} onClose={properties.onClose}>
      <p>{text("programme_confirm_why")}</p>
      {expiresSooner(properties.changes, properties.programme) && (
        <Banner kind="warning" id="expires-sooner">
          {text("programme_expires_sooner")}
        </Banner>
      )}
      <Changes changes={properties.changes} id="confirm-changes" />
      <div class={fields.has("starts") ? "field wrong" : "field"}>
        <label for="programme-starts">{text("programme_starts")}</label>
        <input id="programme-starts" type="datetime-local" value={starts} aria-describedby="programme-starts-note" onInput={(event) => setStarts(event.currentTarget.value)} />
        <p class="note" id="programme-starts-note">
          {fields.get("starts") ?? text("programme_starts_hint")}
        </p>
      </div>
      <Field id="programme-note" label={text("programme_note_field")} value={note} onInput={setNote} most={200} />
      {problem && <Banner kind="wrong">{problem}</Banner>}
      <Button kind="danger" id="save-programme" disabled={busy} onClick={submit}>
        {text("programme_save")}
      </Button>
    </Dialog>
  );
}

/** The programme to be changed: typed, checked, tried on the past, and only then put into force. */
export function ProgrammeForm(properties: { programme: Rules; newest: number; night: string; coming: boolean; currency: string; saves: boolean; onSaved: () => void; onClose: () => void }) {
  const [typed, setTyped] = useState(() => typedProgramme(properties.programme));
  const [changes, setChanges] = useState<Change[] | null>(null);
  const [confirming, setConfirming] = useState(false);
  const [refused, setRefused] = useState<FieldWords>(new Map());
  const told = toldProgramme(typed);
  const check = useForm(
    () => tell<{ changes: Change[] }>(call("programme/check"), { programme: told }),
    (answer) => {
      setRefused(new Map());
      setChanges(answer.changes);
    },
  );
  const set = (next: TypedProgramme) => {
    setChanges(null);
    setTyped(next);
  };
  const fields = check.fields.size > 0 ? check.fields : refused;
  return (
    <>
      <section class="card">
        <div class="row between">
          <h2>{text("programme_form")}</h2>
          <Button id="close-programme" onClick={properties.onClose}>
            {text("close")}
          </Button>
        </div>
        <p class="dim">{text("programme_form_note")}</p>
        {properties.coming && <Banner kind="warning">{text("error_programme_coming")}</Banner>}
      </section>
      <section class="card" id="programme-form">
        <h2>{text("group_programme")}</h2>
        <RuleFields prefix="" names={basics} rules={typed.basics} fields={fields} onRules={(rules) => set({ ...typed, basics: rules })} />
      </section>
      <Tiers typed={typed} fields={fields} onTiers={(tiers) => set({ ...typed, tiers })} />
      {partNames.map((part) => (
        <PartSection key={part} part={part} rules={typed.parts[part]} fields={fields} onRules={(rules) => set({ ...typed, parts: { ...typed.parts, [part]: rules } })} />
      ))}
      <section class="card">
        <div class="row between">
          <h2>{text("programme_changes")}</h2>
          <Button id="check-programme" disabled={check.busy} onClick={check.submit}>
            {text("programme_check")}
          </Button>
        </div>
        {check.problem && <Banner kind="wrong">{check.problem}</Banner>}
        {changes && !check.problem && (changes.length === 0 ? <p id="nothing-changed">{text("programme_same")}</p> : <Changes changes={changes} id="changes" />)}
        {properties.saves && changes && changes.length > 0 && !check.problem && (
          <Button kind="main" id="confirm-programme" onClick={() => setConfirming(true)}>
            {text("programme_confirm")}
          </Button>
        )}
      </section>
      <ProgrammeTrial programme={told} currency={properties.currency} onRefused={(failure) => setRefused(fieldWords(failure))} />
      {confirming && changes && <Confirm programme={told} basedOn={properties.newest} night={properties.night} changes={changes} onSaved={properties.onSaved} onClose={() => setConfirming(false)} />}
    </>
  );
}
