import { Banner, Button, Choice, dateTime, Dialog, tell } from "@tillpoints/ui";
import { useState } from "preact/hooks";
import { useAnswer } from "./asked";
import { useSending } from "./entrance";
import type { LineKind } from "./lines";
import { call } from "./model";
import { saveAnswer } from "./saved-answer";
import { Counting, monthName, shown, Table } from "./show";
import { text, wordOf, wordsOfProblem, type ConsoleText } from "./texts";

const sums = ["count", "total", "cash", "redeemed", "awarded", "certificate"] as const;
type Sums = Record<(typeof sums)[number], number>;
const kindOfSum: Record<(typeof sums)[number], LineKind> = { count: "count", total: "money", cash: "money", redeemed: "points", awarded: "points", certificate: "points" };

const movements = ["awarded", "granted", "redeemed", "expired", "withdrawn", "by_hand"] as const;
type Liability = { account: string; opening: number; closing: number } & Record<(typeof movements)[number], number>;

interface StaffAward {
  cashier: number;
  code: string;
  name: string;
  sales: number;
  refunds: number;
  turnover: number;
  owed: number;
}

interface Figures {
  currency: string;
  sales: Sums;
  refunds: Sums;
  liabilities: Liability[];
  staff: StaffAward[];
}

interface Close {
  month: string;
  closed: string;
  by: string | null;
  digest: string;
}

interface Accounting {
  months: string[];
  month: string | null;
  state: "running" | "waits" | "ready" | "closed" | null;
  figures: Figures | null;
  closes: Close[];
}

const files = ["operations", "liabilities", "staff", "commerceml"] as const;
const kindOfState = { running: "", waits: "warning", ready: "warning", closed: "good" } as const;

function OperationsOfMonth(properties: { figures: Figures }) {
  const { figures } = properties;
  const rows: Array<[ConsoleText, (sum: (typeof sums)[number]) => number]> = [
    ["accounting_sales", (sum) => figures.sales[sum]],
    ["accounting_refunds", (sum) => figures.refunds[sum]],
    // Counted in hundredths, because sums of decimals are not exact.
    ["accounting_all", (sum) => (sum === "count" ? figures.sales[sum] + figures.refunds[sum] : Math.round((figures.sales[sum] + figures.refunds[sum]) * 100) / 100)],
  ];
  return (
    <section class="card">
      <h2>{text("accounting_operations")}</h2>
      <Table id="accounting-operations" label={text("accounting_operations")} head={[[text("line"), false], ...sums.map((sum): [string, boolean] => [text(`accounting_${sum}`), true])]}>
        {rows.map(([name, value]) => (
          <tr key={name} data-line={name}>
            <td>{text(name)}</td>
            {sums.map((sum) => (
              <td key={sum} class="number" data-value={value(sum)}>
                {shown(value(sum), kindOfSum[sum], figures.currency)}
              </td>
            ))}
          </tr>
        ))}
      </Table>
    </section>
  );
}

function Liabilities(properties: { figures: Figures }) {
  const { figures } = properties;
  const columns = ["opening", ...movements, "closing"] as const;
  const heading = (column: (typeof columns)[number]) => text((column === "opening" || column === "closing" ? `accounting_${column}` : `accounting_moved_${column}`) as ConsoleText);
  return (
    <section class="card">
      <h2>{text("accounting_liabilities")}</h2>
      <p class="dim">{text("accounting_liabilities_note")}</p>
      <Table id="accounting-liabilities" label={text("accounting_liabilities")} head={[[text("accounting_account"), false], ...columns.map((column): [string, boolean] => [heading(column), true])]}>
        {figures.liabilities.map((line) => (
          <tr key={line.account} data-account={line.account}>
            <td>{wordOf("accounting_account", line.account)}</td>
            {columns.map((column) => (
              <td key={column} class="number" data-column={column} data-value={line[column]}>
                {shown(line[column], "points", figures.currency)}
              </td>
            ))}
          </tr>
        ))}
      </Table>
    </section>
  );
}

function StaffAwards(properties: { figures: Figures }) {
  const { currency, staff } = properties.figures;
  return (
    <section class="card">
      <h2>{text("accounting_staff")}</h2>
      {staff.length === 0 && <p class="dim">{text("accounting_nobody")}</p>}
      {staff.length > 0 && (
        <Table
          id="accounting-staff"
          label={text("accounting_staff")}
          head={[[text("accounting_employee"), false], [text("accounting_sales"), true], [text("accounting_refunds"), true], [text("accounting_turnover"), true], [text("accounting_owed"), true]]}
        >
          {staff.map((line) => (
            <tr key={line.cashier} data-cashier={line.code}>
              <td>
                {line.cashier === 0 ? text("unknown") : line.name}
                {line.code && <small>{line.code}</small>}
              </td>
              <td class="number">{shown(line.sales, "count", currency)}</td>
              <td class="number">{shown(line.refunds, "count", currency)}</td>
              <td class="number">{shown(line.turnover, "money", currency)}</td>
              <td class="number">{shown(line.owed, "money", currency)}</td>
            </tr>
          ))}
        </Table>
      )}
    </section>
  );
}

