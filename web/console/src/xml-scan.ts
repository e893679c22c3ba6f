/** What is told of a document, in its order. Names come without their prefix, attributes as they were written. */
export interface XmlReader {
  open?: (name: string, attributes: string) => void;
  close?: (name: string) => void;
  text?: (text: string) => void;
}

/** Not well formed, or with declarations that no spreadsheet makes. */
export class NotXml extends Error {}

const deepest = 64;
const token = /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<(\/?)([A-Za-z_][\w.:-]*)((?:[^<>"']|"[^"<]*"|'[^'<]*')*)>|[^<]+/y;
const known: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function plain(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w+));/gi, (whole, decimal?: string, hexadecimal?: string, name?: string) => {
    if (name) return known[name] ?? whole;
    const code = decimal ? Number(decimal) : parseInt(hexadecimal ?? "", 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

const local = (name: string) => name.slice(name.indexOf(":") + 1);

/** The value of an attribute, whatever its prefix; null if it is not there. */
export function attributeOf(attributes: string, name: string): string | null {
  const found = new RegExp(`\\s(?:[\\w.-]+:)?${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes);
  return found ? plain(found[1] ?? found[2] ?? "") : null;
}

/**
 * Reads a document by itself, because the page's content policy leaves the browser's parser to nobody. It knows no types and no
 * entities but the five: whoever declares others gets NotXml.
 */
export function scanXml(xml: string, reader: XmlReader): void {
  const open: string[] = [];
  let elements = 0;
  token.lastIndex = xml.startsWith("\ufeff") ? 1 : 0;
  while (token.lastIndex < xml.length) {
    const [whole, slash, name, attributes = ""] = token.exec(xml) ?? [];
    if (whole === undefined) throw new NotXml("no element");
    if (!name) {
      if (!whole.startsWith("<") && open.length > 0) reader.text?.(plain(whole));
      continue;
    }
    if (slash) {
      if (open.pop() !== name) throw new NotXml("another element ends");
      reader.close?.(local(name));
      continue;
    }
    if ((open.length === 0 && elements > 0) || open.length >= deepest) throw new NotXml("more than one root, or too deep");
    ++elements;
    reader.open?.(local(name), attributes);
    if (attributes.endsWith("/")) reader.close?.(local(name));
    else open.push(name);
  }
  if (open.length > 0 || elements === 0) throw new NotXml("it is cut");
}
