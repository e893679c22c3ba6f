// The console, against the real cloud: people sign in, read the report, look after customers, and do no more than their role may.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, beforeEach, test } from "node:test";
import { ConsoleShop, enter, openConsole, password, setUpSecondFactor } from "./console-shop.mjs";
import { axe, check } from "./fit.mjs";
import { openBrowser, openScreen, watchPage } from "./shop.mjs";

const hostile = '<img src=x onerror="document.title=`taken`">';
let shop;
let browser;
let owner;
let anna;
const complaints = [];

before(async () => {
  [shop, browser] = await Promise.all([ConsoleShop.open({ rules: { redemption_confirmation: { above: 5000, by_phone: true } } }), openBrowser()]);
  await shop.office("/branches", { name: "Центр" });
  await shop.office("/cashiers", { external_id: "evil", name: '=HYPERLINK("http://evil.example")', branch: "Центр" });
  anna = await shop.office("/customers", { name: `Анна ${hostile}`, phone: "+77015550301" });
  shop.person("owner", "owner");
  shop.person("manager", "manager", ["--branch", "Центр"]);
  const bought = await shop.buy({ uid: anna.uid }, 1000, { externalId: "evil" });
  await shop.office("/ratings", { operation: bought.id, stars: 1, comment: `Грубо ${hostile}` });
  const kettle = await shop.till("/goods", { name: `Чайник ${hostile}`, data: { type: "ITEM", price: 1000, inventory: { inStock: 5 } } });
  await shop.office("/orders", { uid: anna.uid, items: [{ id: kettle.id, qty: 1 }], branch: "Центр" });
  await shop.fleet();
  owner = await openConsole(await openScreen(browser, { width: 1440, height: 900 }), shop, complaints, "owner");
});
after(async () => {
  await browser?.close();
  await shop?.close();
  assert.deepEqual(complaints, []);
});

// A failed test must not leave a dialog before the next one.
beforeEach(async () => await owner.keyboard.press("Escape"));

const digits = (text) => Number(text.replace(/[^\d]/g, ""));

async function saved(page, button) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator(button).click()]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), "utf8") };
}

test("a wrong password is refused in words, without telling what was wrong", async () => {
  const page = watchPage(await (await openScreen(browser)).newPage(), complaints);
  await page.goto(shop.url);
  for (const login of ["owner", "nobody"]) {
    await enter(page, login, "wrong horse battery");
    await page.locator("#sign-in-problem").getByText("Логин, пароль или код неверны").waitFor();
  }
  await page.context().close();
});

test("the report's lines are the back office's figures, each with its formula and the purchases behind it", async () => {
  const told = await shop.office("/report");
  await owner.locator("#tab-report").click();
  const line = owner.locator('#lines-purchases tr[data-line="with_card"]').first();
  await line.waitFor();
  assert.equal(Number(await line.locator("td[data-value]").getAttribute("data-value")), told.purchases.with_card);
  await line.locator("summary").click();
  await line.getByText("Невозвращённые покупки").waitFor();
  const honest = owner.locator('#lines-benefit tr[data-line="honest_benefit"] td[data-value]');
  assert.equal(Number(await honest.getAttribute("data-value")), told.total_benefit_less_points);
  await line.getByRole("button", { name: /Показать/ }).click();
  await owner.locator("#behind-total").waitFor();
  assert.equal(digits(await owner.locator("#behind-total").textContent()), told.purchases.with_card);
  assert.equal(await owner.locator("#operations tbody tr").count(), 50);
  await owner.keyboard.press("Escape");
});

test("a month stands beside the month before", async () => {
  await owner.locator("#tab-report").click();
  await owner.locator("#month").waitFor();
  const months = await owner.locator("#month option").evaluateAll((options) => options.map((option) => option.value));
  assert.ok(months.length > 3);
  await owner.locator("#month").selectOption(months[2]);
  await owner.locator("#lines-purchases th", { hasText: "Месяцем раньше" }).waitFor();
  const told = await shop.office(`/report?from=${months[2]}-01T00:00:00Z&to=${months[1]}-01T00:00:00Z`);
  const value = owner.locator('#lines-purchases tr[data-line="with_card"] td[data-value]').first();
  assert.equal(Number(await value.getAttribute("data-value")), told.purchases.with_card);
  await owner.locator("#month").selectOption("");
});

