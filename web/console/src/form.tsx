import { Refusal, tellFile } from "@tillpoints/ui";
import { useState } from "preact/hooks";
import { call } from "./model";
import { text, wordOf, wordsOfProblem } from "./texts";

/** Why fields were refused, by their paths. */
export type FieldWords = ReadonlyMap<string, string>;

/** What the cloud says of each field of a refused form, in words that stand beside the field. */
export function fieldWords(failure: unknown): FieldWords {
  const words = new Map<string, string>();
  if (failure instanceof Refusal)
    for (const { field, code } of failure.fields)
      if (field && !words.has(field)) words.set(field, `wrong_${code}` === wordOf("wrong", code) ? text("wrong_invalid_value") : wordOf("wrong", code));
  return words;
}

/** The problem of a field with its hint, as Field takes it; nothing if the field is right. */
export function beside(fields: FieldWords, path: string, hint = ""): { problem?: string } {
  const words = fields.get(path);
  return words === undefined ? {} : { problem: hint ? `${words} ${hint}` : words };
}

/** A form whose refused fields say so beside themselves. */
export function useForm<T>(send: () => Promise<T>, then: (answer: T) => void) {
  const [problem, setProblem] = useState("");
  const [fields, setFields] = useState<FieldWords>(new Map());
  const [busy, setBusy] = useState(false);
  const submit = async () => {
    if (busy) return;
    setBusy(true);
    try {
      const answer = await send();
      setProblem("");
      setFields(new Map());
      then(answer);
    } catch (failure) {
      const words = fieldWords(failure);
      setFields(words);
      setProblem(words.size > 0 ? text("wrong_fields") : wordsOfProblem(failure));
    } finally {
      setBusy(false);
    }
  };
  return { problem, fields, busy, submit: () => void submit() };
}

export function Check(properties: { id: string; label: string; on: boolean; onChange: (on: boolean) => void }) {
  return (
    <label class="check" for={properties.id}>
      <input id={properties.id} type="checkbox" checked={properties.on} onChange={(event) => properties.onChange(event.currentTarget.checked)} />
      {properties.label}
    </label>
  );
}

export function Area(properties: { id: string; label: string; value: string; most: number; rows?: number; hint?: string; problem?: string; onInput: (value: string) => void }) {
  const { id, problem } = properties;
  const note = problem ?? properties.hint;
  return (
    <div class={problem ? "field wrong" : "field"}>
      <label for={id}>{properties.label}</label>
      <textarea
        id={id}
        rows={properties.rows ?? 3}
        maxLength={properties.most}
        value={properties.value}
        aria-invalid={problem ? true : undefined}
        aria-describedby={note ? `${id}-note` : undefined}
        onInput={(event) => properties.onInput(event.currentTarget.value)}
      />
      {note && (
        <p class="note" id={`${id}-note`} role={problem ? "alert" : undefined}>
          {note}
        </p>
      )}
    </div>
  );
}

export const pictureAt = (id: string) => call(`pictures/show?id=${id}`);

/** Largest picture that the cloud takes. */
const largest = 2 << 20;

/** Takes a picture file and keeps it in the cloud, which looks at its bytes. */
export function PictureField(properties: { id: string; label: string; picture: string | null; name: string; onPicture: (picture: string | null) => void }) {
  const { id, picture } = properties;
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  const take = async (input: HTMLInputElement) => {
    const file = input.files?.[0];
    if (!file) return;
    setBusy(true);
    setProblem("");
    try {
      if (file.size > largest) throw new Refusal(413, "too_large", "", 1);
      const bytes = file.type.startsWith("image/") ? file : new Blob([file], { type: "image/unknown" });
      properties.onPicture((await tellFile<{ id: string }>(call("pictures"), bytes)).id);
    } catch (failure) {
      setProblem(wordsOfProblem(failure));
    }
    input.value = "";
    setBusy(false);
  };
  return (
    <div class={problem ? "field wrong" : "field"}>
      <label for={id}>{properties.label}</label>
      {picture && <img class="picture" src={pictureAt(picture)} alt={properties.name} />}
      <input id={id} type="file" accept="image/png,image/jpeg,image/webp" disabled={busy} aria-describedby={`${id}-note`} onChange={(event) => void take(event.currentTarget)} />
      <p class="note" id={`${id}-note`} role={problem ? "alert" : undefined}>
        {problem || text("picture_hint")}
      </p>
      {picture && (
        <button type="button" class="button quiet" id={`${id}-none`} disabled={busy} onClick={() => properties.onPicture(null)}>
          {text("picture_none")}
        </button>
      )}
    </div>
  );
}
