import { Banner, Button, Field, tell } from "@tillpoints/ui";
import { useState } from "preact/hooks";
import { call, type CardData } from "./model";
import { text, wordsOfProblem } from "./texts";

const least = 4;
const most = 6;

function PinField(properties: { id: string; label: string; hint: string; value: string; onInput: (value: string) => void }) {
  return (
    <Field
      {...properties}
      type="password"
      mode="numeric"
      most={most}
      onInput={(value) => properties.onInput(value.replace(/\D/g, ""))}
    />
  );
}

/** The PIN by which the customer confirms redemptions: set, changed, removed. */
export function PinSection(properties: { pin: { set: boolean; old_needed: boolean }; onCard: (card: CardData) => void }) {
  const { pin } = properties;
  const [next, setNext] = useState("");
  const [old, setOld] = useState("");
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState("");
  const [problem, setProblem] = useState("");
  const ready = !busy && (!pin.old_needed || old.length >= least);
  const change = async (to: string | null) => {
    setBusy(true);
    setSaid("");
    setProblem("");
    try {
      properties.onCard(await tell<CardData>(call("pin"), { ...(to ? { pin: to } : { remove: true }), old: pin.old_needed ? old : null }));
      setNext("");
      setSaid(text(to ? "pin_kept" : "pin_removed"));
    } catch (failure) {
      setProblem(wordsOfProblem(failure));
    } finally {
      setOld("");
      setBusy(false);
    }
  };
  return (
    <form
      class="card"
      id="pin"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready && next.length >= least) void change(next);
      }}
    >
      <h2>{text("pin")}</h2>
      <p>{text(pin.set ? "pin_is_set" : "pin_what")}</p>
      {pin.old_needed && <PinField id="pin-old" label={text("pin_old")} hint={text("pin_forgotten")} value={old} onInput={setOld} />}
      <PinField id="pin-new" label={text("pin_new")} hint={text("pin_hint")} value={next} onInput={setNext} />
      {problem && (
        <Banner kind="wrong" id="pin-problem">
          {problem}
        </Banner>
      )}
      {said && (
        <Banner kind="good" id="pin-said">
          {said}
        </Banner>
      )}
      <div class="row">
        <Button kind="main" submits id="pin-save" disabled={!ready || next.length < least}>
          {text("pin_save")}
        </Button>
        {pin.set && (
          <Button id="pin-remove" disabled={!ready} onClick={() => void change(null)}>
            {text("pin_remove")}
          </Button>
        )}
      </div>
    </form>
  );
}
