// What the shop answers to a rating: a customer rates in the card, people of the shop answer in the console, and the customer reads it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { joinShop } from "./card-shop.mjs";
import { ConsoleShop, openConsole } from "./console-shop.mjs";
import { axe, check } from "./fit.mjs";
import { openBrowser, openScreen, watchPage } from "./shop.mjs";

const hostile = '<img src=x onerror="document.title=`taken`">';
const phone = "+77017770001";
let shop;
let browser;
let owner;
let manager;
let card;
const sold = {};
const complaints = [];

before(async () => {
  [shop, browser] = await Promise.all([ConsoleShop.open({ customers: 0 }), openBrowser()]);
  for (const [till, branch] of [["till-1", "Центр"], ["till-2", "Север"]]) {
    await shop.office("/branches", { name: branch });
    await shop.office("/cashiers", { external_id: till, name: `Кассир ${branch}`, branch });
  }
  shop.person("owner", "owner");
  shop.person("manager", "manager", ["--branch", "Центр"]);
  card = watchPage(await (await openScreen(browser, { width: 390, height: 844 })).newPage(), complaints);
  await joinShop(card, shop.cards(), phone, "Дана");
  for (const till of ["till-1", "till-2"]) sold[till] = (await shop.buy({ phone }, 1000, { externalId: till })).id;
  await rate(sold["till-1"], 2, `Долго ждали ${hostile}`);
  await rate(sold["till-2"], 5, "");
  owner = await openConsole(await openScreen(browser, { width: 1440, height: 900 }), shop, complaints, "owner");
  manager = await openConsole(await openScreen(browser, { width: 390, height: 844 }), shop, complaints, "manager");
  for (const page of [owner, manager]) await page.locator("#tab-ratings").click();
});
after(async () => {
  await browser?.close();
  await shop?.close();
  assert.deepEqual(complaints, []);
});

async function rate(operation, stars, comment) {
  await card.locator("#tab-card").click();
  await card.locator("#tab-history").click();
  await card.locator(`#rate-${operation}`).click();
  await card.locator(".star").nth(stars - 1).click();
  await card.locator("#comment").fill(comment);
  await card.locator("#send-rating").click();
  await card.locator("#thanks").waitFor();
}

const entry = (page, till) => page.locator(`[data-rating="${sold[till]}"]`);

async function answer(page, till, words) {
  await entry(page, till).getByRole("button").click();
  await page.locator("#answer").fill(words);
  await page.locator("#send-answer").click();
}

test("a customer's low rating is answered by the branch's manager, and the answer is a message and stands in the card beside the rating", async () => {
  assert.equal(await entry(manager, "till-2").count(), 0);
  await manager.locator("#unanswered").check();
  await entry(manager, "till-1").getByText("onerror").waitFor();
  await answer(manager, "till-1", `Простите, открыли вторую кассу ${hostile}`);
  await manager.locator("#no-ratings").waitFor();
  await manager.locator("#unanswered").uncheck();
  await entry(manager, "till-1").getByText("открыли вторую кассу").waitFor();
  assert.equal(await manager.locator("main img").count(), 0);
  const { rows } = await shop.office("/messages");
  const told = rows.filter((row) => row.template === "rating_answered");
  assert.equal(told.length, 1);
  await card.reload();
  await card.locator("#tab-messages").click();
  await card.locator(".message", { hasText: "отвечает на вашу оценку: Простите" }).waitFor();
  await card.locator("#tab-history").click();
  const row = card.locator(`[data-operation="${sold["till-1"]}"]`);
  await row.locator(".answer").getByText("Простите, открыли вторую кассу").waitFor();
  assert.equal(await row.locator("img").count(), 0);
});

test("who has not seen another person's answer is told so, reads it, and may then change it", async () => {
  await owner.locator("#tab-report").click();
  await owner.locator("#tab-ratings").click();
  await manager.locator("#tab-staff").click();
  await manager.locator("#tab-ratings").click();
  await entry(owner, "till-1").getByRole("button").click();
  await answer(manager, "till-1", "Простите нас, Дана");
  await entry(manager, "till-1").getByText("Простите нас, Дана").waitFor();
  await owner.locator("#answer").fill("Приходите ещё");
  await owner.locator("#send-answer").click();
  await owner.getByText("Кто-то уже ответил").waitFor();
  await owner.keyboard.press("Escape");
  await entry(owner, "till-1").getByText("Простите нас, Дана").waitFor();
  await answer(owner, "till-1", "Приходите ещё");
  await entry(owner, "till-1").locator(".answer").getByText("Приходите ещё").waitFor();
  await owner.locator("#tab-actions").click();
  await owner.getByText("изменил ответ на оценку").first().waitFor();
  await owner.locator("#tab-ratings").click();
});

for (const [language, width, height, scheme] of [["ru", 1440, 900, "light"], ["kk", 320, 640, "light"], ["en", 1024, 600, "dark"]])
  test(`ratings and their answers fit and read in ${language} at ${width}x${height}`, async () => {
    const findings = [];
    const name = `console-ratings-${language}-${width}x${height}`;
    const context = await openScreen(browser, { width, height, language, scheme, bypassCSP: true });
    await context.addInitScript(axe);
    shop.person(`owner-${language}`, "owner");
    const page = await openConsole(context, shop, complaints, `owner-${language}`);
    await page.locator("#tab-ratings").click();
    await entry(page, "till-1").locator(".answer").waitFor();
    await check(page, name, findings);
    await entry(page, "till-1").getByRole("button").click();
    await page.locator("#answer").waitFor();
    await check(page, `${name}-form`, findings);
    await context.close();
    assert.deepEqual(findings, []);
  });
