// What the owners of both deployments read in their reports, read in the console: demo data of their size, the page Report.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ConsoleShop, enter, password, setUpSecondFactor } from "./console-shop.mjs";
import { axe, check } from "./fit.mjs";
import { openBrowser, openScreen, watchPage } from "./shop.mjs";

// Each line by its section and place on the page: what was published, or from and to where it was published with few digits.
const electronics = {
  customers: { 0: 1455, 1: 0, 2: 1419, 3: [97.5, 98.49], 4: 921, 5: [62.5, 63.49], 6: 30, 7: 5, 8: 2 },
  purchases: { 0: 1168, 2: [2.5, 3.49], 3: [1.25, 1.34], 4: 0.27, 5: 71_209_456, 6: 60_967, 8: 44_501, 9: 37, 10: 0.61, 11: 129, 12: 24, 13: 9, 14: 727 },
  // 0.1 % of 1 024 944.
  points: { 3: [1_023_920, 1_025_968] },
  revenue: { certificates: 512_543, referral: 334_610, Instagram: 1_951_109, VKontakte: 29_016, "Telegram channel": 339_090, Taplink: 186_470, Telegram: 312_956, Platform: 1_763_488 },
  // The published lines add up to 6 454 226.
  benefit: { 0: [6_453_202, 6_455_250] },
  best: {},
};
const retail = {
  customers: { 0: 6451, 2: 3983, 6: 560, 8: 5 },
  purchases: { 3: 5.4, 10: 6, 11: 3500, 12: [361, 369] },
  points: {},
  revenue: { referral: [19_000_001, 19_499_999] },
  // 23 000 000, of which only parts are known: within 4 %.
  benefit: { 0: [23_000_000, 23_920_000] },
  best: { 0: [61.5, 62.49], 1: [200_001, 209_999], 5: 650_000 },
};

const headings = {
  ru: ["Клиенты", "Покупки", "Баллы, без сертификатов", "Выручка по источникам", "Экономический эффект", "Лучшие клиенты и возвращение"],
  kk: ["Клиенттер", "Сатып алулар", "Баллдар, сертификаттарсыз", "Дереккөздер бойынша түсім", "Экономикалық тиімділік", "Үздік клиенттер және қайтару"],
  en: ["Customers", "Purchases", "Points, certificates apart", "Revenue by source", "Economic benefit", "Best customers and win-back"],
};

let browser;
const shops = {};
const complaints = [];

before(async () => {
  browser = await openBrowser();
  shops.electronics = await ConsoleShop.open({ customers: 1455 });
  shops["retail-tenge"] = await ConsoleShop.open({ programme: "retail-tenge", customers: 6451 });
  for (const shop of Object.values(shops)) shop.person("owner", "owner");
});
after(async () => {
  await browser?.close();
  for (const shop of Object.values(shops)) await shop.close();
  assert.deepEqual(complaints, []);
});

/** The lines of a section: what is called so, its value, and what is seen of it. */
const linesOf = (page, section) =>
  page.locator(`#lines-${section} tbody tr`).evaluateAll((rows) =>
    rows.map((row) => {
      const value = row.querySelector("td[data-value]");
      return { name: row.querySelector("summary").firstChild.textContent.trim(), value: Number(value.getAttribute("data-value")), seen: value.textContent };
    }),
  );

function compare(where, line, published) {
  assert.ok(line, `${where} is on the page`);
  const [least, most] = Array.isArray(published) ? published : [published, published];
  assert.ok(line.value >= least && line.value <= most, `${where}, ${line.name}: ${line.value} is not from ${least} to ${most}`);
  // What is read is what is compared: the digits before the decimals.
  const digits = String(Math.trunc(line.value));
  assert.ok(line.seen.replace(/[^\d]/g, "").startsWith(digits), `${where}, ${line.name}: "${line.seen}" shows ${digits}`);
}

for (const [programme, published, languages] of [["electronics", electronics, [["ru", 1440, 900], ["kk", 390, 844], ["en", 1024, 768]]],
                                                 ["retail-tenge", retail, [["kk", 1440, 900], ["ru", 390, 844], ["en", 1024, 768]]]])
  for (const [language, width, height] of languages)
    test(`${programme}: the console's report on demo data of the deployment's size has the published figures, in ${language} at ${width}x${height}`, async () => {
      const shop = shops[programme];
      const findings = [];
      shop.run(["account", "reset", "--login", "owner"], `${password}\n`);
      const context = await openScreen(browser, { width, height, language, bypassCSP: true });
      await context.addInitScript(axe);
      const page = watchPage(await context.newPage(), complaints);
      await page.goto(shop.url);
      await enter(page, "owner");
      await page.locator("#go-on").waitFor();
      await setUpSecondFactor(page);
      await page.locator("#tab-report").click();
      await page.locator("#lines-best").waitFor();
      assert.deepEqual(await page.locator('section[id^="section-"] h2').allTextContents(), headings[language]);
      for (const [section, expected] of Object.entries(published)) {
        const lines = await linesOf(page, section);
        for (const [key, figure] of Object.entries(expected)) {
          const first = { certificates: lines[0], referral: lines[1] }[key];
          const line = section === "revenue" ? (first ?? lines.find(({ name }) => name === key)) : lines[Number(key)];
          compare(`${section} ${key}`, line, figure);
        }
      }
      await check(page, `published-${programme}-${language}-${width}x${height}`, findings);
      assert.deepEqual(findings, []);
      await context.close();
    });
