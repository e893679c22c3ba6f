// What happens in the middle of a sale: the cloud, the daemon, the tab or the session goes away.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { done, findCustomer, openBrowser, openCashier, openScreen, Shop, showsMinor, signIn, watchPage } from "./shop.mjs";

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

async function noteOf(page, question) {
  return await page.evaluate(async (body) => {
    const session = await (await fetch("/v1/pages/session")).json();
    const headers = { "Content-Type": "application/json", "Tillpoints-Page-Token": session.employee.token };
    return await (await fetch("/v1/pages/receipts", { method: "POST", headers, body: JSON.stringify(body) })).json();
  }, question);
}

/** The entries of one receipt, once none of them waits any more. */
async function settledEntries(receipt) {
  for (let looks = 0; looks < 400; ++looks) {
    const entries = shop.entries().trim().split("\n").filter(Boolean).map((line) => JSON.parse(line));
    const own = entries.filter((each) => each.receipt_id === receipt);
    if (own.length > 0 && own.every((each) => ["confirmed", "withdrawn", "parked"].includes(each.state))) return own;
  }
  assert.fail("the entries do not settle");
}

test("an outage in the middle: the code is not known any more, the phone is, and the award arrives afterwards", async () => {
  await shop.customer("Дана", "+77015550101");
  const page = await openCashier(context, shop, complaints);
  await page.locator("#total").fill("5000");
  await shop.stopCloud();
  await findCustomer(page, "123456");
  assert.match(await page.locator("#customer-note[role=alert]").textContent(), /Спросите телефон/);
  await page.locator("#offline").waitFor();
  await findCustomer(page, "+77015550101");
  await page.locator("#found").waitFor();
  await done(page);
  const { receipts } = await noteOf(page, {});
  await shop.startCloud();
  const [entry] = await settledEntries(receipts[0].receipt_id);
  assert.equal(entry.state, "confirmed");
  await page.locator("#offline").waitFor({ state: "detached" });
});

test("a reload after the points were taken goes on with the same receipt, and takes nothing twice", async () => {
  const customer = await shop.customer("Дана", "+77015550102");
  const page = await openCashier(context, shop, complaints);
  await page.locator("#total").fill("3000");
  await findCustomer(page, await shop.codeOf(customer));
  await page.locator("#max").click();
  await page.locator("#granted").waitFor();
  // The answer to the closing is lost: the daemon has it, the page never hears of it.
  await page.route("**/v1/events", async (route) => {
    const event = route.request().postDataJSON().event;
    if (event !== "receipt_closed") return await route.continue();
    await route.fetch();
    await page.evaluate(() => sessionStorage.setItem("reached", "1"));
    await route.abort();
  });
  await page.locator("#done").click();
  await page.waitForFunction(() => sessionStorage.getItem("reached") === "1");
  await page.unroute("**/v1/events");
  await page.reload();
  await page.locator("#result-total").waitFor();
  await showsMinor(page, "#result-total", 250_000);
  const [note] = (await noteOf(page, {})).receipts;
  const entries = await settledEntries(note.receipt_id);
  assert.deepEqual(entries.map((each) => [each.state, each.cloud_points]), [["confirmed", -50_000]]);
});

test("a tab that is closed after the points were taken leaves a receipt that the next tab finishes", async () => {
  const customer = await shop.customer("Дана", "+77015550103");
  const page = await openCashier(context, shop, complaints);
  await page.locator("#total").fill("3000");
  await findCustomer(page, await shop.codeOf(customer));
  await page.locator("#max").click();
  await page.locator("#granted").waitFor();
  const paid = page.waitForResponse((answer) => answer.request().postData()?.includes("payment_started") ?? false);
  await page.route("**/v1/events", (route) =>
    /print_requested|receipt_closed/.test(route.request().postData()) ? route.abort() : route.continue(),
  );
  await page.locator("#done").click();
  await paid;
  await page.close();
  const next = await openCashier(context, shop, complaints);
  const [left] = (await noteOf(next, { unfinished: true })).receipts;
  assert.equal(left.state, "paid");
  await next.locator("#tab-day").click();
  await next.locator(`#resolve-${left.number}`).click();
  await next.locator("#was-paid").click();
  await next.locator(`#resolve-${left.number}`).waitFor({ state: "detached" });
  const entries = await settledEntries(left.receipt_id);
  assert.deepEqual(entries.map((each) => [each.state, each.cloud_points]), [["confirmed", -50_000]]);
});

