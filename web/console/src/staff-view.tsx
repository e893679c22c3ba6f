import { Banner, Button, locale } from "@tillpoints/ui";
import { useState } from "preact/hooks";
import { useAnswer } from "./asked";
import { csvOf, saveFile, type Cell } from "./csv";
import { useSending } from "./entrance";
import type { LineKind } from "./lines";
import type { Staff, StaffLine } from "./model";
import { MonthChoice } from "./report-view";
import { saveAnswer } from "./saved-answer";
import { placeOf, type SheetColumn } from "./sheets";
import { Counting, shown, Table } from "./show";
import { TargetForm, type TargetOf } from "./target-form";
import { branchLines, columnOf, reached, targetFigures, type BranchLine, type Target, type TargetFigure } from "./targets";
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
const branchColumns = columns.filter(([column]) => ["with_card", "without_card", "card_share", "card_turnover", "newcomers", "ratings"].includes(column));

const heading = (column: string) => text(`staff_${column}` as ConsoleText);
const nameOfLine = (line: StaffLine) => (line.cashier === 0 ? text("unknown") : line.name);
const targetOf = (answer: Staff, line: StaffLine) => answer.targets.find((each) => each.cashier === line.cashier) ?? null;
const targetOfBranch = (answer: Staff, line: BranchLine) => answer.targets.find((each) => each.branch === line.branch) ?? null;

/** The targets of a line and how much of each is reached, two cells for a figure. */
function targetCells(line: StaffLine | BranchLine, target: Target | null): Cell[] {
  return targetFigures.flatMap((figure): Cell[] => [target?.[figure] ?? null, reached(line[columnOf[figure]] as number | null, target?.[figure] ?? null)]);
}

export function rowsOf(answer: Staff): Cell[][] {
  const figures = targetFigures.map((figure) => heading(columnOf[figure]));
  const head: Cell[] = [text("employee"), text("branch"), ...columns.map(([column]) => heading(column)),
                        ...(answer.month ? figures.flatMap((figure) => [text("target_column", { figure }), text("target_percent_column", { figure })]) : [])];
  const staff = answer.staff.map((line): Cell[] => [nameOfLine(line), line.branch?.name ?? "", ...columns.map(([column]) => line[column] as number | null), ...(answer.month ? targetCells(line, targetOf(answer, line)) : [])]);
  // A branch has a line of its own only where it has a target, so that whoever adds a column up counts nobody twice.
  const branches = branchLines(answer.staff)
    .map((line) => [line, targetOfBranch(answer, line)] as const)
    .filter(([, target]) => answer.month && target)
    .map(([line, target]): Cell[] => [text("target_of_branch"), line.name, ...columns.map(([column]) => (column in line ? (line[column as keyof BranchLine] as number | null) : null)), ...targetCells(line, target)]);
  return [head, ...staff, ...branches];
}

function save(answer: Staff): void {
  saveFile(`staff-${answer.month ?? "all"}.csv`, "text/csv;charset=utf-8", csvOf(rowsOf(answer), locale() === "ru"));
}

/** The same, laid out for a workbook: an employee's figures and, of a month, the targets beside them. */
function staffSheet(answer: Staff): object {
  const named: SheetColumn[] = [
    { name: text("employee"), at: "name", kind: "text" },
    { name: text("branch"), at: "branch/name", kind: "text" },
  ];
  const figures = columns.map(([column, kind]): SheetColumn => ({ name: heading(column), ...placeOf(column, kind) }));
  const kindOf = (figure: TargetFigure): LineKind => columns.find(([column]) => column === columnOf[figure])?.[1] ?? "count";
  const targets = targetFigures.map((figure): SheetColumn => ({ name: text("target_column", { figure: heading(columnOf[figure]) }), ...placeOf(`target/${figure}`, kindOf(figure)) }));
  return { ...(answer.month ? { month: answer.month } : {}), title: text("tab_staff"), unknown: text("unknown"), columns: [...named, ...figures, ...(answer.month ? targets : [])] };
}

/** A figure, and below it how much of its target is reached. */
function Figure(properties: { column: string; value: number | null; kind: LineKind; currency: string; target: Target | null }) {
  const { column, value, kind, currency } = properties;
  const figure = (Object.keys(columnOf) as TargetFigure[]).find((each) => columnOf[each] === column);
  const target = (figure && properties.target?.[figure]) ?? null;
  const percent = reached(value, target);
  return (
    <td class="number" data-column={column}>
      {shown(value, kind, currency)}
      {target !== null && (
        <small class={percent !== null && percent >= 100 ? "reached" : ""} data-percent={percent}>
          {percent === null ? text("target_unknown", { target: shown(target, kind, currency) }) : text("target_reached", { target: shown(target, kind, currency), percent })}
        </small>
      )}
    </td>
  );
}

