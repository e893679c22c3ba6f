import { Banner, Button, Choice, tell } from "@tillpoints/ui";
import { useState } from "preact/hooks";
import { guessColumns, readList, UnreadableFile, type Columns, type FileRow } from "./contact-file";
import { askedRows, previewOf, slicesOf, type AskedRow, type CheckedRow, type Finding, type Preview } from "./contact-slices";
import { call } from "./model";
import { counted, Table } from "./show";
import { text, wordsOfProblem, type ConsoleText } from "./texts";

const shownFindings = 200;
const longestFound = 60;

interface Sums {
  added: number;
  known: number;
  wrong: number;
}

function Findings(properties: { findings: readonly Finding[] }) {
  const { findings } = properties;
  if (findings.length === 0) return null;
  return (
    <>
      <h3>{text("contacts_import_wrong")}</h3>
      <Table id="import-findings" label={text("contacts_import_wrong")} head={[[text("contacts_import_line"), true], [text("contacts_import_column"), false], [text("contacts_import_found"), false], [text("contacts_import_expected"), false]]}>
        {findings.slice(0, shownFindings).map((each, at) => (
          <tr key={at} data-line={each.line} data-code={each.code}>
            <td class="number">{each.line}</td>
            <td>{text(`contacts_import_${each.column}`)}</td>
            <td class="found">{each.found === "" ? text("contacts_import_nothing") : each.found.length > longestFound ? `${each.found.slice(0, longestFound)}…` : each.found}</td>
            <td>{text(`contacts_import_fault_${each.code}` as ConsoleText, { line: each.first ?? 0 })}</td>
          </tr>
        ))}
      </Table>
      {findings.length > shownFindings && <p class="dim">{text("contacts_import_more_wrong", { count: counted(findings.length - shownFindings) })}</p>}
    </>
  );
}

function ColumnChoices(properties: { rows: readonly FileRow[]; columns: Columns; onColumns: (columns: Columns) => void }) {
  const { rows, columns } = properties;
  const width = Math.max(...rows.slice(0, 100).map((row) => row.cells.length));
  const nameOf = (at: number) => text("contacts_import_column_number", { number: at + 1, example: (rows[0]?.cells[at]?.text ?? "").slice(0, 30) });
  const options = Array.from({ length: width }, (_, at): [string, string] => [String(at), nameOf(at)]);
  return (
    <div class="row">
      <Choice id="phone-column" label={text("contacts_import_phone")} value={String(columns.phone)} options={options} onChange={(at) => properties.onColumns({ ...columns, phone: Number(at) })} />
      <Choice id="name-column" label={text("contacts_import_name")} value={String(columns.name)} options={[["-1", text("contacts_import_no_name")], ...options]} onChange={(at) => properties.onColumns({ ...columns, name: Number(at) })} />
      <Choice id="heading" label={text("contacts_import_first_line")} value={columns.heading ? "yes" : "no"} options={[["yes", text("contacts_import_heading")], ["no", text("contacts_import_contact")]]} onChange={(word) => properties.onColumns({ ...columns, heading: word === "yes" })} />
    </div>
  );
}

/** Calls `send` for one slice after another, and says how many are done. */
async function eachSlice<T>(rows: readonly AskedRow[], path: string, begin: number, then: (answer: T, done: number) => void): Promise<void> {
  const slices = slicesOf(rows);
  for (let at = begin; at < slices.length; ++at) then(await tell<T>(call(path), { rows: slices[at] }), at + 1);
}

/** Contacts from somebody's list: the file, what is wrong in it, and the import, which may be repeated. */
export function ContactsImport(properties: { onClose: () => void }) {
  const [rows, setRows] = useState<FileRow[]>([]);
  const [columns, setColumns] = useState<Columns | null>(null);
  const [preview, setPreview] = useState<Preview | null>(null);
  const [progress, setProgress] = useState<{ done: number; of: number } | null>(null);
  const [sums, setSums] = useState<Sums | null>(null);
  const [done, setDone] = useState(0);
  const [problem, setProblem] = useState("");
  const busy = progress !== null;
  const finished = preview !== null && sums !== null && done === slicesOf(preview.fresh).length;

  const working = async (work: () => Promise<void>) => {
    setProblem("");
    try {
      await work();
    } catch (failure) {
      setProblem(failure instanceof UnreadableFile ? text(failure.why) : wordsOfProblem(failure));
    }
    setProgress(null);
  };
  const check = (list: readonly FileRow[], chosen: Columns) =>
    working(async () => {
      setColumns(chosen);
      setPreview(null);
      setSums(null);
      setDone(0);
      const { asked, findings } = askedRows(list, chosen);
      const checked: CheckedRow[] = [];
      const of = slicesOf(asked).length;
      setProgress({ done: 0, of });
      await eachSlice<{ rows: CheckedRow[] }>(asked, "contacts/check", 0, (answer, at) => {
        checked.push(...answer.rows);
        setProgress({ done: at, of });
      });
      setPreview(previewOf(asked, checked, findings));
    });
  const take = (file: File | undefined) => {
    if (!file) return;
    void working(async () => {
      setColumns(null);
      setPreview(null);
      const list = await readList(file);
      setRows(list);
      await check(list, guessColumns(list));
    });
  };
  const bring = (fresh: readonly AskedRow[]) =>
    working(async () => {
      const of = slicesOf(fresh).length;
      const sum: Sums = sums ?? { added: 0, known: 0, wrong: 0 };
      setProgress({ done, of });
      await eachSlice<Sums>(fresh, "contacts/import", done, (answer, at) => {
        for (const key of ["added", "known", "wrong"] as const) sum[key] += answer[key];
        setSums({ ...sum });
        setDone(at);
        setProgress({ done: at, of });
      });
    });
  return (
    <section class="card" id="import">
      <div class="row between">
        <h2>{text("contacts_import_title")}</h2>
        <Button kind="quiet" id="close-import" disabled={busy} onClick={properties.onClose}>
          {text("contacts_import_close")}
        </Button>
      </div>
      <p class="dim">{text("contacts_import_note")}</p>
      <div class="field">
        <label for="import-file">{text("contacts_import_file")}</label>
        <input id="import-file" type="file" accept=".csv,.txt,.xlsx" disabled={busy} onChange={(event) => take(event.currentTarget.files?.[0])} />
      </div>
      {problem && (
        <Banner kind="wrong" id="import-problem">
          {problem}
        </Banner>
      )}
      {columns && !busy && <ColumnChoices rows={rows} columns={columns} onColumns={(chosen) => void check(rows, chosen)} />}
      {progress && (
        <p role="status">
          <label for="import-progress">{text("contacts_import_working")}</label>
          <progress id="import-progress" max={Math.max(1, progress.of)} value={progress.done} />
        </p>
      )}
      {preview && (
        <>
          <p id="import-preview" data-fresh={preview.fresh.length} data-known={preview.known} data-wrong={preview.findings.length}>
            {text("contacts_import_found_rows", { fresh: counted(preview.fresh.length), known: counted(preview.known), wrong: counted(preview.findings.length) })}
          </p>
          {!finished && (
            <Button kind="main" id="import-now" disabled={busy || preview.fresh.length === 0} onClick={() => void bring(preview.fresh)}>
              {text(sums ? "contacts_import_go_on" : "contacts_import_now", { count: counted(preview.fresh.length) })}
            </Button>
          )}
          {finished && sums && (
            <Banner kind="good" id="import-done">
              {text("contacts_import_done", { added: counted(sums.added), known: counted(sums.known + sums.wrong) })}
            </Banner>
          )}
          <Findings findings={preview.findings} />
        </>
      )}
    </section>
  );
}
