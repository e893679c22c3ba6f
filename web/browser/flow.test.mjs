// Where those who tried the cashier's page for the first time hesitated, or nearly did wrong: what is finished is left behind, what is
// typed is not passed over, the cursor stands where the next thing is typed, and the same sales come to the same figures.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { done, findCustomer, focused, holdBack, openBrowser, openCashier, openScreen, pressKeys, Shop, showsMinor, showsPoints, takeBackAll } from "./shop.mjs";

let shop;
let browser;
let context;
let complaints;
let people = 0;

before(async () => {
  [shop, browser] = await Promise.all([Shop.open(), openBrowser()]);
});
after(async () => {
  await browser?.close();
  await shop?.close();
});
beforeEach(async () => {
  complaints = [];
  context = await openScreen(browser);
});
afterEach(async () => {
  await context.close();
  assert.deepEqual(complaints, []);
});

async function newcomer(name = "Дана") {
  const phone = `+7701444${String(1000 + ++people)}`;
  return { ...(await shop.customer(name, phone)), phone };
}

/** The receipts that the daemon knows, newest first. */
async function receipts(page) {
  return await page.evaluate(async () => {
    const session = await (await fetch("/v1/pages/session")).json();
    const headers = { "Content-Type": "application/json", "Tillpoints-Page-Token": session.employee.token };
    return (await (await fetch("/v1/pages/receipts", { method: "POST", headers, body: "{}" })).json()).receipts;
  });
}

async function cashier() {
  return await openCashier(context, shop, complaints);
}

/** A customer with 500 points, found by the code. */
async function found(page, total) {
  const customer = await newcomer();
  await page.locator("#total").fill(total);
  await findCustomer(page, await shop.codeOf(customer));
  await page.locator("#found").waitFor();
  return customer;
}

test("a sale by the keyboard is the total, Enter, the code, Enter, and Enter", async () => {
  const customer = await newcomer();
  const code = await shop.codeOf(customer);
  const page = await cashier();
  await focused(page, "total");
  await pressKeys(page, "2000");
  await page.keyboard.press("Enter");
  await focused(page, "customer");
  await pressKeys(page, code);
  await page.keyboard.press("Enter");
  await focused(page, "done");
  await showsMinor(page, "#to-pay", 200_000);
  await page.keyboard.press("Enter");
  await page.locator("#result-total").waitFor();
  await showsMinor(page, "#result-total", 200_000);
  await focused(page, "next");
});

test("a sale without a customer by the keyboard is the total and three times Enter", async () => {
  const page = await cashier();
  await pressKeys(page, "300");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await focused(page, "done");
  await page.keyboard.press("Enter");
  await page.locator("#result-total").waitFor();
});

test("a finished sale and a recorded return are not shown again when one comes back to their tab", async () => {
  const page = await cashier();
  await page.locator("#total").fill("4200");
  await done(page);
  await page.locator("#tab-day").click();
  await page.locator("#tab-sale").click();
  await focused(page, "total");
  assert.equal(await page.locator("#total").inputValue(), "");
  await takeBackAll(page, (await receipts(page))[0].number);
  await page.locator("#tab-sale").click();
  await page.locator("#tab-returns").click();
  await focused(page, "sale-search");
  assert.equal(await page.locator("#return-total").count(), 0);
});

test("a digit on the result begins the next total", async () => {
  const page = await cashier();
  await page.locator("#total").fill("100");
  await done(page);
  await focused(page, "next");
  await pressKeys(page, "250");
  assert.equal(await page.locator("#total").inputValue(), "250");
});

test("a sale that is not finished is there again after another tab, with all that was typed", async () => {
  const page = await cashier();
  await page.locator("#total").fill("700");
  await page.locator("#customer").fill("8 701 444 9");
  await page.locator("#tab-help").click();
  await page.locator("#tab-sale").click();
  assert.equal(await page.locator("#total").inputValue(), "700");
  assert.equal(await page.locator("#customer").inputValue(), "8 701 444 9");
  await page.reload();
  assert.equal(await page.locator("#customer").inputValue(), "8 701 444 9");
});

test("points that are typed and not taken are taken by Done", async () => {
  const page = await cashier();
  await found(page, "13499");
  await page.locator("#points").fill("300");
  await done(page);
  await showsMinor(page, "#result-total", 1_319_900);
  await showsPoints(page, "#result-points", 30_000);
});

test("Done stops where the typed points are no number, or more than can be taken", async () => {
  const page = await cashier();
  await found(page, "13499");
  await page.locator("#points").fill("все");
  await page.locator("#done").click();
  await page.locator("#points-note[role=alert]").waitFor();
  await focused(page, "points");
  await page.locator("#points").fill("700");
  await page.locator("#done").click();
  await page.locator("#fewer").waitFor();
  await showsMinor(page, "#to-pay", 1_299_900);
  await done(page);
  await showsMinor(page, "#result-total", 1_299_900);
});

