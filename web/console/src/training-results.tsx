import { Banner, Button, Choice, locale, Waiting } from "@tillpoints/ui";
import { useState } from "preact/hooks";
import { useAnswer } from "./asked";
import { csvOf, saveFile, type Cell } from "./csv";
import { Table } from "./show";
import { text, wordOf } from "./texts";
import { kindOfDue, maybeTime, wordsOfDue, type TrainingResult } from "./training-model";

/** More rows make a page slow; the file has all of them. */
const mostShown = 500;

/** A moment that a spreadsheet takes for one, by the clock of whoever saves it. */
function cellOf(moment: string | null | undefined): Cell {
  if (!moment) return null;
  const at = new Date(moment);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`;
}

export function rowsOf(results: readonly TrainingResult[]): Cell[][] {
  const head = ["name", "role", "branch", "training_instruction", "training_version_now", "training_state", "training_read_version", "training_read_at",
                "training_passed_version", "training_passed_at", "training_valid_until", "training_tries", "training_best", "training_questions"] as const;
  return [
    head.map((each) => text(each)),
    ...results.map((row): Cell[] => [
      row.name, wordOf("role", row.role), row.branch?.name ?? null, row.title, row.version, wordsOfDue(row), row.read?.version ?? null, cellOf(row.read?.moment),
      row.test?.passed_version ?? null, cellOf(row.test?.passed), cellOf(row.test?.expires), row.test?.tries ?? null, row.test?.best ?? null, row.test?.questions ?? null,
    ]),
  ];
}

/** Who has read and passed what, when, and which version. */
export function TrainingResults() {
  const { answer, problem } = useAnswer<{ results: TrainingResult[]; whole: boolean }>("training/results");
  const [instruction, setInstruction] = useState("");
  const [state, setState] = useState<"" | "open" | "done">("");
  if (!answer) return problem ? <Banner kind="wrong">{problem}</Banner> : <Waiting />;
  const titles = [...new Map(answer.results.map((row): [string, string] => [String(row.instruction), row.title]))];
  const rows = answer.results.filter((row) => (instruction === "" || String(row.instruction) === instruction) && (state === "" || (row.due === "nothing") === (state === "done")));
  const save = () => saveFile("training.csv", "text/csv;charset=utf-8", csvOf(rowsOf(rows), locale() === "ru"));
  return (
    <>
      <div class="row no-print">
        <Choice id="results-instruction" label={text("training_instruction")} value={instruction} options={[["", text("training_every")], ...titles]} onChange={setInstruction} />
        <Choice id="results-state" label={text("training_state")} value={state} options={[["", text("training_everybody")], ["open", text("training_not_done")], ["done", text("training_done")]]} onChange={setState} />
        <Button id="save-csv" disabled={rows.length === 0} onClick={save}>
          {text("save_csv")}
        </Button>
      </div>
      <section class="card">
        <h2>{text("training_part_results")}</h2>
        {!answer.whole && <Banner kind="warning">{text("training_not_whole", { count: answer.results.length })}</Banner>}
        {rows.length > mostShown && <p class="dim">{text("training_first_rows", { count: mostShown })}</p>}
        {rows.length === 0 ? (
          <p id="no-results">{text("training_no_results")}</p>
        ) : (
          <Table
            id="results"
            label={text("training_part_results")}
            head={[[text("name"), false], [text("training_instruction"), false], [text("training_state"), false], [text("training_read_at"), false], [text("training_passed_at"), false], [text("training_valid_until"), false], [text("training_tries"), true]]}
          >
            {rows.slice(0, mostShown).map((row) => (
              <tr key={`${row.person}-${row.instruction}`} data-person={row.person} data-instruction={row.instruction} data-due={row.due}>
                <td>
                  {row.name}
                  <small>{[wordOf("role", row.role), row.branch?.name].filter(Boolean).join(", ")}</small>
                </td>
                <td>
                  {row.title}
                  <small>{text("training_version_short", { version: row.version })}</small>
                </td>
                <td>
                  <span class={`pill ${kindOfDue[row.due]}`}>{wordsOfDue(row)}</span>
                </td>
                <td>
                  {maybeTime(row.read?.moment)}
                  {row.read && <small>{text("training_version_short", { version: row.read.version })}</small>}
                </td>
                <td>
                  {maybeTime(row.test?.passed)}
                  {row.test?.passed_version && <small>{text("training_version_short", { version: row.test.passed_version })}</small>}
                </td>
                <td>{maybeTime(row.test?.expires)}</td>
                <td class="number">{row.test ? row.test.tries : "–"}</td>
              </tr>
            ))}
          </Table>
        )}
      </section>
    </>
  );
}
