// Months for accountants in the console, against the real cloud: figures, files, the close, and what never changes after it.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { after, before, beforeEach, test } from "node:test";
import { ConsoleShop, openConsole } from "./console-shop.mjs";
import { axe, check } from "./fit.mjs";
import { openBrowser, openScreen } from "./shop.mjs";

let shop;
let browser;
let accountant;
let months;
const complaints = [];

before(async () => {
  [shop, browser] = await Promise.all([ConsoleShop.open(), openBrowser()]);
  shop.person("buh", "accountant");
  accountant = await openConsole(await openScreen(browser, { width: 1440, height: 900 }), shop, complaints, "buh");
  await accountant.locator("#tab-accounting").click();
  await accountant.locator("#accounting-liabilities").waitFor();
  months = await accountant.locator("#accounting-month option").evaluateAll((options) => options.map((option) => option.value).reverse());
});
after(async () => {
  await browser?.close();
  await shop?.close();
  assert.deepEqual(complaints, []);
});

beforeEach(async () => {
  await accountant.keyboard.press("Escape");
  await accountant.locator("#tab-accounting").click();
});

async function choose(month) {
  await accountant.locator("#accounting-month").selectOption(month);
  await accountant.waitForFunction((wanted) => document.querySelector("#accounting-month")?.value === wanted, month);
  await accountant.locator("#accounting-liabilities").waitFor();
}