test("a tab that is closed before the payment leaves a receipt that the next tab cancels", async () => {
  const page = await openCashier(context, shop, complaints);
  await page.locator("#total").fill("3000");
  await findCustomer(page, "+77015550103");
  await page.locator("#found").waitFor();
  await page.close();
  const next = await openCashier(context, shop, complaints);
  const [left] = (await noteOf(next, { unfinished: true })).receipts;
  await next.locator("#tab-day").click();
  await next.locator(`#resolve-${left.number}`).click();
  await next.locator("#not-paid").click();
  await next.locator(`#resolve-${left.number}`).waitFor({ state: "detached" });
  assert.equal((await noteOf(next, { receipt_id: left.receipt_id })).receipts[0].state, "cancelled");
});

test("a session that ended asks for the PIN, and the sale goes on where it was", async () => {
  const customer = await shop.customer("Дана", "+77015550104");
  const page = await openCashier(context, shop, complaints);
  await page.locator("#total").fill("3000");
  await findCustomer(page, await shop.codeOf(customer));
  await page.locator("#max").click();
  await page.locator("#granted").waitFor();
  await context.clearCookies();
  await page.locator("#done").click();
  await page.getByText("Сеанс закончился").first().waitFor();
  await page.locator("#pin").fill("4071");
  await page.locator("#sign-in").click();
  await page.locator("#result-total").or(page.locator("#done")).or(page.locator("#again")).first().waitFor();
  const again = page.locator("#done").or(page.locator("#again"));
  if (await again.isVisible()) await again.click();
  await page.locator("#result-total").waitFor();
  await showsMinor(page, "#result-total", 250_000);
});

test("a daemon that is killed in the middle of a sale has lost nothing when it is back", async () => {
  const customer = await shop.customer("Дана", "+77015550105");
  const page = await openCashier(context, shop, complaints);
  await page.locator("#total").fill("3000");
  await findCustomer(page, await shop.codeOf(customer));
  await page.locator("#max").click();
  await page.locator("#granted").waitFor();
  await shop.killDaemon();
  await page.locator("#done").click();
  await page.locator("#link").getByText("Нет ответа").waitFor();
  await shop.startDaemon();
  // Sessions are in memory: whoever was signed in signs in again.
  await page.locator("#pin").fill("4071");
  await page.locator("#sign-in").click();
  await page.locator("#result-total").or(page.locator("#done")).or(page.locator("#again")).first().waitFor();
  for (const button of ["#again", "#done"])
    if (await page.locator(button).isVisible()) await page.locator(button).click();
  await page.locator("#result-total").or(page.locator("#problem")).first().waitFor();
  const [note] = (await noteOf(page, {})).receipts;
  const entries = await settledEntries(note.receipt_id).catch(() => []);
  assert.ok(entries.filter((each) => each.state === "confirmed").length <= 1);
});

test("a wrong PIN is refused in words, and too many make one wait", async () => {
  await context.clearCookies();
  const page = watchPage(await context.newPage(), complaints);
  await page.goto(`${shop.base}/cashier/`);
  await page.getByRole("radio", { name: "Борис" }).check();
  for (let tries = 0; tries < 3; ++tries) {
    await page.locator("#pin").fill("9090");
    await page.locator("#sign-in").click();
    await page.locator("#sign-in-problem").waitFor();
    await page.waitForFunction(() => document.querySelector("#pin").value === "");
  }
  await page.locator("#pin").fill("5082");
  await page.locator("#sign-in").click();
  await page.getByText("Слишком много неверных").waitFor();
});

test("a page of another origin can neither call the daemon nor frame the cashier", async () => {
  await context.clearCookies();
  const page = watchPage(await context.newPage(), complaints);
  await signIn(page, shop.base);
  const evil = createServer((_, answer) => {
    answer.setHeader("Content-Type", "text/html");
    answer.end(`<iframe id="framed" src="${shop.base}/cashier/"></iframe>`);
  });
  await new Promise((then) => evil.listen(0, "127.0.0.1", then));
  try {
    const answers = [];
    const stranger = await context.newPage();
    stranger.on("response", (answer) => answers.push([new URL(answer.url()).pathname, answer.status()]));
    await stranger.goto(`http://localhost:${evil.address().port}/`);
    const outcome = await stranger.evaluate(async (base) => {
      const told = [];
      for (const mode of ["cors", "no-cors"]) {
        try {
          const answer = await fetch(`${base}/v1/pages/shift`, { method: "POST", mode, credentials: "include", body: "{}" });
          told.push(answer.type);
        } catch {
          told.push("refused");
        }
      }
      return told;
    }, shop.base);
    assert.deepEqual(outcome, ["refused", "opaque"]);
    const calls = answers.filter(([path]) => path === "/v1/pages/shift");
    assert.ok(calls.length > 0 && calls.every(([, status]) => status === 403), JSON.stringify(calls));
    const frame = stranger.frame({ url: /cashier/ });
    assert.ok(!frame || (await frame.locator("#pin, #total").count().catch(() => 0)) === 0);
  } finally {
    evil.close();
  }
});
