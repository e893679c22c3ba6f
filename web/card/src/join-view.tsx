import { Banner, Button, Field, LanguageChoice, language, points, tell } from "@tillpoints/ui";
import { useState } from "preact/hooks";
import { CompanyView } from "./company-view";
import { call, invitation, taken, type CardSession, type ChannelName } from "./model";
import { text, wordsOfProblem } from "./texts";

interface Joining {
  session: CardSession;
  onSession: (session: CardSession) => void;
  onLanguage: () => void;
  notice: string;
}

/** Sends something to the shop, one at a time, and keeps why it was refused. */
function useSending() {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const send = async (work: () => Promise<void>) => {
    if (busy) return;
    setBusy(true);
    setProblem("");
    try {
      await work();
    } catch (failure) {
      setProblem(wordsOfProblem(failure));
    } finally {
      setBusy(false);
    }
  };
  return { busy, problem, setProblem, send };
}

export function ConfirmPhone(properties: Joining) {
  const { session } = properties;
  const [phone, setPhone] = useState("");
  const [code, setCode] = useState("");
  const [sent, setSent] = useState(false);
  const [asksShop, setAsksShop] = useState(false);
  const { busy, problem, setProblem, send } = useSending();
  if (asksShop)
    return (
      <main class="narrow">
        <CompanyView onBack={() => setAsksShop(false)} />
      </main>
    );
  const ask = () => {
    if (phone.replace(/\D/g, "").length < 10) return setProblem(text("error_phone"));
    void send(async () => {
      await tell(call("code"), { phone, language: language() });
      setSent(true);
    });
  };
  const confirm = () =>
    void send(async () => {
      try {
        properties.onSession(taken(await tell<CardSession>(call("confirm"), { phone, code })));
      } finally {
        setCode("");
      }
    });
  return (
    <main class="narrow">
      <form
        class="card"
        onSubmit={(event) => {
          event.preventDefault();
          if (sent) confirm();
          else ask();
        }}
      >
        <div class="row between">
          <h1>{text("join_title", { shop: session.shop })}</h1>
          <LanguageChoice onChange={properties.onLanguage} />
        </div>
        {properties.notice && <Banner kind="info">{properties.notice}</Banner>}
        <p>{text("join_what")}</p>
        {session.welcome > 0 && <p class="gift">{text("join_welcome", { points: points(session.welcome) })}</p>}
        {sent ? (
          <>
            <p id="sent">{text("code_sent", { phone })}</p>
            <Field
              id="code"
              label={text("code")}
              mode="numeric"
              complete="one-time-code"
              value={code}
              onInput={(value) => setCode(value.replace(/\D/g, ""))}
              most={6}
              large
              focus
            />
          </>
        ) : (
          <Field
            id="phone"
            label={text("phone")}
            type="tel"
            mode="tel"
            complete="tel"
            value={phone}
            onInput={setPhone}
            hint={text("phone_hint")}
            most={24}
            large
          />
        )}
        {problem && (
          <Banner kind="wrong" id="problem">
            {problem}
          </Banner>
        )}
        <Button kind="main" large submits id="go-on" disabled={busy || (sent && code.length < 6)}>
          {text(sent ? "confirm" : "send_code")}
        </Button>
        {sent && (
          <div class="row between">
            <Button kind="quiet" id="send-again" disabled={busy} onClick={ask}>
              {text("send_again")}
            </Button>
            <Button
              kind="quiet"
              id="other-phone"
              onClick={() => {
                setSent(false);
                setProblem("");
              }}
            >
              {text("other_phone")}
            </Button>
          </div>
        )}
        {!sent && session.telegram && (
          <a class="button" href={`${session.telegram}?start=${encodeURIComponent(invitation())}`} rel="noreferrer">
            {text("or_telegram")}
          </a>
        )}
        {!sent && (
          <Button kind="quiet" id="to-company" onClick={() => setAsksShop(true)}>
            {text("company_open")}
          </Button>
        )}
      </form>
    </main>
  );
}

export function ConsentChoice(properties: { channel: ChannelName; given: boolean; since?: string; onChange: (given: boolean) => void }) {
  return (
    <label class="check">
      <input
        type="checkbox"
        id={`consent-${properties.channel}`}
        checked={properties.given}
        onChange={(event) => properties.onChange(event.currentTarget.checked)}
      />
      <span>
        {text(`consent_${properties.channel}`)}
        {properties.since && <small class="dim"> ({properties.since})</small>}
      </span>
    </label>
  );
}

export function Join(properties: Joining) {
  const { session } = properties;
  const [name, setName] = useState("");
  const [birth, setBirth] = useState("");
  const [code, setCode] = useState(invitation());
  const [channels, setChannels] = useState<ReadonlySet<ChannelName>>(new Set());
  const { busy, problem, send } = useSending();
  const offered: ChannelName[] = ["app", ...(session.hook ? ["hook" as const] : []), ...(session.telegram ? ["telegram" as const] : [])];
  const join = () =>
    void send(async () => {
      const asked = {
        name: name.trim(),
        birth_date: birth || null,
        invitation: code.trim(),
        language: language(),
        advertising: [...channels],
      };
      properties.onSession(taken(await tell<CardSession>(call("join"), asked)));
    });
  const choose = (channel: ChannelName, given: boolean) => {
    const next = new Set(channels);
    if (given) next.add(channel);
    else next.delete(channel);
    setChannels(next);
  };
  return (
    <main class="narrow">
      <form
        class="card"
        onSubmit={(event) => {
          event.preventDefault();
          join();
        }}
      >
        <div class="row between">
          <h1>{text("who_are_you")}</h1>
          <LanguageChoice onChange={properties.onLanguage} />
        </div>
        <Field id="name" label={text("name")} value={name} onInput={setName} complete="given-name" most={60} large focus />
        {session.birthday && (
          <Field id="birth" label={text("birth_date")} type="date" value={birth} onInput={setBirth} hint={text("birth_hint")} complete="bday" />
        )}
        <Field id="invitation" label={text("invitation")} value={code} onInput={setCode} hint={text("invitation_hint")} most={32} />
        <div>
          {offered.map((channel) => (
            <ConsentChoice key={channel} channel={channel} given={channels.has(channel)} onChange={(given) => choose(channel, given)} />
          ))}
          <p class="dim">{text("consent_note")}</p>
        </div>
        {problem && (
          <Banner kind="wrong" id="problem">
            {problem}
          </Banner>
        )}
        <Button kind="main" large submits id="join" disabled={busy || name.trim() === ""}>
          {text("get_card")}
        </Button>
      </form>
    </main>
  );
}