test("the report is saved as a table in which no text is a formula", async () => {
  await owner.locator("#tab-report").click();
  await owner.locator("#lines-customers").waitFor();
  const { name, text } = await saved(owner, "#save-csv");
  assert.equal(name, "report-all.csv");
  assert.ok(text.startsWith("\ufeff"));
  assert.ok(text.includes('"Контакты"'));
});

test("employees' figures are shown with the bonus owed and saved for payroll, a name that is a formula as a text", async () => {
  await owner.locator("#tab-staff").click();
  const line = owner.locator("#staff tr", { hasText: "HYPERLINK" });
  await line.waitFor();
  assert.equal((await line.locator('[data-column="owed"]').textContent()).replace(/\s/g, " "), "1,00 ₽");
  const { text } = await saved(owner, "#save-csv");
  assert.ok(text.includes(`"'=HYPERLINK(""http://evil.example"")"`));
  assert.ok(!/^"?=/m.test(text) && !/;"?=/.test(text));
});

test("a target for a month stands beside the figures with how much of it is reached, and in the table that is saved", async () => {
  await owner.locator("#tab-staff").click();
  await owner.locator("#staff").getByText("HYPERLINK").waitFor();
  assert.equal(await owner.getByRole("button", { name: /Поставить цель/ }).count(), 0);
  const month = await owner.locator("#month option").nth(1).getAttribute("value");
  await owner.locator("#month").selectOption(month);
  const line = owner.locator("#staff tr", { hasText: "HYPERLINK" });
  await line.getByRole("button", { name: /Поставить цель/ }).click();
  await owner.locator("#target-turnover").fill("-5");
  await owner.locator("#target-turnover-note").waitFor();
  assert.ok(await owner.locator("#set-target").isDisabled());
  await owner.locator("#target-turnover").fill("2000");
  await owner.locator("#target-newcomers").fill("1");
  await owner.locator("#set-target").click();
  await line.locator('[data-column="card_turnover"] [data-percent="50"]').waitFor();
  await line.locator('[data-column="newcomers"] .reached[data-percent="100"]').waitFor();
  const branch = owner.locator("#staff-branches tr", { hasText: "Центр" });
  await branch.getByRole("button", { name: /Поставить цель/ }).click();
  await owner.locator("#target-ratings").fill("4");
  await owner.locator("#set-target").click();
  await branch.locator('[data-column="ratings"] [data-percent="25"]').waitFor();
  const { name, text } = await saved(owner, "#save-csv");
  assert.equal(name, `staff-${month}.csv`);
  const rows = text.trimEnd().split("\r\n");
  assert.match(rows[0], /"Цель: Оборот с картой";"Выполнено, %: Оборот с картой"/);
  assert.match(rows.find((row) => row.includes("HYPERLINK")), /;2000;50;;;1;100;;$/);
  assert.match(rows.at(-1), /^"весь филиал";"Центр";.*;4;25$/);
  await line.getByRole("button", { name: /Изменить цель/ }).click();
  for (const figure of ["turnover", "newcomers"]) await owner.locator(`#target-${figure}`).fill("");
  await owner.locator("#set-target").click();
  await line.getByRole("button", { name: /Поставить цель/ }).waitFor();
  assert.equal(await line.locator("[data-percent]").count(), 0);
});

test("a customer is found, opened and tagged, and names, comments and goods of strangers come to no harm", async () => {
  await owner.locator("#tab-customers").click();
  await owner.locator("#find").fill("анна");
  await owner.locator("#find-customer").click();
  await owner.locator("#customer").waitFor();
  assert.match(await owner.locator("#customer h2").textContent(), /onerror/);
  assert.equal(await owner.locator("main img").count(), 0);
  await owner.locator("#tags").fill("опт, vip");
  await owner.locator("#save-tags").click();
  await owner.locator("#save-tags:disabled").waitFor();
  await owner.locator("#tab-ratings").click();
  await owner.locator("#ratings .comment").first().getByText("onerror").waitFor();
  await owner.locator("#tab-orders").click();
  await owner.locator("[data-order] li").first().getByText("onerror").waitFor();
  assert.equal(await owner.locator("main img").count(), 0);
  assert.equal(await owner.title(), "Консоль");
});

