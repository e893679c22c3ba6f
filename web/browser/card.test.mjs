// The customer's card with Chromium against the real cloud.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { CardShop, confirmPhone, joinShop } from "./card-shop.mjs";
import { openBrowser, openScreen, watchPage } from "./shop.mjs";

let shop;
let browser;
let people = 0;
const complaints = [];

before(async () => {
  [shop, browser] = await Promise.all([CardShop.open(), openBrowser()]);
});
after(async () => {
  await browser?.close();
  await shop?.close();
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
  assert.deepEqual(complaints.splice(0), []);
});

const freshPhone = () => `+7701777${1000 + ++people}`;

/** A phone of its own, held by one person. */
async function openPhone(more = {}) {
  const context = await openScreen(browser, { width: 390, height: 844, ...more });
  return watchPage(await context.newPage(), complaints);
}

const pointsOf = async (page) => Number(await page.locator("#points").getAttribute("data-points"));

test("a newcomer by a source's link confirms the phone, joins, and has a card with the welcome points", async () => {
  const page = await openPhone();
  const phone = freshPhone();
  await joinShop(page, shop, phone, "Дана", { invitation: "instagram" });
  assert.equal(await pointsOf(page), 50_000);
  assert.equal(new URL(page.url()).search, "");
  const known = await shop.office(`/customers?phone=${encodeURIComponent(phone)}`);
  assert.equal(known.source, "instagram");
  await page.locator("#code").waitFor();
  assert.match(await page.locator("#code").getAttribute("data-code"), /^\d{6}$/);
});

test("a friend joins by the inviter's link, buys, and the inviter sees what it brought", async () => {
  const inviter = await openPhone();
  await joinShop(inviter, shop, freshPhone(), "Ермек");
  await inviter.locator("#tab-invite").click();
  const link = await inviter.locator("#link").textContent();
  assert.match(link, /^http:\/\/127\.0\.0\.1:\d+\/card\/\?i=[2-9A-Z]{8}$/);
  const friend = await openPhone();
  const phone = freshPhone();
  await joinShop(friend, shop, phone, "Алия", { invitation: new URL(link).searchParams.get("i") });
  await shop.buy({ participant: { phone } }, 10_000);
  await inviter.locator("#tab-card").click();
  await inviter.locator("#tab-invite").click();
  await inviter.locator("#bought").waitFor();
  assert.equal(await inviter.locator("#invited").textContent(), "1");
  assert.equal(await inviter.locator("#bought").textContent(), "1");
  assert.equal(await inviter.locator("#earned").textContent(), "650");
});

test("a wrong code is refused in words, and after five tries the right one too", async () => {
  const page = await openPhone();
  const phone = freshPhone();
  await page.goto(`${shop.base}/card/`);
  await page.locator("#phone").fill(phone);
  await page.locator("#go-on").click();
  await page.locator("#code").waitFor();
  const code = await shop.codeFor(phone);
  const wrong = code === "000000" ? "111111" : "000000";
  for (const typed of [wrong, wrong, wrong, wrong, wrong, code]) {
    const answered = page.waitForResponse((answer) => answer.url().endsWith("/confirm"));
    await page.locator("#code").fill(typed);
    await page.locator("#go-on").click();
    assert.equal((await answered).status(), 403);
    await page.locator("#problem").waitFor();
  }
  const sent = page.waitForResponse((answer) => answer.url().endsWith("/code"));
  await page.locator("#send-again").click();
  await sent;
  await page.locator("#code").fill(await shop.codeFor(phone));
  await page.locator("#go-on").click();
  await page.locator("#name").waitFor();
});

test("whoever floods a phone with codes is told to wait, and the phone gets three", async () => {
  const page = await openPhone();
  const phone = freshPhone();
  await page.goto(`${shop.base}/card/`);
  await page.locator("#phone").fill(phone);
  await page.locator("#go-on").click();
  await page.locator("#code").waitFor();
  for (const status of [200, 200, 429]) {
    const answered = page.waitForResponse((answer) => answer.url().endsWith("/api/code"));
    await page.locator("#send-again").click();
    assert.equal((await answered).status(), status);
  }
  await page.getByText(/Слишком много попыток/).waitFor();
  const { rows } = await shop.office("/messages");
  assert.equal(rows.filter((row) => row.to === phone).length, 3);
});