const headOfTarget = (sets: boolean): Array<[string, boolean]> => (sets ? [[text("target"), false]] : []);

function SetTarget(properties: { target: Target | null; name: string; onClick: () => void }) {
  return (
    <td class="no-print">
      <Button onClick={properties.onClick}>
        {text(properties.target ? "target_change" : "target_set")}
        <span class="unseen"> {properties.name}</span>
      </Button>
    </td>
  );
}

function Branches(properties: { answer: Staff; currency: string; sets: boolean; onSet: (of: TargetOf) => void }) {
  const { answer, currency, sets } = properties;
  const lines = branchLines(answer.staff);
  if (lines.length === 0) return null;
  const figures = branchColumns.map(([column]): [string, boolean] => [heading(column), true]);
  return (
    <section class="card">
      <h2>{text("branches")}</h2>
      <Table id="staff-branches" label={text("branches")} head={[[text("branch"), false], ...headOfTarget(sets), [text("employees_of_branch"), true], ...figures]}>
        {lines.map((line) => {
          const target = targetOfBranch(answer, line);
          return (
            <tr key={line.branch} data-branch={line.branch}>
              <td>{line.name}</td>
              {sets && <SetTarget target={target} name={line.name} onClick={() => properties.onSet({ branch: line.branch, name: line.name })} />}
              <td class="number">{shown(line.employees, "count", currency)}</td>
              {branchColumns.map(([column, kind]) => (
                <Figure key={column} column={column} value={line[column as keyof BranchLine] as number | null} kind={kind} currency={currency} target={target} />
              ))}
            </tr>
          );
        })}
      </Table>
    </section>
  );
}

/** What employees did in a month beside what they are to reach, and the bonus they are owed. */
export function StaffView(properties: { currency: string; sets: boolean }) {
  const [month, setMonth] = useState("");
  const [setting, setSetting] = useState<TargetOf | null>(null);
  const { answer, problem, waited, again } = useAnswer<Staff>(month ? `staff?month=${month}` : "staff");
  const workbook = useSending(() => saveAnswer("staff/file", answer ? staffSheet(answer) : {}), () => undefined);
  if (!answer) return problem ? <Banner kind="wrong">{problem}</Banner> : <Counting work={waited} />;
  const sets = properties.sets && answer.month !== null;
  const target = setting && (answer.targets.find((each) => ("cashier" in setting ? each.cashier === setting.cashier : each.branch === setting.branch)) ?? null);
  return (
    <>
      <div class="row no-print">
        <MonthChoice months={answer.months} month={month} onMonth={setMonth} />
        <Button id="save-csv" onClick={() => save(answer)}>
          {text("save_csv")}
        </Button>
        <Button id="save-xlsx" disabled={workbook.busy} onClick={workbook.submit}>
          {text("save_xlsx")}
        </Button>
      </div>
      {workbook.problem && <Banner kind="wrong">{workbook.problem}</Banner>}
      <section class="card">
        <h2>{text("tab_staff")}</h2>
        <p class="dim">
          {text("staff_note")} {properties.sets && !answer.month && text("target_choose_month")}
        </p>
        <Table
          id="staff"
          label={text("tab_staff")}
          head={[[text("employee"), false], [text("branch"), false], ...headOfTarget(sets), ...columns.map(([column]): [string, boolean] => [heading(column), true])]}
        >
          {answer.staff.map((line) => {
            const own = targetOf(answer, line);
            return (
              <tr key={line.cashier} data-cashier={line.cashier}>
                <td>{nameOfLine(line)}</td>
                <td>{line.branch?.name ?? "–"}</td>
                {sets && (line.cashier === 0 ? <td /> : <SetTarget target={own} name={line.name} onClick={() => setSetting({ cashier: line.cashier, name: line.name })} />)}
                {columns.map(([column, kind]) => (
                  <Figure key={column} column={column} value={line[column] as number | null} kind={kind} currency={properties.currency} target={own} />
                ))}
              </tr>
            );
          })}
        </Table>
      </section>
      {answer.month && <Branches answer={answer} currency={properties.currency} sets={sets} onSet={setSetting} />}
      {setting && answer.month && (
        <TargetForm
          of={setting}
          month={answer.month}
          target={target}
          onClose={() => setSetting(null)}
          onSet={() => {
            setSetting(null);
            void again();
          }}
        />
      )}
    </>
  );
}
