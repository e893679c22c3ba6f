import { Banner, Frame, Help, show, SignedIn, t, useStream, type Session } from "@tillpoints/ui";
import { useEffect, useState } from "preact/hooks";
import { DayView } from "./day-view";
import { chapters } from "./help";
import { ReturnsView } from "./returns-view";
import { useReturn } from "./returning";
import { useSale } from "./sale";
import { SaleView } from "./sale-view";
import { OpenShift } from "./shift-view";

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
  // An outage may end before the stream tells of it; then only the moment changes since when there is a link.
  useEffect(sale.linkTold, [followed.link, followed.library?.link?.since]);
  const open = session.employee?.shift;
  // The last answer knows an outage before the stream has told of it.
  const link = sale.heardOffline && followed.link === "online" ? "offline" : followed.link;
  const leave = () => {
    sale.leave();
    returning.leave();
  };
  return (
    <Frame
      title="cashier_title"
      who={session.employee?.name ?? ""}
      tabs={tabs}
      tab={tab}
      onTab={(next) => {
        if (next !== tab) leave();
        setTab(next);
      }}
      onSignOut={() => {
        leave();
        properties.signOut();
      }}
      onLanguage={properties.redraw}
      aside={<LinkState link={link} connected={followed.connected} waits={waits} />}
    >
      {followed.connected && (link === "offline" || link === "paused") && (
        <Banner kind="warning" id="offline">
          {t("offline_banner")}
        </Banner>
      )}
      {tab === "help" ? (
        <Help chapters={chapters} />
      ) : !open ? (
        <OpenShift session={session} renew={properties.renew} />
      ) : tab === "sale" ? (
        <SaleView current={sale} session={session} online={link === "online"} />
      ) : tab === "returns" ? (
        <ReturnsView current={returning} session={session} />
      ) : (
        <DayView
          session={session}
          current={sale.sale.receipt}
          changed={changed}
          queue={followed.library?.queue}
          waiting={setWaits}
          renew={properties.renew}
        />
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
