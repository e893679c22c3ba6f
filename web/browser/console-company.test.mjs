// What the company tells of itself: the owner and a manager write it in the console, and customers read it in the card.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { after, before, beforeEach, test } from "node:test";
import { ConsoleShop, openConsole } from "./console-shop.mjs";
import { axe, check } from "./fit.mjs";
import { pngFile } from "./picture-file.mjs";
import { openBrowser, openScreen, watchPage } from "./shop.mjs";

let shop;
let browser;
let owner;
const complaints = [];

before(async () => {
  [shop, browser] = await Promise.all([ConsoleShop.open({ customers: 0, more: ["--utc-offset", "300"] }), openBrowser()]);
  await shop.office("/branches", { name: "Центр" });
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
  await owner.locator("#tab-company").click();
});

async function openCompany(context) {
  const page = watchPage(await context.newPage(), complaints);
  await page.goto(`${shop.ports.card_url}/card/`);
  await page.locator("#to-company").click();
  await page.locator("[data-branch]").first().waitFor();
  return page;
}

test("the owner tells name, descriptions, phone, site and a logo, and whoever opens the card sees them without an account", async () => {
  await owner.locator("#company-form").waitFor();
  await owner.locator("#company-name").fill("Магазин <script>alert(1)</script>");
  await owner.locator("#company-description-ru").fill("Лучшая техника города");
  await owner.locator("#company-description-en").fill("The best devices in town");
  await owner.locator("#company-phone").fill("+7 (701) 000-00-01");
  await owner.locator("#company-site").fill("https://shop.example/about");
  await owner.locator("#save-company").click();
  await owner.locator("#company-saved").waitFor();
  await owner.locator("#logo").setInputFiles(pngFile(shop.file("logo.png"), 40, 30));
  await owner.locator("img.picture").waitFor();
  const card = await openCompany(await openScreen(browser, { width: 390, height: 844 }));
  await card.getByRole("heading", { name: "Магазин <script>alert(1)</script>" }).waitFor();
  await card.getByText("Лучшая техника города").waitFor();
  assert.equal(await card.locator("#company a[href^='https']").getAttribute("href"), "https://shop.example/about");
  assert.deepEqual(await card.locator("img.logo").evaluate((logo) => logo.decode().then(() => [logo.naturalWidth, logo.naturalHeight])), [40, 30]);
  await card.context().close();
});

test("a page or drawing that is called a picture is refused in words, and the logo stays", async () => {
  await owner.locator("#company-form img.picture").waitFor();
  const before = await owner.locator("img.picture").getAttribute("src");
  for (const [name, bytes] of [["evil.png", "<script>alert(1)</script>"], ["evil.svg", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"]]) {
    writeFileSync(shop.file(name), bytes);
    await owner.locator("#logo").setInputFiles(shop.file(name));
    await owner.getByText("Это не картинка PNG, JPEG или WebP.").waitFor();
  }
  assert.equal(await owner.locator("img.picture").getAttribute("src"), before);
});

test("hours are typed as people write them, a wrong day is named beside its field, and the card says until when it is open", async () => {
  await owner.locator('[data-branch] button', { hasText: "Изменить" }).first().click();
  await owner.locator("#branch-address").fill("ул. Абая, 1");
  await owner.locator("#hours-monday").fill("с утра");
  await owner.locator("#save-branch").click();
  await owner.locator("#hours-monday-note").getByText("Так не годится").waitFor();
  assert.equal(await owner.locator("#hours-monday").getAttribute("aria-invalid"), "true");
  await owner.locator("#hours-monday").fill("0:00-24:00");
  await owner.locator("#hours-alike").click();
  await owner.locator("#add-special").click();
  await owner.locator("#special-date-0").fill("2099-01-01");
  await owner.locator("#save-branch").click();
  await owner.locator("#branches").getByText("пн–вс 00:00-24:00").waitFor();
  const card = await openCompany(await openScreen(browser, { width: 390, height: 844 }));
  await card.getByText("Открыто круглосуточно").waitFor();
  await card.getByText("ул. Абая, 1").waitFor();
  await card.context().close();
});

test("a new branch comes to the card, and goes when it is closed", async () => {
  await owner.locator("#add-branch").click();
  await owner.locator("#branch-name").fill("Центр");
  await owner.locator("#save-branch").click();
  await owner.locator("#branch-name-note").getByText("Такое уже есть").waitFor();
  await owner.locator("#branch-name").fill("Север");
  await owner.locator("#save-branch").click();
  const row = owner.locator("#branches tr", { hasText: "Север" });
  await row.waitFor();
  const names = async () => {
    const card = await openCompany(await openScreen(browser, { width: 390, height: 844 }));
    const all = await card.locator("[data-branch] h3").allTextContents();
    await card.context().close();
    return all;
  };
  assert.deepEqual(await names(), ["Центр", "Север"]);
  await row.getByRole("button").click();
  await owner.locator("#branch-closed").check();
  await owner.locator("#save-branch").click();
  await row.getByText("закрыт").waitFor();
  assert.deepEqual(await names(), ["Центр"]);
});

test("a manager finds the own branch to change and no other, and the cloud refuses the rest", async () => {
  shop.person("marat", "manager", ["--branch", "Центр"]);
  const manager = await openConsole(await openScreen(browser), shop, complaints, "marat");
  await manager.locator("#tab-company").click();
  await manager.locator("#branches").waitFor();
  assert.equal(await manager.locator("#company-form").count(), 0);
  assert.equal(await manager.locator("#branches button").count(), 1);
  const status = await manager.evaluate(async () => {
    const { person } = await (await fetch("/console/api/session")).json();
    const send = (path, body) => fetch(`/console/api/${path}`, { method: "POST", headers: { "Content-Type": "application/json", "Tillpoints-Page-Token": person.token }, body: JSON.stringify(body) });
    const { branches } = await (await fetch("/console/api/company")).json();
    const foreign = branches.find((each) => !each.may_edit);
    return [(await send("company/branch", { branch: foreign.id, name: "Мой" })).status, (await send("company/profile", {})).status];
  });
  assert.deepEqual(status, [403, 403]);
  await manager.context().close();
});

for (const [language, width, height, scheme] of [["ru", 1440, 900, "light"], ["kk", 390, 844, "light"], ["en", 1024, 600, "dark"]])
  test(`the company's pages fit and read in ${language} at ${width}x${height}`, async () => {
    const findings = [];
    const name = `console-company-${language}-${width}x${height}`;
    shop.person(`owner-${language}`, "owner");
    const context = await openScreen(browser, { width, height, language, scheme, bypassCSP: true });
    await context.addInitScript(axe);
    const page = await openConsole(context, shop, complaints, `owner-${language}`);
    await page.locator("#tab-company").click();
    await page.locator("#company-form").waitFor();
    await check(page, name, findings);
    await page.locator("#branches button").first().click();
    await page.locator("#hours-friday").fill("?");
    await page.locator("#save-branch").click();
    await page.locator("#hours-friday-note").waitFor();
    await check(page, `${name}-branch`, findings);
    const card = await openCompany(context);
    await card.locator("summary").first().click();
    await check(card, `card-company-${language}-${width}x${height}`, findings);
    await context.close();
    assert.deepEqual(findings, []);
  });
