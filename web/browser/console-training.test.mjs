// Job instructions and tests in the console, against the real cloud: the shop writes, employees read and pass, the shop sees who has.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, beforeEach, test } from "node:test";
import { ConsoleShop, openConsole } from "./console-shop.mjs";
import { axe, check } from "./fit.mjs";
import { openBrowser, openScreen } from "./shop.mjs";

const hostile = '<img src=x onerror="document.title=`taken`">';
let shop;
let browser;
let owner;
let employee;
let manager;
const complaints = [];

before(async () => {
  [shop, browser] = await Promise.all([ConsoleShop.open({ customers: 0 }), openBrowser()]);
  for (const name of ["Центр", "Север"]) await shop.office("/branches", { name });
  await shop.office("/cashiers", { external_id: "till-1", name: "Анна", branch: "Центр" });
  await shop.office("/cashiers", { external_id: "till-2", name: "Борис", branch: "Север" });
  shop.person("owner", "owner");
  shop.person("manager", "manager", ["--branch", "Центр"]);
  shop.person("anna", "employee", ["--cashier", "till-1"]);
  shop.person("boris", "employee", ["--cashier", "till-2"]);
  const open = async (login, screen = {}) => await openConsole(await openScreen(browser, screen), shop, complaints, login);
  owner = await open("owner", { width: 1440, height: 900 });
  employee = await open("anna", { width: 390, height: 844 });
  manager = await open("manager");
});
after(async () => {
  await browser?.close();
  await shop?.close();
  assert.deepEqual(complaints, []);
});

beforeEach(async () => {
  for (const page of [owner, employee, manager]) {
    // Another section between, so that each test begins with the list.
    await page.locator("#tab-staff").click();
    await page.locator("#tab-training").click();
  }
});

const title = `=1+1 Возвраты ${hostile}`;
const entry = () => employee.locator("#own-training article", { hasText: "Возвраты" });

async function fillQuestion(page, at, question, answers) {
  await page.locator(`#question-${at}`).fill(question);
  for (let place = 2; place < answers.length; ++place) await page.locator(`#more-answers-${at}`).click();
  for (const [place, [words, right]] of answers.entries()) {
    await page.locator(`#answer-${at}-${place}`).fill(words);
    if (right) await page.locator(`#right-${at}-${place}`).check();
  }
}

/** Ticks right or wrong answers, whatever their order, and gives them. */
async function takeTest(page, right) {
  await page.locator("#test fieldset").first().waitFor();
  for (const answer of right ? ["Позвать управляющего", "Код", "QR"] : ["Отказать", "Имя"]) await page.locator("#test label", { hasText: answer }).click();
  await page.locator("#give-answers").click();
  await page.locator("#test-result").waitFor();
}

async function saved(page, button) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator(button).click()]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), "utf8") };
}

test("an owner writes an instruction with a test, for one role, and sees how it will look", async () => {
  await employee.locator("#nothing-to-learn").waitFor();
  await owner.locator("#no-instructions").waitFor();
  await owner.locator("#new-instruction").click();
  await owner.locator("#instruction-title").fill(title);
  await owner.locator("#instruction-body").fill(`Покупатель вернул товар ${hostile}.\n\n1. Найдите чек.\n2. Примите товар.\n\n- без чека не принимаем`);
  await owner.locator("#instruction-form summary").click();
  await owner.locator("#instruction-form .plain-text ol li").first().waitFor();
  assert.deepEqual(await owner.locator("#instruction-form .plain-text ol li").allTextContents(), ["Найдите чек.", "Примите товар."]);
  await owner.locator("#for-employee").check();
  await owner.locator("#instruction-tested").check();
  await owner.locator("#write-instruction:disabled").waitFor();
  await fillQuestion(owner, 0, `Нет чека? ${hostile}`, [["Отказать", false], ["Позвать управляющего", true], ["Заплатить", false]]);
  await owner.locator("#more-questions").click();
  await fillQuestion(owner, 1, "Чем называют карту?", [["Код", true], ["QR", true], ["Имя", false]]);
  await owner.locator("#test-mark").fill("3");
  await owner.locator("#test-mark-note").getByText("Целое число").waitFor();
  await owner.locator("#test-mark").fill("2");
  await owner.locator("#test-tries").fill("3");
  await owner.locator("#test-months").fill("6");
  await owner.locator("#write-instruction").click();
  const row = owner.locator("#instructions tr", { hasText: "Возвраты" });
  await row.getByText("прочитали 0 из 2").waitFor();
  assert.match(await row.textContent(), /сотрудник/);
  assert.equal(await owner.locator("main img").count(), 0);
});

