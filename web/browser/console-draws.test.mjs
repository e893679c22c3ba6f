// Prize draws in the console, against the real cloud: arranged, drawn once, and counted again by a program of its own.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash, createHmac } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { ConsoleShop, openConsole } from "./console-shop.mjs";
import { axe, check } from "./fit.mjs";
import { openBrowser, openScreen } from "./shop.mjs";

const hostile = `"><img src=x onerror="alert(1)">`;
let shop;
let browser;
let owner;
const complaints = [];

before(async () => {
  [shop, browser] = await Promise.all([ConsoleShop.open(), openBrowser()]);
  shop.person("owner", "owner");
  owner = await openConsole(await openScreen(browser, { width: 1440, height: 900 }), shop, complaints, "owner");
});
after(async () => {
  await browser?.close();
  await shop?.close();
  assert.deepEqual(complaints, []);
});

const sha256 = (text) => createHash("sha256").update(text).digest("hex");

/** The winners as cloud/README.md, "Prize draws", says that anybody can count them. */
function countedAgain({ seed, participants, winners_wanted }) {
  const digest = sha256(participants.map(([number, tickets]) => `${number};${tickets}\n`).join(""));
  const left = participants.map(([number, tickets]) => ({ number, tickets: BigInt(tickets) }));
  const winners = [];
  let at = 0;
  const below = (end) => {
    for (;;) {
      const drawn = createHmac("sha256", seed).update(`tillpoints-draw-1/${digest}/${at++}`).digest().readBigUInt64BE(0);
      if (drawn < ((1n << 64n) / end) * end) return drawn % end;
    }
  };
  while (winners.length < winners_wanted && left.length > 0) {
    let ticket = below(left.reduce((sum, each) => sum + each.tickets, 0n));
    const owner = left.findIndex((each) => (ticket < each.tickets ? true : ((ticket -= each.tickets), false)));
    winners.push(left.splice(owner, 1)[0].number);
  }
  return { digest, winners };
}

async function saved(page, button) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator(button).click()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path(), "utf8") };
}

const verify = (file, more = []) => spawnSync(process.env.TILLPOINTS_CLOUD_PROGRAM, ["draw", "verify", file, ...more], { encoding: "utf8" });

/** Fills what every draw needs. */
async function begin(page, name, winners) {
  await page.locator("#tab-sources").click();
  await page.locator("#tab-draws").click();
  await page.locator("#new-draw").click();
  await page.locator("#draw-name").fill(name);
  await page.locator("#draw-winners").fill(String(winners));
}

async function drawNow(page) {
  await page.locator("#draw-now").click();
  await page.locator("#draw-now-sure").click();
  await page.locator('#draw[data-over="true"]').waitFor();
}

test("a marketer arranges a draw, publishes its commitment, draws once after a confirmation, and anybody can count the winners again", async () => {
  shop.person("marketer", "marketer");
  const page = await openConsole(await openScreen(browser), shop, complaints, "marketer");
  await page.locator("#tab-draws").click();
  await page.locator("#no-draws").waitFor();
  await begin(page, `Майский ${hostile}`, 3);
  assert.equal(await page.locator("#draw-prize").count(), 0);
  assert.ok(await page.locator("#arrange-draw").isDisabled());
  const count = page.locator('#draw-count [data-done="true"]');
  await count.waitFor();
  await page.locator("#draw-message").fill("Вы выиграли");
  const participants = Number(await count.getAttribute("data-participants"));
  await page.locator("#arrange-draw").click();
  await page.locator('#draw[data-state="arranged"]').waitFor();
  const commitment = await page.locator("#draw-commitment").textContent();
  assert.match(commitment, /^[0-9a-f]{64}$/);
  await count.waitFor();
  assert.equal(Number(await count.getAttribute("data-participants")), participants);

  await page.locator("#draw-now").click();
  await page.getByRole("dialog").getByText("Отменить, повторить или изменить").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.locator('#draw[data-state="arranged"]').waitFor();
  await drawNow(page);
  const winners = await page.locator("#draw-winners-table tbody tr").evaluateAll((rows) => rows.map((row) => Number(row.getAttribute("data-participant"))));
  assert.equal(winners.length, 3);
  assert.equal(await page.locator("main img").count(), 0);

  const { name, bytes } = await saved(page, "#save-draw-json");
  assert.equal(name, "draw-1.json");
  const record = JSON.parse(bytes);
  assert.equal(sha256(record.seed), commitment);
  assert.equal(record.participants.length, participants);
  assert.deepEqual(countedAgain(record), { digest: record.list_digest, winners });
  assert.ok(!bytes.includes("+7"));
  const file = shop.file("record.json");
  writeFileSync(file, bytes);
  const right = verify(file, ["--commitment", commitment]);
  assert.equal(right.status, 0, right.stdout + right.stderr);
  assert.equal(verify(file, ["--commitment", sha256("another")]).status, 1);
  writeFileSync(file, bytes.replace(String(winners[0]), String(winners[1])));
  assert.match(verify(file).stdout, /WRONG/);
  writeFileSync(file, "{}");
  assert.equal(verify(file).status, 2);

  const csv = await saved(page, "#save-draw-csv");
  assert.equal(csv.name, "draw-1.csv");
  assert.equal(csv.bytes.trimEnd().split("\r\n").length, participants + 1);
  await page.locator("#close-draw").click();
  await page.locator("#draws td", { hasText: "Майский" }).first().waitFor();
  await page.context().close();
});

