import { limits, refuseRows, type FileRow } from "./contact-file";

/** UTF-8, what a spreadsheet calls Unicode text, or else the old Cyrillic page. */
function textOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1251").decode(bytes);
  }
}

/** The separator that the first line has most of outside quotes. */
function separatorOf(text: string): string {
  const line = (/^(?:"[^"]*"|[^"\r\n])*/.exec(text)?.[0] ?? "").replace(/"[^"]*"/g, "");
  const count = (sign: string) => line.split(sign).length;
  return [";", "\t", ","].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}

/** Our own tables put an apostrophe before what a spreadsheet would take for a formula. */
const plain = (cell: string) => cell.replace(/^'(?=[\s]*[=+\-@])/, "").slice(0, limits.cell);

/** The rows of a table of separated values; a quoted field may hold separators and ends of lines. */
export function csvRows(bytes: Uint8Array): FileRow[] {
  const text = textOf(bytes).replace(/^\ufeff/, "");
  const separator = separatorOf(text);
  const rows: FileRow[] = [];
  let row: FileRow = { line: 1, cells: [] };
  let cell = "";
  let quoted = false;
  let line = 1;
  const endCell = () => {
    if (row.cells.length < limits.columns) row.cells.push({ text: plain(cell) });
    cell = "";
  };
  const endRow = () => {
    endCell();
    rows.push(row);
    refuseRows(rows.length);
    row = { line, cells: [] };
  };
  for (let at = 0; at < text.length; ++at) {
    const sign = text.charAt(at);
    if (sign === "\n") ++line;
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text.charAt(at + 1) === '"') cell += text.charAt(++at);
      else quoted = false;
    } else if (sign === '"' && cell.trim() === "") {
      cell = "";
      quoted = true;
    } else if (sign === separator) endCell();
    else if (sign === "\n") endRow();
    else if (sign !== "\r") cell += sign;
  }
  endRow();
  return rows;
}
