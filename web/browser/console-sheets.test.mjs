// The report, employees' figures and the list of customers as workbooks, against the real cloud.
import assert from "node:assert/strict";
import { strFromU8, unzipSync } from "fflate";
import { readFileSync } from "node:fs";
import { after, before, beforeEach, test } from "node:test";
import { ConsoleShop, openConsole } from "./console-shop.mjs";
import { openBrowser, openScreen } from "./shop.mjs";

let shop;
let browser;
let owner;
const complaints = [];
const formula = '=HYPERLINK("http://evil.example")';

before(async () => {
  [shop, browser] = await Promise.all([ConsoleShop.open(), openBrowser()]);
  for (const name of ["Центр", "Север"]) {
    await shop.office("/branches", { name });
    await shop.office("/cashiers", { external_id: name === "Центр" ? "till-1" : "till-2", name: name === "Центр" ? formula : "Болат", branch: name });
  }
  const anna = await shop.office("/customers", { name: formula, phone: "+77015550701" });
  for (const [total, till] of [[1000, "till-1"], [2000, "till-2"], [3000, "till-2"]]) await shop.buy({ uid: anna.uid }, total, { externalId: till });
  shop.person("owner", "owner");
  owner = await openConsole(await openScreen(browser, { width: 1440, height: 900 }), shop, complaints, "owner");
});
after(async () => {
  await browser?.close();
  await shop?.close();
  assert.deepEqual(complaints, []);
});

beforeEach(async () => {
  await owner.keyboard.press("Escape");
  await owner.locator("#tab-report").click();
  await owner.locator("#lines-best").waitFor();
});

/** The rows of a saved workbook's sheet: texts as texts, numbers as numbers. */
async function workbook(page, button) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator(button).click()]);
  const parts = unzipSync(readFileSync(await download.path()));
  const sheet = strFromU8(parts["xl/worksheets/sheet1.xml"]);
  assert.ok(!sheet.includes("<f>"));
  const plain = (xml) => xml.replace(/<[^>]+>/g, "").replace(/&quot;/g, '"').replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");
  const rows = [...sheet.matchAll(/<row [^>]*>(.*?)<\/row>/gs)].map(([, row]) =>
    [...row.matchAll(/<c r="([A-Z]+)\d+"([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)].reduce((cells, [, column, kind, inside]) => ({ ...cells, [column]: kind.includes('t="inlineStr"') ? plain(inside) : Number(plain(inside ?? "")) }), {}),
  );
  return { name: download.suggestedFilename(), rows };
}

test("the report is saved as a workbook whose figures are numbers, the same as on the page", async () => {
  const { name, rows } = await workbook(owner, "#save-xlsx");
  assert.equal(name, "report-all.xlsx");
  assert.equal(rows[0].A, "Раздел");
  const words = await owner.locator("tbody summary").evaluateAll((all) => all.map((each) => each.firstChild.textContent));
  assert.deepEqual(rows.slice(1).map((row) => row.B), words);
  const figures = await owner.locator("td[data-value]").evaluateAll((all) => all.map((each) => each.getAttribute("data-value")));
  assert.deepEqual(rows.slice(1).map((row, at) => [row.B, typeof row.C === "number" ? "number" : typeof row.C]), words.map((word, at) => [word, figures[at] === "" ? "undefined" : "number"]));
  const { turnover } = (await shop.office("/report")).purchases;
  const at = words.findIndex((_, place) => Number(figures[place]) === turnover);
  assert.equal(rows[at + 1].C, turnover);
});

test("employees' figures are saved as a workbook, a name that is a formula as a text", async () => {
  await owner.locator("#tab-staff").click();
  await owner.locator("#staff tr", { hasText: "HYPERLINK" }).waitFor();
  const { rows } = await workbook(owner, "#save-xlsx");
  const line = rows.find((row) => row.A === formula);
  assert.equal(line.B, "Центр");
  assert.equal(line.C, 1);
  assert.equal(rows.find((row) => row.A === "Болат").C, 2);
});

test("all customers are saved as a workbook and as CSV, and the audit log says so", async () => {
  await owner.locator("#tab-customers").click();
  const { name, rows } = await workbook(owner, "#save-customers-xlsx");
  assert.equal(name, "customers.xlsx");
  const anna = rows.find((row) => row.C === "+77015550701");
  assert.equal(anna.B, formula);
  assert.equal(anna.J, 6000);
  const told = await shop.office("/report");
  assert.equal(rows.length - 1, told.customers.contacts + told.customers.imported);
  const [download] = await Promise.all([owner.waitForEvent("download"), owner.locator("#save-customers-csv").click()]);
  const csv = readFileSync(await download.path(), "utf8");
  assert.equal(csv.trimEnd().split("\r\n").length, rows.length);
  assert.ok(csv.includes(`"'=HYPERLINK(""http://evil.example"")"`));
  await owner.locator("#tab-actions").click();
  await owner.locator("#actions").getByText("выгрузил список клиентов").first().waitFor();
});
