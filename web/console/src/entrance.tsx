import { Banner, Button, Field, LanguageChoice, takeToken, tell } from "@tillpoints/ui";
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { call, type Session } from "./model";
import { Qr } from "./qr";
import { text, wordsOfProblem } from "./texts";

/** A form that sends one thing; what the cloud refuses is told above its button. */
export function useSending<T>(send: () => Promise<T>, then: (answer: T) => void) {
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  const submit = async () => {
    if (busy) return;
    setBusy(true);
    setProblem("");
    try {
      then(await send());
    } catch (failure) {
      setProblem(wordsOfProblem(failure));
    } finally {
      setBusy(false);
    }
  };
  return { problem, busy, submit: () => void submit() };
}

function Entrance(properties: { title: string; redraw: () => void; onSubmit: () => void; children: ComponentChildren }) {
  return (
    <main class="narrow">
      <form
        class="card sign-in"
        onSubmit={(event) => {
          event.preventDefault();
          properties.onSubmit();
        }}
      >
        <div class="row between">
          <h1>{properties.title}</h1>
          <LanguageChoice onChange={properties.redraw} />
        </div>
        {properties.children}
      </form>
    </main>
  );
}

export function taken(session: Session): Session {
  takeToken(session.person?.token ?? "");
  return session;
}

export function SignIn(properties: { expired: boolean; redraw: () => void; onSession: (session: Session) => void }) {
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const { problem, busy, submit } = useSending(
    () => tell<Session>(call("sign-in"), { login: login.trim().toLowerCase(), password, code: code.replace(/\s/g, "") }),
    (session) => properties.onSession(taken(session)),
  );
  return (
    <Entrance title={text("title")} redraw={properties.redraw} onSubmit={submit}>
      {properties.expired && !problem && <Banner kind="info">{text("session_ended")}</Banner>}
      <Field id="login" label={text("login")} value={login} onInput={setLogin} complete="username" most={64} focus />
      <Field id="password" label={text("password")} type="password" value={password} onInput={setPassword} complete="current-password" most={128} />
      <Field id="code" label={text("code")} hint={text("code_hint")} mode="numeric" value={code} onInput={setCode} complete="one-time-code" most={8} />
      {problem && (
        <Banner kind="wrong" id="sign-in-problem">
          {problem}
        </Banner>
      )}
      <Button kind="main" large submits id="sign-in" disabled={busy || !login || !password}>
        {text("sign_in")}
      </Button>
    </Entrance>
  );
}

export function ChangePassword(properties: { first: boolean; redraw: () => void; onSession: (session: Session) => void; onSignOut: () => void }) {
  const [before, setBefore] = useState("");
  const [wanted, setWanted] = useState("");
  const [again, setAgain] = useState("");
  const { problem, busy, submit } = useSending(
    () => tell<Session>(call("password"), { old: before, new: wanted }),
    (session) => properties.onSession(taken(session)),
  );
  const different = again !== "" && again !== wanted;
  return (
    <Entrance title={text("own_password")} redraw={properties.redraw} onSubmit={submit}>
      {properties.first && <p>{text("own_password_why")}</p>}
      <Field id="old" label={text("old_password")} type="password" value={before} onInput={setBefore} complete="current-password" most={128} focus />
      <Field id="new" label={text("new_password")} hint={text("new_password_hint")} type="password" value={wanted} onInput={setWanted} complete="new-password" most={128} />
      <Field id="again" label={text("once_more")} type="password" value={again} onInput={setAgain} complete="new-password" most={128} {...(different ? { problem: text("not_the_same") } : {})} />
      {problem && <Banner kind="wrong">{problem}</Banner>}
      <Button kind="main" large submits id="take-password" disabled={busy || !before || !wanted || wanted !== again}>
        {text("save")}
      </Button>
      <Button kind="quiet" id="leave" onClick={properties.onSignOut}>
        {text("sign_out")}
      </Button>
    </Entrance>
  );
}

interface Offer {
  secret: string;
  qr: string[];
}

export function SecondFactor(properties: { redraw: () => void; onReady: () => void; onSignOut: () => void }) {
  const [offer, setOffer] = useState<Offer | null>(null);
  const [code, setCode] = useState("");
  const begin = useSending(() => tell<Offer>(call("second-factor/offer"), {}), setOffer);
  const confirm = useSending(() => tell(call("second-factor/confirm"), { code: code.replace(/\s/g, "") }), properties.onReady);
  return (
    <Entrance title={text("second_factor")} redraw={properties.redraw} onSubmit={offer ? confirm.submit : begin.submit}>
      <p>{text("second_factor_why")}</p>
      {offer && (
        <>
          <Qr rows={offer.qr} label={text("second_factor_qr")} />
          <p>
            {text("second_factor_secret")} <code id="secret">{offer.secret.replace(/(.{4})/g, "$1 ").trim()}</code>
          </p>
          <Field id="code" label={text("code")} mode="numeric" value={code} onInput={setCode} complete="one-time-code" most={8} large focus />
        </>
      )}
      {(begin.problem || confirm.problem) && <Banner kind="wrong">{begin.problem || confirm.problem}</Banner>}
      <Button kind="main" large submits id="go-on" disabled={begin.busy || confirm.busy || (offer !== null && code.length < 6)}>
        {text(offer ? "confirm" : "set_up")}
      </Button>
      <Button kind="quiet" id="leave" onClick={properties.onSignOut}>
        {text("sign_out")}
      </Button>
    </Entrance>
  );
}
