// Hostile text in every place where strangers or people of the shop write, shown by the console and the card: nothing of it runs or becomes a page.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { joinShop } from "./card-shop.mjs";
import { ConsoleShop, openConsole, password } from "./console-shop.mjs";
import { openBrowser, openScreen, watchPage } from "./shop.mjs";

const hostile = `"><b class=planted><img src=x onerror=taken=1>`;
const worse = `${hostile}<script>taken=1</script><svg onload=taken=1></svg><a href="javascript:taken=1" class=planted>x</a>{{7*7}}`;
const phone = "+77015550888";
let shop;
let browser;
let owner;
let card;
const complaints = [];

/** A call of the console as its own page makes it. */
async function tell(path, body) {
  const { status, text } = await owner.evaluate(
    async ([to, what]) => {
      const { person } = await (await fetch("/console/api/session")).json();
      const answer = await fetch(`/console/api${to}`, {
        method: "POST", headers: { "Content-Type": "application/json", "Tillpoints-Page-Token": person.token }, body: JSON.stringify(what),
      });
      return { status: answer.status, text: await answer.text() };
    },
    [path, body],
  );
  assert.equal(status, 200, `${path}: ${text}`);
  return JSON.parse(text);
}

/** Waits until the page shows the hostile text as a text, in a field or outside, and says what of it is an element or ran. */
async function judged(page, where) {
  await page
    .waitForFunction(() => {
      const fields = [...document.querySelectorAll("input, textarea")].map(({ value }) => value);
      return [document.body.textContent, ...fields].some((each) => each.includes("<img src=x onerror=taken=1>"));
    })
    .catch(() => assert.fail(`${where} does not show it`));
  // What hides behind a heading is an element all the same.
  await page.locator("main details:not([open]) > summary").evaluateAll((all) => all.forEach((each) => each.click()));
  assert.deepEqual(
    await page.evaluate(() => ({
      ran: "taken" in window,
      elements: document.querySelectorAll('.planted, img[src="x"], svg[onload], main script, a[href^="javascript:"]').length,
    })),
    { ran: false, elements: 0 },
    where,
  );
}

before(async () => {
  [shop, browser] = await Promise.all([ConsoleShop.open({ customers: 0, more: ["--quiet-hours", "00:00-00:00"] }), openBrowser()]);
  await shop.office("/branches", { name: hostile });
  await shop.office("/cashiers", { external_id: "till-1", name: hostile, branch: hostile });
  await shop.office("/sources", { promo_code: "metro", name: hostile });
  shop.person("owner", "owner");
  owner = await openConsole(await openScreen(browser, { width: 1440, height: 900 }), shop, complaints, "owner");
  card = watchPage(await (await openScreen(browser, { width: 390, height: 844 })).newPage(), complaints);
  await joinShop(card, shop.cards(), phone, hostile);
  await card.locator("#tab-settings").click();
  const saved = card.waitForResponse("**/card/api/settings");
  await card.locator("#consent-app").check();
  assert.equal((await saved).status(), 200);
  const { uid, participant } = await shop.office(`/customers?phone=${encodeURIComponent(phone)}`);
  const bought = await shop.buy({ uid }, 1000, { externalId: "till-1" });
  await shop.office("/ratings", { operation: bought.id, stars: 1, comment: worse });
  const goods = await shop.till("/goods", { name: hostile, data: { type: "ITEM", price: 1000, description: worse, inventory: { inStock: 5 } } });
  await shop.office("/orders", { uid, items: [{ id: goods.id, qty: 1 }], branch: hostile, comment: worse });
  await tell("/customers/notes/add", { participant, text: worse });
  await tell("/customers/tags", { participant, tags: [hostile] });
  await tell("/company/profile", { name: hostile, description: { ru: worse, kk: worse, en: worse }, phone: "", site: "" });
  await tell("/training/write", { title: hostile, body: worse });
  await tell("/draws/arrange", { key: "security", name: hostile, winners: 1, prize: "nothing", message: worse });
  await tell("/campaigns/start", { key: "security", name: hostile, message: worse, segment: {} });
});
after(async () => {
  await browser?.close();
  await shop?.close();
  assert.deepEqual(complaints, []);
});

