import { ask, Banner, Button, chooseLanguage, LanguageChoice, onSessionEnd, tell } from "@tillpoints/ui";
import { render } from "preact";
import { useCallback, useEffect, useState } from "preact/hooks";
import { AccountingView } from "./accounting-view";
import { ActionsView } from "./actions-view";
import { CampaignsView } from "./campaigns-view";
import { CompanyView } from "./company-view";
import { CustomersView } from "./customers-view";
import { DrawsView } from "./draws-view";
import { ChangePassword, SecondFactor, SignIn, taken } from "./entrance";
import { GoodsView } from "./goods-view";
import { call, type Role, type Session } from "./model";
import { OrdersView } from "./orders-view";
import { PeopleView } from "./people-view";
import { ProgrammeView } from "./programme-view";
import { RatingsView } from "./ratings-view";
import { ReportView } from "./report-view";
import { SourcesView } from "./sources-view";
import { StaffView } from "./staff-view";
import { TerminalsView } from "./terminals-view";
import { text, wordOf, wordsOfProblem, type ConsoleText } from "./texts";
import { TrainingView } from "./training-view";

/** The sections in their order, and who finds them here; the cloud refuses the rest whatever a page asks. */
const sections = {
  report: ["owner", "marketer", "accountant"],
  customers: ["owner", "manager", "marketer"],
  staff: ["owner", "manager", "accountant", "employee"],
  training: ["owner", "manager", "marketer", "accountant", "employee"],
  accounting: ["owner", "accountant"],
  ratings: ["owner", "manager", "marketer"],
  orders: ["owner", "manager", "employee"],
  campaigns: ["owner", "marketer"],
  draws: ["owner", "marketer"],
  sources: ["owner", "marketer"],
  company: ["owner", "manager"],
  goods: ["owner", "manager", "marketer"],
  programme: ["owner", "manager", "marketer", "accountant"],
  terminals: ["owner", "manager"],
  people: ["owner"],
  actions: ["owner"],
} as const satisfies Record<string, readonly Role[]>;
type Tab = keyof typeof sections;

function tabsOf(role: Role): Tab[] {
  return (Object.keys(sections) as Tab[]).filter((tab) => (sections[tab] as readonly Role[]).includes(role));
}

type Person = NonNullable<Session["person"]>;

function Inside(properties: { person: Person; currency: string; programme: string; onPassword: () => void; onSignOut: () => void; redraw: () => void }) {
  const { person, currency } = properties;
  const own = tabsOf(person.role);
  const [tab, setTab] = useState<Tab>(own[0] ?? "staff");
  return (
    <>
      <header class="top">
        <h1>{text("title")}</h1>
        <nav aria-label={text("sections")}>
          {own.map((each) => (
            <button key={each} type="button" id={`tab-${each}`} aria-current={each === tab ? "page" : undefined} onClick={() => setTab(each)}>
              {text(`tab_${each}` as ConsoleText)}
            </button>
          ))}
        </nav>
        <div class="aside">
          <span class="dim">
            {person.name}, {wordOf("role", person.role)}
            {person.branch ? `, ${person.branch}` : ""}
          </span>
          <LanguageChoice onChange={properties.redraw} />
          <Button kind="quiet" id="own-password" onClick={properties.onPassword}>
            {text("own_password")}
          </Button>
          <Button kind="quiet" id="sign-out" onClick={properties.onSignOut}>
            {text("sign_out")}
          </Button>
        </div>
      </header>
      <main>
        {tab === "report" && <ReportView currency={currency} programme={properties.programme} drills={person.role !== "marketer"} />}
        {tab === "customers" && <CustomersView role={person.role} currency={currency} />}
        {tab === "staff" && <StaffView currency={currency} sets={person.role === "owner" || person.role === "manager"} />}
        {tab === "training" && <TrainingView role={person.role} />}
        {tab === "accounting" && <AccountingView />}
        {tab === "ratings" && <RatingsView currency={currency} />}
        {tab === "orders" && <OrdersView currency={currency} />}
        {tab === "campaigns" && <CampaignsView currency={currency} givesPoints={person.role === "owner"} />}
        {tab === "draws" && <DrawsView gives={person.role === "owner"} />}
        {tab === "sources" && <SourcesView currency={currency} programme={properties.programme} />}
        {tab === "company" && <CompanyView />}
        {tab === "goods" && <GoodsView currency={currency} edits={person.role !== "manager"} />}
        {tab === "programme" && <ProgrammeView role={person.role} currency={currency} />}
        {tab === "terminals" && <TerminalsView currency={currency} />}
        {tab === "people" && <PeopleView />}
        {tab === "actions" && <ActionsView />}
      </main>
    </>
  );
}

function Console() {
  const [session, setSession] = useState<Session | null>(null);
  const [problem, setProblem] = useState("");
  const [expired, setExpired] = useState(false);
  const [changing, setChanging] = useState(false);
  const [, redraw] = useState(0);
  const renew = useCallback(async () => {
    try {
      setSession(taken(await ask<Session>(call("session"))));
      setProblem("");
    } catch (failure) {
      setProblem(wordsOfProblem(failure));
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
    document.title = text("title");
  });
  const again = () => redraw((count) => count + 1);
  const take = (next: Session) => {
    setExpired(false);
    setChanging(false);
    setSession(next);
  };
  const signOut = () => {
    const out = async () => {
      try {
        take(await tell<Session>(call("sign-out"), {}));
      } catch {
        await renew();
      }
    };
    void out();
  };
  if (!session)
    return problem ? (
      <main class="narrow">
        <Banner kind="wrong">{problem}</Banner>
      </main>
    ) : null;
  const { person } = session;
  if (!person) return <SignIn expired={expired} redraw={again} onSession={take} />;
  if (person.missing === "password" || changing)
    return <ChangePassword first={person.missing === "password"} redraw={again} onSession={take} onSignOut={changing ? () => setChanging(false) : signOut} />;
  if (person.missing === "second_factor") return <SecondFactor redraw={again} onReady={() => void renew()} onSignOut={signOut} />;
  return <Inside key={person.name} person={person} currency={session.currency ?? "RUB"} programme={session.programme ?? ""} onPassword={() => setChanging(true)} onSignOut={signOut} redraw={again} />;
}

chooseLanguage(navigator.language.slice(0, 2));
const place = document.getElementById("app");
if (place) render(<Console />, place);
