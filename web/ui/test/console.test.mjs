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
    api: "ui/src/api.ts",
    csv: "console/src/csv.ts",
    lines: "console/src/lines.ts",
    customer: "console/src/customer-view.tsx",
    segment: "console/src/segment.ts",
    plain: "console/src/plain-text.tsx",
    draft: "console/src/instruction-draft.ts",
    results: "console/src/training-results.tsx",
    targets: "console/src/targets.ts",
    rules: "console/src/programme-rules.ts",
    staff: "console/src/staff-view.tsx",
    file: "console/src/contact-file.ts",
    xml: "console/src/xml-scan.ts",
    slices: "console/src/contact-slices.ts",
    sheets: "console/src/sheets.ts",
    subjects: "console/src/texts/subjects.ts",
    ru: "console/src/texts/ru.ts",
    kk: "console/src/texts/kk.ts",
    en: "console/src/texts/en.ts",
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
    views: { all: 3, openings: 2, by_page: { card: 2, shops: 1 } },
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
      for (const texts of ["ru", "kk", "en"].map((each) => ({ ...modules[each][each], ...modules.subjects.subjectTexts(each) }))) {
        if (!line.name) assert.ok(texts[`line_${line.id}`], line.id);
        assert.ok(texts[`formula_${line.id}`], line.id);
      }
});