test("the card's code pays at a till once, the page shows a new one, and the purchase stands in the history and is rated", async () => {
  const page = await openPhone();
  await joinShop(page, shop, freshPhone(), "Дана");
  await page.locator("#code").waitFor();
  const code = await page.locator("#code").getAttribute("data-code");
  const sold = await shop.buy({ code }, 3000, 300, "00017/1");
  // The page looks again when it is seen again.
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await page.waitForFunction((old) => document.querySelector("#code")?.getAttribute("data-code") !== old, code);
  assert.equal(await pointsOf(page), 50_000 - 30_000 + 2_700);
  await page.locator("#tab-history").click();
  const row = page.locator(`[data-operation="${sold.id}"]`);
  await row.waitFor();
  assert.match(await row.textContent(), /00017\/1/);
  await page.locator(`#rate-${sold.id}`).click();
  await page.locator("#comment").waitFor();
  await page.getByLabel("Оценка 4 из 5").check({ force: true });
  await page.locator("#comment").fill("<img src=x onerror=alert(1)> хорошо");
  await page.locator("#send-rating").click();
  await page.locator("#thanks").waitFor();
  const ratings = await shop.office("/ratings?max=1");
  assert.equal(ratings[0].stars, 4);
  assert.equal(await row.locator("img").count(), 0);
  assert.match(await row.textContent(), /<img src=x onerror=alert\(1\)> хорошо/);
});

test("a purchase is asked to be rated in the messages, and what was listed is read", async () => {
  const page = await openPhone();
  const phone = freshPhone();
  await joinShop(page, shop, phone, "Дана");
  const { participant } = await shop.office(`/customers?phone=${encodeURIComponent(phone)}`);
  await shop.advance(60);
  await shop.buy({ participant: { phone } }, 1000);
  await shop.advance(31);
  const deadline = Date.now() + 15_000;
  let asked;
  while (!asked && Date.now() < deadline) {
    const { rows } = await shop.office("/messages");
    asked = rows.find((row) => row.template === "rate" && row.participant === participant);
    await page.waitForTimeout(200);
  }
  assert.ok(asked, "nobody was asked");
  await page.reload();
  await page.locator("#tab-messages .badge").waitFor();
  await page.locator("#tab-messages").click();
  await page.getByRole("button", { name: "Оценить" }).first().click();
  await page.locator("#send-rating").waitFor();
  assert.match(asked.text, /1000 RUB/);
  const { rows } = await shop.office("/messages");
  assert.equal(rows.find((row) => row.id === asked.id).state, "read");
});

test("without a network the card opens with its permanent code and says that the six digits are not valid", async () => {
  const page = await openPhone();
  const phone = freshPhone();
  await joinShop(page, shop, phone, "Дана");
  await page.evaluate(async () => await navigator.serviceWorker.ready);
  await page.reload();
  await page.locator("#points").waitFor();
  await page.context().setOffline(true);
  await page.reload();
  await page.locator("#offline").waitFor();
  assert.equal(await pointsOf(page), 50_000);
  assert.equal(await page.locator("#code").count(), 0);
  const card = (await page.locator("#static-code").textContent()).trim();
  await page.locator("#tab-history").click();
  await page.getByText("Для этого нужна связь.").waitFor();
  // The till is online, and takes the permanent code.
  const found = await shop.till("GET", `/customers/find?code=${card}`);
  assert.equal(found.body.user.phone, phone);
  await page.context().setOffline(false);
  await page.reload();
  await page.locator("#tab-card").waitFor();
  await page.locator("#code").waitFor();
});

test("a consent is withdrawn where it was given, and the language is the customer's everywhere", async () => {
  const page = await openPhone();
  const phone = freshPhone();
  await joinShop(page, shop, phone, "Дана");
  await page.locator("#tab-settings").click();
  await page.locator("#consent-app").check();
  await page.getByText(/с \d+ \S+ \d{4}/).waitFor();
  await page.locator("#consent-app").uncheck();
  await page.locator("#language").selectOption("kk");
  await page.getByText("Дүкен ұсыныстары", { exact: true }).waitFor();
  const other = await openPhone();
  await confirmPhone(other, shop, phone);
  await other.locator("#points").waitFor();
  await other.getByText("Төлемге дейін кассирге көрсетіңіз").waitFor();
});

test("an order with points is placed at a branch, and the shop's steps are seen in the card", async () => {
  await shop.office("/branches", { name: "Абая, 10" });
  const { body: made } = await shop.till("POST", "/goods", { name: "Чайник", data: { type: "ITEM", price: 2000 } });
  const page = await openPhone();
  await joinShop(page, shop, freshPhone(), "Дана");
  await page.locator("#to-orders").click();
  const ware = page.locator(`[data-goods="${made.id}"]`);
  for (let count = 0; count < 2; ++count) await ware.getByRole("button", { name: "больше на один" }).click();
  assert.equal(await page.locator("#order-total").getAttribute("data-minor"), "400000");
  await page.locator("#spend").fill("1000");
  await page.locator("#place").click();
  await page.getByText("Столько баллов на этот заказ списать нельзя.").waitFor();
  await page.locator("#spend").fill("300");
  await page.locator("#place").click();
  await page.locator("#placed").waitFor();
  const order = page.locator("[data-order]").first();
  await order.getByText("новый").waitFor();
  const id = await order.getAttribute("data-order");
  for (const step of ["ACCEPTED", "READY"]) {
    const moved = await shop.till("POST", `/goods-orders/${id}/change-status`, { orderStatus: step });
    assert.equal(moved.status, 200, JSON.stringify(moved));
  }
  await page.locator("#back").click();
  await page.locator("#to-orders").click();
  await order.getByText("готов").waitFor();
});