test("an owner draws points among purchases, employees left out by their tag, and each winner has them once", async () => {
  await shop.office("/customers", { name: `Продавец ${hostile}`, phone: "+77015559901" });
  await owner.locator("#tab-customers").click();
  await owner.locator("#find").fill("+77015559901");
  await owner.locator("#find-customer").click();
  await owner.locator("#tags").fill("сотрудник");
  await owner.locator("#save-tags").click();
  await owner.locator("#save-tags:disabled").waitFor();
  await begin(owner, "За покупки", 2);
  const everybody = owner.locator('#draw-count [data-done="true"]');
  await everybody.waitFor();
  const all = Number(await everybody.getAttribute("data-participants"));
  await owner.locator("#segment-without-tag").fill("сотрудник");
  await owner.waitForFunction((before) => Number(document.querySelector('#draw-count [data-done="true"]')?.getAttribute("data-participants")) === before - 1, all);
  await owner.locator("#draw-ticket").selectOption("purchase");
  assert.ok(await owner.locator("#arrange-draw").isDisabled());
  await owner.locator("#draw-from").fill("2020-01-01");
  await owner.locator("#draw-to").fill(new Date(Date.now() - 3 * 86_400_000).toISOString().slice(0, 10));
  await owner.waitForFunction(() => {
    const shown = document.querySelector('#draw-count [data-done="true"]');
    return shown !== null && Number(shown.getAttribute("data-tickets")) > Number(shown.getAttribute("data-participants"));
  });
  await owner.locator("#draw-prize").selectOption("points");
  await owner.locator("#draw-points").fill("300");
  await owner.locator("#arrange-draw").click();
  await owner.locator('#draw[data-state="arranged"]').waitFor();
  const id = Number(await owner.locator("#draw").getAttribute("data-draw"));
  await drawNow(owner);
  // A second person with an old page presses, too.
  const again = await owner.evaluate(async (draw) => {
    const { person } = await (await fetch("/console/api/session")).json();
    const headers = { "Content-Type": "application/json", "Tillpoints-Page-Token": person.token };
    return await (await fetch("/console/api/draws/draw", { method: "POST", headers, body: JSON.stringify({ draw }) })).json();
  }, id);
  assert.equal(again.state, "drawn");
  const rows = owner.locator('#draw-winners-table tr[data-state="given"]');
  assert.equal(await rows.count(), 2);
  for (let at = 0; at < 2; ++at) {
    const participant = Number(await rows.nth(at).getAttribute("data-participant"));
    const postings = (await shop.office("/ledger")).postings.filter((each) => each.account === `customer/${participant - 1_100_000_000_000}` && each.cause === "campaign");
    assert.deepEqual(postings.map((each) => each.points), [300]);
  }
  shop.run(["audit"]);
});

test("those who bought last at a branch are chosen by its name, and the draw says so", async () => {
  await shop.office("/cashiers", { external_id: "south-1", name: "Клара", branch: `Юг ${hostile}` });
  await shop.office("/customers", { name: "Покупатель", phone: "+77015559902" });
  await shop.buy({ phone: "+77015559902" }, 500, { externalId: "south-1" });
  await begin(owner, "На Юге", 1);
  await owner.locator("#segment-branch").selectOption({ label: `Юг ${hostile}` });
  await owner.locator('#draw-count [data-done="true"][data-participants="1"]').waitFor();
  await owner.locator("#draw-message").fill("Вы выиграли");
  await owner.locator("#arrange-draw").click();
  await owner.locator("#draw .facts").getByText("Филиал последней покупки: Юг").waitFor();
  assert.equal(await owner.locator("main img").count(), 0);
});

test("a manager has no draws, and the cloud refuses what a page would ask", async () => {
  await shop.office("/branches", { name: "Центр" });
  shop.person("manager", "manager", ["--branch", "Центр"]);
  const manager = await openConsole(await openScreen(browser), shop, complaints, "manager");
  assert.equal(await manager.locator("#tab-draws").count(), 0);
  for (const path of ["draws", "draws/show?draw=1", "draws/file?draw=1&kind=json"])
    assert.equal(await manager.evaluate(async (asked) => (await fetch(`/console/api/${asked}`)).status, path), 403);
  await manager.context().close();
});

for (const [language, width, height, scheme] of [["ru", 1440, 900, "light"], ["kk", 390, 844, "light"], ["en", 1024, 600, "dark"]])
  test(`prize draws fit and read in ${language} at ${width}x${height}`, async () => {
    const findings = [];
    const name = `console-draws-${language}-${width}x${height}`;
    const login = `owner-${language}`;
    shop.person(login, "owner");
    const context = await openScreen(browser, { width, height, language, scheme, bypassCSP: true });
    await context.addInitScript(axe);
    const page = await openConsole(context, shop, complaints, login);
    await begin(page, "Summer", 5);
    await page.locator("#draw-ticket").selectOption("purchase");
    await page.locator("#draw-from").fill("2020-01-01");
    await page.locator("#draw-to").fill("2020-12-31");
    await page.locator("#draw-prize").selectOption("certificate");
    await page.locator("#draw-points").fill("500");
    await page.locator('#draw-count [data-done="true"]').waitFor();
    await check(page, `${name}-form`, findings);
    await page.locator("#draw-ticket").selectOption("customer");
    await page.locator("#arrange-draw").click();
    await page.locator('#draw-count [data-done="true"]').waitFor();
    await check(page, `${name}-arranged`, findings);
    await page.locator("#draw-now").click();
    await page.locator("#draw-now-sure").waitFor();
    await check(page, `${name}-sure`, findings);
    await page.locator("#draw-now-sure").click();
    await page.locator('#draw[data-over="true"]').waitFor();
    await check(page, `${name}-drawn`, findings);
    await page.locator("#close-draw").click();
    await page.locator("#draws").waitFor();
    await check(page, `${name}-list`, findings);
    await context.close();
    assert.deepEqual(findings, []);
  });