async function saved(button) {
  const [download] = await Promise.all([accountant.waitForEvent("download"), accountant.locator(button).click()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");
const figure = (at) => at.getAttribute("data-value").then(Number);

test("the page opens with the first month that is not closed, and its points add up to the hundredth", async () => {
  assert.equal(await accountant.locator("#accounting-month").inputValue(), months[0]);
  await accountant.locator('#accounting-state[data-state="ready"]').waitFor();
  for (const account of ["customers", "deferred", "certificates"]) {
    const cells = await accountant.locator(`#accounting-liabilities tr[data-account="${account}"] td[data-value]`).evaluateAll((all) => all.map((cell) => Math.round(Number(cell.getAttribute("data-value")) * 100)));
    assert.equal(cells.length, 8);
    assert.equal(cells.slice(0, -1).reduce((sum, value) => sum + value, 0), cells.at(-1), account);
  }
});

test("a month's sales are those of its file, whose customers are numbers only", async () => {
  const month = months.at(-2);
  await choose(month);
  const count = await figure(accountant.locator('#accounting-operations tr[data-line="accounting_all"] td[data-value]').first());
  assert.ok(count > 0);
  const { name, bytes } = await saved("#save-operations");
  assert.equal(name, `operations-${month}-not-closed.csv`);
  const lines = bytes.toString("utf8").trimEnd().split("\r\n");
  assert.ok(lines[0].startsWith("\ufeffid;moment;kind;"));
  assert.equal(lines.length - 1, count);
  assert.ok(lines.slice(1).every((line) => /;11\d{11};/.test(line)));
  assert.ok(!bytes.includes("+7"));
});

test("a later month waits for the earlier ones, and the month of now is not over", async () => {
  await choose(months[1]);
  await accountant.locator('#accounting-state[data-state="waits"]').waitFor();
  assert.equal(await accountant.locator("#close-month").count(), 0);
  await choose(months.at(-1));
  await accountant.locator('#accounting-state[data-state="running"]').waitFor();
  assert.equal(await accountant.locator("#close-month").count(), 0);
});

test("a month is closed after a confirmation, and from then on its files are the same bytes under the digest that is kept", async () => {
  await choose(months[0]);
  const before = {};
  for (const kind of ["operations", "liabilities", "staff", "commerceml"]) before[kind] = (await saved(`#save-${kind}`)).bytes;
  await accountant.locator("#close-month").click();
  await accountant.getByRole("dialog").getByText("больше не меняется").waitFor();
  await accountant.keyboard.press("Escape");
  await accountant.getByRole("dialog").waitFor({ state: "detached" });
  await accountant.locator('#accounting-state[data-state="ready"]').waitFor();
  await accountant.locator("#close-month").click();
  await accountant.locator("#close-now").click();
  await accountant.locator('#accounting-state[data-state="closed"]').waitFor();
  const told = await accountant.evaluate(async () => await (await fetch("/console/api/accounting")).json());
  assert.equal(told.month, months[1]);
  for (const kind of Object.keys(before)) {
    const { name, bytes } = await saved(`#save-${kind}`);
    assert.equal(name, `${kind}-${months[0]}.${kind === "commerceml" ? "xml" : "csv"}`);
    assert.deepEqual(bytes, before[kind]);
    assert.equal(sha256(bytes), told.closes[0].files[kind]);
  }
  const line = accountant.locator(`#closes tr[data-month="${months[0]}"]`);
  assert.equal(await line.locator("code").textContent(), told.closes[0].digest);
  assert.match(await line.textContent(), /buh/);
});

test("the next month begins with what the closed one ended with", async () => {
  const owed = (at, column) => accountant.locator(`#accounting-liabilities tr[data-account="customers"] td[data-column="${column}"]`).getAttribute("data-value").then((value) => [at, Number(value)]);
  await choose(months[0]);
  const [, closing] = await owed(months[0], "closing");
  await choose(months[1]);
  await accountant.locator('#accounting-state[data-state="ready"]').waitFor();
  const [, opening] = await owed(months[1], "opening");
  assert.equal(opening, closing);
});

test("a month that somebody else has closed meanwhile is refused in words", async () => {
  await choose(months[1]);
  await accountant.locator("#close-month").click();
  shop.run(["accounting", "close", "--month", months[1], "--programme", shop.programme]);
  await accountant.locator("#close-now").click();
  await accountant.getByRole("dialog").getByText("Этот месяц уже закрыт").waitFor();
  await accountant.keyboard.press("Escape");
  assert.match(shop.run(["audit"]), /closed months 2: as they were closed/);
});

test("a manager has no such page, and the cloud refuses what it would ask", async () => {
  await shop.office("/branches", { name: "Центр" });
  shop.person("manager", "manager", ["--branch", "Центр"]);
  const manager = await openConsole(await openScreen(browser), shop, complaints, "manager");
  assert.equal(await manager.locator("#tab-accounting").count(), 0);
  for (const path of ["accounting", `accounting/file?month=${months[0]}&kind=operations`])
    assert.equal(await manager.evaluate(async (asked) => (await fetch(`/console/api/${asked}`)).status, path), 403);
  await manager.context().close();
});

for (const [language, width, height, scheme] of [["ru", 1440, 900, "light"], ["kk", 390, 844, "light"], ["en", 1024, 600, "dark"]])
  test(`the months of accountants fit and read in ${language} at ${width}x${height}`, async () => {
    const findings = [];
    const name = `console-accounting-${language}-${width}x${height}`;
    const login = `buh-${language}`;
    shop.person(login, "accountant");
    const context = await openScreen(browser, { width, height, language, scheme, bypassCSP: true });
    await context.addInitScript(axe);
    const page = await openConsole(context, shop, complaints, login);
    await page.locator("#tab-accounting").click();
    await page.locator('#accounting-state[data-state="ready"]').waitFor();
    await check(page, `${name}-ready`, findings);
    await page.locator("#close-month").click();
    await page.locator("#close-now").waitFor();
    await check(page, `${name}-close`, findings);
    await page.keyboard.press("Escape");
    await page.locator("#accounting-month").selectOption(months.at(-2));
    await page.locator("#accounting-staff").waitFor();
    await check(page, `${name}-staff`, findings);
    await page.locator("#accounting-month").selectOption(months[0]);
    await page.locator('#accounting-state[data-state="closed"]').waitFor();
    await check(page, `${name}-closed`, findings);
    await context.close();
    assert.deepEqual(findings, []);
  });