test("a PIN that nobody guesses at once confirms a redemption, and where it is removed the card shows a code", async () => {
  const confirming = await CardShop.open({ rules: { redemption_confirmation: { above: 100 } } });
  try {
    const page = await openPhone();
    const phone = freshPhone();
    await joinShop(page, confirming, phone, "Дана");
    await page.locator("#tab-settings").click();
    const save = async (pin) => {
      await page.locator("#pin-new").fill(pin);
      await page.locator("#pin-save").click();
    };
    await save("1234");
    await page.getByText(/сразу угадают/).waitFor();
    await save("2580");
    await page.getByText("PIN сохранён.").waitFor();

    const { code } = await confirming.office("/codes", { phone });
    const begin = async (code) => (await confirming.till("POST", "/customers/confirmation", { code, points: 200 })).body;
    const give = (begun, secret) => confirming.till("POST", `/customers/confirmation/${begun.id}`, { secret });
    await assert.rejects(confirming.buy({ code }, 5000, 200), /confirmationRequired/);
    const byPin = await begin(code);
    assert.equal(byPin.by, "PIN");
    assert.equal((await give(byPin, "2581")).body.errorCode, "confirmationWrong");
    assert.equal((await give(byPin, "2580")).body.given, true);
    await confirming.buy({ code, confirmation: byPin.id }, 5000, 200);

    await confirming.advance(11);
    await page.reload();
    await page.locator("#tab-settings").click();
    await page.locator("#pin-old").fill("2581");
    await page.locator("#pin-remove").click();
    await page.getByText("Это не ваш нынешний PIN.").waitFor();
    await page.locator("#pin-old").fill("2580");
    await page.locator("#pin-remove").click();
    await page.getByText("PIN убран. Вместо него придёт код.").waitFor();

    const { code: next } = await confirming.office("/codes", { phone });
    const byCode = await begin(next);
    assert.equal(byCode.by, "CODE");
    await page.locator("#tab-messages").click();
    const text = await page.locator(".message .comment").first().textContent();
    const [, sent] = /код (\d{6}) подтверждает списание баллов: 200/.exec(text);
    assert.equal((await give(byCode, sent)).body.given, true);
    await confirming.buy({ code: next, confirmation: byCode.id }, 2000, 200);
  } finally {
    await confirming.close();
  }
});

test("who leaves is erased, and the phone may join again without a second welcome", async () => {
  const page = await openPhone();
  const phone = freshPhone();
  await joinShop(page, shop, phone, "Дана");
  await shop.buy({ participant: { phone } }, 1000);
  await page.locator("#tab-settings").click();
  await page.locator("#leave").click();
  await page.locator("#leave-no").click();
  await page.locator("#leave").click();
  await page.locator("#leave-yes").click();
  await page.locator("#phone").waitFor();
  assert.equal(await page.evaluate(() => localStorage.getItem("tillpoints.card")), null);
  await assert.rejects(shop.office(`/customers?phone=${encodeURIComponent(phone)}`), /404/);
  await joinShop(page, shop, phone, "Другая");
  assert.equal(await pointsOf(page), 0);
  const audited = await shop.office("/ledger");
  assert.equal(audited.balanced, true);
});

test("no other site frames the page, calls it or reads its cookie, and a name is shown as it is", async () => {
  const page = await openPhone();
  await joinShop(page, shop, freshPhone(), "<script>alert(1)</script>");
  assert.equal(await page.locator("#name").textContent(), "<script>alert(1)</script>");
  assert.equal(await page.evaluate(() => document.cookie), "");
  const head = await fetch(`${shop.base}/card/`);
  assert.match(head.headers.get("content-security-policy"), /frame-ancestors 'none'/);
  const cookies = await page.context().cookies();
  const cookie = cookies.map((each) => `${each.name}=${each.value}`).join("; ");
  const stolen = await fetch(`${shop.base}/card/api/leave`, {
    method: "POST",
    headers: { Cookie: cookie, Origin: "https://evil.example", "Content-Type": "application/json" },
    body: "{}",
  });
  assert.equal(stolen.status, 403);
  const tokenless = await fetch(`${shop.base}/card/api/leave`, {
    method: "POST",
    headers: { Cookie: cookie, "Content-Type": "application/json" },
    body: "{}",
  });
  assert.equal((await tokenless.json()).error.code, "wrong_page_token");
});
