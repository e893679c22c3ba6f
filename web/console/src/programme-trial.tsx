import { ask, Banner, Button, date, tell } from "@tillpoints/ui";
import { useEffect, useState } from "preact/hooks";
import type { LineKind } from "./lines";
import { call } from "./model";
import type { Rules } from "./programme-rules";
import { counted, shown, Table } from "./show";
import { text, wordsOfProblem, type ConsoleText } from "./texts";

const lines = [
  ["awarded", "points"], ["redeemed", "points"], ["redeemable", "points"], ["first_purchase", "points"], ["referral_rewards", "points"], ["referral_shares", "points"],
  ["welcome", "points"], ["discount", "money"], ["staff", "money"], ["cash", "money"], ["cost", "money"],
] as const satisfies ReadonlyArray<readonly [string, LineKind]>;
type Sums = Record<(typeof lines)[number][0] | "purchases", number>;

interface Result {
  from: string;
  to: string;
  booked: { awarded: number; redeemed: number };
  unexplained: number;
  before: Sums;
  after: Sums;
  tiers_before: Array<{ name: string; buyers: number }>;
  tiers_after: Array<{ name: string; buyers: number }>;
}

interface Trial {
  trial: number;
  state: "running" | "done" | "failed";
  done: number;
  total: number;
  result: Result | null;
}

function Outcome(properties: { result: Result; currency: string }) {
  const { result, currency } = properties;
  const levels = Math.max(result.tiers_before.length, result.tiers_after.length);
  return (
    <>
      <p class="dim">{text("trial_period", { from: date(result.from), to: date(result.to) })}</p>
      <Table id="trial" label={text("trial_title")} head={[[text("trial_line"), false], [text("trial_before"), true], [text("trial_after"), true], [text("trial_difference"), true]]}>
        {lines.map(([name, kind]) => (
          <tr key={name} data-line={name}>
            <td>{text(`trial_${name}` as ConsoleText)}</td>
            <td class="number" data-value={result.before[name]}>
              {shown(result.before[name], kind, currency)}
            </td>
            <td class="number" data-value={result.after[name]}>
              {shown(result.after[name], kind, currency)}
            </td>
            <td class="number">{shown(Math.round((result.after[name] - result.before[name]) * 100) / 100, kind, currency)}</td>
          </tr>
        ))}
      </Table>
      <p class="dim" id="trial-booked">
        {text("trial_booked", { awarded: shown(result.booked.awarded, "points", currency), redeemed: shown(result.booked.redeemed, "points", currency), count: counted(result.unexplained), all: counted(result.before.purchases) })}
      </p>
      <h3>{text("trial_tiers")}</h3>
      <Table id="trial-tiers" label={text("trial_tiers")} head={[[text("trial_before"), false], [text("trial_buyers"), true], [text("trial_after"), false], [text("trial_buyers"), true]]}>
        {Array.from({ length: levels }, (_, at) => (
          <tr key={at}>
            <td>{result.tiers_before[at]?.name ?? ""}</td>
            <td class="number">{result.tiers_before[at] ? counted(result.tiers_before[at].buyers) : ""}</td>
            <td>{result.tiers_after[at]?.name ?? ""}</td>
            <td class="number">{result.tiers_after[at] ? counted(result.tiers_after[at].buyers) : ""}</td>
          </tr>
        ))}
      </Table>
    </>
  );
}

/** Plays the purchases of the last days again under what is typed, and shows what comes out beside the rules in force. */
export function ProgrammeTrial(properties: { programme: Rules; currency: string; onRefused: (failure: unknown) => void }) {
  const [trial, setTrial] = useState<Trial | null>(null);
  const [problem, setProblem] = useState("");
  const running = trial?.state === "running";
  useEffect(() => {
    if (!trial || trial.state !== "running") return;
    const timer = setTimeout(() => {
      ask<Trial>(call(`programme/try?trial=${trial.trial}`)).then(setTrial, (failure: unknown) => {
        setTrial(null);
        setProblem(wordsOfProblem(failure));
      });
    }, 400);
    return () => clearTimeout(timer);
  }, [trial]);
  const start = () => {
    setProblem("");
    tell<{ trial: number }>(call("programme/try"), { programme: properties.programme }).then(
      (begun) => setTrial({ trial: begun.trial, state: "running", done: 0, total: 0, result: null }),
      (failure: unknown) => {
        setTrial(null);
        setProblem(wordsOfProblem(failure));
        properties.onRefused(failure);
      },
    );
  };
  return (
    <section class="card" id="programme-trial">
      <div class="row between">
        <h2>{text("trial_title")}</h2>
        <Button id="start-trial" disabled={running} onClick={start}>
          {text("trial_start")}
        </Button>
      </div>
      {problem && <Banner kind="wrong">{problem}</Banner>}
      {running && (
        <>
          <p id="trial-progress" role="status">
            {text("trial_running", { done: counted(trial.done), total: counted(trial.total) })}
          </p>
          <progress max={Math.max(1, trial.total)} value={trial.done} aria-labelledby="trial-progress" />
        </>
      )}
      {trial?.state === "failed" && <Banner kind="wrong">{text("trial_failed")}</Banner>}
      {trial?.result && <Outcome result={trial.result} currency={properties.currency} />}
    </section>
  );
}
