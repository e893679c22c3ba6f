import { render, type ComponentChildren, type VNode } from "preact";
import type { Session } from "./generated/api";
import { ask, onSessionEnd, takeSession, tell } from "./api";
import { Banner, Button, Choice, Waiting } from "./controls";
import { chooseLanguage, isLanguage, language, languages, setLanguage, t, type TextKey } from "./i18n";
import { wordsOf } from "./errors";
import { SignIn } from "./signin";
import { useCallback, useEffect, useState } from "preact/hooks";

export interface Tab {
  id: string;
  label: TextKey;
}

/** The page around what a signed-in person does. */
export function Frame(properties: {
  title: TextKey;
  who: string;
  tabs: ReadonlyArray<Tab>;
  tab: string;
  onTab: (id: string) => void;
  aside?: ComponentChildren;
  onSignOut: () => void;
  onLanguage: () => void;
  children: ComponentChildren;
}) {
  return (
    <>
      <header class={`top${properties.tabs.length > 5 ? " many" : ""}`}>
        <h1>{t(properties.title)}</h1>
        <nav aria-label={t("sections")}>
          {properties.tabs.map((tab) => (
            <button
              key={tab.id}
              type="button"
              id={`tab-${tab.id}`}
              aria-current={tab.id === properties.tab ? "page" : undefined}
              onClick={() => properties.onTab(tab.id)}
            >
              {t(tab.label)}
            </button>
          ))}
        </nav>
        <div class="aside">
          {properties.aside}
          <LanguageChoice onChange={properties.onLanguage} />
          <Button kind="quiet" id="sign-out" onClick={properties.onSignOut}>
            {t("sign_out_of", { name: properties.who })}
          </Button>
        </div>
      </header>
      <main>{properties.children}</main>
    </>
  );
}

export function LanguageChoice(properties: { onChange: () => void }) {
  return (
    <Choice
      hidden
      id="language"
      label={t("language")}
      value={language()}
      options={languages}
      onChange={(next) => {
        if (isLanguage(next)) setLanguage(next);
        properties.onChange();
      }}
    />
  );
}

/** Puts a page in the place of what its file shows until the script runs. */
export function show(page: VNode): void {
  const place = document.getElementById("app");
  if (!place) return;
  place.replaceChildren();
  render(page, place);
}

/** Shows `inside` to people of these roles, and everybody else where to sign in. */
export function SignedIn(properties: {
  title: TextKey;
  roles: ReadonlyArray<string>;
  inside: (session: Session, renew: () => Promise<void>, signOut: () => void, redraw: () => void) => ComponentChildren;
}) {
  const [session, setSession] = useState<Session | null>(null);
  const [problem, setProblem] = useState("");
  const [expired, setExpired] = useState(false);
  const [, redraw] = useState(0);
  const renew = useCallback(async () => {
    try {
      const told = takeSession(await ask<Session>("/v1/pages/session"));
      chooseLanguage(told.language);
      setSession(told);
      setProblem("");
    } catch (failure) {
      setProblem(wordsOf(failure));
      setTimeout(() => void renew(), 2000);
    }
  }, []);
  useEffect(() => {
    onSessionEnd(() => {
      setExpired(true);
      void renew();
    });
    void renew();
  }, [renew]);
  useEffect(() => {
    document.title = t(properties.title);
  });
  if (!session)
    return <main class="narrow">{problem ? <Banner kind="wrong">{problem}</Banner> : <Waiting text="Tillpoints" />}</main>;
  const signedIn = (next: Session) => {
    setExpired(false);
    setSession(takeSession(next));
  };
  const signOut = () => {
    const out = async () => {
      try {
        setSession(takeSession(await tell<Session>("/v1/pages/sign-out", {})));
      } catch {
        await renew();
      }
    };
    void out();
  };
  const again = () => redraw((count) => count + 1);
  if (session.employee && properties.roles.includes(session.employee.role))
    return <>{properties.inside(session, renew, signOut, again)}</>;
  return (
    <SignIn
      key={language()}
      title={properties.title}
      roles={properties.roles}
      session={session}
      expired={expired}
      onSignIn={signedIn}
      onLanguage={again}
    />
  );
}
