// A shop day of forty receipts through the cashier's page: sales with and without a customer, by code and phone, with points
// and without, returns whole and in part, and an outage. What the page said it printed is compared with the library's entries
// and the cloud's ledger.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { done, findCustomer, openBrowser, openCashier, openScreen, Shop } from "./shop.mjs";

const receipts = 40;
let shop;
let browser;

before(async () => {
  [shop, browser] = await Promise.all([Shop.open({ plugin: { offline: { redemption: { enabled: false } } } }), openBrowser()]);
});
after(async () => {
  await browser?.close();
  await shop?.close();
});

/** The same numbers at every run. */
function seeded(seed) {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

/** What is printed, as the ledger reads it, from what the page tells the daemon and hears. */
class FiscalStorage {
  constructor(page) {
    this.documents = [];
    this.receipts = new Map();
    page.on("requestfinished", (request) => this.take(request));
  }

  take(request) {
    if (!request.url().endsWith("/v1/events")) return;
    const event = request.postDataJSON();
    this.work = (this.work ?? Promise.resolve()).then(async () => this.learn(event, await (await request.response()).json()));
  }

  learn(event, reply) {
    const known = this.receipts.get(event.receipt_id) ?? {};
    this.receipts.set(event.receipt_id, known);
    if (event.event === "customer_presented") {
      const award = reply.status === "customer" || reply.will_award === true;
      known.customer = award ? { status: reply.status, will_award: true } : null;
    }
    if (event.event === "discount_requested" && reply.status === "granted") {
      known.full = event.positions;
      known.extra = reply.extra;
      if (known.customer) Object.assign(known.customer, { promised_award: reply.cashback, promised_with: reply.discount });
    }
    if (event.event === "receipt_closed") this.print("sale", event, known, null);
    if (event.event === "return_closed") this.print("return", event, known, event.original.receipt_id);
  }

  print(kind, event, known, original) {
    const full = new Map((known.full ?? event.positions).map((each) => [each.id, each]));
    const lines = event.positions.map(({ id, price, quantity, sum }) => ({ id, price, quantity, sum, name: "", full_price: full.get(id)?.price ?? price, excluded: false }));
    const total = lines.reduce((sum, line) => sum + line.sum, 0);
    const fullTotal = kind === "sale" ? (known.full ?? event.positions).reduce((sum, line) => sum + line.sum, 0) : total;
    this.documents.push({
      kind, receipt_id: event.receipt_id, original, lines, full_total: fullTotal, lines_total: total, discount: fullTotal - total,
      tender: 0, total, fiscal: { drive: "9960", document: String(this.documents.length + 1), sign: "1", number: "1" },
      payments: [{ type: "cash", sum: total }], customer: kind === "sale" ? (known.customer ?? null) : null,
      extra: kind === "sale" ? (known.extra ?? null) : null, closed_at: event.closed_at,
    });
  }
}

async function takeBack(page, random) {
  await page.locator("#tab-returns").click();
  await page.locator("button[id^=sale-]").first().waitFor();
  const sales = page.locator("button[id^=sale-]");
  await sales.nth(random(await sales.count())).click();
  await page.locator("#return-all").click();
  await page.locator("#return-yes").click();
  await page.locator("#return-total").waitFor();
  await page.locator("#next-return").click();
  await page.locator("#tab-sale").click();
  await page.locator("#total").waitFor();
}

test("forty receipts through the page, with an outage and returns, end with mismatch 0", async () => {
  const random = seeded(20_261_129);
  const customers = [];
  for (let number = 0; number < 6; ++number) {
    const phone = `+7701777${1000 + number}`;
    customers.push({ ...(await shop.customer(`Покупатель ${number}`, phone)), phone });
  }
  const complaints = [];
  const context = await openScreen(browser);
  const page = await openCashier(context, shop, complaints);
  const fiscal = new FiscalStorage(page);
  let outage = false;
  for (let number = 1; number <= receipts; ++number) {
    if (number === 15) {
      await shop.stopCloud();
      outage = true;
    }
    if (number === 20) {
      await shop.startCloud();
      outage = false;
    }
    await page.locator("#total").fill(String(500 + random(20_000)));
    const kind = random(4);
    const customer = customers[random(customers.length)];
    if (kind > 0) {
      const byCode = kind > 1 && !outage;
      await findCustomer(page, byCode ? await shop.codeOf(customer) : customer.phone);
      await page.locator("#found").or(page.locator("#customer-note[role=alert]")).first().waitFor();
      const max = page.locator("#max");
      if (byCode && (await max.isVisible())) {
        await max.click();
        await page.locator("#granted").or(page.locator("#problem")).first().waitFor();
      }
    }
    await done(page);
    await page.locator("#next").click();
    await page.locator("#total").waitFor();
    if (number % 8 === 0 && !outage) await takeBack(page, random);
  }
  await page.locator("#tab-day").click();
  await page.locator("#close-shift").click();
  await page.locator("#close-shift-yes").click();
  await page.locator("#shift-sales").waitFor();
  await fiscal.work;
  const counted = await Promise.all(["#shift-sales", "#shift-returns"].map((id) => page.locator(id).textContent()));
  assert.equal(Number(counted[0]) + Number(counted[1]), fiscal.documents.length);
  let verdict = "";
  for (let looks = 0; looks < 200 && !verdict.includes("pending 0"); ++looks) verdict = shop.verdict(fiscal.documents);
  console.log(verdict.trim());
  assert.match(verdict, /pending 0, parked 0, mismatch 0/);
  assert.ok(!verdict.includes("redeemed 0.00"));
  assert.deepEqual(complaints, []);
});
