// The programme as a form: explained, checked, tried on the past, and put into force by an owner, against the real cloud.
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
  shop.person("olga", "owner");
  owner = await openConsole(await openScreen(browser, { width: 1440, height: 900 }), shop, complaints, "olga");
});
after(async () => {
  await browser?.close();
  await shop?.close();
  assert.deepEqual(complaints, []);
});
beforeEach(async () => {
  await owner.keyboard.press("Escape");
  await owner.locator("#tab-actions").click();
  await owner.locator("#tab-programme").click();
  await owner.locator("#programme-versions").waitFor();
});

const edit = async () => {
  await owner.locator("#edit-programme:enabled").click();
  await owner.locator("#programme-form").waitFor();
};
const inForce = () => owner.evaluate(async () => await (await fetch("/console/api/programme")).json());
const figure = (line, column) => owner.locator(`#trial tr[data-line="${line}"] td[data-value]`).nth(column).getAttribute("data-value").then(Number);

test("every setting stands in the form with what it means, and a form that is not touched changes nothing", async () => {
  await edit();
  const fields = await owner.locator(".settings > *").evaluateAll((all) => all.map((field) => [field.querySelector("label")?.textContent?.trim(), field.querySelector(".note")?.textContent?.trim()]));
  assert.ok(fields.length > 40);
  assert.ok(fields.every(([label, why]) => label && why && !/rule_|why_/.test(label + why)), JSON.stringify(fields));
  await owner.locator("#check-programme").click();
  await owner.locator("#nothing-changed").waitFor();
});

test("what is wrong stands beside its setting, also in a level and in a list, and nothing is put into force", async () => {
  await edit();
  await owner.locator("#set-welcome_points").fill("много");
  await owner.locator("#set-tiers-1-spent_from").fill("0");
  await owner.locator("#set-referral-rates").fill("1,5; 200");
  await owner.locator("#check-programme").click();
  for (const field of ["set-welcome_points", "set-tiers-1-spent_from", "set-referral-rates"]) {
    await owner.locator(`#${field}-note[role="alert"]`).waitFor();
    assert.equal(await owner.locator(`#${field}`).getAttribute("aria-invalid"), "true");
  }
  assert.equal(await owner.locator("#confirm-programme").count(), 0);
});

test("the last 90 days are played again with progress, and show what a change would have cost", async () => {
  await edit();
  const before = await inForce();
  await owner.locator("#set-tiers-0-rate").fill("4");
  await owner.locator("#set-tiers-1-rate").fill("5");
  await owner.locator("#set-tiers-2-rate").fill("6");
  await owner.locator("#set-tiers-3-rate").fill("7");
  await owner.locator("#start-trial").click();
  await owner.locator("#trial").waitFor();
  const [was, would] = [await figure("awarded", 0), await figure("awarded", 1)];
  assert.ok(was > 0, "nothing was awarded in 90 days");
  assert.ok(would > was * 1.5, `${would} after ${was}`);
  assert.ok((await figure("cost", 1)) > (await figure("cost", 0)));
  assert.equal(await figure("welcome", 0), await figure("welcome", 1));
  await owner.locator("#trial-booked").waitFor();
  assert.deepEqual(await inForce(), before);
});

test("an owner confirms what changes and from when; it counts at once, and the history says who changed what", async () => {
  await edit();
  await owner.locator("#set-welcome_points").fill("700");
  await owner.locator("#use-win_back").check();
  await owner.locator("#set-win_back-points").fill("333");
  await owner.locator("#check-programme").click();
  assert.match(await owner.locator('#changes tr[data-path="welcome_points"]').textContent(), /500.*700/);
  await owner.locator("#confirm-programme").click();
  await owner.getByRole("dialog").locator('tr[data-path="win_back.points"]').waitFor();
  await owner.keyboard.press("Escape");
  await owner.getByRole("dialog").waitFor({ state: "detached" });
  assert.equal((await inForce()).welcome_points, 500);
  await owner.locator("#confirm-programme").click();
  assert.equal(await owner.locator("#expires-sooner").count(), 0);
  const proposed = await owner.locator("#programme-starts").inputValue();
  assert.equal(await owner.evaluate((local) => new Date(local).toISOString().slice(11, 16), proposed), "03:00");
  await owner.locator("#programme-starts").fill("");
  await owner.locator("#programme-note").fill("осень <script>alert(1)</script>");
  await owner.locator("#save-programme").click();
  const version = owner.locator('[data-version="1"][data-state="in_force"]');
  await version.waitFor();
  assert.match(await version.textContent(), /olga.*осень <script>alert\(1\)<\/script>/s);
  assert.equal((await inForce()).welcome_points, 700);
  await shop.office("/customers", { name: "Новичок", phone: "+77015550099" });
  const found = await owner.evaluate(async () => {
    const { person } = await (await fetch("/console/api/session")).json();
    const headers = { "Content-Type": "application/json", "Tillpoints-Page-Token": person.token };
    return await (await fetch("/console/api/customers/find", { method: "POST", headers, body: JSON.stringify({ text: "+77015550099" }) })).json();
  });
  assert.equal(found.customers[0].points, 700);
});

