import { Banner, Button, dateTime, tell } from "@tillpoints/ui";
import { useState } from "preact/hooks";
import { call } from "./model";
import { ruleOf, type Change } from "./programme-rules";
import { counted, Table } from "./show";
import { text, wordOf, wordsOfProblem } from "./texts";

export interface Version {
  id: number;
  made: string;
  by: string | null;
  starts: string;
  note: string;
  state: "past" | "in_force" | "coming" | "withdrawn";
  changes: Change[];
}

function valueText(path: string, value: unknown): string {
  if (value === null || value === undefined) return "–";
  if (typeof value === "boolean") return text(value ? "yes" : "no");
  if (typeof value === "number") return counted(value);
  if (typeof value === "object") return JSON.stringify(value);
  return /(name|code|uid)$/.test(path) ? String(value) : wordOf("word", String(value));
}

/** "Levels 2: Rate": a setting in words, with the place it stands in. */
function placeOf(path: string): string {
  const group = /^([a-z_]+)(?:\[(\d+)\])?\./.exec(path);
  const rule = wordOf("rule", ruleOf(path));
  if (!group) return rule;
  return `${wordOf("group", group[1] ?? "")}${group[2] ? ` ${Number(group[2]) + 1}` : ""}: ${rule}`;
}

/** What differs between two programmes, setting by setting. */
export function Changes(properties: { changes: readonly Change[]; id: string }) {
  return (
    <Table id={properties.id} label={text("programme_changes")} head={[[text("programme_setting"), false], [text("programme_before"), true], [text("programme_after"), true]]}>
      {properties.changes
        .filter((change) => !change.path.endsWith(".uid"))
        .map((change) => (
          <tr key={change.path} data-path={change.path}>
            <td>{placeOf(change.path)}</td>
            <td class="number">{valueText(change.path, change.before)}</td>
            <td class="number">{valueText(change.path, change.after)}</td>
          </tr>
        ))}
    </Table>
  );
}

const kindOfState = { past: "", in_force: "good", coming: "warning", withdrawn: "" } as const;

/** Who changed the programme, when, from when on, and what. */
export function Versions(properties: { versions: readonly Version[]; withdraws: boolean; onWithdrawn: () => void }) {
  const [problem, setProblem] = useState("");
  const withdraw = (version: number) => {
    tell(call("programme/withdraw"), { version }).then(properties.onWithdrawn, (failure: unknown) => setProblem(wordsOfProblem(failure)));
  };
  return (
    <section class="card" id="programme-versions">
      <h2>{text("programme_versions")}</h2>
      {problem && <Banner kind="wrong">{problem}</Banner>}
      {properties.versions.length === 0 && <p class="dim">{text("programme_no_versions")}</p>}
      {properties.versions.map((version) => (
        <div class="entry" key={version.id} data-version={version.id} data-state={version.state}>
          <div class="row between">
            <span>
              {text("programme_by", { who: version.by ?? text("unknown"), when: dateTime(version.made) })}
              {version.note && <small class="dim"> {version.note}</small>}
            </span>
            <span class={`pill ${kindOfState[version.state]}`}>
              {text(`programme_version_${version.state}`)} {text("programme_from", { when: dateTime(version.starts) })}
            </span>
          </div>
          <Changes changes={version.changes} id={`version-${version.id}`} />
          {properties.withdraws && version.state === "coming" && (
            <Button kind="danger" onClick={() => withdraw(version.id)}>
              {text("programme_withdraw")}
            </Button>
          )}
        </div>
      ))}
    </section>
  );
}