test("an employee finds what is to be read, reads it, fails the test, takes it again and passes", async () => {
  await entry().getByText("прочитать", { exact: true }).waitFor();
  await entry().getByRole("button").click();
  await employee.locator("#have-read").waitFor();
  assert.deepEqual(await employee.locator("#instruction .plain-text ol li").allTextContents(), ["Найдите чек.", "Примите товар."]);
  assert.equal(await employee.locator("#take-test").count(), 0);
  await employee.locator("#have-read").click();
  await employee.locator("#take-test").click();
  await takeTest(employee, false);
  assert.equal(await employee.locator("#test-result").getAttribute("data-passed"), "false");
  assert.equal(await employee.locator("#wrong-questions li").count(), 2);
  await employee.locator("#once-more").click();
  await takeTest(employee, true);
  assert.equal(await employee.locator("#test-result").getAttribute("data-passed"), "true");
  await employee.locator("#leave-test").click();
  await employee.locator("#test-passed").getByText("действует до").waitFor();
  await employee.locator("#close-instruction").click();
  await entry().getByText("сдано", { exact: true }).waitFor();
  assert.equal(await employee.locator("main img").count(), 0);
  assert.equal(await employee.title(), "Консоль");
});

test("what an employee's browser gets of a test does not say which answers are right, and of others it gets nothing", async () => {
  const told = await employee.evaluate(async () => {
    const texts = [];
    for (const path of ["training", "training/instruction?instruction=1"]) texts.push(await (await fetch(`/console/api/${path}`)).text());
    return texts.join();
  });
  assert.ok(told.includes("Возвраты") && !told.includes("right"));
  for (const path of ["training/results", "training/instructions", "training/edit?instruction=1"])
    assert.equal(await employee.evaluate(async (asked) => (await fetch(`/console/api/${asked}`)).status, path), 403);
  assert.equal(await employee.locator("#training-results, #training-instructions").count(), 0);
});

