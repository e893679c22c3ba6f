// The report by branch, by tier and on paper, against the real cloud.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { ConsoleShop, openConsole } from "./console-shop.mjs";
import { axe, check } from "./fit.mjs";
import { openBrowser, openScreen } from "./shop.mjs";

let shop;
let browser;
let owner;
const complaints = [];

before(async () => {
  [shop, browser] = await Promise.all([ConsoleShop.open(), openBrowser()]);
  for (const name of ["Центр", "Север"]) {
    await shop.office("/branches", { name });
    await shop.office("/cashiers", { external_id: name === "Центр" ? "till-1" : "till-2", name: name === "Центр" ? "Дана" : "Болат", branch: name });
  }
  const anna = await shop.office("/customers", { name: "Анна", phone: "+77015550701" });
  for (const [total, till] of [[1000, "till-1"], [2000, "till-2"], [3000, "till-2"]]) await shop.buy({ uid: anna.uid }, total, { externalId: till });
  shop.person("owner", "owner");
  for (const page of ["session", "session", "company"]) assert.ok((await fetch(`http://127.0.0.1:${shop.ports.card}/card/api/${page}`)).ok);
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

const figure = async (page, section, line) => Number(await page.locator(`#lines-${section} tr[data-line="${line}"] td[data-value]`).first().getAttribute("data-value"));

async function choose(branch) {
  await owner.locator("#branch").selectOption({ label: branch });
  await owner.waitForFunction((named) => document.querySelector("#branch")?.selectedOptions[0]?.textContent === named, branch);
  await owner.locator("#lines-best").waitFor();
}

test("views of the card stand in the report with their formula, by month and by quarter", async () => {
  // They are stored every ten seconds.
  for (let tries = 0; (await shop.office("/report")).views.all < 3; ++tries) {
    assert.ok(tries < 100);
    await new Promise((go) => setTimeout(go, 200));
  }
  await owner.locator("#month").selectOption({ index: 1 });
  await owner.locator("#lines-customers th", { hasText: "Месяцем раньше" }).waitFor();
  assert.equal(await figure(owner, "customers", "views_all"), 3);
  assert.equal(await figure(owner, "customers", "views_openings"), 2);
  const line = owner.locator('#lines-customers tr[data-line="views_all"]');
  await line.locator("summary").click();
  await line.getByText("без имён").waitFor();
  const chart = owner.locator('section.chart[aria-label="Просмотры карты по кварталам"]');
  assert.equal(await chart.locator("dd").count(), 1);
  assert.equal(await chart.locator("dd").textContent(), "3");
  await owner.locator("#month").selectOption("");
  await choose("Север");
  assert.equal(await owner.locator('#lines-customers tr[data-line="views_all"] td[data-value]').textContent(), "–");
  assert.equal(await chart.count(), 0);
  await choose("Все филиалы");
});

test("the report of a branch shows what was sold there, and its purchases behind each line", async () => {
  const whole = await figure(owner, "purchases", "with_card");
  assert.ok(whole > 3);
  await choose("Север");
  await owner.locator("#branch-note").waitFor();
  assert.equal(await figure(owner, "purchases", "with_card"), 2);
  const line = owner.locator('#lines-purchases tr[data-line="with_card"]').first();
  await line.getByRole("button", { name: /Показать/ }).click();
  await owner.locator("#behind-total").waitFor();
  assert.equal(await owner.locator("#operations tbody tr").count(), 2);
  await owner.keyboard.press("Escape");
  assert.equal(await owner.locator('#lines-customers tr[data-line="contacts"] td[data-value]').textContent(), "–");
  await owner.locator("#month").selectOption({ index: 1 });
  await owner.locator("#lines-purchases th", { hasText: "Месяцем раньше" }).waitFor();
  assert.equal(await figure(owner, "purchases", "with_card"), 2);
  await owner.locator("#month").selectOption("");
  await choose("Все филиалы");
  assert.equal(await figure(owner, "purchases", "with_card"), whole);
});

test("members by tier are a chart whose bars add up to the members", async () => {
  const chart = owner.getByRole("region", { name: "Участники по уровням, сейчас" });
  const counts = await chart.locator("dd span").allTextContents();
  const told = await shop.office("/report");
  assert.equal(counts.length, 4);
  assert.equal(counts.reduce((sum, each) => sum + Number(each.replace(/\D/g, "")), 0), told.customers.members);
});

test("on paper the report has its heading, its charts and all lines, and nothing that is pressed", async () => {
  await choose("Север");
  await owner.emulateMedia({ media: "print" });
  await owner.locator("#printed-heading", { hasText: "Север" }).waitFor();
  for (const hidden of ["header.top", "#print", "#month", "#save-xlsx"]) assert.equal(await owner.locator(hidden).isVisible(), false, hidden);
  for (const shown of ["#lines-purchases", "#lines-best", ".bars svg"]) assert.ok(await owner.locator(shown).first().isVisible(), shown);
  const paper = await owner.pdf({ format: "A4" });
  assert.equal(paper.subarray(0, 5).toString(), "%PDF-");
  await owner.emulateMedia({ media: null });
  await choose("Все филиалы");
});

for (const [language, width, height, scheme] of [["ru", 1440, 900, "light"], ["kk", 390, 844, "light"], ["en", 1024, 600, "dark"]])
  test(`the report of a branch fits and reads in ${language} at ${width}x${height}, and on paper`, async () => {
    const findings = [];
    const name = `console-branch-${language}-${width}x${height}`;
    const login = `owner-${language}`;
    shop.person(login, "owner");
    const context = await openScreen(browser, { width, height, language, scheme, bypassCSP: true });
    await context.addInitScript(axe);
    const page = await openConsole(context, shop, complaints, login);
    await page.locator("#lines-best").waitFor();
    await check(page, `${name}-whole`, findings);
    await page.locator("#branch").selectOption({ label: "Север" });
    await page.locator("#branch-note").waitFor();
    await check(page, `${name}-north`, findings);
    await page.setViewportSize({ width: 794, height: 1123 });
    await page.emulateMedia({ media: "print" });
    await check(page, `${name}-paper`, findings);
    await context.close();
    assert.deepEqual(findings, []);
  });
