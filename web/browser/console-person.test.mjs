// One person's data in the console, against the real cloud: consent with its date, all of it as a file, and its end.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { ConsoleShop, openConsole } from "./console-shop.mjs";
import { axe, check } from "./fit.mjs";
import { openBrowser, openScreen } from "./shop.mjs";

let shop;
let browser;
let owner;
let anna;
const complaints = [];
const phone = "+77015550401";

before(async () => {
  [shop, browser] = await Promise.all([ConsoleShop.open({ customers: 0 }), openBrowser()]);
  await shop.office("/branches", { name: "Центр" });
  anna = await person(phone, "Аннелиза");
  shop.person("owner", "owner");
  owner = await openConsole(await openScreen(browser, { width: 1440, height: 900 }), shop, complaints, "owner");
});
after(async () => {
  await browser?.close();
  await shop?.close();
  assert.deepEqual(complaints, []);
});

/** Somebody who bought, rated, ordered, and asked for a code in the card. */
async function person(number, name) {
  const told = await shop.office("/customers", { name, phone: number, birth_date: "1991-03-07" });
  const bought = await shop.buy({ uid: told.uid }, 1000, { externalId: "till-1" });
  await shop.office("/ratings", { operation: bought.id, stars: 4, comment: `Это писала ${name}` });
  const kettle = await shop.till("/goods", { name: `Чайник ${number.slice(-3)}`, data: { type: "ITEM", price: 1000, inventory: { inStock: 5 } } });
  await shop.office("/orders", { uid: told.uid, items: [{ id: kettle.id, qty: 1 }], branch: "Центр", comment: `передать ${name}` });
  const origin = new URL(shop.ports.card_url).origin;
  const asked = await fetch(`${origin}/card/api/code`, { method: "POST", headers: { "Content-Type": "application/json", Origin: origin }, body: JSON.stringify({ phone: number }) });
  assert.equal(asked.status, 200);
  return told;
}

async function open(page, number) {
  await page.locator("#tab-customers").click();
  await page.locator("#find").fill(number);
  await page.locator("#find-customer").click();
  await page.locator("#customer-facts").waitFor();
}

test("consent is shown with its date, and all that is held of a person is one file of every table", async () => {
  await open(owner, phone);
  await owner.locator("#customer-facts").getByText("не спрашивали").waitFor();
  const [download] = await Promise.all([owner.waitForEvent("download"), owner.locator("#export").click()]);
  const all = JSON.parse(readFileSync(await download.path(), "utf8"));
  assert.equal(all.uid, anna.uid);
  assert.equal(all.tables.operations.length, 1);
  assert.match(all.tables.ratings[0].comment, /Аннелиза/);
  assert.equal(all.tables.orders[0].content.comment, "передать Аннелиза");
  assert.equal(all.tables.messages_to_phone.length, 1);
  assert.deepEqual(all.cut, []);
});

test("a person is erased with a reason and the number typed, and no table knows name, phone, birthday or words any more", async () => {
  const words = ["Аннелиза", phone, phone.slice(1), "1991-03-07"];
  const before = shop.database.dump();
  for (const word of words) assert.ok(before.includes(word), word);
  await open(owner, phone);
  const number = await owner.locator("#customer").getAttribute("data-participant");
  await owner.locator("#erase").click();
  await owner.locator("#erase-now").waitFor();
  assert.ok(await owner.locator("#erase-now").isDisabled());
  await owner.locator("#erase-reason").fill("просьба клиента");
  await owner.locator("#erase-typed").fill("7");
  assert.ok(await owner.locator("#erase-now").isDisabled());
  await owner.locator("#erase-typed").fill(number);
  await owner.locator("#erase-now").click();
  await owner.locator("#erased-now").waitFor();
  await owner.locator("#kept").getByText("покупки и возвраты: 1").waitFor();
  await owner.keyboard.press("Escape");
  await owner.locator("#customer h2", { hasText: "Человек удалён" }).waitFor();
  assert.equal(await owner.locator("#erase, #give-points, #block, #tags").count(), 0);
  const after = shop.database.dump();
  for (const word of words) assert.deepEqual(after.split("\n").filter((line) => line.includes(word)), [], word);
  assert.equal((await shop.office("/report")).purchases.with_card, 1);
  assert.match(shop.run(["audit"]), /the ledger balances/);
  await owner.locator("#find").fill(phone);
  await owner.locator("#find-customer").click();
  await owner.locator("#nobody").waitFor();
  await owner.locator("#tab-actions").click();
  const line = owner.locator("#actions tr", { hasText: "человек удалён" });
  await line.getByText("просьба клиента").waitFor();
  assert.match(await line.textContent(), new RegExp(number));
});

test("a manager looks a person up and neither exports nor erases anybody, whatever the page asks", async () => {
  const boris = await person("+77015550402", "Бориска");
  shop.person("manager", "manager", ["--branch", "Центр"]);
  const manager = await openConsole(await openScreen(browser), shop, complaints, "manager");
  await open(manager, "+77015550402");
  assert.equal(await manager.locator("#export, #erase").count(), 0);
  const status = await manager.evaluate(async (participant) => {
    const { person: signedIn } = await (await fetch("/console/api/session")).json();
    const send = async (path, body) => (await fetch(`/console/api/${path}`, { method: "POST", headers: { "Content-Type": "application/json", "Tillpoints-Page-Token": signedIn.token }, body: JSON.stringify(body) })).status;
    return [await send("customers/export", { participant }), await send("customers/erase", { participant, typed: String(participant), reason: "x" })];
  }, boris.participant);
  assert.deepEqual(status, [403, 403]);
  assert.equal((await shop.office("/customers?phone=%2B77015550402")).name, "Бориска");
  await manager.context().close();
});

for (const [language, width, height, scheme] of [["ru", 1440, 900, "light"], ["kk", 390, 844, "light"], ["en", 1024, 600, "dark"]])
  test(`a person's page fits and reads in ${language} at ${width}x${height}`, async () => {
    const findings = [];
    const name = `console-person-${language}-${width}x${height}`;
    const login = `owner-${language}`;
    const number = `+7701555050${{ ru: 1, kk: 2, en: 3 }[language]}`;
    await person(number, "Вера");
    shop.person(login, "owner");
    const context = await openScreen(browser, { width, height, language, scheme, bypassCSP: true });
    await context.addInitScript(axe);
    const page = await openConsole(context, shop, complaints, login);
    await open(page, number);
    await check(page, `${name}-card`, findings);
    await page.locator("#erase").click();
    await page.locator("#erase-now").waitFor();
    await check(page, `${name}-erase`, findings);
    await page.locator("#erase-reason").fill("x");
    await page.locator("#erase-typed").fill(await page.locator("#customer").getAttribute("data-participant"));
    await page.locator("#erase-now").click();
    await page.locator("#erased-now").waitFor();
    await check(page, `${name}-erased`, findings);
    await context.close();
    assert.deepEqual(findings, []);
  });