function Files(properties: { month: string }) {
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  const save = async (kind: string) => {
    setBusy(true);
    try {
      await saveAnswer(`accounting/file?month=${properties.month}&kind=${kind}`);
      setProblem("");
    } catch (failure) {
      setProblem(wordsOfProblem(failure));
    }
    setBusy(false);
  };
  return (
    <section class="card no-print">
      <h2>{text("accounting_files")}</h2>
      <p class="dim">{text("accounting_files_note")}</p>
      {problem && <Banner kind="wrong">{problem}</Banner>}
      <div class="row">
        {files.map((kind) => (
          <Button key={kind} id={`save-${kind}`} disabled={busy} onClick={() => void save(kind)}>
            {text(`accounting_file_${kind}`)}
          </Button>
        ))}
      </div>
    </section>
  );
}

function CloseMonth(properties: { month: string; onClose: () => void; onClosed: () => void }) {
  const { problem, busy, submit } = useSending(() => tell<{ digest: string }>(call("accounting/close"), { month: properties.month }), properties.onClosed);
  return (
    <Dialog title={text("accounting_close_title", { month: monthName(properties.month) })} dismiss={text("accounting_close_not")} onClose={properties.onClose}>
      <p>{text("accounting_close_why")}</p>
      {problem && <Banner kind="wrong">{problem}</Banner>}
      <Button kind="danger" id="close-now" disabled={busy} onClick={submit}>
        {text("accounting_close_now")}
      </Button>
    </Dialog>
  );
}

function Closes(properties: { closes: readonly Close[] }) {
  if (properties.closes.length === 0) return <p class="dim">{text("accounting_no_closes")}</p>;
  return (
    <Table id="closes" label={text("accounting_closes")} head={[[text("month"), false], [text("accounting_closed_at"), false], [text("accounting_closed_by"), false], [text("accounting_digest"), false]]}>
      {[...properties.closes].reverse().map((close) => (
        <tr key={close.month} data-month={close.month}>
          <td>{monthName(close.month)}</td>
          <td>{dateTime(close.closed)}</td>
          <td>{close.by ?? text("accounting_command_line")}</td>
          <td>
            <code>{close.digest}</code>
          </td>
        </tr>
      ))}
    </Table>
  );
}

/** A month as accountants take it: what it comes to, its files, and its close. */
export function AccountingView() {
  const [month, setMonth] = useState("");
  const [closing, setClosing] = useState(false);
  const { answer, problem, again, waited } = useAnswer<Accounting>(month ? `accounting?month=${month}` : "accounting");
  if (!answer) return problem ? <Banner kind="wrong">{problem}</Banner> : <Counting work={waited} />;
  if (!answer.month || !answer.state || !answer.figures)
    return (
      <section class="card" id="accounting-nothing">
        <h2>{text("tab_accounting")}</h2>
        <p class="dim">{text("accounting_nothing")}</p>
      </section>
    );
  const closed = () => {
    setClosing(false);
    // It stays in sight, although the next month is now the one to close.
    if (answer.month && answer.month !== month) setMonth(answer.month);
    else void again();
  };
  return (
    <>
      {problem && <Banner kind="wrong">{problem}</Banner>}
      <div class="row no-print">
        <Choice id="accounting-month" label={text("month")} value={answer.month} options={answer.months.map((each): [string, string] => [each, monthName(each)])} onChange={setMonth} />
        <span class={`pill ${kindOfState[answer.state]}`} id="accounting-state" data-state={answer.state}>
          {text(`accounting_state_${answer.state}`)}
        </span>
        {answer.state === "ready" && (
          <Button kind="main" id="close-month" onClick={() => setClosing(true)}>
            {text("accounting_close")}
          </Button>
        )}
      </div>
      <h2 class="print-only">{monthName(answer.month)}</h2>
      <OperationsOfMonth figures={answer.figures} />
      <Liabilities figures={answer.figures} />
      <StaffAwards figures={answer.figures} />
      <Files month={answer.month} />
      <section class="card">
        <h2>{text("accounting_closes")}</h2>
        <Closes closes={answer.closes} />
      </section>
      {closing && <CloseMonth month={answer.month} onClose={() => setClosing(false)} onClosed={closed} />}
    </>
  );
}
