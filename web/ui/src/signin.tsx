import { useState } from "preact/hooks";
import { tell } from "./api";
import { Banner, Button, Choice, Field } from "./controls";
import { wordsOf } from "./errors";
import { LanguageChoice } from "./frame";
import type { Session } from "./generated/api";
import { t, word, type TextKey } from "./i18n";

export function SignIn(properties: {
  title: TextKey;
  roles: ReadonlyArray<string>;
  session: Session;
  expired: boolean;
  onSignIn: (session: Session) => void;
  onLanguage: () => void;
}) {
  const people = properties.session.employees.filter((each) => properties.roles.includes(each.role));
  const [name, setName] = useState(people[0]?.name ?? "");
  const [terminal, setTerminal] = useState(properties.session.terminals[0] ?? "");
  const [pin, setPin] = useState("");
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);

  const signIn = async () => {
    if (busy || pin === "") return;
    setBusy(true);
    try {
      properties.onSignIn(await tell<Session>("/v1/pages/sign-in", { employee: name, pin, terminal }));
    } catch (failure) {
      setProblem(wordsOf(failure));
      setPin("");
      document.getElementById("pin")?.focus();
    } finally {
      setBusy(false);
    }
  };

  return (
    <main class="narrow">
      <form
        class="card sign-in"
        onSubmit={(event) => {
          event.preventDefault();
          void signIn();
        }}
      >
        <div class="row between">
          <h1>{t(properties.title)}</h1>
          <LanguageChoice onChange={properties.onLanguage} />
        </div>
        {properties.expired && !problem && <Banner kind="info">{t("session_ended")}</Banner>}
        {people.length === 0 ? (
          <Banner kind="warning">{t("no_employees")}</Banner>
        ) : (
          <>
            <fieldset class="people">
              <legend>{t("who")}</legend>
              {people.map((each) => (
                <label key={each.name} class="person">
                  <input
                    type="radio"
                    name="employee"
                    value={each.name}
                    checked={each.name === name}
                    onChange={() => {
                      setName(each.name);
                      document.getElementById("pin")?.focus();
                    }}
                  />
                  <span>
                    {each.name}
                    <small>{word("role", each.role, each.role)}</small>
                  </span>
                </label>
              ))}
            </fieldset>
            {properties.session.terminals.length > 1 && (
              <Choice
                label={t("terminal")}
                id="terminal"
                value={terminal}
                options={properties.session.terminals.map((each) => [each, each] as const)}
                onChange={setTerminal}
              />
            )}
            <Field
              id="pin"
              label={t("pin")}
              type="password"
              mode="numeric"
              value={pin}
              onInput={(value) => setPin(value.replace(/\D/g, ""))}
              most={12}
              large
              focus
              complete="one-time-code"
            />
            {problem && (
              <Banner kind="wrong" id="sign-in-problem">
                {problem}
              </Banner>
            )}
            <Button kind="main" large submits id="sign-in" disabled={busy}>
              {busy ? t("signing_in") : t("sign_in")}
            </Button>
          </>
        )}
      </form>
    </main>
  );
}