test("a change for later waits, and can be withdrawn until it starts", async () => {
  await edit();
  await owner.locator("#set-welcome_points").fill("900");
  await owner.locator("#check-programme").click();
  await owner.locator("#confirm-programme").click();
  const tomorrow = new Date(Date.now() + 36 * 3_600_000).toISOString().slice(0, 16);
  await owner.locator("#programme-starts").fill(tomorrow);
  await owner.locator("#save-programme").click();
  const version = owner.locator('[data-version="2"]');
  await owner.locator('[data-version="2"][data-state="coming"]').waitFor();
  assert.equal((await inForce()).welcome_points, 700);
  await edit();
  await owner.locator(".banner.warning").getByText("ещё не началось").waitFor();
  await owner.locator("#close-programme").click();
  await version.getByRole("button", { name: "Отменить" }).click();
  await owner.locator('[data-version="2"][data-state="withdrawn"]').waitFor();
});

test("what somebody else has changed meanwhile is not overwritten", async () => {
  await edit();
  await owner.locator("#set-welcome_points").fill("1000");
  await owner.locator("#check-programme").click();
  await owner.locator("#confirm-programme").click();
  await owner.evaluate(async () => {
    const { person } = await (await fetch("/console/api/session")).json();
    const programme = await (await fetch("/console/api/programme")).json();
    const body = { programme: { ...programme, welcome_points: 701 }, based_on: 2, note: "" };
    await fetch("/console/api/programme/save", { method: "POST", headers: { "Content-Type": "application/json", "Tillpoints-Page-Token": person.token }, body: JSON.stringify(body) });
  });
  await owner.locator("#save-programme").click();
  await owner.getByRole("dialog").getByText("тем временем изменил кто-то другой").waitFor();
  assert.equal((await inForce()).welcome_points, 701);
});

test("a marketer tries a change and cannot put it into force; a manager only reads", async () => {
  shop.person("mira", "marketer");
  const marketer = await openConsole(await openScreen(browser), shop, complaints, "mira");
  await marketer.locator("#tab-programme").click();
  await marketer.locator("#edit-programme:enabled").click();
  await marketer.locator("#set-welcome_points").fill("5");
  await marketer.locator("#check-programme").click();
  await marketer.locator("#changes").waitFor();
  assert.equal(await marketer.locator("#confirm-programme").count(), 0);
  await marketer.context().close();
  await shop.office("/branches", { name: "Центр" });
  shop.person("marat", "manager", ["--branch", "Центр"]);
  const manager = await openConsole(await openScreen(browser), shop, complaints, "marat");
  await manager.locator("#tab-programme").click();
  await manager.locator("#programme-versions").waitFor();
  assert.equal(await manager.locator("#edit-programme").count(), 0);
  await manager.context().close();
});

for (const [language, width, height, scheme] of [["ru", 1440, 900, "light"], ["kk", 390, 844, "light"], ["en", 1024, 600, "dark"]])
  test(`the programme's form fits and reads in ${language} at ${width}x${height}`, async () => {
    const findings = [];
    const name = `console-programme-${language}-${width}x${height}`;
    shop.person(`rules-${language}`, "owner");
    const context = await openScreen(browser, { width, height, language, scheme, bypassCSP: true });
    await context.addInitScript(axe);
    const page = await openConsole(context, shop, complaints, `rules-${language}`);
    await page.locator("#tab-programme").click();
    await page.locator("#programme-versions").waitFor();
    await check(page, name, findings);
    await page.locator("#edit-programme:enabled").click();
    await page.locator("#set-welcome_points").fill("50");
    await page.locator("#set-expiry_months").fill("3");
    await page.locator("#check-programme").click();
    await page.locator("#changes").waitFor();
    await page.locator("#start-trial").click();
    await page.locator("#trial-tiers").waitFor();
    await check(page, `${name}-form`, findings);
    await page.locator("#confirm-programme").click();
    await page.locator("#save-programme").waitFor();
    await page.locator("#expires-sooner").waitFor();
    await check(page, `${name}-confirm`, findings);
    await context.close();
    assert.deepEqual(findings, []);
  });
