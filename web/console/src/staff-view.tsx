import { Banner, Button, locale } from "@tillpoints/ui";
import { useState } from "preact/hooks";
import { useAnswer } from "./asked";
import { csvOf, saveFile, type Cell } from "./csv";
import type { LineKind } from "./lines";
import type { Staff, StaffLine } from "./model";
import { MonthChoice } from "./report-view";
import { Counting, shown, Table } from "./show";
import { text, type ConsoleText } from "./texts";

const columns: ReadonlyArray<readonly [keyof StaffLine & string, LineKind]> = [
  ["with_card", "count"],
  ["without_card", "count"],
  ["card_share", "share"],
  ["card_turnover", "money"],
  ["owed", "money"],
  ["card_average", "money"],
  ["newcomers", "count"],
  ["redeemed", "points"],
  ["awarded", "points"],
  ["returns", "count"],
  ["ratings", "count"],
  ["rating", "ratio"],
];

const heading = (column: string) => text(`staff_${column}` as ConsoleText);
const nameOfLine = (line: StaffLine) => (line.cashier === 0 ? text("unknown") : line.name);

function save(answer: Staff): void {
  const head: Cell[] = [text("employee"), text("branch"), ...columns.map(([column]) => heading(column))];
  const rows = answer.staff.map((line): Cell[] => [nameOfLine(line), line.branch?.name ?? "", ...columns.map(([column]) => line[column] as number | null)]);
  saveFile(`staff-${answer.month ?? "all"}.csv`, "text/csv;charset=utf-8", csvOf([head, ...rows], locale() === "ru"));
}

/** What employees did in a month, and the bonus they are owed. */
export function StaffView(properties: { currency: string }) {
  const [month, setMonth] = useState("");
  const { answer, problem, waited } = useAnswer<Staff>(month ? `staff?month=${month}` : "staff");
  if (!answer) return problem ? <Banner kind="wrong">{problem}</Banner> : <Counting seconds={waited} />;
  return (
    <>
      <div class="row no-print">
        <MonthChoice months={answer.months} month={month} onMonth={setMonth} />
        <Button id="save-csv" onClick={() => save(answer)}>
          {text("save_csv")}
        </Button>
      </div>
      <section class="card">
        <h2>{text("tab_staff")}</h2>
        <p class="dim">{text("staff_note")}</p>
        <Table id="staff" label={text("tab_staff")} head={[[text("employee"), false], [text("branch"), false], ...columns.map(([column]): [string, boolean] => [heading(column), true])]}>
          {answer.staff.map((line) => (
            <tr key={line.cashier} data-cashier={line.cashier}>
              <td>{nameOfLine(line)}</td>
              <td>{line.branch?.name ?? "–"}</td>
              {columns.map(([column, kind]) => (
                <td key={column} class="number" data-column={column}>
                  {shown(line[column] as number | null, kind, properties.currency)}
                </td>
              ))}
            </tr>
          ))}
        </Table>
      </section>
    </>
  );
}