test("a note on a customer is written, read by another person, and removed after a confirmation", async () => {
  const open = async (page) => {
    await page.locator("#tab-customers").click();
    await page.locator("#find").fill("+77015550301");
    await page.locator("#find-customer").click();
    await page.locator("#note").waitFor();
  };
  await open(owner);
  assert.ok(await owner.locator("#add-note").isDisabled());
  for (const [at, words] of ["любит зелёный чай", `Второе\n${hostile}`].entries()) {
    await owner.locator("#note").fill(words);
    await owner.locator("#add-note").click();
    await owner.locator("[data-note]").nth(at).waitFor();
  }
  assert.equal(await owner.locator("[data-note]").count(), 2);
  shop.person("marketer-notes", "marketer");
  const marketer = await openConsole(await openScreen(browser), shop, complaints, "marketer-notes");
  await open(marketer);
  const note = (page) => page.locator("[data-note]", { hasText: "зелёный чай" });
  await note(marketer).getByText("owner <b>x</b>").waitFor();
  assert.equal(await marketer.getByRole("button", { name: "Удалить заметку" }).count(), 0);
  assert.equal(await marketer.locator("main img").count(), 0);
  await marketer.context().close();
  await note(owner).getByRole("button").click();
  await owner.locator("#remove-note").click();
  await note(owner).waitFor({ state: "detached" });
  assert.equal(await owner.locator("[data-note]").count(), 1);
});

test("a marketer makes a campaign for a segment that is counted as it is typed, and sees what came of it beside those held out", async () => {
  shop.person("marketer", "marketer");
  const page = await openConsole(await openScreen(browser), shop, complaints, "marketer");
  await page.locator("#tab-campaigns").click();
  await page.locator("#no-campaigns").waitFor();
  await page.locator("#new-campaign").click();
  const count = page.locator('#segment-count [data-done="true"]');
  await count.waitFor();
  const everybody = Number(await count.getAttribute("data-members"));
  await page.locator("#segment-silent").fill("x");
  await page.locator("#segment-silent-note").waitFor();
  assert.ok(await page.locator("#start-campaign").isDisabled());
  await page.locator("#win-back").click();
  await page.waitForFunction((all) => {
    const shown = document.querySelector('#segment-count [data-done="true"]');
    return shown !== null && Number(shown.getAttribute("data-members")) < all;
  }, everybody);
  const selected = Number(await count.getAttribute("data-members"));
  assert.equal(await page.locator("#campaign-points").count(), 0);
  await page.locator("#campaign-name").fill(`Вернитесь ${hostile}`);
  await page.locator("#sample-phone").fill("+77015550301");
  await page.locator("#send-sample").click();
  await page.locator("#campaign-form .banner.wrong").getByText("не соглашался на рекламу").waitFor();
  await page.locator("#start-campaign").click();
  await page.locator('#campaign[data-state="running"], #campaign[data-state="done"]').first().waitFor();
  for (let looks = 0; looks < 200 && !(await page.locator('#campaign[data-state="done"]').isVisible()); ++looks) {
    const told = page.waitForResponse("**/campaigns/show?*");
    await page.locator("#renew-campaign").click();
    await told;
  }
  const members = page.locator('#campaign-outcome tr[data-line="members"] td');
  const figures = (await members.allTextContents()).map(digits);
  assert.equal(figures[0] + figures[1], selected);
  await page.locator("#close-campaign").click();
  await page.locator("#campaigns td", { hasText: "Вернитесь" }).first().waitFor();
  await page.context().close();
});

