import { Choice, Frame, Help, show, SignedIn, t, useStream, type Chapter, type Session } from "@tillpoints/ui";
import { useState } from "preact/hooks";
import { DayChart } from "./day";
import { DoubtView } from "./doubt";
import { LogView } from "./log";
import { OverviewView } from "./overview";
import { QueueView } from "./queue";
import { ReceiptsView } from "./receipts";
import { SettingsView } from "./settings";

const tabs = [
  { id: "overview", label: "tab_overview" },
  { id: "receipts", label: "tab_receipts" },
  { id: "queue", label: "tab_queue" },
  { id: "doubt", label: "tab_doubt" },
  { id: "chart", label: "tab_chart" },
  { id: "log", label: "tab_log" },
  { id: "settings", label: "tab_settings" },
  { id: "help", label: "tab_help" },
] as const;

const chapters: readonly Chapter[] = [
  ["help_look", ["help_look_1", "help_look_2"]],
  ["help_decide", ["help_decide_1", "help_decide_2", "help_decide_3"]],
];

function Panel(properties: { session: Session; signOut: () => void; redraw: () => void }) {
  const { session } = properties;
  const [tab, setTab] = useState("overview");
  const [terminal, setTerminal] = useState(session.employee?.terminal ?? "");
  const [changed, setChanged] = useState(0);
  const followed = useStream(terminal, () => setChanged((count) => count + 1));
  const { currency } = session;
  const decides = session.employee?.role === "technician";
  const shared = { terminal, changed, currency, decides };
  return (
    <Frame
      title="panel_title"
      who={session.employee?.name ?? ""}
      tabs={tabs}
      tab={tab}
      onTab={setTab}
      onSignOut={properties.signOut}
      onLanguage={properties.redraw}
      aside={
        <>
          {!followed.connected && (
            <span class="pill wrong" role="status">
              {t("link_no_daemon")}
            </span>
          )}
          {session.terminals.length > 1 && (
            <Choice
              hidden
              id="panel-terminal"
              label={t("terminal")}
              value={terminal}
              options={session.terminals.map((each) => [each, each] as const)}
              onChange={setTerminal}
            />
          )}
        </>
      }
    >
      {tab === "overview" && <OverviewView terminal={terminal} changed={changed} followed={followed} />}
      {tab === "receipts" && <ReceiptsView {...shared} />}
      {tab === "queue" && <QueueView {...shared} />}
      {tab === "doubt" && <DoubtView {...shared} />}
      {tab === "chart" && <DayChart terminal={terminal} changed={changed} />}
      {tab === "log" && <LogView terminal={terminal} changed={changed} />}
      {tab === "settings" && <SettingsView terminal={terminal} />}
      {tab === "help" && <Help chapters={chapters} />}
    </Frame>
  );
}

show(
  <SignedIn
    title="panel_title"
    roles={["assistant", "technician"]}
    inside={(session, _renew, signOut, redraw) => <Panel session={session} signOut={signOut} redraw={redraw} />}
  />,
);
