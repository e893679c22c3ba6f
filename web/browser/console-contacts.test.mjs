// Lists of contacts in the console, against the real cloud: CSV and XLSX, what is wrong in them, and an import that may be repeated.
import assert from "node:assert/strict";
import { strToU8, zipSync } from "fflate";
import { after, before, beforeEach, test } from "node:test";
import { ConsoleShop, openConsole } from "./console-shop.mjs";
import { axe, check } from "./fit.mjs";
import { openBrowser, openScreen } from "./shop.mjs";

let shop;
let browser;
let marketer;
const complaints = [];
const hostile = '<img src=x onerror="document.title=`taken`">';

before(async () => {
  [shop, browser] = await Promise.all([ConsoleShop.open({ customers: 0 }), openBrowser()]);
  await shop.office("/customers", { name: "Анна", phone: "+77015550601" });
  shop.person("marketer", "marketer");
  marketer = await openConsole(await openScreen(browser, { width: 1440, height: 900 }), shop, complaints, "marketer");
});
after(async () => {
  await browser?.close();
  await shop?.close();
  assert.deepEqual(complaints, []);
});

beforeEach(async () => await openImport(marketer));

async function openImport(page) {
  await page.locator("#tab-report").click();
  await page.locator("#tab-customers").click();
  await page.locator("#open-import").click();
  await page.locator("#import-file").waitFor();
}

const give = async (page, name, buffer) => await page.locator("#import-file").setInputFiles({ name, mimeType: "application/octet-stream", buffer: Buffer.from(buffer) });

async function preview(page, expected) {
  const told = page.locator("#import-preview");
  await told.waitFor();
  const figures = await told.evaluate((each) => ({ ...each.dataset }));
  assert.deepEqual(Object.fromEntries(Object.entries(figures).map(([key, value]) => [key, Number(value)])), { fresh: 0, known: 0, wrong: 0, ...expected });
}

/** A workbook of one sheet; `sheet` is what its rows are written as. */
const workbook = (sheet, more = {}) =>
  zipSync({
    "xl/workbook.xml": strToU8('<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="x" sheetId="1" r:id="rId7"/></sheets></workbook>'),
    "xl/_rels/workbook.xml.rels": strToU8('<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId7" Target="worksheets/first.xml"/></Relationships>'),
    "xl/sharedStrings.xml": strToU8('<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>Имя</t></si><si><t>Телефон</t></si><si><r><t>Бо</t></r><r><t>рис</t></r></si></sst>'),
    "xl/worksheets/first.xml": typeof sheet === "string" ? strToU8(`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${sheet}</sheetData></worksheet>`) : sheet,
    ...more,
  });

const contactsNow = async () => (await shop.office("/report")).customers;

test("a CSV list shows by line and column what is wrong, is imported, and doubles nobody when it is imported again", async () => {
  const csv = ["Имя;Телефон", "Анна;8 701 555-06-01", "Вера;87015550602", `Гость ${hostile};87015550603`, "Вера снова;+7 (701) 555 06 02", "=1+1;87015550604", ";", "Дана;123", "Ева;"].join("\r\n");
  for (const [fresh, known] of [[2, 1], [0, 3]]) {
    await give(marketer, "list.csv", csv);
    await preview(marketer, { fresh, known, wrong: 4 });
    const findings = await marketer.locator("#import-findings tbody tr").evaluateAll((rows) => rows.map((row) => [row.dataset.line, row.dataset.code]));
    assert.deepEqual(findings, [["5", "duplicate"], ["6", "formula"], ["8", "not_a_phone"], ["9", "missing"]]);
    await marketer.locator("#import-findings").getByText("этот уже есть в строке 3").waitFor();
    assert.equal(await marketer.locator("main img").count(), 0);
    if (fresh === 0) break;
    await marketer.locator("#import-now").click();
    await marketer.locator("#import-done").waitFor();
    assert.match(await marketer.locator("#import-done").textContent(), /Добавлено: 2, не добавлено: 0/);
    await openImport(marketer);
  }
  assert.ok(await marketer.locator("#import-now").isDisabled());
  const { contacts, imported } = await contactsNow();
  assert.deepEqual([contacts, imported], [1, 2]);
  assert.equal(await marketer.title(), "Консоль");
});

test("a contact stays one until the first purchase, and is shown as one", async () => {
  await marketer.locator("#tab-report").click();
  await marketer.locator("#tab-customers").click();
  await marketer.locator("#find").fill("+77015550602");
  await marketer.locator("#find-customer").click();
  await marketer.locator("#customer .pill", { hasText: "контакт" }).waitFor();
  await marketer.locator("#customer-facts").getByText("не спрашивали").waitFor();
  await shop.buy({ phone: "+77015550602" }, 100, { externalId: "till-1" });
  const { contacts, imported } = await contactsNow();
  assert.deepEqual([contacts, imported], [2, 1]);
});