test("hostile text of names, reviews, order comments, profile, training, campaigns and draws is a text in each section of the console", async () => {
  for (const tab of ["staff", "training", "ratings", "orders", "campaigns", "draws", "sources", "company", "goods", "actions", "report"]) {
    await owner.locator(`#tab-${tab}`).click();
    await judged(owner, tab);
  }
  await owner.locator("#tab-customers").click();
  await owner.locator("#find").fill(phone);
  await owner.locator("#find-customer").click();
  await owner.getByText("{{7*7}}").first().waitFor();
  await judged(owner, "customers");
});

test("the same text is a text in each section of the card", async () => {
  for (let tries = 0; !(await shop.office("/messages")).rows.some(({ text }) => text?.includes("{{7*7}}")); ++tries) {
    assert.ok(tries < 150, "the campaign's message came");
    await new Promise((go) => setTimeout(go, 100));
  }
  for (const place of ["tab-card", "tab-history", "tab-messages", "to-orders", "to-company"]) {
    if (place.startsWith("to-")) await card.locator("#tab-card").click();
    await card.locator(`#${place}`).click();
    await judged(card, place);
  }
});

test("an address that is no https link becomes no link, whoever asks for it", async () => {
  const status = async (path, body) =>
    await owner.evaluate(
      async ([to, what]) => {
        const { person } = await (await fetch("/console/api/session")).json();
        const headers = { "Content-Type": "application/json", "Tillpoints-Page-Token": person.token };
        return (await fetch(`/console/api${to}`, { method: "POST", headers, body: JSON.stringify(what) })).status;
      },
      [path, body],
    );
  for (const address of ["javascript:taken=1", "data:text/html,<script>taken=1</script>", "//evil.example"]) {
    assert.equal(await status("/company/profile", { name: "Shop", site: address }), 400);
    assert.equal(await status("/training/write", { title: address, body: "x", video: address }), 400);
  }
});

test("no page, answer or log of a running cloud holds a key, a token or a password", async () => {
  const secrets = [password];
  for (const file of ["api.key", "backoffice.token"]) secrets.push(readFileSync(shop.file(file), "utf8").trim());
  for (const file of readdirSync(shop.folder).filter((name) => name.endsWith(".pem"))) {
    const text = readFileSync(shop.file(file), "utf8");
    if (text.includes("PRIVATE KEY")) secrets.push(text.split("\n")[1]);
  }
  assert.ok(secrets.length >= 4 && secrets.every((each) => each.length >= 8));
  const routes = readFileSync(join(process.env.TILLPOINTS_PROGRAMMES, "../console/routes.cpp"), "utf8");
  const reads = [...routes.matchAll(/\{"GET", "(\/[^"]*)"/g)].map(([, path]) => path);
  assert.ok(reads.length >= 20, String(reads.length));
  const told = await owner.evaluate(async (paths) => {
    const texts = [];
    for (const path of paths) texts.push(await (await fetch(`/console/api${path}?instruction=1&draw=1&campaign=1&kind=json&line=with_card`)).text());
    for (const each of ["/console/", ...[...document.querySelectorAll("script[src], link[href]")].map((one) => one.src || one.href)]) texts.push(await (await fetch(each)).text());
    texts.push(document.documentElement.outerHTML, JSON.stringify({ ...localStorage, ...sessionStorage }));
    return texts;
  }, reads);
  told.push(
    ...(await card.evaluate(async () => {
      const texts = [];
      for (const path of ["session", "company", "card", "history", "invitation", "messages", "goods", "orders"]) texts.push(await (await fetch(`/card/api/${path}`)).text());
      for (const each of ["/card/", ...[...document.querySelectorAll("script[src], link[href]")].map((one) => one.src || one.href)]) texts.push(await (await fetch(each)).text());
      return [...texts, document.documentElement.outerHTML, JSON.stringify({ ...localStorage, ...sessionStorage })];
    })),
  );
  if (existsSync(shop.file("cloud.log"))) told.push(readFileSync(shop.file("cloud.log"), "utf8"));
  assert.ok(told.length > reads.length + 10 && told.join("").length > 100_000);
  for (const secret of secrets) for (const text of told) assert.ok(!text.includes(secret), text.slice(0, 200));
  for (const text of told) assert.ok(!/argon2id|BEGIN [A-Z ]*PRIVATE KEY/.test(text), text.slice(0, 200));
});
