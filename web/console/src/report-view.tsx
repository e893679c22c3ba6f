import { Banner, Button, Choice, Dialog, locale, money, points, Waiting } from "@tillpoints/ui";
import { useState } from "preact/hooks";
import { useAnswer } from "./asked";
import { csvOf, saveFile } from "./csv";
import { useSending } from "./entrance";
import { growth, sectionsOf, type Line, type Section } from "./lines";
import { minor, type Month, type Operation, type Report } from "./model";
import { Operations } from "./operations";
import { saveAnswer } from "./saved-answer";
import { reportSheet } from "./sheets";
import { Bars, counted, Counting, monthName, shown, Table } from "./show";
import { text, type ConsoleText } from "./texts";

export function nameOfLine(line: Line): string {
  return line.name ?? text(`line_${line.id}` as ConsoleText);
}

function monthOptions(months: readonly string[]): Array<[string, string]> {
  return [["", text("all_time")], ...months.map((month): [string, string] => [month, monthName(month)])];
}

export function MonthChoice(properties: { months: readonly string[]; month: string; onMonth: (month: string) => void }) {
  return <Choice id="month" label={text("month")} value={properties.month} options={monthOptions(properties.months)} onChange={properties.onMonth} />;
}

function BranchChoice(properties: { branches: Month["branches"]; branch: string; onBranch: (branch: string) => void }) {
  const options = [["", text("all_branches")], ...properties.branches.map(({ id, name }) => [String(id), name])] as Array<[string, string]>;
  return <Choice id="branch" label={text("branch")} value={properties.branch} options={options} onChange={properties.onBranch} />;
}

function Lines(properties: { section: Section; currency: string; compares: boolean; onBehind: (line: Line) => void }) {
  const head: Array<[string, boolean]> = [[text("line"), false], [text("value"), true]];
  if (properties.compares) head.push([text("month_before"), true], [text("change"), true]);
  head.push([text("behind"), false]);
  return (
    <section class="card" id={`section-${properties.section.id}`}>
      <h2>{text(`section_${properties.section.id}`)}</h2>
      {properties.section.id === "benefit" && <p class="dim">{text("benefit_note")}</p>}
      <Table id={`lines-${properties.section.id}`} label={text(`section_${properties.section.id}`)} head={head}>
        {properties.section.lines.map((line, at) => {
          const change = growth(line);
          return (
            <tr key={at} data-line={line.behind ?? line.id}>
              <td>
                <details>
                  <summary>
                    {nameOfLine(line)}
                    {line.people && <small>{text("people_of_source", line.people)}</small>}
                  </summary>
                  <p class="formula">{text(`formula_${line.id}` as ConsoleText)}</p>
                </details>
              </td>
              <td class="number" data-value={line.value ?? ""}>
                {shown(line.value, line.kind, properties.currency)}
              </td>
              {properties.compares && (
                <>
                  <td class="number">{shown(line.before, line.kind, properties.currency)}</td>
                  <td class="number">{change === null ? "–" : `${change > 0 ? "+" : ""}${change}\u00a0%`}</td>
                </>
              )}
              <td class="no-print">
                {line.behind && line.value !== 0 && (
                  <Button kind="quiet" onClick={() => properties.onBehind(line)}>
                    {text("show_behind")}
                    <span class="unseen"> {nameOfLine(line)}</span>
                  </Button>
                )}
              </td>
            </tr>
          );
        })}
      </Table>
    </section>
  );
}

function Charts(properties: { report: Report; tiers: Month["tiers"]; quarters: Month["quarters"] }) {
  const { report, tiers, quarters } = properties;
  const sums = (value: number) => money(minor(value), report.currency);
  const inPoints = (value: number) => points(minor(value));
  const name = (at: number) => (at === 0 ? text("line_revenue_certificates") : at === 1 ? text("line_revenue_referral") : report.revenue[at]?.counts ? report.revenue[at].bucket : text("line_revenue_rest"));
  const point = (key: string) => ({ label: text(`line_${key}` as ConsoleText), value: report.points[key] ?? 0, shown: inPoints(report.points[key] ?? 0) });
  const receipt = (key: string) => ({ label: text(`line_${key}` as ConsoleText), value: report.purchases[key] ?? 0, shown: shown(report.purchases[key] ?? 0, "count", report.currency) });
  return (
    <div class="columns">
      <Bars title={text("section_revenue")} bars={report.revenue.map((bucket, at) => ({ label: name(at), value: bucket.revenue, shown: sums(bucket.revenue) }))} />
      <div class="stack">
        <Bars title={text("section_points")} bars={["issued", "redeemed", "outstanding"].filter((key) => typeof report.points[key] === "number").map(point)} />
        <Bars title={text("share_of_card")} bars={["with_card", "without_card"].map(receipt)} />
        {quarters && quarters.length > 0 && (
          <Bars title={text("views_by_quarter")} bars={quarters.slice(-8).map(({ quarter, views }) => ({ label: text("quarter_of", quarterOf(quarter)), value: views, shown: counted(views) }))} />
        )}
        {tiers && <Bars title={text("members_by_tier")} bars={tiers.map(({ name, members }) => ({ label: name, value: members, shown: counted(members) }))} />}
      </div>
    </div>
  );
}

