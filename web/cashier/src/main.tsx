import { Banner, Button, Frame, Help, show, SignedIn, t, tell, useStream, wordsOf, type Session } from "@tillpoints/ui";
import { useState } from "preact/hooks";
import { DayView } from "./day-view";
import { chapters } from "./help";
import { ReturnsView } from "./returns-view";
import { useReturn } from "./returning";
import { useSale } from "./sale";
import { SaleView } from "./sale-view";

const tabs = [
  { id: "sale", label: "tab_sale" },
  { id: "returns", label: "tab_returns" },
  { id: "day", label: "tab_day" },
  { id: "help", label: "tab_help" },
] as const;

interface Inside {
  session: Session;
  renew: () => Promise<void>;
  signOut: () => void;
  redraw: () => void;
}

function OpenShift(properties: Inside) {
  const [problem, setProblem] = useState("");
  const open = async () => {
    try {
      await tell("/v1/pages/shift", {});
      await properties.renew();
    } catch (failure) {
      setProblem(wordsOf(failure));
    }
  };
  return (
    <section class="card form">
      <h2>{t("shift_not_open")}</h2>
      <p class="dim">{t("shift_what")}</p>
      {problem && <Banner kind="wrong">{problem}</Banner>}
      <Button id="open-shift" kind="main" large onClick={() => void open()}>
        {t("open_shift")}
      </Button>
    </section>
  );
}

function LinkState(properties: { link: string; connected: boolean; waits: boolean }) {
  if (properties.waits || !properties.connected)
    return (
      <span class="pill wrong" id="link" role="status">
        {t("link_no_daemon")}
      </span>
    );
  const online = properties.link === "online";
  return (
    <span class={`pill ${online ? "good" : "warning"}`} id="link" role="status" data-link={properties.link}>
      {online ? t("link_online") : properties.link === "unknown" ? t("link_unknown") : t("link_offline")}
    </span>
  );
}

function Cashier(properties: Inside) {
  const { session } = properties;
  const [tab, setTab] = useState("sale");
  const [changed, setChanged] = useState(0);
  const [waits, setWaits] = useState(false);
  const sale = useSale(session, properties.renew, setWaits);
  const returning = useReturn(session, setWaits);
  const followed = useStream(session.employee?.terminal ?? "", () => setChanged((count) => count + 1));
  const open = session.employee?.shift;
  return (
    <Frame
      title="cashier_title"
      who={session.employee?.name ?? ""}
      tabs={tabs}
      tab={tab}
      onTab={setTab}
      onSignOut={properties.signOut}
      onLanguage={properties.redraw}
      aside={<LinkState link={followed.link} connected={followed.connected} waits={waits} />}
    >
      {followed.connected && (followed.link === "offline" || followed.link === "paused") && (
        <Banner kind="warning" id="offline">
          {t("offline_banner")}
        </Banner>
      )}
      {tab === "help" ? (
        <Help chapters={chapters} />
      ) : !open ? (
        <OpenShift {...properties} />
      ) : tab === "sale" ? (
        <SaleView current={sale} session={session} online={followed.link === "online"} />
      ) : tab === "returns" ? (
        <ReturnsView current={returning} session={session} />
      ) : (
        <DayView session={session} current={sale.sale.receipt} changed={changed} waiting={setWaits} renew={properties.renew} />
      )}
    </Frame>
  );
}

show(
  <SignedIn
    title="cashier_title"
    roles={["cashier"]}
    inside={(session, renew, signOut, redraw) => (
      <Cashier session={session} renew={renew} signOut={signOut} redraw={redraw} />
    )}
  />,
);
