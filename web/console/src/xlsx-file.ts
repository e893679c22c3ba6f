import { Inflate } from "fflate";
import { limits, refuseRows, UnreadableFile, type FileCell, type FileRow } from "./contact-file";
import { attributeOf, scanXml } from "./xml-scan";

/** As many compressed bytes are unpacked between two looks at how much came of them. */
const step = 4 << 10;

interface Entry {
  method: number;
  begin: number;
  size: number;
}

/** What the archive's directory lists, which stands at its end. */
function entriesOf(bytes: Uint8Array): Map<string, Entry> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = new Map<string, Entry>();
  let end = bytes.length - 22;
  while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) --end;
  if (end < 0) throw new UnreadableFile("file_not_read");
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; --left) {
    if (view.getUint32(at, true) !== 0x02014b50) throw new UnreadableFile("file_not_read");
    const nameSize = view.getUint16(at + 28, true);
    const local = view.getUint32(at + 42, true);
    const begin = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    found.set(new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameSize)), { method: view.getUint16(at + 10, true), begin, size: view.getUint32(at + 20, true) });
    at += 46 + nameSize + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return found;
}

/** Unpacks parts of an archive until they come to more than may be: whatever sizes the archive names. */
class Archive {
  private left: number = limits.unpacked;
  private readonly entries: Map<string, Entry>;
  constructor(private readonly bytes: Uint8Array) {
    this.entries = entriesOf(bytes);
  }

  /** The text of a part; null if there is none. */
  text(name: string): string | null {
    const entry = this.entries.get(name);
    if (!entry) return null;
    const packed = this.bytes.subarray(entry.begin, entry.begin + entry.size);
    const pieces: Uint8Array[] = [];
    const take = (piece: Uint8Array) => {
      this.left -= piece.length;
      if (this.left < 0) throw new UnreadableFile("file_too_large");
      pieces.push(piece);
    };
    if (entry.method === 0) take(packed);
    else if (entry.method === 8) {
      const inflate = new Inflate(take);
      for (let at = 0; at < packed.length; at += step) inflate.push(packed.subarray(at, at + step), at + step >= packed.length);
    } else throw new UnreadableFile("file_not_read");
    const decoder = new TextDecoder();
    return pieces.map((piece) => decoder.decode(piece, { stream: true })).join("") + decoder.decode();
  }
}

/** The file of the first sheet in the order that people see. */
function firstSheet(archive: Archive): string {
  let id: string | null = null;
  scanXml(archive.text("xl/workbook.xml") ?? "", {
    open: (name, attributes) => {
      if (name === "sheet") id ??= attributeOf(attributes, "id");
    },
  });
  let target = "";
  scanXml(archive.text("xl/_rels/workbook.xml.rels") ?? "", {
    open: (name, attributes) => {
      if (name === "Relationship" && id !== null && attributeOf(attributes, "Id") === id) target = attributeOf(attributes, "Target") ?? "";
    },
  });
  if (target === "") throw new UnreadableFile("file_not_read");
  return target.startsWith("/") ? target.slice(1) : `xl/${target}`;
}

/** The texts that cells name by number; what is only there to be read aloud is left out. */
function sharedTexts(xml: string): string[] {
  const texts: string[] = [];
  let within = "";
  let aloud = false;
  scanXml(xml, {
    open: (name) => {
      within = name;
      if (name === "si") texts.push("");
      if (name === "rPh") aloud = true;
    },
    close: (name) => {
      within = "";
      if (name === "rPh") aloud = false;
    },
    text: (text) => {
      if (within === "t" && !aloud && texts.length > 0) texts[texts.length - 1] = ((texts[texts.length - 1] ?? "") + text).slice(0, limits.cell);
    },
  });
  return texts;
}

/** "C7" is in column 2. */
function columnOf(reference: string): number {
  let column = 0;
  for (const letter of /^[A-Z]{1,3}/.exec(reference)?.[0] ?? "") column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

/** A number as its digits: a phone that a spreadsheet keeps as 7.7010000001E10 is 77010000001. */
function digits(value: string): string {
  const number = Number(value);
  return value !== "" && Number.isSafeInteger(number) ? number.toFixed(0) : value;
}

/** A cell while it is read. */
interface Open {
  column: number;
  kind: string;
  value: string;
  formula: string | null;
}

function cellOf({ kind, value, formula }: Open, shared: readonly string[]): FileCell {
  if (formula !== null) return { text: `=${formula}`, formula: true };
  if (kind === "s") return { text: shared[Number(value)] ?? "" };
  return { text: kind === "inlineStr" || kind === "str" ? value : digits(value) };
}

function sheetRows(xml: string, shared: readonly string[]): FileRow[] {
  const rows: FileRow[] = [];
  let cell: Open | null = null;
  let within = "";
  scanXml(xml, {
    open: (name, attributes) => {
      within = name;
      if (name === "row") {
        rows.push({ line: Number(attributeOf(attributes, "r")) || rows.length + 1, cells: [] });
        refuseRows(rows.length);
      } else if (name === "c") {
        const named = columnOf(attributeOf(attributes, "r") ?? "");
        cell = { column: named >= 0 ? named : (rows[rows.length - 1]?.cells.length ?? 0), kind: attributeOf(attributes, "t") ?? "n", value: "", formula: null };
      } else if (name === "f" && cell) cell.formula = "";
    },
    text: (text) => {
      if (!cell) return;
      if (within === "f") cell.formula = ((cell.formula ?? "") + text).slice(0, limits.cell);
      else if (within === "v" || within === "t") cell.value = (cell.value + text).slice(0, limits.cell);
    },
    close: (name) => {
      within = "";
      const row = rows[rows.length - 1];
      if (name !== "c" || !cell || !row) return;
      if (cell.column < limits.columns) {
        while (row.cells.length < cell.column) row.cells.push({ text: "" });
        row.cells[cell.column] = cellOf(cell, shared);
      }
      cell = null;
    },
  });
  return rows;
}

/** The rows of the first sheet of a workbook. */
export function xlsxRows(bytes: Uint8Array): FileRow[] {
  try {
    const archive = new Archive(bytes);
    const strings = archive.text("xl/sharedStrings.xml");
    return sheetRows(archive.text(firstSheet(archive)) ?? "", strings === null ? [] : sharedTexts(strings));
  } catch (problem) {
    throw problem instanceof UnreadableFile ? problem : new UnreadableFile("file_not_read");
  }
}