/** Of "2026-Q1". */
const quarterOf = (name: string) => ({ year: name.slice(0, 4), quarter: name.slice(6) });

function save(sections: readonly Section[], answer: Month): void {
  const rows = sections.flatMap((section) =>
    section.lines.map((line) => [
      text(`section_${section.id}`),
      nameOfLine(line),
      line.value,
      line.before,
      line.people?.joined ?? null,
      line.people?.bought ?? null,
      line.people?.purchases ?? null,
      text(`formula_${line.id}` as ConsoleText),
    ]),
  );
  const head = [text("section"), text("line"), text("value"), text("month_before"), text("newcomers"), text("buyers"), text("purchases"), text("formula")];
  saveFile(`report-${answer.month ?? "all"}.csv`, "text/csv;charset=utf-8", csvOf([head, ...rows], locale() === "ru"));
}

/** Without what is empty. */
function queryOf(members: Record<string, string>): string {
  const filled = Object.entries(members).filter(([, value]) => value !== "");
  return filled.length === 0 ? "" : `?${filled.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&")}`;
}

function Behind(properties: { month: string; branch: string; line: Line; currency: string; onClose: () => void }) {
  const [offset, setOffset] = useState(0);
  const asked = queryOf({ line: properties.line.behind ?? "", month: properties.month, branch: properties.branch, offset: String(offset) });
  const { answer, problem } = useAnswer<{ total: number; operations: Operation[] }>(`report/operations${asked}`);
  return (
    <Dialog title={nameOfLine(properties.line)} onClose={properties.onClose}>
      {problem && <Banner kind="wrong">{problem}</Banner>}
      {!answer && !problem && <Waiting />}
      {answer && (
        <>
          <p id="behind-total">{text("operations_of", { count: answer.total })}</p>
          <Operations operations={answer.operations} currency={properties.currency} />
          <div class="row">
            <Button disabled={offset === 0} onClick={() => setOffset(Math.max(0, offset - 50))}>
              {text("newer")}
            </Button>
            <Button disabled={offset + 50 >= answer.total} onClick={() => setOffset(offset + 50)}>
              {text("older")}
            </Button>
          </div>
        </>
      )}
    </Dialog>
  );
}

/** What of the report is looked at, and how it is kept: as a table or on paper. */
function Tools(properties: { answer: Month; sections: readonly Section[]; month: string; branch: string; onMonth: (month: string) => void; onBranch: (branch: string) => void }) {
  const { answer, sections } = properties;
  const workbook = useSending(() => saveAnswer("report/file", reportSheet(sections, answer, nameOfLine)), () => undefined);
  return (
    <>
      <div class="row no-print">
        <MonthChoice months={answer.months} month={properties.month} onMonth={properties.onMonth} />
        {answer.branches.length > 0 && <BranchChoice branches={answer.branches} branch={properties.branch} onBranch={properties.onBranch} />}
        <Button id="save-csv" onClick={() => save(sections, answer)}>
          {text("save_csv")}
        </Button>
        <Button id="save-xlsx" disabled={workbook.busy} onClick={workbook.submit}>
          {text("save_xlsx")}
        </Button>
        <Button id="print" onClick={() => window.print()}>
          {text("print")}
        </Button>
      </div>
      {workbook.problem && <Banner kind="wrong">{workbook.problem}</Banner>}
      {answer.branch !== null && <p class="dim" id="branch-note">{text("branch_note")}</p>}
    </>
  );
}

export function ReportView(properties: { currency: string; programme: string; drills: boolean }) {
  const [month, setMonth] = useState("");
  const [branch, setBranch] = useState("");
  const [behind, setBehind] = useState<Line | null>(null);
  const { answer, problem, waited } = useAnswer<Month>(`report${queryOf({ month, branch })}`);
  if (!answer) return problem ? <Banner kind="wrong">{problem}</Banner> : <Counting work={waited} />;
  const sections = sectionsOf(answer.report, answer.before);
  const place = answer.branches.find(({ id }) => id === answer.branch)?.name ?? text("all_branches");
  return (
    <>
      <h2 class="print-only" id="printed-heading">
        {[properties.programme, answer.month ? monthName(answer.month) : text("all_time"), place].filter((each) => each !== "").join(", ")}
      </h2>
      <Tools answer={answer} sections={sections} month={month} branch={branch} onMonth={setMonth} onBranch={setBranch} />
      <Charts report={answer.report} tiers={answer.tiers} quarters={answer.quarters} />
      {sections.map((section) => (
        <Lines
          key={section.id}
          section={properties.drills ? section : { ...section, lines: section.lines.map(({ behind: _, ...line }) => line) }}
          currency={properties.currency}
          compares={answer.before !== null}
          onBehind={setBehind}
        />
      ))}
      {behind && <Behind month={month} branch={branch} line={behind} currency={properties.currency} onClose={() => setBehind(null)} />}
    </>
  );
}
