// The price list in the console, against the real cloud, and as customers see it in the card.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { after, before, beforeEach, test } from "node:test";
import { confirmPhone } from "./card-shop.mjs";
import { ConsoleShop, openConsole } from "./console-shop.mjs";
import { axe, check } from "./fit.mjs";
import { pngFile } from "./picture-file.mjs";
import { openBrowser, openScreen, watchPage } from "./shop.mjs";

let shop;
let browser;
let marketer;
const complaints = [];

before(async () => {
  [shop, browser] = await Promise.all([ConsoleShop.open({ customers: 0 }), openBrowser()]);
  await shop.office("/branches", { name: "Центр" });
  shop.person("mira", "marketer");
  marketer = await openConsole(await openScreen(browser, { width: 1440, height: 900 }), shop, complaints, "mira");
});
after(async () => {
  await browser?.close();
  await shop?.close();
  assert.deepEqual(complaints, []);
});
beforeEach(async () => {
  await marketer.keyboard.press("Escape");
  await marketer.locator("#tab-report").click();
  await marketer.locator("#tab-goods").click();
  await marketer.locator("#goods-search").waitFor();
});

const names = (page) => page.locator("#goods tbody tr td:nth-child(2)").evaluateAll((cells) => cells.map((cell) => cell.firstChild.textContent));

async function add(button, fields) {
  await marketer.locator(button).click();
  for (const [field, value] of Object.entries(fields)) await marketer.locator(`#goods-${field}`).fill(value);
  await marketer.locator("#save-goods").click();
  await marketer.locator("#goods-form").waitFor({ state: "detached" });
}

test("a position with a picture is added, and a customer sees it in the card with its price", async () => {
  await marketer.locator("#no-goods").waitFor();
  await marketer.locator("#add-goods").click();
  await marketer.locator("#goods-name").fill("Чайник <script>alert(1)</script>");
  await marketer.locator("#goods-price").fill("1 990,50");
  await marketer.locator("#goods-picture").setInputFiles(pngFile(shop.file("kettle.png"), 60, 40));
  await marketer.locator("#goods-form img.picture").waitFor();
  await marketer.locator("#save-goods").click();
  await marketer.locator("#goods img.thumb").waitFor();
  const card = watchPage(await (await openScreen(browser, { width: 390, height: 844 })).newPage(), complaints);
  const codeFor = async (phone) => {
    const sent = (await shop.office("/messages")).rows.filter((row) => row.to === phone && row.purpose === "code" && row.text);
    return /\d{6}/.exec(sent[sent.length - 1].text)[0];
  };
  await confirmPhone(card, { base: shop.ports.card_url, codeFor }, "+77015550001");
  await card.locator("#name").fill("Дана");
  await card.locator("#join").click();
  await card.locator("#to-orders").click();
  await card.getByText("Чайник <script>alert(1)</script>").waitFor();
  await card.getByText("1 990,50").first().waitFor();
  assert.deepEqual(await card.locator("img.goods").evaluate((picture) => picture.decode().then(() => [picture.naturalWidth, picture.naturalHeight])), [60, 40]);
  await card.context().close();
});

test("a wrong price is named beside its field, and an offer is less than the price", async () => {
  await marketer.locator("#add-goods").click();
  await marketer.locator("#goods-name").fill("Чашка");
  await marketer.locator("#goods-price").fill("дорого");
  await marketer.locator("#save-goods").click();
  await marketer.locator("#goods-price-note").getByText("Нужна сумма").waitFor();
  await marketer.locator("#goods-price").fill("300");
  await marketer.locator("#goods-offer").fill("300");
  await marketer.locator("#save-goods").click();
  await marketer.locator("#goods-offer-note").getByText("меньше обычной").waitFor();
  await marketer.locator("#goods-offer").fill("250");
  await marketer.locator("#save-goods").click();
  await marketer.locator("#goods tr", { hasText: "Чашка" }).getByText("250").waitFor();
});

