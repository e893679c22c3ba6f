import type { Columns, FileRow } from "./contact-file";

/** A row as the cloud is asked about it. */
export interface AskedRow {
  line: number;
  name: string;
  phone: string;
}

export interface RowFault {
  column: "name" | "phone";
  code: string;
}

export interface CheckedRow {
  line: number;
  phone: string | null;
  state: "new" | "known" | "wrong";
  faults: RowFault[];
}

/** Something that keeps a row out: where it stands, what was found there, and what should. */
export interface Finding extends RowFault {
  line: number;
  found: string;
  /** Of a duplicate: the line that has the phone first. */
  first?: number;
}

const most = { rows: 500, bytes: 48 << 10 };

/** As many rows together as one request takes. */
export function slicesOf(rows: readonly AskedRow[]): AskedRow[][] {
  const slices: AskedRow[][] = [];
  let bytes = 0;
  for (const row of rows) {
    const size = new TextEncoder().encode(JSON.stringify(row)).length + 1;
    const last = slices[slices.length - 1];
    if (!last || last.length === most.rows || bytes + size > most.bytes) {
      slices.push([row]);
      bytes = size;
    } else {
      last.push(row);
      bytes += size;
    }
  }
  return slices;
}

/** The rows to ask about, and those that hold a formula, which nobody is asked about. */
export function askedRows(rows: readonly FileRow[], columns: Columns): { asked: AskedRow[]; findings: Finding[] } {
  const asked: AskedRow[] = [];
  const findings: Finding[] = [];
  for (const { line, cells } of columns.heading ? rows.slice(1) : rows) {
    const phone = cells[columns.phone];
    const name = cells[columns.name];
    const before = findings.length;
    if (phone?.formula) findings.push({ line, column: "phone", code: "formula", found: phone.text });
    if (name?.formula) findings.push({ line, column: "name", code: "formula", found: name.text });
    if (findings.length === before) asked.push({ line, name: name?.text ?? "", phone: phone?.text ?? "" });
  }
  return { asked, findings };
}

export interface Preview {
  fresh: AskedRow[];
  known: number;
  findings: Finding[];
}

/** What the cloud said of all rows, with phones that stand in the file twice found beside it. */
export function previewOf(asked: readonly AskedRow[], checked: readonly CheckedRow[], formulas: readonly Finding[]): Preview {
  const preview: Preview = { fresh: [], known: 0, findings: [...formulas] };
  const firstLine = new Map<string, number>();
  checked.forEach((row, at) => {
    const source = asked[at];
    if (!source) return;
    for (const fault of row.faults) preview.findings.push({ ...fault, line: row.line, found: source[fault.column] });
    if (row.phone === null) return;
    const first = firstLine.get(row.phone);
    if (first !== undefined) {
      preview.findings.push({ line: row.line, column: "phone", code: "duplicate", found: source.phone, first });
      return;
    }
    firstLine.set(row.phone, row.line);
    if (row.state === "new") preview.fresh.push(source);
    else if (row.state === "known") ++preview.known;
  });
  preview.findings.sort((a, b) => a.line - b.line);
  return preview;
}
