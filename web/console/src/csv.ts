/** A text is shown as it is; a number is one for who counts on. */
export type Cell = string | number | null;

/**
 * A table as a spreadsheet opens it in this language: semicolons, and a decimal comma where people write one. A text that a
 * spreadsheet would take for a formula gets an apostrophe before it, because names and comments come from strangers.
 */
export function csvOf(rows: readonly (readonly Cell[])[], decimalComma: boolean): string {
  const quoted = (text: string) => `"${text.replace(/"/g, '""')}"`;
  const cell = (value: Cell): string => {
    if (value === null) return "";
    if (typeof value === "number") return decimalComma ? String(value).replace(".", ",") : String(value);
    return quoted(/^[\s]*[=+\-@\t\r\n]/.test(value) ? `'${value}` : value);
  };
  return "\ufeff" + rows.map((row) => row.map(cell).join(";") + "\r\n").join("");
}

/** Lets the browser keep a text as a file. */
export function saveFile(name: string, type: string, content: string): void {
  saveBlob(name, new Blob([content], { type }));
}

export function saveBlob(name: string, content: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
