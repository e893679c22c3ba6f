import { ask, Banner, chooseLanguage, isLanguage, onSessionEnd, Refusal, setLanguage, show } from "@tillpoints/ui";
import { useCallback, useEffect, useState } from "preact/hooks";
import { CardView } from "./card-view";
import { CompanyView } from "./company-view";
import { HistoryView } from "./history-view";
import { InviteView } from "./invite-view";
import { ConfirmPhone, Join } from "./join-view";
import { MessagesView } from "./messages-view";
import { call, forget, keep, kept, readSession, takeInvitation, type CardData, type CardSession } from "./model";
import { OrdersView } from "./orders-view";
import { SettingsView } from "./settings-view";
import { useShownCode } from "./shown-code";
import { languageOfBrowser, text, wordsOfProblem, type CardText } from "./texts";
import { keepShell } from "./worker-registration";

const tabs = ["card", "history", "invite", "messages", "settings"] as const;
type Tab = (typeof tabs)[number];
/** What is shown: a tab, or the orders or the shop itself, which are reached from the card. */
type Shown = Tab | "orders" | "company";

/** How often a page that is seen asks whether something has changed, such as a purchase by the code it shows. */
const between = 15_000;

function Tabs(properties: { tab: Shown; unread: number; onTab: (tab: Tab) => void }) {
  return (
    <nav class="tabs" aria-label={text("title")}>
      {tabs.map((each) => (
        <button
          key={each}
          type="button"
          id={`tab-${each}`}
          aria-current={each === properties.tab ? "page" : undefined}
          onClick={() => properties.onTab(each)}
        >
          {text(`tab_${each}` as CardText)}
          {each === "messages" && properties.unread > 0 && (
            <span class="badge">
              <span aria-hidden="true">{properties.unread}</span>
              <span class="unseen"> {text("unread", { count: properties.unread })}</span>
            </span>
          )}
        </button>
      ))}
    </nav>
  );
}

function Holder(properties: { session: CardSession; onOut: (session: CardSession, notice: string) => void }) {
  const last = kept();
  const [card, setCard] = useState<CardData | null>(last?.card ?? null);
  const [at, setAt] = useState(last?.at ?? "");
  const [offline, setOffline] = useState(false);
  const [problem, setProblem] = useState("");
  const [tab, setTab] = useState<Shown>("card");
  const [rate, setRate] = useState<number | null>(null);
  const take = useCallback(
    (next: CardData) => {
      keep(properties.session, next);
      if (isLanguage(next.language)) setLanguage(next.language);
      setCard(next);
      setAt(new Date().toISOString());
      setOffline(false);
      setProblem("");
    },
    [properties.session],
  );
  const used = card?.code_valid === false && !offline;
  const code = useShownCode(card !== null && !card.blocked && tab === "card", used, setOffline);
  const read = useCallback(async () => {
    try {
      take(await ask<CardData>(call(`card${code ? `?code=${code.code}` : ""}`)));
    } catch (failure) {
      if (failure instanceof Refusal && failure.status === 0) setOffline(true);
      else setProblem(wordsOfProblem(failure));
    }
  }, [take, code?.code]);
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === "visible") void read();
    };
    look();
    const timer = setInterval(look, between);
    const events = ["online", "visibilitychange"] as const;
    window.addEventListener(events[0], look);
    document.addEventListener(events[1], look);
    return () => {
      clearInterval(timer);
      window.removeEventListener(events[0], look);
      document.removeEventListener(events[1], look);
    };
  }, [read]);
  if (!card)
    return (
      <main class="narrow">
        {problem || offline ? (
          <Banner kind="wrong">{problem || text("error_no_answer")}</Banner>
        ) : (
          <p class="waiting" role="status">
            …
          </p>
        )}
      </main>
    );
  const go = (next: Shown) => {
    setTab(next);
    window.scrollTo(0, 0);
  };
  return (
    <>
      <header class="top">
        <h1>{properties.session.shop}</h1>
      </header>
      <main class="narrow">
        {problem && <Banner kind="wrong">{problem}</Banner>}
        {tab === "card" ? (
          <CardView session={properties.session} card={card} code={code} offline={offline} at={at} onOrder={() => go("orders")} onCompany={() => go("company")} />
        ) : offline ? (
          <Banner kind="warning" id="offline">
            {text("offline_title")}. {text("offline_needs")}
          </Banner>
        ) : tab === "orders" ? (
          <OrdersView currency={properties.session.currency} balance={card.points} onBack={() => go("card")} />
        ) : tab === "company" ? (
          <CompanyView onBack={() => go("card")} />
        ) : tab === "history" ? (
          <HistoryView currency={properties.session.currency} rate={rate} onRateDone={() => setRate(null)} />
        ) : tab === "invite" ? (
          <InviteView />
        ) : tab === "messages" ? (
          <MessagesView
            onRead={() => setCard({ ...card, unread: 0 })}
            onRate={(operation) => {
              setRate(operation);
              go("history");
            }}
          />
        ) : (
          <SettingsView session={properties.session} card={card} onCard={take} onOut={properties.onOut} />
        )}
      </main>
      <Tabs tab={tab} unread={card.unread} onTab={go} />
    </>
  );
}

function Page() {
  const [session, setSession] = useState<CardSession | null>(null);
  const [notice, setNotice] = useState("");
  const [problem, setProblem] = useState("");
  const [, redraw] = useState(0);
  const renew = useCallback(async () => {
    try {
      const next = await readSession();
      chooseLanguage(languageOfBrowser(next.language));
      setSession(next);
      setProblem("");
    } catch (failure) {
      // Without a network the last known card opens; the session is asked for again when there is one.
      const last = kept();
      chooseLanguage(last?.card.language ?? languageOfBrowser("ru"));
      if (last) setSession((now) => now ?? { ...last.session, confirmed: true, joined: true });
      else setProblem(wordsOfProblem(failure));
      window.addEventListener("online", () => void renew(), { once: true });
    }
  }, []);
  useEffect(() => {
    onSessionEnd(() => {
      forget();
      setNotice(text("error_not_signed_in"));
      setSession((now) => now && { ...now, confirmed: false, joined: false, token: null });
    });
    void renew();
  }, [renew]);
  useEffect(() => {
    document.title = session ? session.shop : "Tillpoints";
  });
  const again = () => redraw((count) => count + 1);
  if (!session)
    return (
      <main class="narrow">
        {problem ? <Banner kind="wrong">{problem}</Banner> : <p class="waiting">Tillpoints</p>}
      </main>
    );
  if (session.joined)
    return (
      <Holder
        session={session}
        onOut={(next, said) => {
          forget();
          setNotice(said);
          setSession(next);
        }}
      />
    );
  const View = session.confirmed ? Join : ConfirmPhone;
  return (
    <View
      session={session}
      notice={notice}
      onLanguage={again}
      onSession={(next) => {
        setNotice("");
        setSession(next);
      }}
    />
  );
}

takeInvitation();
keepShell();
show(<Page />);
