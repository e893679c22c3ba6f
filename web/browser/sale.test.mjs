import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { done, findCustomer, focused, openBrowser, openCashier, openScreen, pressKeys, Shop, showsMinor, showsPoints, takeBackAll, watchPage } from "./shop.mjs";

let shop;
let browser;
let context;
let complaints;
let people = 0;

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

/** A customer with the 500 points of a newcomer. */
async function newcomer(name = "Дана") {
  const phone = `+7701555${String(1000 + ++people)}`;
  return { ...(await shop.customer(name, phone)), phone };
}

/** What the day's list says of today's receipts. */
async function dayOf(page) {
  return await page.evaluate(async () => {
    const session = await (await fetch("/v1/pages/session")).json();
    const headers = { "Content-Type": "application/json", "Tillpoints-Page-Token": session.employee.token };
    return await (await fetch("/v1/pages/receipts", { method: "POST", headers, body: "{}" })).json();
  });
}

async function sell(page, total, who) {
  await page.locator("#total").fill(total);
  if (who) {
    await findCustomer(page, who);
    await page.locator("#found").waitFor();
  }
  await done(page);
}

test("a sale by code with the maximum takes at most four taps, and the customer pays the rest", async () => {
  const customer = await newcomer();
  const page = await openCashier(context, shop, complaints);
  await page.evaluate(() => {
    window.taps = 0;
    document.addEventListener("pointerdown", () => ++window.taps, true);
  });
  await page.locator("#total").fill("13499");
  await findCustomer(page, await shop.codeOf(customer));
  assert.equal(await page.locator("#balance").textContent(), "500");
  await page.locator("#max").click();
  await page.locator("#granted").waitFor();
  await showsMinor(page, "#to-pay", 1_299_900);
  await done(page);
  await showsMinor(page, "#result-total", 1_299_900);
  await showsPoints(page, "#result-points", 50_000);
  await showsPoints(page, "#result-earned", 90_993);
  const taps = await page.evaluate(() => window.taps);
  assert.ok(taps <= 4, `${taps} taps`);
});

test("points that the programme wants confirmed are taken once the customer has said the code, or not at all", async () => {
  // Nobody takes what is sent to this hook, so the code stays in the outbox.
  const confirming = await Shop.open({ rules: { redemption_confirmation: { above: 100 } }, cloud: ["--message-hook=http://127.0.0.1:9"] });
  try {
    const phone = "+77015550099";
    const customer = await confirming.customer("Дана", phone);
    const screen = await openScreen(browser);
    const page = await openCashier(screen, confirming, complaints);
    await page.locator("#total").fill("13499");
    await findCustomer(page, await confirming.codeOf(customer));
    await page.locator("#max").click();
    await page.locator("#secret").waitFor();
    await page.locator("#waiting-for-customer").getByText(/Ждём клиента.*Осталось \d+ с/).waitFor();
    await page.locator("#done").click();
    assert.match(await page.locator("#secret-note").textContent(), /ещё не подтвердил/);
    await page.locator("#secret").fill("1");
    await page.locator("#enter-secret").click();
    assert.match(await page.locator("#secret-note").textContent(), /не подходит/);
    await focused(page, "secret");
    const code = await confirming.confirmationFor(phone);
    await page.locator("#secret").fill(code);
    await page.locator("#enter-secret").click();
    await page.locator("#taken").waitFor();
    assert.equal(await page.evaluate((said) => Object.values(sessionStorage).some((kept) => kept.includes(said)), code), false);
    await done(page);
    await showsPoints(page, "#result-points", 50_000);

    await page.locator("#next").click();
    // Points that are typed and not taken are asked about by Done, too.
    await page.locator("#total").fill("20000");
    await findCustomer(page, await confirming.codeOf(customer));
    await page.locator("#points").fill("300");
    await page.locator("#done").click();
    await page.locator("#secret").waitFor();
    await page.locator("#no-points").click();
    await done(page);
    await showsMinor(page, "#result-total", 2_000_000);
    await screen.close();
  } finally {
    await confirming.close();
  }
});

