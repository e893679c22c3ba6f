import { Banner, dateTime, money, Waiting } from "@tillpoints/ui";
import { useEffect } from "preact/hooks";
import { useAnswer } from "./asked";
import { counted, Table } from "./show";
import { text, wordOf } from "./texts";

interface Heartbeat {
  versions: { tool: string; library: string };
  release: { applied: number; refused: number; reason: string };
  queue: { pending: number; settling: number; parked: number; loss: number };
  link: string;
}

interface Terminal {
  terminal: string;
  heard: string | null;
  offered: number;
  troubles: { code: string; value: string }[];
  heartbeat: Heartbeat | null;
}

interface Rollout {
  number: number;
  created: string;
  share: number;
  state: "first" | "rest" | "done" | "stopped";
  since: string;
  reason: string;
}

/** How often the list looks again while it is seen: terminals report every minute. */
const between = 30_000;

const kindOfRollout = { first: "warning", rest: "warning", done: "good", stopped: "wrong" } as const;

function TerminalRow(properties: { terminal: Terminal; currency: string }) {
  const { terminal } = properties;
  const queue = terminal.heartbeat?.queue;
  return (
    <tr data-terminal={terminal.terminal}>
      <td>{terminal.terminal}</td>
      <td>{terminal.heard ? dateTime(terminal.heard) : "–"}</td>
      <td>
        {terminal.troubles.length === 0 && <span class="pill good">{text("terminal_right")}</span>}
        {terminal.troubles.map((trouble) => (
          <span key={trouble.code} class={`pill ${trouble.code === "doctor_warning" || trouble.code === "release_waits" ? "warning" : "wrong"}`}>
            {wordOf("trouble", trouble.code)}
            {trouble.code === "doctor_error" || trouble.code === "doctor_warning" || trouble.code === "release_refused" ? `: ${trouble.value}` : ""}
          </span>
        ))}
      </td>
      <td class="number">{queue ? counted(queue.pending + queue.settling) : "–"}</td>
      <td class="number">{queue ? `${counted(queue.parked)}${queue.parked > 0 ? `, ${money(queue.loss, properties.currency)}` : ""}` : "–"}</td>
      <td>{terminal.heartbeat?.versions.library ?? "–"}</td>
      <td class="number">{terminal.heartbeat ? terminal.heartbeat.release.applied || "–" : "–"}</td>
    </tr>
  );
}

/** Terminals that report to the cloud, and releases on their way to them. */
export function TerminalsView(properties: { currency: string }) {
  const { answer, problem, again } = useAnswer<{ terminals: Terminal[]; rollouts: Rollout[] }>("terminals");
  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === "visible" && void again(), between);
    return () => clearInterval(timer);
  }, [again]);
  if (!answer) return problem ? <Banner kind="wrong">{problem}</Banner> : <Waiting />;
  const wrong = answer.terminals.filter((each) => each.troubles.length > 0).length;
  return (
    <>
      {problem && <Banner kind="wrong">{problem}</Banner>}
      <section class="card">
        <h2>{text("tab_terminals")}</h2>
        <p class="dim">{answer.terminals.length === 0 ? text("no_terminals") : text("terminals_of_which", { count: answer.terminals.length, wrong })}</p>
        <Table
          id="terminals"
          label={text("tab_terminals")}
          head={[[text("terminal"), false], [text("terminal_heard"), false], [text("state"), false], [text("terminal_waiting"), true], [text("terminal_parked"), true], [text("terminal_version"), false], [text("terminal_release"), true]]}
        >
          {answer.terminals.map((each) => (
            <TerminalRow key={each.terminal} terminal={each} currency={properties.currency} />
          ))}
        </Table>
      </section>
      {answer.rollouts.length > 0 && (
        <section class="card">
          <h2>{text("rollouts")}</h2>
          <Table id="rollouts" label={text("rollouts")} head={[[text("terminal_release"), true], [text("state"), false], [text("rollout_since"), false], [text("rollout_reason"), false]]}>
            {answer.rollouts.map((each) => (
              <tr key={each.number} data-rollout={each.number}>
                <td class="number">{each.number}</td>
                <td>
                  <span class={`pill ${kindOfRollout[each.state]}`}>{text(`rollout_${each.state}`, { share: each.share })}</span>
                </td>
                <td>{dateTime(each.since)}</td>
                <td>{each.reason || "–"}</td>
              </tr>
            ))}
          </Table>
        </section>
      )}
    </>
  );
}
