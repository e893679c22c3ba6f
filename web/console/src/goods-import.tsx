import { Banner, Button, tell } from "@tillpoints/ui";
import { useState } from "preact/hooks";
import { call, minor } from "./model";
import { shown, Table } from "./show";
import { text, wordOf, wordsOfProblem } from "./texts";

interface Preview {
  applied: boolean;
  added: number;
  changed: number;
  same: number;
  digest: string;
  lines: Array<{ line: number; kind: "added" | "changed"; name: string; category: string; before: number | null; price: number }>;
  faults: Array<{ line: number; field: string; code: string }>;
}

/** Lines of a long preview that are shown. */
const most = 200;

function whyNot(fault: Preview["faults"][number]): string {
  if (fault.field === "price") return text("goods_price_hint");
  if (fault.field === "file" && fault.code === "too_large") return text("import_too_long");
  if (fault.field === "category" && fault.code === "duplicate") return text("import_two_categories");
  if (fault.field === "name" && fault.code === "duplicate") return text("import_two_positions");
  return wordOf("wrong", fault.code);
}

function Faults(properties: { faults: Preview["faults"] }) {
  const { faults } = properties;
  if (faults.length === 0) return null;
  return (
    <>
      <Banner kind="warning" id="import-faults">
        {text("import_faults", { count: faults.length })}
      </Banner>
      <Table id="faults" label={text("import_wrong")} head={[[text("import_line"), true], [text("import_column"), false], [text("import_why"), false]]}>
        {faults.slice(0, most).map((fault, at) => (
          <tr key={at} data-line={fault.line}>
            <td class="number">{fault.line || "–"}</td>
            <td>{wordOf("import_field", fault.field)}</td>
            <td>{whyNot(fault)}</td>
          </tr>
        ))}
      </Table>
    </>
  );
}

function Changes(properties: { preview: Preview; currency: string }) {
  const { preview, currency } = properties;
  if (preview.lines.length === 0) return null;
  return (
    <Table id="import-lines" label={text("import_changes")} head={[[text("import_line"), true], [text("import_what"), false], [text("goods_name"), false], [text("goods_category"), false], [text("import_before"), true], [text("goods_price"), true]]}>
      {preview.lines.slice(0, most).map((line) => (
        <tr key={line.line} data-line={line.line} data-kind={line.kind}>
          <td class="number">{line.line}</td>
          <td>{wordOf("import", line.kind)}</td>
          <td>{line.name}</td>
          <td>{line.category}</td>
          <td class="number">{shown(line.before, "money", currency)}</td>
          <td class="number" data-minor={minor(line.price)}>
            {shown(line.price, "money", currency)}
          </td>
        </tr>
      ))}
    </Table>
  );
}

/** A table of positions: what it would change, what is wrong with it, and then, if the person says so, taken. */
export function GoodsImport(properties: { currency: string; onDone: () => void; onClose: () => void }) {
  const [csv, setCsv] = useState("");
  const [preview, setPreview] = useState<Preview | null>(null);
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  const send = async (work: () => Promise<Preview>) => {
    setBusy(true);
    try {
      setPreview(await work());
      setProblem("");
    } catch (failure) {
      setPreview(null);
      setProblem(wordsOfProblem(failure));
    }
    setBusy(false);
  };
  const read = async (input: HTMLInputElement) => {
    const file = input.files?.[0];
    if (!file) return;
    if (file.size > 1 << 20) return setProblem(text("error_too_large"));
    // Spreadsheets of Windows write Cyrillic letters so, unless they are told to write UTF-8.
    const bytes = await file.arrayBuffer();
    let table: string;
    try {
      table = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    } catch {
      table = new TextDecoder("windows-1251").decode(bytes);
    }
    setCsv(table);
    await send(() => tell<Preview>(call("goods/import"), { csv: table }));
  };
  const apply = () =>
    void send(async () => {
      const done = await tell<Preview>(call("goods/import"), { csv, apply: { digest: preview?.digest ?? "" } });
      properties.onDone();
      return done;
    });
  const changes = preview ? preview.added + preview.changed : 0;
  return (
    <section class="card" id="goods-import">
      <h2>{text("import_title")}</h2>
      <p class="dim">{text("import_how")}</p>
      <div class="field">
        <label for="import-file">{text("import_file")}</label>
        <input id="import-file" type="file" accept=".csv,text/csv,text/plain" disabled={busy} onChange={(event) => void read(event.currentTarget)} />
      </div>
      {problem && <Banner kind="wrong">{problem}</Banner>}
      {preview && (
        <>
          <Banner kind={preview.applied ? "good" : "info"} id="import-counts">
            <span data-added={preview.added} data-changed={preview.changed} data-same={preview.same} data-applied={preview.applied}>
              {text(preview.applied ? "import_done" : "import_counts", { added: preview.added, changed: preview.changed, same: preview.same })}
            </span>
          </Banner>
          <Faults faults={preview.faults} />
          {!preview.applied && <Changes preview={preview} currency={properties.currency} />}
        </>
      )}
      <div class="row">
        {preview && !preview.applied && changes > 0 && (
          <Button kind="main" id="import-apply" disabled={busy} onClick={apply}>
            {text("import_apply", { count: changes })}
          </Button>
        )}
        <Button id="import-close" onClick={properties.onClose}>
          {text("close")}
        </Button>
      </div>
    </section>
  );
}
