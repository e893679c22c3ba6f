import type { ComponentChildren, JSX } from "preact";
import { useEffect, useId, useLayoutEffect, useRef } from "preact/hooks";
import { t } from "./i18n";
import { money } from "./money";

type ButtonKind = "main" | "plain" | "danger" | "quiet";

export function Button(properties: {
  children: ComponentChildren;
  onClick?: () => void;
  kind?: ButtonKind;
  large?: boolean;
  disabled?: boolean;
  submits?: boolean;
  id?: string;
  pressed?: boolean;
}) {
  return (
    <button
      type={properties.submits ? "submit" : "button"}
      class={`button ${properties.kind ?? "plain"}${properties.large ? " large" : ""}`}
      id={properties.id}
      disabled={properties.disabled ?? false}
      aria-pressed={properties.pressed}
      onClick={properties.onClick}
    >
      {properties.children}
    </button>
  );
}

export function Field(properties: {
  label: string;
  value: string;
  onInput: (value: string) => void;
  id?: string;
  type?: "text" | "password" | "tel" | "search" | "date";
  mode?: JSX.HTMLAttributes<HTMLInputElement>["inputMode"];
  hint?: string;
  problem?: string;
  /** The id of the text that says the problem elsewhere, where the field is too narrow for it. */
  problemIn?: string;
  large?: boolean;
  focus?: boolean;
  disabled?: boolean;
  complete?: string;
  most?: number;
  onEnter?: () => void;
}) {
  const own = useId();
  const id = properties.id ?? own;
  const input = useRef<HTMLInputElement>(null);
  // Before the next key comes, which may be the second of a fast one's.
  useLayoutEffect(() => {
    if (properties.focus) input.current?.focus();
  }, []);
  const note = properties.problem ?? properties.hint;
  const wrong = properties.problem !== undefined || properties.problemIn !== undefined;
  return (
    <div class={`field${properties.large ? " large" : ""}${wrong ? " wrong" : ""}`}>
      <label for={id}>{properties.label}</label>
      <input
        ref={input}
        id={id}
        type={properties.type ?? "text"}
        inputMode={properties.mode}
        value={properties.value}
        disabled={properties.disabled}
        maxLength={properties.most ?? 200}
        autocomplete={properties.complete ?? "off"}
        spellcheck={false}
        aria-invalid={wrong ? true : undefined}
        aria-describedby={note ? `${id}-note` : properties.problemIn}
        onInput={(event) => properties.onInput(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || !properties.onEnter) return;
          event.preventDefault(); // else the key also sends the form of the field that the cursor goes to
          properties.onEnter();
        }}
      />
      {note && (
        <p class="note" id={`${id}-note`} role={properties.problem ? "alert" : undefined}>
          {note}
        </p>
      )}
    </div>
  );
}

export function Choice<Value extends string>(properties: {
  label: string;
  value: Value;
  options: ReadonlyArray<readonly [Value, string]>;
  onChange: (value: Value) => void;
  id?: string;
  hidden?: boolean;
}) {
  const own = useId();
  const id = properties.id ?? own;
  return (
    <div class={properties.hidden ? "field bare" : "field"}>
      <label for={id} class={properties.hidden ? "unseen" : ""}>
        {properties.label}
      </label>
      <select
        id={id}
        value={properties.value}
        onChange={(event) => properties.onChange(event.currentTarget.value as Value)}
      >
        {properties.options.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}

/** A message that readers announce: a refusal at once, the rest when they have time. */
export function Banner(properties: { kind: "wrong" | "warning" | "good" | "info"; children: ComponentChildren; id?: string }) {
  return (
    <div class={`banner ${properties.kind}`} role={properties.kind === "wrong" ? "alert" : "status"} id={properties.id}>
      {properties.children}
    </div>
  );
}

/** Money with its exact value beside it, for programs that read the page. */
export function Amount(properties: { minor: number; currency: string; id?: string }) {
  return (
    <span class="amount" id={properties.id} data-minor={properties.minor}>
      {money(properties.minor, properties.currency)}
    </span>
  );
}

/** A question before something that cannot be undone. Escape says no; `dismiss` is what the button says that does the same. */
export function Dialog(properties: { title: string; children: ComponentChildren; onClose: () => void; dismiss?: string }) {
  const box = useRef<HTMLDialogElement>(null);
  const title = useId();
  useEffect(() => {
    const dialog = box.current;
    if (dialog && !dialog.open) dialog.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={box}
      aria-labelledby={title}
      onCancel={(event) => {
        event.preventDefault();
        properties.onClose();
      }}
    >
      <header>
        <h2 id={title}>{properties.title}</h2>
        <Button kind="quiet" onClick={properties.onClose}>
          {properties.dismiss ?? t("close")}
        </Button>
      </header>
      {properties.children}
    </dialog>
  );
}

/** Puts the cursor there, with what was typed selected, so that the next key replaces it. */
export function focusOn(id: string): void {
  const element = document.getElementById(id);
  element?.focus();
  if (element instanceof HTMLInputElement) element.select();
}

export function Waiting(properties: { text?: string }) {
  return (
    <p class="waiting" role="status">
      {properties.text ?? t("wait")}
    </p>
  );
}