test("positions are put in order, found by a part of the name, hidden and removed", async () => {
  await add("#add-category", { name: "Посуда" });
  assert.deepEqual(await names(marketer), ["Посуда", "Чайник <script>alert(1)</script>", "Чашка"]);
  await marketer.getByRole("button", { name: "Чашка: выше" }).click();
  await marketer.waitForFunction(() => document.querySelectorAll("#goods tbody tr")[1]?.textContent?.includes("Чашка"));
  await marketer.locator("#goods-search").fill("ЧАШ");
  await marketer.waitForFunction(() => document.querySelectorAll("#goods tbody tr").length === 1);
  await marketer.getByRole("button", { name: "Изменить Чашка" }).click();
  await marketer.locator("#goods-hidden").check();
  await marketer.locator("#goods-node").selectOption({ label: "Посуда" });
  await marketer.locator("#save-goods").click();
  await marketer.locator("#goods .pill", { hasText: "скрыто" }).waitFor();
  await marketer.locator("#goods-search").fill("");
  await marketer.getByRole("button", { name: "Удалить Посуда" }).click();
  await marketer.locator("#remove-now").click();
  await marketer.getByRole("dialog").getByText("В категории есть позиции").waitFor();
  await marketer.keyboard.press("Escape");
  await marketer.getByRole("button", { name: "Посуда", exact: true }).click();
  await marketer.getByRole("button", { name: "Удалить Чашка" }).click();
  await marketer.locator("#remove-now").click();
  await marketer.locator("#no-goods").waitFor();
  await marketer.locator("#goods-up").click();
});

test("a table is shown with what would change and what is wrong, and taken only then", async () => {
  writeFileSync(shop.file("prices.csv"), "код;название;цена;категория\r\nk-1;Ложка;120;Посуда / Ложки\r\n;Вилка;сто;Посуда\r\n;Чайник <script>alert(1)</script>;2100;\r\n");
  await marketer.locator("#import-goods").click();
  await marketer.locator("#import-file").setInputFiles(shop.file("prices.csv"));
  await marketer.locator('#import-counts [data-added="1"][data-changed="1"][data-applied="false"]').waitFor();
  assert.match(await marketer.locator('#faults tr[data-line="3"]').textContent(), /цена.*Нужна сумма/);
  assert.match(await marketer.locator('#import-lines tr[data-line="4"]').textContent(), /1\s990,50.*2\s100/);
  await marketer.locator("#import-apply").click();
  await marketer.locator('#import-counts [data-applied="true"]').waitFor();
  await marketer.locator("#import-close").click();
  await marketer.locator("#goods tr", { hasText: "Чайник" }).getByText(/2\s100/).waitFor();
});

test("the price list that is saved is one that can be imported, and changes nothing", async () => {
  const [download] = await Promise.all([marketer.waitForEvent("download"), marketer.locator("#save-goods-csv").click()]);
  const file = shop.file("saved.csv");
  await download.saveAs(file);
  assert.match(readFileSync(file, "utf8"), /"код";"название"/);
  assert.match(readFileSync(file, "utf8"), /"Ложка";"Посуда \/ Ложки"/);
  await marketer.locator("#import-goods").click();
  await marketer.locator("#import-file").setInputFiles(file);
  await marketer.locator('#import-counts [data-added="0"][data-changed="0"][data-same="2"]').waitFor();
  assert.equal(await marketer.locator("#import-apply").count(), 0);
  await marketer.locator("#import-close").click();
});

test("a table of Windows letters is read, too", async () => {
  // "название;цена" and "Нож;90" in windows-1251.
  writeFileSync(shop.file("windows.csv"), Buffer.from("EDE0E7E2E0EDE8E53BF6E5EDE00ACDEEE63B39300A", "hex"));
  await marketer.locator("#import-goods").click();
  await marketer.locator("#import-file").setInputFiles(shop.file("windows.csv"));
  await marketer.locator("#import-lines").getByText("Нож").waitFor();
  await marketer.locator("#import-close").click();
});

for (const [language, width, height, scheme] of [["ru", 1440, 900, "light"], ["kk", 390, 844, "light"], ["en", 1024, 600, "dark"]])
  test(`the price list fits and reads in ${language} at ${width}x${height}`, async () => {
    const findings = [];
    const name = `console-goods-${language}-${width}x${height}`;
    shop.person(`goods-${language}`, "marketer");
    const context = await openScreen(browser, { width, height, language, scheme, bypassCSP: true });
    await context.addInitScript(axe);
    const page = await openConsole(context, shop, complaints, `goods-${language}`);
    await page.locator("#tab-goods").click();
    await page.locator("#goods").waitFor();
    await check(page, name, findings);
    await page.locator("#add-goods").click();
    await page.locator("#save-goods").click();
    await page.locator("#goods-name-note").waitFor();
    await check(page, `${name}-form`, findings);
    await page.locator("#tab-report").click();
    await page.locator("#tab-goods").click();
    await page.locator("#import-goods").click();
    await page.locator("#import-file").setInputFiles(shop.file("prices.csv"));
    await page.locator("#faults").waitFor();
    await check(page, `${name}-import`, findings);
    await context.close();
    assert.deepEqual(findings, []);
  });