test("a customer by phone earns, and is told that points need the code", async () => {
  const customer = await newcomer();
  const page = await openCashier(context, shop, complaints);
  await page.locator("#total").fill("2000");
  await findCustomer(page, customer.phone.replace("+7", "8"));
  assert.equal(await page.locator("#customer-name").textContent(), "Дана");
  await page.getByText("По телефону баллы только начисляются").waitFor();
  await done(page);
  await showsPoints(page, "#result-earned", 14_000);
});

test("an unknown phone waits for its points, and the result shows how to join", async () => {
  const page = await openCashier(context, shop, complaints);
  await sell(page, "1000", "8 701 999 00 01");
  const code = page.locator("#join");
  await code.waitFor();
  assert.ok(await code.evaluate((image) => image.complete && image.naturalWidth > 0));
});

test("more points than the customer has are said to be too many, and fewer or none are taken instead", async () => {
  const customer = await newcomer();
  const page = await openCashier(context, shop, complaints);
  await page.locator("#total").fill("13499");
  await findCustomer(page, await shop.codeOf(customer));
  await page.locator("#points").fill("700");
  await page.locator("#take-points").click();
  assert.match(await page.locator("#fewer").textContent(), /Столько списать нельзя/);
  await showsMinor(page, "#to-pay", 1_299_900);
  await page.locator("#no-points").click();
  await page.locator("#points").fill("200");
  await page.locator("#take-points").click();
  await page.locator("#fewer").waitFor({ state: "detached" });
  await showsMinor(page, "#to-pay", 1_329_900);
  await page.locator("#no-points").click();
  await page.locator("#granted").waitFor({ state: "detached" });
  await done(page);
  await showsMinor(page, "#result-total", 1_349_900);
});

test("a code that nobody has is refused in words with what to do", async () => {
  const page = await openCashier(context, shop, complaints);
  await page.locator("#total").fill("500");
  await findCustomer(page, "000001");
  assert.match(await page.locator("#customer-note[role=alert]").textContent(), /не найден.*спросите телефон/);
});

test("tenge are typed without tiyn, and what is no money is said at its field", async () => {
  const page = await openCashier(context, shop, complaints);
  for (const [typed, words] of [["10,50", /без тиынов/], ["abc", /цифрами/], ["0", /больше нуля/]]) {
    await page.locator("#total").fill(typed);
    assert.match(await page.locator("#total-note").textContent(), words);
    assert.equal(await page.locator("#done").count(), 0);
  }
});

test("the part that takes no points is paid in full, and the part without points earns none", async () => {
  const customer = await newcomer();
  const page = await openCashier(context, shop, complaints);
  await page.locator("#total").fill("1000");
  await page.locator("details summary").click();
  await page.locator("#unspendable").fill("500");
  await page.locator("#excluded").fill("300");
  await findCustomer(page, await shop.codeOf(customer));
  await page.locator("#max").click();
  await page.locator("#granted").waitFor();
  const granted = Number(await page.locator("#granted").getAttribute("data-points"));
  assert.ok(granted > 0 && granted < 20_000, `${granted}`);
  await showsMinor(page, "#to-pay", 100_000 - granted);
  await done(page);
});

test("goods by lines are added up by quantity, and their names come to no harm", async () => {
  const page = await openCashier(context, shop, complaints);
  await page.locator("#goods-mode").click();
  await page.getByLabel("Товар 1", { exact: true }).fill('<img src=x onerror="window.harmed=1">');
  await page.getByLabel("Цена").fill("150");
  await page.getByLabel("Кол-во").fill("2");
  await page.locator("#add-line").click();
  await page.getByLabel("Цена").nth(1).fill("1000");
  await page.getByLabel("Кол-во").nth(1).fill("0,437");
  await page.locator("#done").click();
  await page.locator("#result-total").waitFor();
  await showsMinor(page, "#result-total", 73_700);
  assert.equal(await page.evaluate(() => window.harmed), undefined);
});