test("points that are taken are said to be taken, and a button takes none of them", async () => {
  const page = await cashier();
  await found(page, "13499");
  await page.locator("#max").click();
  assert.match(await page.locator("#taken").textContent(), /Списано баллов: 500/);
  for (const id of ["#max", "#points"]) assert.equal(await page.locator(id).count(), 0);
  await focused(page, "done");
  await page.locator("#no-points").click();
  await page.locator("#max").waitFor();
  await showsMinor(page, "#to-pay", 1_349_900);
});

test("a code that is typed and not searched is searched by Done, and after a refusal Done sells without a customer", async () => {
  const customer = await newcomer();
  const page = await cashier();
  await page.locator("#total").fill("1000");
  await page.locator("#customer").fill(await shop.codeOf(customer));
  await page.locator("#done").click();
  await page.locator("#found").waitFor();
  await focused(page, "done");
  assert.equal(await page.locator("#result-total").count(), 0);
  await page.locator("#cancel").click();
  await page.locator("#cancelled").waitFor();
  await page.locator("#total").fill("1000");
  await page.locator("#customer").fill("000001");
  await page.locator("#done").click();
  await page.locator("#customer-note[role=alert]").waitFor();
  await done(page);
  assert.equal((await receipts(page))[0].customer, null);
});

test("after a changed total the points are asked for anew, and none are foretold by the old one", async () => {
  const page = await cashier();
  await found(page, "400");
  await page.locator("#max").click();
  await page.locator("#taken").waitFor();
  const before = await page.locator("#granted").getAttribute("data-points");
  const answers = await holdBack(page, "**/v1/events");
  await page.locator("#total").fill("13499");
  assert.match(await page.locator("#will-earn").textContent(), /уточняется/);
  assert.equal(await page.locator("#granted").count(), 0);
  await answers.letGo();
  await page.locator("#granted").waitFor();
  assert.notEqual(await page.locator("#granted").getAttribute("data-points"), before);
  await showsPoints(page, "#granted", 50_000);
  await page.locator("#total").fill("400");
  await page.locator("#done").click();
  await page.locator("#problem").getByText("Сумма к оплате изменилась").waitFor();
  await done(page);
  await showsMinor(page, "#result-total", 40_000 - Number(before));
});

test("the cursor goes where the next thing is typed", async () => {
  const page = await cashier();
  await page.locator("#total").fill("500");
  await findCustomer(page, "000001");
  await focused(page, "customer");
  assert.equal(await page.evaluate(() => String(getSelection())), "000001");
  await page.keyboard.press("Backspace");
  assert.equal(await page.locator("#customer-note[role=alert]").count(), 0);
  await findCustomer(page, await shop.codeOf(await newcomer()));
  await focused(page, "done");
  await page.locator("#remove-customer").click();
  await focused(page, "customer");
  await page.locator("#cancel").click();
  await focused(page, "total");
  await page.locator("#cancelled").waitFor();
  await pressKeys(page, "9");
  assert.equal(await page.locator("#cancelled").count(), 0);
  await page.locator("#goods-mode").click();
  await focused(page, "line-1-name");
  await page.locator("#add-line").click();
  await focused(page, "line-2-name");
});

test("a code that is scanned before the total waits for it", async () => {
  const customer = await newcomer();
  const page = await cashier();
  await page.locator("#total").evaluate((field, text) => {
    for (const key of [...text, "Enter"]) field.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  }, await shop.codeOf(customer));
  await page.locator("#problem").getByText("Сначала введите сумму").waitFor();
  await focused(page, "total");
  await pressKeys(page, "1000");
  await page.keyboard.press("Enter");
  await focused(page, "customer");
  await page.keyboard.press("Enter");
  await page.locator("#found").waitFor();
});

test("a wrong quantity is said at its field and where the total would stand", async () => {
  const page = await cashier();
  await page.locator("#goods-mode").click();
  await page.locator("#line-1-price").fill("150");
  await page.locator("#line-1-quantity").fill("3Шай");
  const words = /Количество в строке 1: цифрами, например 2 или 0,437/;
  assert.match(await page.locator("#line-1-problem").textContent(), words);
  assert.match(await page.locator("#no-total").textContent(), words);
  await page.locator("#line-1-quantity").fill("3");
  await showsMinor(page, "#to-pay", 45_000);
});

test("a return is recorded after its money was confirmed, and the lines that come back are ticked first", async () => {
  const page = await cashier();
  await page.locator("#goods-mode").click();
  for (const [line, name, price] of [[1, "Чай", "300"], [2, "Хлеб", "120"]]) {
    if (line === 2) await page.locator("#add-line").click();
    await page.locator(`#line-${line}-name`).fill(name);
    await page.locator(`#line-${line}-price`).fill(price);
  }
  await done(page);
  const [sale] = await receipts(page);
  await page.locator("#tab-returns").click();
  await page.locator(`#sale-${sale.number}`).click();
  await focused(page, "return-sum");
  assert.equal(await page.locator("#return-lines").count(), 0);
  await page.locator("#return-line-2").check();
  await page.locator("#return-lines").click();
  await showsMinor(page, "#return-money", 12_000);
  await page.getByText("Отмена", { exact: true }).click();
  assert.deepEqual((await receipts(page))[0].returned, {});
  await page.locator("#return-lines").click();
  await focused(page, "return-yes");
  await page.locator("#return-yes").click();
  await page.locator("#return-total").waitFor();
  await focused(page, "next-return");
  await showsMinor(page, "#return-total", 12_000);
});

