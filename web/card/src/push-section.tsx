import { Banner, Button, Refusal } from "@tillpoints/ui";
import { useEffect, useState } from "preact/hooks";
import type { CardData } from "./model";
import { canPush, startPush, stopPush, subscriptionHere } from "./push";
import { text, wordsOfProblem } from "./texts";

/** Turns notifications in this browser on and off. `told`: does the cloud tell any browser of the customer? */
export function PushSection(properties: { serverKey: string; told: boolean; onCard: (card: CardData) => void }) {
  const [here, setHere] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const on = here && properties.told;
  useEffect(() => {
    subscriptionHere(properties.serverKey).then(
      (subscription) => setHere(subscription !== null),
      () => undefined,
    );
  }, [properties.serverKey]);
  const change = async () => {
    setBusy(true);
    setProblem("");
    try {
      const card = on ? await stopPush() : await startPush(properties.serverKey);
      if (card) {
        setHere(!on);
        properties.onCard(card);
      } else if (!on) setProblem(text("push_denied"));
    } catch (failure) {
      setProblem(failure instanceof Refusal ? wordsOfProblem(failure) : text("push_failed"));
    } finally {
      setBusy(false);
    }
  };
  return (
    <section class="card" aria-labelledby="push">
      <h2 id="push">{text("push_title")}</h2>
      <p>{text(on ? "push_is_on" : "push_what")}</p>
      {problem && (
        <Banner kind="wrong" id="push-problem">
          {problem}
        </Banner>
      )}
      {canPush() ? (
        <Button id={on ? "push-off" : "push-on"} disabled={busy} onClick={() => void change()}>
          {text(on ? "push_off" : "push_on")}
        </Button>
      ) : (
        <p class="dim">{text("push_impossible")}</p>
      )}
    </section>
  );
}