test("a name from the cloud with markup in it is shown as text", async () => {
  const evil = '<script>window.harmed=1</script><img src=x onerror="window.harmed=1">';
  const customer = await newcomer(evil);
  const page = await openCashier(context, shop, complaints);
  await page.locator("#total").fill("1000");
  await findCustomer(page, await shop.codeOf(customer));
  assert.equal(await page.locator("#customer-name").textContent(), evil);
  assert.equal(await page.evaluate(() => window.harmed), undefined);
});

test("a scanner finds the customer wherever the cursor stands, and leaves the field as it was", async () => {
  const customer = await newcomer();
  const code = await shop.codeOf(customer);
  const page = await openCashier(context, shop, complaints);
  await page.locator("#total").fill("900");
  await page.locator("#total").focus();
  // A scanner's keys come faster than a test can press them.
  await page.locator("#total").evaluate((field, text) => {
    const press = (key) => field.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    for (const key of text) {
      press(key);
      field.value += key;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    press("Enter");
  }, code);
  await page.locator("#found").waitFor();
  assert.equal(await page.locator("#total").inputValue(), "900");
  await done(page);
});

test("two fast taps on Done make one receipt", async () => {
  const page = await openCashier(context, shop, complaints);
  const before = (await dayOf(page)).totals.sales;
  await page.locator("#total").fill("777");
  await page.locator("#done").evaluate((button) => {
    button.click();
    button.click();
  });
  await page.locator("#result-total").waitFor();
  assert.equal((await dayOf(page)).totals.sales, before + 1);
});

test("a whole sale needs no mouse", async () => {
  const customer = await newcomer();
  const code = await shop.codeOf(customer);
  const screen = await openScreen(browser);
  const page = watchPage(await screen.newPage(), complaints);
  await page.goto(`${shop.base}/cashier/`);
  await page.locator("#pin").waitFor();
  await page.keyboard.type("4071");
  await page.keyboard.press("Enter");
  await page.locator("#total").waitFor();
  await pressKeys(page, "4000");
  await page.keyboard.press("Tab");
  for (let presses = 0; presses < 5 && (await page.evaluate(() => document.activeElement?.id)) !== "customer"; ++presses)
    await page.keyboard.press("Tab");
  await pressKeys(page, code);
  await page.keyboard.press("Enter");
  await focused(page, "done");
  for (let presses = 0; presses < 5 && (await page.evaluate(() => document.activeElement?.id)) !== "max"; ++presses)
    await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Enter");
  await page.locator("#granted").waitFor();
  await focused(page, "done");
  await page.keyboard.press("Enter");
  await page.locator("#result-total").waitFor();
  await showsMinor(page, "#result-total", 350_000);
  await page.keyboard.press("Enter");
  await page.locator("#total").waitFor();
  await screen.close();
});

test("a receipt comes back whole by its number, with its points", async () => {
  const customer = await newcomer();
  const page = await openCashier(context, shop, complaints);
  await page.locator("#total").fill("13499");
  await findCustomer(page, await shop.codeOf(customer));
  await page.locator("#max").click();
  await page.locator("#granted").waitFor();
  await done(page);
  const { number } = (await dayOf(page)).receipts[0];
  await page.locator("#tab-returns").click();
  await page.locator("#sale-search").fill(String(number));
  await page.locator("#find-sale").click();
  await takeBackAll(page, number);
  await showsMinor(page, "#return-total", 1_299_900);
  await showsPoints(page, "#points-back", 50_000);
  await showsPoints(page, "#points-withdrawn", 90_993);
  await page.locator("#next-return").click();
  await page.locator("#sale-search").fill(String(number));
  await page.locator("#find-sale").click();
  await page.locator(`#returned-${number}`).waitFor();
  await page.locator("#sale-search").fill("9999999");
  await page.locator("#find-sale").click();
  await page.locator("#no-sale").waitFor();
});

test("parts of a receipt come back by the customer's phone, and add up to the whole", async () => {
  const customer = await newcomer();
  const page = await openCashier(context, shop, complaints);
  await sell(page, "9000", customer.phone);
  const { number } = (await dayOf(page)).receipts[0];
  let withdrawn = 0;
  for (const part of ["2000", "all"]) {
    await page.locator("#tab-returns").click();
    await page.locator("#sale-search").fill(customer.phone);
    await page.locator("#find-sale").click();
    await page.locator(`#sale-${number}`).click();
    if (part === "all") {
      await page.locator("#return-all").click();
    } else {
      await page.locator("#return-sum").fill("9001");
      await page.locator("#return-part").click();
      await page.getByText("Это больше, чем можно вернуть.").waitFor();
      await page.locator("#return-sum").fill(part);
      await page.locator("#return-part").click();
    }
    await page.locator("#return-yes").click();
    await page.locator("#return-total").waitFor();
    await showsMinor(page, "#return-total", part === "all" ? 700_000 : 200_000);
    withdrawn += Number(await page.locator("#points-withdrawn").getAttribute("data-points"));
    await page.locator("#next-return").click();
  }
  assert.equal(withdrawn, 63_000);
});

test("two tabs have a sale each, and two cashiers sell at two screens at once", async () => {
  const [first, second] = [await newcomer(), await newcomer()];
  const page = await openCashier(context, shop, complaints);
  const tab = await openCashier(context, shop, complaints);
  const other = await openScreen(browser);
  const boris = await openCashier(other, shop, complaints, "Борис", "5082");
  const before = (await dayOf(boris)).totals;
  await page.locator("#total").fill("100");
  await tab.locator("#total").fill("200");
  await boris.locator("#total").fill("300");
  await Promise.all([findCustomer(page, first.phone), findCustomer(boris, second.phone)]);
  await Promise.all([page, boris].map((each) => each.locator("#found").waitFor()));
  await Promise.all([done(page), done(tab), done(boris)]);
  const totals = (await dayOf(boris)).totals;
  assert.equal(totals.sold - before.sold, 60_000);
  assert.equal(totals.by_cashier.e2.sold - (before.by_cashier.e2?.sold ?? 0), 30_000);
  await other.close();
});

test("the day's list and totals are right, and the shift closes with its summary", async () => {
  const other = await openScreen(browser);
  const page = await openCashier(other, shop, complaints, "Борис", "5082");
  await sell(page, "1500");
  const { totals } = await dayOf(page);
  await page.locator("#tab-day").click();
  await page.locator("#own-sales").waitFor();
  assert.equal(await page.locator("#all-sales").textContent(), String(totals.sales));
  await showsMinor(page, "#all-drawer", totals.sold - totals.paid_back);
  assert.equal(await page.locator("#own-sales").textContent(), String(totals.by_cashier.e2.sales));
  await page.locator("#close-shift").click();
  await page.locator("#close-shift-yes").click();
  await page.locator("#shift-closed").waitFor();
  assert.equal(await page.locator("#shift-sales").textContent(), String(totals.by_cashier.e2.sales));
  await page.locator("#open-shift").waitFor();
  await other.close();
});

test("a receipt is printed on the roll that is chosen, and nothing else is", async () => {
  const page = await openCashier(context, shop, complaints);
  await sell(page, "1234", "8 701 999 00 02");
  await page.emulateMedia({ media: "print" });
  assert.ok(await page.locator(".slip").isVisible());
  assert.ok(!(await page.locator("#next").isVisible()));
  const lines = (await page.locator(".slip pre").textContent()).split("\n");
  assert.ok(lines.every((line) => line.length <= 32), lines.join("\n"));
  assert.ok(lines.some((line) => /Итого +1 234 ₸/.test(line.replace(/[\u00a0\u202f]/g, " "))));
});
