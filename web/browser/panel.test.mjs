import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { findCustomer, done, openBrowser, openCashier, openScreen, Shop, signIn, watchPage } from "./shop.mjs";

let shop;
let browser;
let context;
let complaints;

before(async () => {
  [shop, browser] = await Promise.all([Shop.open(), openBrowser()]);
  context = await openScreen(browser);
});
after(async () => {
  await browser?.close();
  await shop?.close();
});
beforeEach(() => {
  complaints = [];
});
afterEach(async () => {
  for (const page of context.pages()) await page.close();
  assert.deepEqual(complaints, []);
});

async function openPanel(name = "Техник", pin = "2580") {
  await context.clearCookies();
  const page = watchPage(await context.newPage(), complaints);
  await signIn(page, shop.base, name, pin, "/panel/");
  await page.locator("#tile-link").waitFor();
  return page;
}

/** A register that prints a discount which was quoted and never redeemed, so that its award is parked. */
async function parkAnAward() {
  const customer = await shop.customer("Дана", "+77015550201");
  const token = shop.command(["token", "desk"]).trim();
  shop.daemon.kill("SIGHUP");
  const say = async (event) => {
    for (;;) {
      const answer = await fetch(`${shop.base}/v1/events`, {
        method: "POST",
        headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
        body: JSON.stringify({ v: 1, receipt_id: "till-7", ...event }),
      });
      if (answer.status !== 401) return await answer.json(); // until the daemon has read the token
    }
  };
  const positions = [{ id: "p1", name: "Чай <b>зелёный</b>", price: 200_000, quantity: "1", sum: 200_000 }];
  await say({ event: "receipt_opened", kind: "sale", shift: "till-1" });
  await say({ event: "customer_presented", by: "code", value: await shop.codeOf(customer), positions });
  const offer = await say({ event: "discount_requested", positions, total: 200_000, points: "max" });
  assert.equal(offer.granted, 50_000);
  return await say({ event: "receipt_closed", positions: offer.positions, total: offer.total, closed_at: new Date().toISOString() });
}

test("the panel shows the state at a glance and follows it by the stream", async () => {
  const page = await openPanel();
  await page.locator("#tile-link").getByText("Связь есть").waitFor();
  assert.match(await page.locator("#tile-disk").textContent(), /свободно [\d,]+ ГБ/);
  assert.match(await page.locator("#tile-certificate").textContent(), /([0-9A-F]{2}:){31}/);
  assert.equal(await page.locator("#queue-parked").textContent(), "0");
  const cashier = await openCashier(await openScreen(browser), shop, complaints);
  await cashier.locator("#total").fill("1000");
  await done(cashier);
  await page.locator("#events").getByText("receipt_closed").first().waitFor();
  await cashier.locator("#next").click();
  await shop.stopCloud();
  // The library notices at its next question.
  await cashier.locator("#total").fill("1000");
  await findCustomer(cashier, "+77015550203");
  await cashier.locator("#found").waitFor();
  await page.locator("#tile-link").getByText("Нет связи").waitFor();
  await shop.startCloud();
  await page.locator("#tile-link").getByText("Связь есть").waitFor();
  await cashier.context().close();
});

test("a parked entry shows its loss, and is retried by a technician with a reason, in the technician's name", async () => {
  const page = await openPanel();
  await parkAnAward();
  await page.locator("#tab-queue").click();
  const entry = page.locator('[data-entry="till-7/1"]');
  await entry.waitFor();
  assert.equal(await entry.locator(".loss .amount").getAttribute("data-minor"), "50000");
  assert.match(await entry.textContent(), /покупка.*напечатана скидка, под которую ничего не списано/);
  await entry.getByRole("button", { name: "Повторить" }).click();
  assert.ok(await page.locator("#decide").isDisabled());
  await page.locator("#reason").fill("чек видел");
  await page.locator("#decide").click();
  await page.locator("#decided").getByText("Сделано").waitFor();
  await page.keyboard.press("Escape");
  await page.locator("#no-parked").waitFor();
  const journal = await page.evaluate(async () => {
    const session = await (await fetch("/v1/pages/session")).json();
    const headers = { "Content-Type": "application/json", "Tillpoints-Page-Token": session.employee.token };
    return await (await fetch("/v1/pages/explain", { method: "POST", headers, body: '{"receipt_id":"till-7"}' })).text();
  });
  assert.match(journal, /Техник/);
  assert.match(journal, /чек видел/);
});

test("an assistant looks and cannot decide", async () => {
  const page = await openPanel("Помощник", "3691");
  await page.locator("#tab-queue").click();
  await page.getByText("Решает техник").waitFor();
  assert.equal(await page.getByRole("button", { name: "Повторить" }).count(), 0);
});

test("the reason of every price is told in words, and goods' names come to no harm", async () => {
  const customer = await shop.customer("Дана", "+77015550202");
  const cashier = await openCashier(await openScreen(browser), shop, complaints);
  await cashier.locator("#total").fill("1000");
  await cashier.locator("details summary").click();
  await cashier.locator("#unspendable").fill("300");
  await findCustomer(cashier, await shop.codeOf(customer));
  await cashier.locator("#max").click();
  await cashier.locator("#granted").waitFor();
  await done(cashier);
  await cashier.context().close();
  const page = await openPanel();
  await page.locator("#tab-receipts").click();
  await page.locator("[id^=explain-]").first().click();
  const reasons = await page.locator("#explanation").textContent();
  assert.match(reasons, /500/);
  assert.match(reasons, /Без оплаты баллами:/);
});

test("the day, the log, the settings and the receipts in doubt are there", async () => {
  const page = await openPanel();
  await page.locator("#tab-chart").click();
  await page.locator("#share").waitFor();
  assert.equal(await page.locator("svg.chart").count(), 3);
  await page.locator("#tab-log").click();
  await page.locator("#log-search").fill("no such words");
  await page.locator("#no-lines").waitFor();
  await page.locator("#tab-settings").click();
  await page.locator("#settings").getByText("plugin.cloud.company_id").waitFor();
  assert.match(await page.locator("#settings").textContent(), /pages\.assets/);
  await page.locator("#tab-doubt").click();
  await page.locator("#no-doubt").or(page.locator("[data-receipt]")).first().waitFor();
});

test("a cashier's PIN opens no panel, and no cashier's page opens by a technician's", async () => {
  await context.clearCookies();
  const page = watchPage(await context.newPage(), complaints);
  await page.goto(`${shop.base}/panel/`);
  await page.locator("#pin").waitFor();
  assert.equal(await page.getByRole("radio", { name: "Айгүль" }).count(), 0);
  await page.goto(`${shop.base}/cashier/`);
  await page.locator("#pin").waitFor();
  assert.equal(await page.getByRole("radio", { name: "Техник" }).count(), 0);
});
