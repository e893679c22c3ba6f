// Every screen of the card on a phone, in every language: nothing overflows or is cut, axe finds nothing serious, and a
// picture of each is kept for people to look at.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { CardShop } from "./card-shop.mjs";
import { axe, check } from "./fit.mjs";
import { openBrowser, openScreen, watchPage } from "./shop.mjs";

const confirming = { redemption_confirmation: { above: 300, by_phone: true } };

let shop;
let browser;
let people = 0;

before(async () => {
  [shop, browser] = await Promise.all([CardShop.open({ rules: confirming }), openBrowser()]);
  await shop.office("/branches", { name: "Абая, 10" });
  await shop.till("POST", "/goods", { name: "Электрочайник с подсветкой", data: { type: "ITEM", price: 12_990 } });
});
after(async () => {
  await browser?.close();
  await shop?.close();
});

async function walk(page, name, findings) {
  const phone = `+7701888${1000 + ++people}`;
  await page.goto(`${shop.base}/card/?i=instagram`);
  await page.locator("#phone").waitFor();
  await check(page, `${name}-card-phone`, findings);
  await page.locator("#phone").fill(phone);
  await page.locator("#go-on").click();
  await page.locator("#code").fill("000000");
  await page.locator("#go-on").click();
  await page.locator("#problem").waitFor();
  await check(page, `${name}-card-code`, findings);
  await page.locator("#code").fill(await shop.codeFor(phone));
  await page.locator("#go-on").click();
  await page.locator("#name").waitFor();
  await check(page, `${name}-card-join`, findings);
  await page.locator("#name").fill("Айгүль Нұрсұлтанқызы");
  await page.locator("#join").click();
  await page.locator("#code").waitFor();
  await shop.office("/certificates", { phone, points: 5000, days: 22 });
  const sold = await shop.buy({ participant: { phone } }, 60_967, 0, "00042/1");
  await page.reload();
  await page.locator("#code").waitFor();
  await check(page, `${name}-card-card`, findings);
  await page.locator("#to-orders").click();
  const more = page.locator("[data-goods] button").nth(1);
  await more.click();
  await page.locator("#order-total").waitFor();
  await check(page, `${name}-card-order`, findings);
  await page.locator("#place").click();
  await page.locator("[data-order]").first().waitFor();
  await check(page, `${name}-card-ordered`, findings);
  await page.locator("#tab-history").click();
  await page.locator(`#rate-${sold.id}`).waitFor();
  await check(page, `${name}-card-history`, findings);
  await page.locator(`#rate-${sold.id}`).click();
  await page.locator("#send-rating").waitFor();
  await check(page, `${name}-card-rate`, findings);
  await page.keyboard.press("Escape");
  await page.locator("#tab-invite").click();
  await page.locator("#link").waitFor();
  await check(page, `${name}-card-invite`, findings);
  await page.locator("#tab-messages").click();
  await page.locator(".message").first().waitFor();
  await check(page, `${name}-card-messages`, findings);
  await page.locator("#tab-settings").click();
  await page.locator("#pin-new").fill("1234");
  await page.locator("#pin-save").click();
  await page.locator("#pin-problem").waitFor();
  await check(page, `${name}-card-settings`, findings);
  await page.locator("#leave").click();
  await page.locator("#leave-no").waitFor();
  await check(page, `${name}-card-leave`, findings);
  await page.locator("#leave-no").click();
  await check(page, `${name}-card-settings`, findings);
  await page.locator("#tab-card").click();
  await page.context().setOffline(true);
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await page.locator("#offline").waitFor();
  await check(page, `${name}-card-offline`, findings);
  await page.context().setOffline(false);
}

for (const [language, scheme] of [["ru", "light"], ["kk", "light"], ["en", "dark"]])
  test(`every screen of the card fits and reads in ${language} at 390x844`, async () => {
    const findings = [];
    const complaints = [];
    // axe runs outside the page's policy, which lets no script of a test in.
    const context = await openScreen(browser, { width: 390, height: 844, language, scheme, bypassCSP: true, locale: language });
    await context.addInitScript(axe);
    const page = watchPage(await context.newPage(), complaints);
    await walk(page, `${language}-390x844`, findings);
    await context.close();
    assert.deepEqual([...findings, ...complaints], []);
  });