test("points whose answer was lost are given once, however often the button is pressed", async () => {
  const phone = "/customers?phone=%2B77015550301";
  const before = (await shop.office(phone)).points;
  await owner.locator("#tab-customers").click();
  await owner.locator("#find").fill("+77015550301");
  await owner.locator("#find-customer").click();
  await owner.locator("#give-points").click();
  await owner.locator("#points-amount").fill("7");
  await owner.locator("#points-reason").fill("извинение");
  const calls = "**/console/api/customers/points";
  await owner.route(calls, async (route) => {
    await route.fetch();
    await route.abort();
  });
  await owner.locator("#points-give").click();
  await owner.getByRole("dialog").locator(".banner.wrong").waitFor();
  await owner.unroute(calls);
  await owner.locator("#points-give").click();
  await owner.getByRole("dialog").waitFor({ state: "detached" });
  assert.equal((await shop.office(phone)).points, before + 7);
});

test("points above the limit wait until a second person confirms them, and then the customer has them", async () => {
  await owner.locator("#tab-customers").click();
  await owner.locator("#find").fill("+77015550301");
  await owner.locator("#find-customer").click();
  await owner.locator("#give-points").click();
  await owner.locator("#points-amount").fill("5000");
  await owner.locator("#points-reason").fill("ошибка кассы");
  await owner.locator("#points-give").click();
  await owner.locator("#points-wait").waitFor();
  await owner.keyboard.press("Escape");
  await owner.locator("#point-requests").getByText("Подтвердить должен другой человек").waitFor();
  assert.equal(await owner.locator("#point-requests").getByRole("button", { name: "Подтвердить" }).count(), 0);
  const before = (await shop.office("/customers?phone=%2B77015550301")).points;
  const manager = await openConsole(await openScreen(browser), shop, complaints, "manager");
  await manager.locator("#tab-customers").click();
  await manager.locator("#point-requests").getByRole("button", { name: "Подтвердить" }).click();
  await manager.locator("#point-requests").waitFor({ state: "detached" });
  assert.equal((await shop.office("/customers?phone=%2B77015550301")).points, before + 5000);
  assert.deepEqual(await manager.locator("nav button").allTextContents(), ["Клиенты", "Сотрудники", "Обучение", "Оценки", "Заказы", "Компания", "Прайс-лист", "Программа", "Терминалы"]);
  await manager.locator("#tab-staff").click();
  await manager.locator("#staff").waitFor();
  assert.equal(await manager.locator("#staff tbody tr").count(), 1);
  // What the page does not offer, the cloud refuses.
  const status = await manager.evaluate(async () => (await fetch("/console/api/report")).status);
  assert.equal(status, 403);
  await manager.context().close();
});

test("the data of one person are saved as one file", async () => {
  await owner.locator("#tab-customers").click();
  await owner.locator("#find").fill("+77015550301");
  await owner.locator("#find-customer").click();
  await owner.locator("#export").waitFor();
  const all = JSON.parse((await saved(owner, "#export")).text);
  assert.equal(all.uid, anna.uid);
  assert.equal(all.tables.operations.length, 1);
  assert.match(all.tables.ratings[0].comment, /Грубо/);
  assert.match(all.tables.customer_notes[0].note, /Второе/);
});

test("a customer is blocked with a reason and unblocked again", async () => {
  await owner.locator("#tab-customers").click();
  await owner.locator("#find").fill("+77015550301");
  await owner.locator("#find-customer").click();
  for (const blocked of [true, false]) {
    await owner.locator("#block").click();
    assert.ok(await owner.locator("#block-now").isDisabled());
    await owner.locator("#block-reason").fill("проверка");
    await owner.locator("#block-now").click();
    await owner.locator("#block-now").waitFor({ state: "detached" });
    assert.equal((await shop.office("/customers?phone=%2B77015550301")).blocked, blocked);
  }
});

test("an order is accepted, made ready and handed over on the board", async () => {
  await owner.locator("#tab-orders").click();
  const order = owner.locator("[data-order]").first();
  for (const [button, after] of [["Принять", "принят"], ["Готов", "готов"]]) {
    await order.getByRole("button", { name: button, exact: true }).click();
    await order.getByText(after, { exact: true }).waitFor();
  }
  await order.getByRole("button", { name: "Выдан", exact: true }).click();
  await owner.locator("#no-orders").waitFor();
});

