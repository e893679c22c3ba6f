import { csvRows } from "./csv-file";
import type { ConsoleText } from "./texts";
import { xlsxRows } from "./xlsx-file";

/** A row of somebody's list, with the line of the file that it stands in, from 1. */
export interface FileRow {
  line: number;
  cells: FileCell[];
}

/** A formula is no value: what it showed last is not what it will show. */
export interface FileCell {
  text: string;
  formula?: boolean;
}

export const limits = { bytes: 5 << 20, unpacked: 32 << 20, rows: 20_000, columns: 50, cell: 300 } as const;

/** A file that cannot be read as a list, and why. */
export class UnreadableFile extends Error {
  constructor(readonly why: ConsoleText) {
    super(why);
  }
}

export function refuseRows(rows: number): void {
  if (rows > limits.rows) throw new UnreadableFile("file_too_many_rows");
}

/** The rows that hold something. Throws UnreadableFile. */
export async function readList(file: Blob): Promise<FileRow[]> {
  if (file.size > limits.bytes) throw new UnreadableFile("file_too_large");
  const bytes = new Uint8Array(await file.arrayBuffer());
  const zipped = bytes[0] === 0x50 && bytes[1] === 0x4b;
  const rows = zipped ? xlsxRows(bytes) : csvRows(bytes);
  const filled = rows.filter((row) => row.cells.some((cell) => cell.text.trim() !== "" || cell.formula));
  if (filled.length === 0) throw new UnreadableFile("file_empty");
  return filled;
}

export interface Columns {
  name: number;
  phone: number;
  /** The first row is one of names of columns. */
  heading: boolean;
}

const digitsIn = (cell: FileCell | undefined): number => (cell?.text.match(/\d/g) ?? []).length;

/** Which columns the name and the phone seem to be in: by their headings, else by what looks like phones. -1: none. */
export function guessColumns(rows: readonly FileRow[]): Columns {
  const first = rows[0]?.cells ?? [];
  const named = (pattern: RegExp) => first.findIndex((cell) => digitsIn(cell) < 5 && pattern.test(cell.text));
  const width = Math.max(...rows.slice(0, 100).map((row) => row.cells.length));
  const likePhones = Array.from({ length: width }, (_, at) => rows.slice(0, 100).filter((row) => digitsIn(row.cells[at]) >= 8).length);
  const best = likePhones.indexOf(Math.max(...likePhones));
  const byHeading = named(/тел|моб|номер|phone|mobile/i);
  const phone = byHeading >= 0 ? byHeading : best;
  const heading = digitsIn(first[phone]) < 5 && !first[phone]?.formula;
  const byName = heading ? named(/имя|ф\.?\s?и\.?\s?о|клиент|контакт|аты|есім|name|customer|contact/i) : -1;
  const other = Array.from({ length: width }, (_, at) => at).find((at) => at !== phone && rows.slice(heading ? 1 : 0, 100).some((row) => /\p{L}/u.test(row.cells[at]?.text ?? "")));
  return { phone, name: byName >= 0 && byName !== phone ? byName : (other ?? -1), heading };
}