test("a receipt that came back whole is still found, marked, and cannot be chosen", async () => {
  const page = await cashier();
  await page.locator("#total").fill("640");
  await done(page);
  const [{ number }] = await receipts(page);
  await takeBackAll(page, number);
  await page.locator("#next-return").click();
  await page.locator(`#returned-${number}`).getByText("возвращён").waitFor();
  assert.equal(await page.locator(`#sale-${number}`).count(), 0);
});

test("a row of the day opens its receipt, and numbers have no gaps", async () => {
  const page = await cashier();
  await found(page, "13499");
  await page.locator("#max").click();
  await page.locator("#granted").waitFor();
  await done(page);
  const [{ number }] = await receipts(page);
  await takeBackAll(page, number);
  const numbers = (await receipts(page)).map((each) => each.number);
  assert.deepEqual(numbers, Array.from(numbers, (_, at) => numbers[0] - at));
  await page.locator("#tab-day").click();
  const row = page.locator("#day-list tr", { has: page.locator(`#open-${numbers[0]}`) });
  assert.match(await row.textContent(), new RegExp(`возврат по № ${number}.*−?-?12.999`));
  assert.ok(!/[−-]0(?!\d)/.test((await page.locator("#day-list td.number").allTextContents()).join("|")));
  await page.locator(`#open-${number}`).click();
  const details = page.locator("#receipt-details");
  await details.getByText(`№ ${numbers[0]}`).waitFor();
  assert.match(await details.textContent(), /Товары × 1/);
  await page.evaluate(() => (window.print = () => (window.slipText = document.querySelector(".slip pre").textContent)));
  await details.locator("#print").click();
  await page.waitForFunction(() => window.slipText);
  assert.match(await page.evaluate(() => window.slipText), /Списано баллов|Баллы списаны|500/);
});

test("a shift comes to the same on the day's page, before it is closed and afterwards", async () => {
  const page = await openCashier(context, shop, complaints, "Борис", "5082");
  await page.locator("#total").fill("1500");
  await done(page);
  const [{ number }] = await receipts(page);
  await page.locator("#next").click();
  await page.locator("#total").fill("900");
  await findCustomer(page, (await newcomer()).phone);
  await page.locator("#found").waitFor();
  await done(page);
  await takeBackAll(page, number);
  await page.locator("#tab-day").click();
  const figures = async (id) => {
    await page.locator(`#${id}-drawer`).waitFor();
    const texts = ["sales", "sold", "returns", "paid-back", "drawer", "with-card", "points", "earned"].map((name) => page.locator(`#${id}-${name}`).textContent());
    return await Promise.all(texts);
  };
  const own = await figures("own");
  assert.deepEqual([own[0], own[2], own[5]], ["2", "1", "1"]);
  await showsMinor(page, "#own-drawer", 90_000);
  await page.locator("#close-shift").click();
  assert.deepEqual(await figures("closing"), own);
  await page.locator("#close-shift-yes").click();
  await page.locator("#shift-closed").waitFor();
  assert.deepEqual(await figures("shift"), own);
  await page.reload();
  assert.deepEqual(await figures("shift"), own);
  await page.locator("#open-shift").click();
  await page.locator("#total").waitFor();
});

test("offline the typed number is shown to be checked, is forgotten after the sale, and the day says when it is sent", async () => {
  const customer = await newcomer();
  const page = await cashier();
  // What earlier tests sold must not be counted below.
  await page.locator("#tab-day").click();
  await page.locator("#unsent").getByText("Все баллы отправлены").waitFor();
  await page.locator("#tab-sale").click();
  await page.locator("#total").fill("5000");
  await shop.stopCloud();
  await findCustomer(page, customer.phone);
  await page.locator("#found").waitFor();
  assert.match((await page.locator("#customer-name").textContent()).replace(/\s/g, ""), new RegExp(customer.phone.replace("+", "\\+")));
  assert.match(await page.locator("#link").textContent(), /Нет связи/);
  await done(page);
  assert.ok(!(await page.evaluate(() => JSON.stringify(sessionStorage))).includes(customer.phone.slice(2)));
  assert.match(await page.locator("#result-earned").textContent(), /когда появится связь/);
  const [{ number }] = await receipts(page);
  await page.locator("#tab-day").click();
  const row = page.locator("#day-list tr", { has: page.locator(`#open-${number}`) });
  await row.getByText("ждёт отправки").waitFor();
  await page.locator("#unsent").getByText("Ждут отправки: 1").waitFor();
  await shop.startCloud();
  await row.getByText("отправлено").waitFor();
  await page.locator("#unsent").getByText("Все баллы отправлены").waitFor();
});