test("terminals are listed with what is wrong with each, and with the releases on their way", async () => {
  await owner.locator("#tab-terminals").click();
  await owner.locator("[data-terminal=north-1]").getByText("в порядке", { exact: true }).waitFor();
  const south = owner.locator("[data-terminal=south-1]");
  await south.getByText("записи ждут решения", { exact: true }).waitFor();
  await south.getByText("ошибка: key_refused", { exact: true }).waitFor();
  await owner.locator("[data-terminal=east-1]").getByText("ещё не сообщал", { exact: true }).waitFor();
  await owner.locator("[data-rollout='1']").getByText("первые 10 %", { exact: true }).waitFor();
});

test("a new person gets a password that is shown once, and must replace it before anything else", async () => {
  await owner.locator("#tab-people").click();
  await owner.locator("#new-login").fill("buh");
  await owner.locator("#new-name").fill("Бухгалтер");
  await owner.locator("#new-role").selectOption("accountant");
  await owner.locator("#add-person").click();
  const given = await owner.locator("#given-password").textContent();
  await owner.locator("dialog[open]").waitFor();
  await owner.keyboard.press("Escape");
  await owner.locator("dialog[open]").waitFor({ state: "detached" });
  const page = watchPage(await (await openScreen(browser)).newPage(), complaints);
  await page.goto(shop.url);
  await enter(page, "buh", given);
  await page.locator("#old").fill(given);
  await page.locator("#new").fill(password);
  await page.locator("#again").fill(password);
  await page.locator("#take-password").click();
  await setUpSecondFactor(page);
  assert.deepEqual(await page.locator("nav button").allTextContents(), ["Отчёт", "Сотрудники", "Обучение", "Бухгалтерия", "Программа"]);
  const row = owner.locator('[data-person="buh"]');
  await owner.locator("#tab-report").click();
  await owner.locator("#tab-people").click();
  await row.getByRole("button", { name: "Завершить сеансы" }).click();
  await row.getByText(/сеансов/).waitFor({ state: "detached" });
  await page.locator("#tab-staff").click();
  await page.getByText("Сеанс окончен").first().waitFor();
  await page.context().close();
});

test("a source is added, and its poster leads to the card with its promo code", async () => {
  await owner.locator("#tab-sources").click();
  await owner.locator("#sources").waitFor();
  await owner.locator("#source-code").fill("metro");
  await owner.locator("#source-name").fill(`Метро ${hostile}`);
  await owner.locator("#add-source").click();
  const row = owner.locator("#sources tr", { hasText: "metro" });
  await row.getByRole("button", { name: /Плакат/ }).click();
  await owner.locator("#poster svg.qr").waitFor();
  assert.equal(await owner.locator("#poster-link").textContent(), `${shop.ports.card_url}/card/?i=metro`);
  await owner.locator("#close-poster").click();
  const told = (await shop.office("/report")).revenue.find((each) => each.bucket === "Instagram");
  const instagram = owner.locator("#sources tr", { hasText: "Instagram" });
  assert.equal(digits(await instagram.locator("td").nth(2).textContent()), told.joined);
  assert.equal(await owner.locator("main img").count(), 0);
});

test("every rule of the programme is shown with what it means", async () => {
  await owner.locator("#tab-programme").click();
  await owner.locator("#programme").waitFor();
  const rule = owner.locator('[data-rule="welcome_points"]');
  assert.equal(await rule.locator("dd").textContent(), "500");
  await rule.getByText("Новичку один раз").waitFor();
  const rules = JSON.parse(readFileSync(shop.programme, "utf8"));
  for (const name of ["discount_policy", "purchase_by_phone", "welcome_points", "tier_rate", "staff_award", "expiry_months", "code_lifetime_minutes"]) {
    assert.ok(name in rules);
    assert.equal(await owner.locator(`[data-rule="${name}"]`).count(), 1, name);
  }
  assert.equal(await owner.locator("#tiers tbody tr").count(), rules.tiers.length);
  const confirmed = owner.locator("#redemption_confirmation");
  assert.match(await confirmed.locator('[data-rule="above"] dd').textContent(), /^5\s?000$/);
  assert.equal(await confirmed.locator('[data-rule="by_phone"] dd').textContent(), "да");
});