test("the shop sees who has read and passed which version, and saves it as a table in which no text is a formula", async () => {
  await owner.locator("#training-results").click();
  await owner.locator("#results tr[data-due=nothing]", { hasText: "anna" }).waitFor();
  await owner.locator("#results tr[data-due=reading]", { hasText: "boris" }).waitFor();
  await owner.locator("#results-state").selectOption("open");
  await owner.locator("#results tr[data-due=nothing]").waitFor({ state: "detached" });
  assert.equal(await owner.locator("#results tbody tr").count(), 1);
  await owner.locator("#results-state").selectOption("");
  await owner.locator("#results tr[data-due=nothing]").waitFor();
  const { name, text } = await saved(owner, "#save-csv");
  assert.equal(name, "training.csv");
  const lines = text.trimEnd().split("\r\n");
  assert.equal(lines.length, 3);
  assert.ok(lines[0].startsWith('\ufeff"Имя";"Роль";"Филиал";"Инструкция"'));
  assert.match(lines.find((line) => line.includes("anna")), /"сдано";1;"\d{4}-\d\d-\d\d \d\d:\d\d";1;"\d{4}-/);
  assert.ok(text.includes(`"'=1+1 Возвраты`));
  assert.ok(!/(^|;)"?[=+@]/m.test(text));
});

test("a manager sees the own branch only, writes for it, and does not see right answers of the company's test", async () => {
  await manager.locator("#training-results").click();
  await manager.locator("#results tr[data-person]").first().waitFor();
  const names = await manager.locator("#results tr[data-person] td:first-child").allTextContents();
  assert.ok(names.length > 0 && names.every((each) => each.includes("anna")), names.join());
  await manager.locator("#training-instructions").click();
  await manager.locator("#instructions").waitFor();
  assert.equal(await manager.getByRole("button", { name: /Новая версия/ }).count(), 0);
  assert.equal(await manager.evaluate(async () => (await fetch("/console/api/training/edit?instruction=1")).status), 404);
  await manager.locator("#new-instruction").click();
  await manager.locator("#instruction-title").fill("Ключи Центра");
  await manager.locator("#instruction-body").fill("=HYPERLINK(\"http://evil.example\")");
  await manager.locator("#write-instruction").click();
  await manager.locator("#instructions tr", { hasText: "Ключи Центра" }).getByText("Центр", { exact: false }).first().waitFor();
  await employee.locator("#tab-staff").click();
  await employee.locator("#tab-training").click();
  await employee.locator("#own-training article", { hasText: "Ключи Центра" }).waitFor();
  const boris = await openConsole(await openScreen(browser), shop, complaints, "boris");
  await boris.locator("#tab-training").click();
  await boris.locator("#own-training article", { hasText: "Возвраты" }).waitFor();
  assert.equal(await boris.locator("#own-training article", { hasText: "Ключи Центра" }).count(), 0);
  await boris.context().close();
});

test("an instruction's video is a link that says where it leads and opens beside the console", async () => {
  await owner.locator("#new-instruction").click();
  await owner.locator("#instruction-title").fill("Видео о кассе");
  await owner.locator("#instruction-body").fill("Посмотрите до смены.");
  await owner.locator("#instruction-video").fill("javascript:alert(1)");
  await owner.locator("#for-employee").check();
  await owner.locator("#write-instruction").click();
  await owner.locator("#instruction-form .banner.wrong").waitFor();
  await owner.locator("#instruction-video").fill("https://video.example/till.mp4");
  await owner.locator("#write-instruction").click();
  await owner.locator("#instruction-form").waitFor({ state: "detached" });
  await employee.locator("#tab-staff").click();
  await employee.locator("#tab-training").click();
  await employee.locator("#own-training article", { hasText: "Видео о кассе" }).getByRole("button").first().click();
  const link = employee.locator("#instruction a.video");
  await link.waitFor();
  assert.match(await link.textContent(), /video\.example/);
  assert.deepEqual(await link.evaluate((each) => [each.href, each.target, each.rel]), ["https://video.example/till.mp4", "_blank", "noopener noreferrer"]);
  assert.equal(await employee.locator("iframe, video, embed, object").count(), 0);
  await employee.locator("#have-read").click();
  await employee.locator('#instruction[data-due="nothing"]').waitFor();
});

test("a new version is asked to be read again, while the passed test counts, and a retired instruction is asked of nobody", async () => {
  const row = owner.locator("#instructions tr", { hasText: "Возвраты" });
  await row.getByRole("button", { name: /Новая версия/ }).click();
  await owner.locator("#instruction-body").fill("Теперь иначе.");
  await owner.locator("#write-instruction").click();
  await row.getByText("Версия 2").waitFor();
  await employee.locator("#tab-staff").click();
  await employee.locator("#tab-training").click();
  await entry().getByText("прочитать новую версию").waitFor();
  await entry().getByRole("button").click();
  await employee.locator("#have-read").click();
  await employee.locator('#instruction[data-due="nothing"]').waitFor();
  await row.getByRole("button", { name: /Снять/ }).click();
  await row.getByText("снята").waitFor();
  await employee.locator("#close-instruction").click();
  await entry().waitFor({ state: "detached" });
  await row.getByRole("button", { name: /Вернуть/ }).click();
  await row.getByText("снята").waitFor({ state: "detached" });
});

test("what was written, read and passed is in the audit log, without a word of the texts", async () => {
  await owner.locator("#tab-actions").click();
  await owner.locator("#actions").waitFor();
  const log = await owner.locator("#actions").textContent();
  for (const words of ["написал инструкцию", "прочитал инструкцию", "не сдал тест", "сдал тест", "снял инструкцию"]) assert.match(log, new RegExp(words));
  assert.ok(!log.includes("Возвраты"));
});

for (const [language, width, height, scheme] of [["ru", 1440, 900, "light"], ["kk", 390, 844, "light"], ["en", 1024, 600, "dark"]])
  test(`instructions, tests and results fit and read in ${language} at ${width}x${height}`, async () => {
    const findings = [];
    const name = `console-training-${language}-${width}x${height}`;
    const screen = async (login) => {
      const context = await openScreen(browser, { width, height, language, scheme, bypassCSP: true });
      await context.addInitScript(axe);
      const page = await openConsole(context, shop, complaints, login);
      await page.locator("#tab-training").click();
      return page;
    };
    shop.person(`owner-${language}`, "owner");
    const writer = await screen(`owner-${language}`);
    await writer.locator("#instructions").waitFor();
    await check(writer, `${name}-instructions`, findings);
    await writer.getByRole("button", { name: /Возвраты/ }).first().click();
    await writer.locator("#question-1").waitFor();
    await check(writer, `${name}-form`, findings);
    await writer.locator("#close-form").click();
    await writer.locator("#training-results").click();
    await writer.locator("#results tr[data-person]").first().waitFor();
    await check(writer, `${name}-results`, findings);
    await writer.context().close();

    shop.person(`till-${language}`, "employee", ["--cashier", "till-2"]);
    const reader = await screen(`till-${language}`);
    await reader.locator("#own-training article").first().waitFor();
    await check(reader, `${name}-own`, findings);
    await reader.locator("#own-training article button").first().click();
    await reader.locator("#have-read").waitFor();
    await check(reader, `${name}-reading`, findings);
    await reader.locator("#have-read").click();
    await reader.locator("#take-test").click();
    await reader.locator("#test fieldset").first().waitFor();
    await check(reader, `${name}-test`, findings);
    await takeTest(reader, false);
    await check(reader, `${name}-result`, findings);
    await reader.context().close();
    assert.deepEqual(findings, []);
  });