test("an XLSX list is read with shared and own texts, numbers that are phones, and formulas that are told apart", async () => {
  const rows = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row>' +
    '<row r="2"><c r="A2" t="s"><v>2</v></c><c r="C2"><v>7.7015550611E10</v></c></row>' +
    '<row r="4"><c r="A4" t="inlineStr"><is><t>Вера</t></is></c><c r="C4" t="inlineStr"><is><t>8 701 555-06-12</t></is></c></row>' +
    '<row r="5"><c r="A5" t="str"><f>HYPERLINK("http://evil.example")</f><v>Гость</v></c><c r="C5"><v>87015550613</v></c></row>';
  await give(marketer, "list.xlsx", workbook(rows));
  await preview(marketer, { fresh: 2, wrong: 1 });
  const line = marketer.locator('#import-findings tr[data-line="5"]');
  assert.match(await line.textContent(), /=HYPERLINK/);
  assert.equal(await marketer.locator("#phone-column").inputValue(), "2");
  await marketer.locator("#import-now").click();
  await marketer.locator("#import-done").waitFor();
  assert.equal((await shop.office("/customers?phone=%2B77015550611")).name, "Борис");
  assert.equal((await shop.office("/customers?phone=%2B77015550612")).name, "Вера");
});

test("the columns may be chosen otherwise, and the list is checked anew", async () => {
  await give(marketer, "list.csv", "Рабочий телефон;Личный телефон;Кто\n87015550621;87015550622;Вера\n");
  await preview(marketer, { fresh: 1 });
  await marketer.locator("#phone-column").selectOption("1");
  await marketer.waitForFunction(() => document.querySelector("#import-now") !== null);
  await marketer.locator("#import-now").click();
  await marketer.locator("#import-done").waitFor();
  assert.equal((await shop.office("/customers?phone=%2B77015550622")).name, "Вера");
});

test("a bomb, entities, a broken archive and too many rows are refused in words, and the page goes on", async () => {
  const bomb = new Uint8Array(64 << 20).fill(32);
  const doctype = strToU8('<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet>&b;</worksheet>');
  const rows = Array.from({ length: 20_001 }, (_, at) => `<row r="${at + 1}"><c><v>${at}</v></c></row>`).join("");
  for (const [file, words] of [
    [workbook(bomb), "слишком велик"], [workbook("<row/>", { "xl/sharedStrings.xml": bomb }), "слишком велик"],
    [workbook(doctype), "не читается"], [workbook("<row>"), "не читается"], [workbook("").subarray(0, 300), "не читается"],
    [workbook(rows), "больше 20 000"], [workbook(""), "нет ни одной строки"],
  ]) {
    await give(marketer, "list.xlsx", file);
    await marketer.locator("#import-problem", { hasText: words }).waitFor();
    assert.equal(await marketer.locator("#import-now").count(), 0);
  }
  await give(marketer, "list.csv", "87015550631");
  await preview(marketer, { fresh: 1 });
});

test("a long list is imported in slices, and goes on where it was cut", async () => {
  const number = (at) => `8702${String(1_000_000 + at)}`;
  await give(marketer, "list.csv", Array.from({ length: 1200 }, (_, at) => `${number(at)};Контакт ${at}`).join("\n"));
  await preview(marketer, { fresh: 1200 });
  const calls = "**/console/api/contacts/import";
  let sent = 0;
  await marketer.route(calls, async (route) => (++sent === 2 ? (await route.fetch(), await route.abort()) : await route.continue()));
  await marketer.locator("#import-now").click();
  await marketer.locator("#import-problem").waitFor();
  await marketer.unroute(calls);
  await marketer.locator("#import-now", { hasText: "Продолжить" }).click();
  await marketer.locator("#import-done").waitFor();
  // The slice whose answer was lost had been taken.
  assert.match((await marketer.locator("#import-done").textContent()).replace(/\s/g, " "), /Добавлено: 700, не добавлено: 500/);
  assert.equal((await shop.office("/customers?phone=%2B77021001199")).name, "Контакт 1199");
});

test("a manager imports nothing, whatever the page asks", async () => {
  await shop.office("/branches", { name: "Центр" });
  shop.person("manager", "manager", ["--branch", "Центр"]);
  const manager = await openConsole(await openScreen(browser), shop, complaints, "manager");
  await manager.locator("#tab-customers").click();
  await manager.locator("#find").waitFor();
  assert.equal(await manager.locator("#open-import").count(), 0);
  const status = await manager.evaluate(async () => {
    const { person } = await (await fetch("/console/api/session")).json();
    return (await fetch("/console/api/contacts/import", { method: "POST", headers: { "Content-Type": "application/json", "Tillpoints-Page-Token": person.token }, body: JSON.stringify({ rows: [{ line: 1, name: "", phone: "87015550699" }] }) })).status;
  });
  assert.equal(status, 403);
  await manager.context().close();
});

for (const [language, width, height, scheme] of [["ru", 1440, 900, "light"], ["kk", 390, 844, "light"], ["en", 1024, 600, "dark"]])
  test(`the import fits and reads in ${language} at ${width}x${height}`, async () => {
    const findings = [];
    const name = `console-import-${language}-${width}x${height}`;
    const login = `owner-${language}`;
    shop.person(login, "owner");
    const context = await openScreen(browser, { width, height, language, scheme, bypassCSP: true });
    await context.addInitScript(axe);
    const page = await openConsole(context, shop, complaints, login);
    await openImport(page);
    await give(page, "list.csv", `Имя;Телефон\nВера;8703555060${{ ru: 1, kk: 2, en: 3 }[language]}\n${hostile};1\n=cmd|' /C calc'!A0;87035550608\n${"x".repeat(300)};87035550609`);
    await preview(page, { fresh: 1, wrong: 3 });
    await check(page, `${name}-preview`, findings);
    await page.locator("#import-now").click();
    await page.locator("#import-done").waitFor();
    await check(page, `${name}-done`, findings);
    await context.close();
    assert.deepEqual(findings, []);
  });