test("the audit log tells who did what, by numbers", async () => {
  await owner.locator("#tab-actions").click();
  await owner.locator("#actions").waitFor();
  const log = await owner.locator("#actions").textContent();
  for (const words of ["баллы подтверждены", "выгрузил данные", "клиент заблокирован", "изменил метки", "заказ выдан", "вход отклонён", "написал заметку", "удалил заметку"]) assert.match(log, new RegExp(words));
  assert.ok(!log.includes("Анна") && !log.includes("+7701") && !log.includes("чай"));
});

for (const [language, width, height, scheme] of [["ru", 1440, 900, "light"], ["kk", 390, 844, "light"], ["en", 1024, 600, "dark"]])
  test(`every screen of the console fits and reads in ${language} at ${width}x${height}`, async () => {
    const findings = [];
    const name = `console-${language}-${width}x${height}`;
    shop.run(["account", "reset", "--login", "owner"], `${password}\n`);
    const context = await openScreen(browser, { width, height, language, scheme, bypassCSP: true });
    await context.addInitScript(axe);
    const page = watchPage(await context.newPage(), complaints);
    await page.goto(shop.url);
    await page.locator("#login").waitFor();
    await check(page, `${name}-sign-in`, findings);
    await enter(page, "owner");
    await page.locator("#go-on").click();
    await page.locator("svg.qr").waitFor();
    await check(page, `${name}-second-factor`, findings);
    await page.reload();
    await page.locator("#go-on").waitFor();
    await setUpSecondFactor(page);
    for (const [tab, ready] of [["report", "#lines-best"], ["staff", "#staff"], ["training", "#no-instructions"], ["accounting", "#accounting-liabilities"], ["ratings", "#ratings .entry"], ["orders", "#orders"], ["campaigns", "#campaigns"], ["sources", "#sources"], ["programme", "#programme"], ["terminals", "#terminals [data-terminal]"], ["people", "#people"],
                                ["actions", "#actions"], ["customers", "#find"]]) {
      await page.locator(`#tab-${tab}`).click();
      await page.locator(ready).first().waitFor();
      await check(page, `${name}-${tab}`, findings);
    }
    await page.locator("#tab-staff").click();
    await page.locator("#month").selectOption(await page.locator("#month option").nth(1).getAttribute("value"));
    await page.locator("#staff-branches [data-percent]").first().waitFor();
    await check(page, `${name}-targets`, findings);
    await page.locator("#staff-branches button").first().click();
    await page.locator("#target-turnover").waitFor();
    await check(page, `${name}-target`, findings);
    await page.keyboard.press("Escape");
    await page.locator("#tab-customers").click();
    await page.locator("#find").fill("+77015550301");
    await page.locator("#find-customer").click();
    await page.locator("#customer-facts").waitFor();
    await check(page, `${name}-customer`, findings);
    await page.locator("[data-note] button").first().click();
    await page.locator("#remove-note").waitFor();
    await check(page, `${name}-note`, findings);
    await page.keyboard.press("Escape");
    await page.locator("#give-points").click();
    await page.locator("#points-amount").waitFor();
    await check(page, `${name}-points`, findings);
    await page.keyboard.press("Escape");
    await page.locator("#tab-campaigns").click();
    await page.locator("#campaigns button").first().click();
    await page.locator("#campaign-outcome").waitFor();
    await check(page, `${name}-campaign`, findings);
    await page.locator("#close-campaign").click();
    await page.locator("#new-campaign").click();
    await page.locator('#segment-count [data-done="true"]').waitFor();
    await check(page, `${name}-new-campaign`, findings);
    await context.close();
    assert.deepEqual(findings, []);
  });
