import { Banner, Button, Choice, Dialog, isLanguage, language, languages, setLanguage, t, tell } from "@tillpoints/ui";
import { useState } from "preact/hooks";
import { day } from "./card-view";
import { ConsentChoice } from "./join-view";
import { call, taken, type CardData, type CardSession, type ChannelName } from "./model";
import { PinSection } from "./pin-section";
import { stopPush } from "./push";
import { PushSection } from "./push-section";
import { text, wordsOfProblem } from "./texts";

export function SettingsView(properties: {
  session: CardSession;
  card: CardData;
  onCard: (card: CardData) => void;
  onOut: (session: CardSession, notice: string) => void;
}) {
  const { session, card } = properties;
  const [problem, setProblem] = useState("");
  const [leaving, setLeaving] = useState(false);
  const change = async (what: object) => {
    try {
      properties.onCard(await tell<CardData>(call("settings"), what));
      setProblem("");
    } catch (failure) {
      setProblem(wordsOfProblem(failure));
    }
  };
  const out = async (how: "sign-out" | "leave") => {
    try {
      // The browser is told nothing more; whether the cloud heard so must keep nobody in.
      await stopPush().catch(() => undefined);
      const next = taken(await tell<CardSession>(call(how), {}));
      properties.onOut(next, text(how === "leave" ? "left" : "signed_out"));
    } catch (failure) {
      setLeaving(false);
      setProblem(wordsOfProblem(failure));
    }
  };
  const channels: ChannelName[] = ["app", ...(session.hook ? ["hook" as const] : []), ...(session.telegram ? ["telegram" as const] : []), ...(session.push && card.channels.push ? ["push" as const] : [])];
  return (
    <>
      {problem && <Banner kind="wrong">{problem}</Banner>}
      <section class="card">
        <Choice
          label={t("language")}
          id="language"
          value={language()}
          options={languages}
          onChange={(next) => {
            if (isLanguage(next)) setLanguage(next);
            void change({ language: next });
          }}
        />
      </section>
      <section class="card">
        <h2>{text("advertising")}</h2>
        {channels.map((channel) => {
          const consent = card.consents[channel];
          return (
            <ConsentChoice
              key={channel}
              channel={channel}
              given={consent?.given ?? false}
              since={consent?.given ? text("consent_since", { date: day(consent.since) }) : undefined}
              onChange={(given) => void change({ consents: { [channel]: given } })}
            />
          );
        })}
        <p class="dim">{text("consent_note")}</p>
      </section>
      {session.telegram && (
        <section class="card">
          <h2>{text("telegram")}</h2>
          {card.channels.telegram && <p>{text("telegram_linked")}</p>}
          <a class="button" href={session.telegram} rel="noreferrer">
            {text("telegram_open")}
          </a>
        </section>
      )}
      {session.push && <PushSection serverKey={session.push} told={card.channels.push} onCard={properties.onCard} />}
      {card.pin && (session.confirmation || card.pin.set) && <PinSection pin={card.pin} onCard={properties.onCard} />}
      <section class="card">
        <Button id="sign-out" onClick={() => void out("sign-out")}>
          {text("sign_out")}
        </Button>
        <Button kind="danger" id="leave" onClick={() => setLeaving(true)}>
          {text("leave")}
        </Button>
      </section>
      {leaving && (
        <Dialog title={text("leave_title")} onClose={() => setLeaving(false)}>
          <p>{text("leave_what", { number: card.number })}</p>
          <div class="row">
            <Button kind="danger" id="leave-yes" onClick={() => void out("leave")}>
              {text("leave_yes")}
            </Button>
            <Button id="leave-no" onClick={() => setLeaving(false)}>
              {text("leave_no")}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  );
}
