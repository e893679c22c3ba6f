// The console's pure parts: the report's lines, tables for spreadsheets, points that a person types, and its texts.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const web = fileURLToPath(new URL("../..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "tillpoints-console-unit-"));
const modules = {};

before(async () => {
  globalThis.localStorage ??= { getItem: () => null, setItem: () => undefined };
  for (const [name, file] of Object.entries({
    api: "ui/src/api.ts", csv: "console/src/csv.ts", lines: "console/src/lines.ts", customer: "console/src/customer-view.tsx", segment: "console/src/segment.ts",
    accounting: "console/src/texts/accounting.ts", draws: "console/src/texts/draws.ts", ru: "console/src/texts/ru.ts", kk: "console/src/texts/kk.ts", en: "console/src/texts/en.ts",
  })) {
    const outfile = join(folder, `${name}.mjs`);
    await build({ entryPoints: [join(web, file)], outfile, bundle: true, format: "esm", jsx: "automatic", jsxImportSource: "preact",
                  alias: { "@tillpoints/ui": join(web, "ui/src/index.ts") }, logLevel: "warning" });
    modules[name] = await import(outfile);
  }
});
after(() => rmSync(folder, { recursive: true, force: true }));

const group = (names, value) => Object.fromEntries(names.map((name) => [name, value]));

function report(more = {}) {
  return {
    customers: group(["contacts", "imported", "members", "member_share", "buyers", "buyer_share"], 10),
    purchases: { ...group(["by_phone", "turnover", "average"], 4), with_card: 8 },
    points: { issued: 5 },
    referral: { newcomers: 1, bought: 1, depth: 2, by_generation: [1] },
    ratings: { ratings: 0 },
    certificates: { issued: 3, used: 1 },
    revenue: [
      { bucket: "certificates", revenue: 1, counts: true },
      { bucket: "referral", revenue: 2, counts: true },
      { bucket: "Instagram", revenue: 3, counts: true },
      { bucket: "without a source", revenue: 4, counts: false },
    ],
    total_benefit: 100,
    total_benefit_less_points: -7,
    pareto: {},
    win_back: {},
    ...more,
  };
}

test("an empty field of a segment is no condition, and a number out of its bounds is named", () => {
  const { everybody, segmentOf, wrongNumber } = modules.segment;
  assert.deepEqual(segmentOf(everybody), {});
  assert.deepEqual(segmentOf({ ...everybody, bought: "no", silent: " 90 ", tag: " vip " }), { bought: false, silent_days: 90, tag: "vip" });
  assert.equal(wrongNumber(everybody), "");
  for (const wrong of ["0", "3651", "-1", "1.5", "x", "1e3"]) assert.equal(wrongNumber({ ...everybody, silent: wrong }), "silent");
  assert.equal(wrongNumber({ ...everybody, birthday: "367" }), "birthday");
});

test("a text that a spreadsheet would take for a formula is only shown, and a number stays one to count on", () => {
  const { csvOf } = modules.csv;
  for (const text of ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", '=HYPERLINK("http://evil.example")']) {
    const cell = csvOf([[text]], true).slice(1, -2);
    assert.ok(cell.startsWith(`"'`), cell);
  }
  assert.equal(csvOf([["a", -1.5, null], ['say "x"; y\n', 2, "Анна"]], true), '\ufeff"a";-1,5;\r\n"say ""x""; y\n";2;"Анна"\r\n');
  assert.equal(csvOf([[1.25]], false), "\ufeff1.25\r\n");
});

test("every line of the report has a name and a formula in each language", () => {
  const { sectionsOf } = modules.lines;
  const sections = sectionsOf(report(), null);
  assert.equal(sections.length, 6);
  for (const { lines } of sections)
    for (const line of lines)
      for (const texts of [modules.ru.ru, modules.kk.kk, modules.en.en]) {
        if (!line.name) assert.ok(texts[`line_${line.id}`], line.id);
        assert.ok(texts[`formula_${line.id}`], line.id);
      }
});

test("a line stands beside the month before, a source only beside itself, and leads to its own purchases", () => {
  const { sectionsOf, growth } = modules.lines;
  const before = report({ purchases: { with_card: 4 }, revenue: report().revenue.map((each) => ({ ...each, revenue: 1, bucket: each.bucket === "Instagram" ? "VK" : each.bucket })) });
  const sections = Object.fromEntries(sectionsOf(report(), before).map((each) => [each.id, each.lines]));
  const withCard = sections.purchases.find((line) => line.id === "with_card");
  assert.equal(growth(withCard), 100);
  assert.equal(withCard.behind, "with_card");
  assert.deepEqual(sections.revenue.map((line) => line.behind), ["bucket/0", "bucket/1", "bucket/2", "bucket/3"]);
  assert.equal(sections.revenue[2].name, "Instagram");
  assert.equal(sections.revenue[2].before, null);
  assert.equal(sections.revenue[1].before, 1);
  assert.equal(growth({ value: 5, before: 0 }), null);
  assert.deepEqual(sections.benefit.map((line) => line.value), [100, -7]);
});

test("typed points are whole hundredths of either sign and nothing else", () => {
  const { typedPoints } = modules.customer;
  for (const [typed, value] of [["500", 50_000], ["-100,50", -10_050], ["−0.5", -50], ["1 000", 100_000], ["0.29", 29]]) assert.equal(typedPoints(typed), value);
  for (const typed of ["", "0", "1.234", "abc", "--1", "1e3", "12345678901"]) assert.equal(typedPoints(typed), null);
});

test("no text of the console hides another one of the same name", () => {
  for (const language of ["ru", "kk", "en"])
    for (const own of [modules.accounting.accounting, modules.draws.draws])
      for (const key of Object.keys(own[language])) assert.ok(!(key in modules[language][language]), key);
});

test("every text of the console has the same parameters in every language, and is not left in another one", () => {
  const holes = (text) => (text.match(/\{\w+\}/g) ?? []).sort().join();
  for (const { ru, kk, en } of [{ ru: modules.ru.ru, kk: modules.kk.kk, en: modules.en.en }, modules.accounting.accounting, modules.draws.draws]) {
    for (const [key, text] of Object.entries(ru))
      for (const other of [kk, en]) {
        assert.equal(holes(other[key]), holes(text), key);
        assert.ok(other[key].trim().length > 0, key);
      }
    for (const text of Object.values(en)) assert.ok(!/[А-Яа-я]/.test(text), text);
  }
});

test("an answer that takes long is asked for again until it is there, and the page hears how long it has taken", async () => {
  const answers = [
    { status: 202, body: { later: { elapsed_s: 0 } } },
    { status: 202, body: { later: { elapsed_s: 3 } } },
    { status: 200, body: { months: [] } },
  ];
  const asked = [];
  const before = globalThis.fetch;
  globalThis.fetch = async (path) => {
    asked.push(path);
    const { status, body } = answers.shift();
    return new Response(JSON.stringify(body), { status });
  };
  try {
    const heard = [];
    assert.deepEqual(await modules.api.ask("/console/api/report", (seconds) => heard.push(seconds)), { months: [] });
    assert.deepEqual(heard, [0, 3]);
    assert.deepEqual(asked, Array(3).fill("/console/api/report"));
  } finally {
    globalThis.fetch = before;
  }
});