test("a line of a workbook names the place of its figure in the cloud's report, and its kind", () => {
  const { sectionsOf } = modules.lines;
  const { reportSheet } = modules.sheets;
  const answer = { months: [], month: "2026-01", branches: [], branch: 2, tiers: null, report: report(), before: report() };
  const sheet = reportSheet(sectionsOf(answer.report, answer.before), answer, (line) => line.name ?? line.id);
  assert.equal(sheet.branch, "2");
  const cells = Object.fromEntries(sheet.rows.map((row) => [row.cells[1], row.cells]));
  assert.deepEqual(cells.with_card[2], { at: "report/purchases/with_card", kind: "count" });
  assert.deepEqual(cells.with_card[3], { at: "before/purchases/with_card", kind: "count" });
  assert.deepEqual(cells.member_share[2], { at: "report/customers/member_share", kind: "percent" });
  assert.deepEqual(cells.win_back_revenue[2], { at: "report/win_back/revenue", kind: "amount" });
  assert.deepEqual(cells.Instagram.slice(2, 5), [{ at: "report/revenue/2/revenue", kind: "amount" }, { at: "before/revenue/2/revenue", kind: "amount" }, { at: "report/revenue/2/joined", kind: "count" }]);
  assert.ok(new TextEncoder().encode(JSON.stringify(sheet)).length < 48 << 10);
  assert.ok(sheet.rows.every((row) => row.cells.length === sheet.head.length));
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

const list = async (text, encode = (each) => new TextEncoder().encode(each)) => await modules.file.readList(new Blob([encode(text)]));
const texts = (rows) => rows.map(({ line, cells }) => [line, ...cells.map((cell) => cell.text)]);

test("a list of contacts is read with its separator, quotes, ends of lines and old encodings, and each row keeps its line", async () => {
  assert.deepEqual(texts(await list('\ufeffИмя;Телефон\r\n"Анна; ""Аня""\nБ";87010000001\r\n\r\nВера;87010000002')), [
    [1, "Имя", "Телефон"], [2, 'Анна; "Аня"\nБ', "87010000001"], [5, "Вера", "87010000002"],
  ]);
  assert.deepEqual(texts(await list("a,b\n1,2\n")), [[1, "a", "b"], [2, "1", "2"]]);
  assert.deepEqual(texts(await list("a\tb;c\td")), [[1, "a", "b;c", "d"]]);
  const old = (text) => Uint8Array.from([...text].map((letter) => (letter >= "А" ? letter.charCodeAt(0) - 0x350 : letter.charCodeAt(0))));
  assert.deepEqual(texts(await list("Анна;1", old)), [[1, "Анна", "1"]]);
  const wide = (text) => new Uint8Array([0xff, 0xfe, ...new Uint8Array(Uint16Array.from([...text].map((letter) => letter.charCodeAt(0))).buffer)]);
  assert.deepEqual(texts(await list("Анна\t1", wide)), [[1, "Анна", "1"]]);
});

test("a table that the console saved itself is read back without the apostrophes that kept its texts from being formulas", async () => {
  const { csvOf } = modules.csv;
  assert.deepEqual(texts(await list(csvOf([["+77010000001", "Анна"]], true))), [[1, "+77010000001", "Анна"]]);
});

test("a list is refused if it is empty, too large or too long", async () => {
  const why = (promise) => promise.then(() => "", (problem) => problem.why);
  assert.equal(await why(list("")), "file_empty");
  assert.equal(await why(list(" ; \r\n;;\r\n")), "file_empty");
  assert.equal(await why(list("x".repeat((5 << 20) + 1))), "file_too_large");
  assert.equal(await why(list("1\n".repeat(20_001))), "file_too_many_rows");
  assert.equal(await why(list("PK\u0003\u0004 no archive at all, but long enough to be looked at")), "file_not_read");
});

test("a document is read without types, entities of its own, or a second root, and its texts are what was written", () => {
  const { attributeOf, NotXml, scanXml } = modules.xml;
  const told = (xml) => {
    const all = [];
    scanXml(xml, { open: (name, attributes) => all.push(`<${name}${attributeOf(attributes, "r") ?? ""}`), close: (name) => all.push(`>${name}`), text: (text) => all.push(text) });
    return all.join(" ");
  };
  assert.equal(told(`<?xml version="1.0"?><!-- a > b --><x:a xmlns:x="y" r="1 > &quot;2&quot;"><b q='"' />&lt;&#1040;&#x411;&amp;&nbsp;</x:a>\n`), '<a1 > "2" <b >b <АБ&&nbsp; >a');
  assert.equal(attributeOf(' sheetId="1" r:id="rId7"', "id"), "rId7");
  assert.equal(attributeOf(' sheetId="1"', "id"), null);
  for (const wrong of ["", "text", "<a>", "<a></b>", "</a>", "<a/><b/>", '<!DOCTYPE a [<!ENTITY b "c">]><a/>', "<a><![CDATA[x]]></a>", "<a b='>", "<a <b/>", "<a>".repeat(65) + "</a>".repeat(65)])
    assert.throws(() => told(wrong), NotXml, wrong);
  const long = `<a>${"x".repeat(1 << 20)}<`;
  assert.throws(() => told(long), NotXml);
  assert.throws(() => told(`<a ${"b ".repeat(1 << 19)}`), NotXml);
});

test("columns are found by their headings, else by what looks like phones", async () => {
  const { guessColumns } = modules.file;
  assert.deepEqual(guessColumns(await list("№;ФИО;Моб. тел.\n1;Анна;87010000001")), { name: 1, phone: 2, heading: true });
  assert.deepEqual(guessColumns(await list("87010000001;Анна\n87010000002;Борис")), { name: 1, phone: 0, heading: false });
  assert.deepEqual(guessColumns(await list("87010000001")), { name: -1, phone: 0, heading: false });
  assert.deepEqual(guessColumns(await list("Рабочий телефон;Личный телефон;Кто\n87010000001;87010000002;Вера")), { name: 2, phone: 0, heading: true });
  assert.deepEqual(guessColumns(await list("Phone,Name\nx,y")), { name: 1, phone: 0, heading: true });
});

test("a preview names line, column and what was found, keeps phones that come twice apart, and asks about no formula", () => {
  const { askedRows, previewOf } = modules.slices;
  const cells = (...all) => all.map((each) => (typeof each === "string" ? { text: each } : each));
  const rows = [
    { line: 1, cells: cells("Имя", "Телефон") },
    { line: 2, cells: cells("Анна", "1") },
    { line: 4, cells: cells({ text: '=HYPERLINK("x")', formula: true }, "2") },
    { line: 5, cells: cells("Борис", "+1") },
    { line: 6, cells: cells("Вера") },
    { line: 7, cells: cells("Гость", "3") },
    { line: 8, cells: cells("Дана", "4") },
  ];
  const { asked, findings } = askedRows(rows, { name: 0, phone: 1, heading: true });
  assert.deepEqual(asked.map((row) => row.line), [2, 5, 6, 7, 8]);
  const preview = previewOf(asked, [
    { line: 2, phone: "+1", state: "new", faults: [] },
    { line: 5, phone: "+1", state: "new", faults: [] },
    { line: 6, phone: null, state: "wrong", faults: [{ column: "phone", code: "missing" }] },
    { line: 7, phone: "+3", state: "known", faults: [] },
    { line: 8, phone: "+4", state: "known", faults: [] },
  ], findings);
  assert.deepEqual(preview.fresh.map((row) => row.line), [2]);
  assert.equal(preview.known, 2);
  assert.deepEqual(preview.findings.map(({ line, column, code, found, first }) => [line, column, code, found, first]), [
    [4, "name", "formula", '=HYPERLINK("x")', undefined], [5, "phone", "duplicate", "+1", 2], [6, "phone", "missing", "", undefined],
  ]);
});

test("rows are sent in slices that one request takes, however long their texts are", () => {
  const { slicesOf } = modules.slices;
  const row = (size) => ({ line: 1, name: "я".repeat(size), phone: "1" });
  assert.deepEqual(slicesOf([]), []);
  assert.deepEqual(slicesOf(Array(1001).fill(row(1))).map((slice) => slice.length), [500, 500, 1]);
  for (const slice of slicesOf(Array(1000).fill(row(300)))) assert.ok(new TextEncoder().encode(JSON.stringify({ rows: slice })).length < 64 << 10);
});

test("typed points are whole hundredths of either sign and nothing else", () => {
  const { typedPoints } = modules.customer;
  for (const [typed, value] of [["500", 50_000], ["-100,50", -10_050], ["−0.5", -50], ["1 000", 100_000], ["0.29", 29]]) assert.equal(typedPoints(typed), value);
  for (const typed of ["", "0", "1.234", "abc", "--1", "1e3", "12345678901"]) assert.equal(typedPoints(typed), null);
});

test("no text of the console hides another one of the same name", () => {
  for (const language of ["ru", "kk", "en"]) {
    const seen = new Set(Object.keys(modules[language][language]));
    for (const subject of modules.subjects.subjects)
      for (const key of Object.keys(subject[language])) {
        assert.ok(!seen.has(key), key);
        seen.add(key);
      }
  }
});

test("every text of the console has the same parameters in every language, and is not left in another one", () => {
  const holes = (text) => (text.match(/\{\w+\}/g) ?? []).sort().join();
  for (const { ru, kk, en } of [{ ru: modules.ru.ru, kk: modules.kk.kk, en: modules.en.en }, ...modules.subjects.subjects]) {
    for (const [key, text] of Object.entries(ru))
      for (const other of [kk, en]) {
        assert.equal(holes(other[key]), holes(text), key);
        assert.ok(other[key].trim().length > 0, key);
      }
    for (const text of Object.values(en)) assert.ok(!/[А-Яа-я]/.test(text), text);
  }
});

test("an answer that takes long is asked for again until it is there, and the page hears how far it has come", async () => {
  const answers = [
    { status: 202, body: { later: { elapsed_s: 0 } } },
    { status: 202, body: { later: { elapsed_s: 3, rows: 120000 } } },
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
    assert.deepEqual(await modules.api.ask("/console/api/report", (work) => heard.push(work)), { months: [] });
    assert.deepEqual(heard, [
      { seconds: 0, rows: 0 },
      { seconds: 3, rows: 120000 },
    ]);
    assert.deepEqual(asked, Array(3).fill("/console/api/report"));
  } finally {
    globalThis.fetch = before;
  }
});

test("an instruction's text is paragraphs and lists, and nothing else in it is mark-up", () => {
  const { blocksOf } = modules.plain;
  assert.deepEqual(blocksOf("One\nstill one\n\n\nTwo\r\n- a\n* b\n\n– c\n3. d\n4) e\n-not a list\n1.5 litres"), [
    { kind: "paragraph", lines: ["One", "still one"] },
    { kind: "paragraph", lines: ["Two"] },
    { kind: "list", lines: ["a", "b"] },
    { kind: "list", lines: ["c"] },
    { kind: "numbered", lines: ["d", "e"], start: 3 },
    { kind: "paragraph", lines: ["-not a list", "1.5 litres"] },
  ]);
  assert.deepEqual(blocksOf(" \n\n"), []);
  assert.deepEqual(blocksOf("<b>*x*</b> [a](b)"), [{ kind: "paragraph", lines: ["<b>*x*</b> [a](b)"] }]);
});

test("an instruction is published only with a title, a text and a test that can be passed", () => {
  const { draftOf, isReady, wrongQuestion, wrongNumberOf, bodyOf } = modules.draft;
  const draft = draftOf(null);
  assert.equal(isReady(draft), false);
  const plain = { ...draft, title: " Till ", body: "Open it." };
  assert.equal(isReady(plain), true);
  assert.deepEqual(bodyOf(plain, null), { title: "Till", body: "Open it.", roles: [] });
  const question = { text: " When? ", answers: [{ text: "At nine", right: true }, { text: "Never", right: false }] };
  const tested = { ...plain, tested: true, questions: [question], mark: "1", tries: "2", months: " " };
  assert.equal(isReady(tested), true);
  for (const answers of [[question.answers[0], question.answers[0]], [question.answers[1], { text: "No", right: false }], [question.answers[0], { text: " ", right: false }]])
    assert.equal(wrongQuestion({ ...tested, questions: [question, { ...question, answers }] }), 1);
  for (const [name, value] of [["mark", "2"], ["mark", "0"], ["mark", ""], ["tries", "21"], ["tries", "1.5"], ["months", "121"], ["months", "x"]]) assert.equal(wrongNumberOf({ ...tested, [name]: value }), name);
  const body = bodyOf({ ...tested, months: "6", branch: "3", roles: ["employee"] }, { instruction: 7, version: 2 });
  assert.deepEqual(body, {
    instruction: 7, replaces: 2, title: "Till", body: "Open it.", roles: ["employee"], branch: 3,
    test: { questions: [{ text: "When?", answers: question.answers }], pass_mark: 1, tries_a_day: 2, valid_months: 6 },
  });
});

test("the table of who has passed what has a column for each heading, and empty ones where there is nothing", () => {
  const row = {
    name: "=Anna", role: "employee", branch: null, title: "+Till", version: 2, due: "reading", read: null,
    test: { questions: 3, pass_mark: 2, tries_a_day: 1, valid_months: 0, tries: 1, best: 1, passed: null, passed_version: null, expires: null },
  };
  const rows = modules.results.rowsOf([row, { ...row, test: null, read: { version: 1, moment: "2026-02-01T09:00:00Z" } }]);
  assert.equal(rows.length, 3);
  for (const each of rows) assert.equal(each.length, 14);
  assert.match(rows[2][7], /^2026-0[12]-\d\d \d\d:\d\d$/);
  const csv = modules.csv.csvOf(rows, false);
  assert.ok(csv.includes(`"'=Anna"`) && csv.includes(`"'+Till"`));
});

const employee = (more) => ({
  cashier: 7, name: "=Olga", branch: { id: 1, name: "Centre" }, with_card: 1, without_card: 0, card_share: null, card_turnover: 0.1, card_average: 0.1, newcomers: 2,
  redeemed: 0, awarded: 0, returns: 0, returned: 0, owed: 0, ratings: 3, rating: 5, ...more,
});

test("a branch's figures are its employees' added up to the hundredth, its share that of all their receipts", () => {
  const { branchLines } = modules.targets;
  const lines = branchLines([employee({}), employee({ cashier: 8, without_card: 2, card_share: 33.33, card_turnover: 0.2 }), employee({ cashier: 9, branch: { id: 2, name: "North" } }), employee({ cashier: 0, branch: null })]);
  assert.deepEqual(lines, [
    { branch: 1, name: "Centre", employees: 2, with_card: 2, without_card: 2, card_share: 50, card_turnover: 0.3, newcomers: 4, ratings: 6 },
    { branch: 2, name: "North", employees: 1, with_card: 1, without_card: 0, card_share: null, card_turnover: 0.1, newcomers: 2, ratings: 3 },
  ]);
});

test("how much of a target is reached is rounded down, so that 100 is all of it, and unknown where the figure is", () => {
  const { reached } = modules.targets;
  assert.equal(reached(999.99, 1000), 99);
  assert.equal(reached(1000, 1000), 100);
  assert.equal(reached(2500, 1000), 250);
  assert.equal(reached(-5, 1000), 0);
  for (const [value, target] of [[null, 5], [5, null], [5, 0]]) assert.equal(reached(value, target), null);
});

test("a typed target is a number above zero, or nothing", () => {
  const { typedFigure } = modules.targets;
  for (const [figure, typed, value] of [["turnover", "1 500,50", 1500.5], ["card_share", "100", 100], ["newcomers", "3", 3], ["ratings", "  ", null]]) assert.equal(typedFigure(figure, typed), value);
  for (const [figure, typed] of [["turnover", "0"], ["turnover", "1.234"], ["turnover", "-1"], ["turnover", "1e3"], ["card_share", "100.01"], ["newcomers", "1.5"], ["ratings", "1000001"], ["ratings", "x"]])
    assert.equal(typedFigure(figure, typed), undefined, typed);
});

test("the employees' table for a month has the targets and how much of each is reached, and a branch's line only with a target", () => {
  const { rowsOf } = modules.staff;
  const none = { turnover: null, card_share: null, newcomers: null, ratings: null };
  const answer = { months: [], month: "2026-10", staff: [employee({}), employee({ cashier: 8, branch: { id: 2, name: "North" } })], targets: [{ ...none, cashier: 7, newcomers: 4 }, { ...none, branch: 2, ratings: 3 }] };
  const rows = rowsOf(answer);
  assert.equal(rows.length, 4);
  for (const each of rows) assert.equal(each.length, rows[0].length);
  assert.deepEqual(rows[1].slice(-8), [null, null, null, null, 4, 50, null, null]);
  assert.deepEqual(rows[2].slice(-8), Array(8).fill(null));
  assert.deepEqual(rows[3].slice(-2), [3, 100]);
  assert.equal(rowsOf({ ...answer, month: null, targets: [] })[0].length, rows[0].length - 8);
});

test("a change of the programme by which points expire sooner is told before it is confirmed", () => {
  const { expiresSooner } = modules.rules;
  const sooner = (path, before, after, months = 12) => expiresSooner([{ path, before, after }], { expiry_months: months });
  assert.ok(sooner("expiry_months", null, 12));
  assert.ok(sooner("expiry_months", 24, 12));
  assert.ok(sooner("purchases_extend", true, false));
  assert.ok(sooner("gifts_extend", true, false));
  assert.ok(!sooner("expiry_months", 6, 12));
  assert.ok(!sooner("expiry_months", 12, null, null));
  assert.ok(!sooner("gifts_extend", true, false, null));
  assert.ok(!sooner("welcome_points", 500, 100));
});
