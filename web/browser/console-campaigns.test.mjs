// What a campaign offers, in the console and in a customer's own card: a sample of its message, and a promotion with dates.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { joinShop } from "./card-shop.mjs";
import { ConsoleShop, openConsole } from "./console-shop.mjs";
import { axe, check } from "./fit.mjs";
import { openBrowser, openScreen, watchPage } from "./shop.mjs";

const phone = "+77015550777";
let shop;
let browser;
let owner;
let card;
const complaints = [];

before(async () => {
  [shop, browser] = await Promise.all([ConsoleShop.open({ customers: 0 }), openBrowser()]);
  shop.person("owner", "owner");
  owner = await openConsole(await openScreen(browser, { width: 1440, height: 900 }), shop, complaints, "owner");
  card = watchPage(await (await openScreen(browser)).newPage(), complaints);
  await joinShop(card, shop.cards(), phone, "Анна");
});
after(async () => {
  await browser?.close();
  await shop?.close();
  assert.deepEqual(complaints, []);
});

async function begin(page, name, message) {
  await page.locator("#tab-sources").click();
  await page.locator("#tab-campaigns").click();
  await page.locator("#new-campaign").click();
  await page.locator("#campaign-name").fill(name);
  await page.locator("#campaign-message").fill(message);
}

const samples = async () => (await shop.office("/messages")).rows.filter((row) => row.purpose === "sample");

test("a campaign's message is sent to its writer's own card first, marked as a sample, and only with consent", async () => {
  await begin(owner, "Весна", "Приходите в субботу");
  assert.ok(await owner.locator("#send-sample").isDisabled());
  await owner.locator("#sample-phone").fill(phone);
  await owner.locator("#send-sample").click();
  await owner.locator("#campaign-form .banner.wrong").getByText("не соглашался на рекламу").waitFor();
  assert.deepEqual(await samples(), []);
  await card.locator("#tab-settings").click();
  const saved = card.waitForResponse("**/card/api/settings");
  await card.locator("#consent-app").check();
  assert.equal((await saved).status(), 200);
  await owner.locator("#send-sample").click();
  await owner.locator("#sample-sent").waitFor();
  assert.deepEqual((await samples()).map((row) => row.text), ["Проверка: Приходите в субботу"]);
});

test("a promotion with dates gives each member a certificate that the card shows until it is over", async () => {
  await begin(owner, "Акция", "");
  await owner.locator("#campaign-certificate").fill("300");
  assert.ok(await owner.locator("#start-campaign").isDisabled());
  const day = (more) => new Date(Date.now() + more * 86_400_000).toISOString().slice(0, 10);
  await owner.locator("#campaign-first").fill(day(-1));
  await owner.locator("#campaign-last").fill(day(3));
  await owner.locator("#campaign-held").fill("0");
  await owner.locator("#start-campaign").click();
  await owner.locator("#campaign").getByText("Сертификат на 300").waitFor();
  for (let looks = 0; looks < 200 && !(await owner.locator('#campaign[data-state="done"]').isVisible()); ++looks) {
    const told = owner.waitForResponse("**/campaigns/show?*");
    await owner.locator("#renew-campaign").click();
    await told;
  }
  const { certificates } = await card.evaluate(async () => await (await fetch("/card/api/card")).json());
  assert.equal(certificates.length, 1);
});

for (const [language, width, height, scheme] of [["ru", 1440, 900, "light"], ["kk", 390, 844, "light"], ["en", 1024, 600, "dark"]])
  test(`a campaign with a sample and a promotion fits and reads in ${language} at ${width}x${height}`, async () => {
    const findings = [];
    const login = `owner-${language}`;
    shop.person(login, "owner");
    const context = await openScreen(browser, { width, height, language, scheme, bypassCSP: true });
    await context.addInitScript(axe);
    const page = await openConsole(context, shop, complaints, login);
    await begin(page, "Spring", "Come");
    await page.locator("#sample-phone").fill(phone);
    await page.locator("#send-sample").click();
    await page.locator("#sample-sent").waitFor();
    await page.locator("#campaign-certificate").fill("300");
    await page.locator("#campaign-first").fill("2030-01-01");
    await page.locator("#campaign-last").fill("2030-01-05");
    await page.locator('#segment-count [data-done="true"]').waitFor();
    await check(page, `console-campaign-${language}-${width}x${height}`, findings);
    await context.close();
    assert.deepEqual(findings, []);
  });
