// Notifications of the card with Chromium against the real cloud, and a push service of our own.
//
// Chromium without Google's service has no push service: the page's pushManager is a stand-in here, which has the keys of a
// browser and names our service. What arrives is read with these keys, and given to the page's real worker by the browser's
// developer tools.
import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import { after, before, test } from "node:test";
import { CardShop, confirmPhone, joinShop } from "./card-shop.mjs";
import { axe, check } from "./fit.mjs";
import { PushReader, PushService, tokenHolds } from "./push-service.mjs";
import { openBrowser, openScreen, watchPage } from "./shop.mjs";

let shop;
let browser;
let service;
let people = 0;

before(async () => {
  service = await PushService.open();
  // Nobody's night, so that messages come at once.
  const more = ["--quiet-hours", "00:00-00:00", "--push-contact", "mailto:shop@shop.example", "--push-loopback"];
  [shop, browser] = await Promise.all([CardShop.open({ more, keyed: ["--push-key-file", "push.pem"] }), openBrowser()]);
});
after(async () => {
  await browser?.close();
  await shop?.close();
  service?.close();
});

async function eventually(what, holds) {
  const until = Date.now() + 20_000;
  for (;;) {
    const found = await holds();
    if (found) return found;
    if (Date.now() > until) throw new Error(`not within 20 s: ${what}`);
    await new Promise((next) => setTimeout(next, 100));
  }
}

/** Runs in the page: a browser that has a push service. */
function standIn({ endpoint, p256dh, auth }) {
  const place = "stand-in";
  const made = (key) => ({
    endpoint,
    options: { applicationServerKey: Uint8Array.from(JSON.parse(key)).buffer },
    toJSON: () => ({ endpoint, keys: { p256dh, auth } }),
    unsubscribe: () => Promise.resolve(sessionStorage.removeItem(place) ?? true),
  });
  PushManager.prototype.getSubscription = () => {
    const key = sessionStorage.getItem(place);
    return Promise.resolve(key ? made(key) : null);
  };
  PushManager.prototype.subscribe = ({ userVisibleOnly, applicationServerKey }) => {
    if (!userVisibleOnly || applicationServerKey.length !== 65) return Promise.reject(new Error("wrong options"));
    sessionStorage.setItem(place, JSON.stringify([...applicationServerKey]));
    return Promise.resolve(made(sessionStorage.getItem(place)));
  };
}

/** A customer with a phone whose browser has a push service. */
async function openPhone(more = {}) {
  const at = ++people;
  const [phone, path, reader, complaints] = [`+7701555${1000 + at}`, `/push/${at}`, new PushReader(), []];
  const context = await openScreen(browser, { width: 390, height: 844, ...more });
  await context.addInitScript(standIn, {
    endpoint: service.origin + path, p256dh: reader.point.toString("base64url"), auth: reader.auth.toString("base64url"),
  });
  const page = watchPage(await context.newPage(), complaints);
  const allow = () => context.grantPermissions(["notifications"], { origin: shop.base });
  return { page, context, phone, path, reader, complaints, allow };
}

async function subscribed(more) {
  const one = await openPhone(more);
  await one.allow();
  await joinShop(one.page, shop, one.phone, "Дана");
  await one.page.locator("#tab-settings").click();
  await one.page.locator("#push-on").click();
  await one.page.locator("#push-off").waitFor();
  return one;
}

/** The rows of the shop's questions about purchases of this customer, by this channel. */
async function questions(one, channel = "push") {
  const [{ rows }, { participant }] = [await shop.office("/messages"), await shop.office(`/customers?phone=${encodeURIComponent(one.phone)}`)];
  return rows.filter((row) => row.participant === participant && row.channel === channel && row.template === "rate");
}

const question = async (one, channel) => (await questions(one, channel))[0];

/** The customer buys; half an hour later the shop asks how it was. */
async function buysAndIsAsked(one) {
  await shop.buy({ participant: { phone: one.phone } }, 1_000);
  await shop.advance(31);
}

const reaches = (one, state) => eventually(state, async () => (await question(one))?.state === state);

test("a customer turns notifications on by a press, and the browser alone can read what the shop sends", async () => {
  const one = await openPhone();
  await joinShop(one.page, shop, one.phone, "Дана");
  await one.page.evaluate(() => {
    window.asked = 0;
    Notification.requestPermission = () => (window.asked++, Promise.resolve("denied"));
  });
  await one.page.locator("#tab-settings").click();
  await one.page.locator("#push-on").waitFor();
  assert.equal(await one.page.evaluate(() => window.asked), 0);
  await one.page.locator("#push-on").click();
  await one.page.locator("#push-problem").waitFor();
  assert.equal(await one.page.evaluate(() => window.asked), 1);
  await one.page.evaluate(() => (Notification.requestPermission = () => Promise.resolve("granted")));
  await one.page.locator("#push-on").click();
  await one.page.locator("#push-off").waitFor();
  await one.page.locator("#consent-push").waitFor();
  await buysAndIsAsked(one);
  await reaches(one, "delivered");
  const [sent] = service.at(one.path);
  assert.equal(sent.headers["content-encoding"], "aes128gcm");
  assert.equal(sent.headers.ttl, "86400");
  assert.ok(tokenHolds(sent.headers.authorization, service.origin));
  const told = one.reader.read(sent.body);
  assert.equal(told.title, "Electronics");
  assert.match(told.text, /Electronics.*1000 RUB/);
  assert.equal(told.language, "ru");
  assert.throws(() => new PushReader().read(sent.body));
  assert.equal(statSync(shop.file("push.pem")).mode & 0o777, 0o600);
  assert.doesNotMatch(readFileSync(shop.file("cloud.log"), "utf8"), /PRIVATE KEY|\/push\//);
  assert.deepEqual(one.complaints, []);
  await one.context.close();
});

test("a message waits as long as the push service says, comes again after a lost answer, and is one notification", async () => {
  const one = await subscribed();
  service.plans[one.path] = [[429, { "Retry-After": "120" }], [503], "silence"];
  await buysAndIsAsked(one);
  await eventually("429", () => service.at(one.path).length === 1);
  await shop.advance(1);
  await new Promise((next) => setTimeout(next, 500));
  assert.equal(service.at(one.path).length, 1);
  await shop.advance(1.1);
  await eventually("503", () => service.at(one.path).length === 2);
  await reaches(one, "queued");
  await shop.advance(1);
  await eventually("silence", () => service.at(one.path).length === 3);
  await reaches(one, "queued");
  await shop.advance(6);
  await reaches(one, "delivered");
  const ids = service.at(one.path).map((each) => one.reader.read(each.body).id);
  assert.equal(ids.length, 4);
  assert.equal(new Set(ids).size, 1);
  assert.equal(new Set(service.at(one.path).map((each) => each.body.subarray(0, 16).toString("hex"))).size, 4);
  await one.context.close();
});

test("a browser that the push service does not know any more is forgotten, and the message is told as failed", async () => {
  for (const status of [404, 410]) {
    const one = await subscribed();
    service.plans[one.path] = [[status]];
    await buysAndIsAsked(one);
    await eventually(String(status), () => service.at(one.path).length === 1);
    await shop.advance(1);
    await reaches(one, "failed");
    assert.equal(service.at(one.path).length, 1);
    await one.page.reload();
    await one.page.locator("#tab-settings").click();
    await one.page.locator("#push-on").waitFor();
    await one.context.close();
  }
});

test("messages that the newest browser's push service refuses, for the shop's key, reach the customer's other browser", async () => {
  const older = await subscribed();
  const newer = await openPhone();
  await newer.allow();
  await confirmPhone(newer.page, shop, older.phone);
  await newer.page.locator("#tab-settings").click();
  await newer.page.locator("#push-on").click();
  await newer.page.locator("#push-off").waitFor();
  const states = async () => (await questions(older)).map((row) => row.state).sort();
  // Two at the same time, both under way before either is refused.
  service.plans[newer.path] = Array(9).fill([403]);
  await shop.buy({ participant: { phone: older.phone } }, 1_000);
  await buysAndIsAsked(older);
  await eventually("refusals", () => service.at(newer.path).length > 0);
  await shop.advance(1);
  await eventually("both delivered", async () => String(await states()) === "delivered,delivered");
  assert.equal(service.at(older.path).length, 2);
  assert.ok(service.at(newer.path).length <= 2);
  service.plans[older.path] = [[403]];
  await buysAndIsAsked(older);
  await eventually("nobody is left to be told", async () => String(await states()) === "delivered,delivered,failed");
  assert.match((await questions(older)).find((row) => row.state === "failed").note, /not this shop's/);
  for (const one of [older, newer]) await one.context.close();
});

test("who turns notifications off, signs out or leaves is told nothing more", async () => {
  for (const press of [["#push-off"], ["#sign-out"], ["#leave", "#leave-yes"]]) {
    const one = await subscribed();
    for (const button of press) await one.page.locator(button).click();
    await one.page.locator(press[0] === "#push-off" ? "#push-on" : "#phone").waitFor();
    assert.equal(await one.page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      return await registration.pushManager.getSubscription();
    }), null);
    if (press[0] !== "#leave") {
      await buysAndIsAsked(one);
      await eventually("the card is asked", () => question(one, "app"));
      assert.equal(await question(one), undefined);
    }
    assert.equal(service.at(one.path).length, 0);
    await one.context.close();
  }
});

test("the worker shows a notification for each message once, whatever it holds", async () => {
  const one = await subscribed();
  const tools = await one.context.newCDPSession(one.page);
  const registered = new Promise((take) => tools.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
    const found = registrations.find((each) => each.scopeURL.startsWith(shop.base));
    if (found) take(found.registrationId);
  }));
  await tools.send("ServiceWorker.enable");
  const registrationId = await registered;
  const deliver = (data) => tools.send("ServiceWorker.deliverPushMessage", { origin: shop.base, registrationId, data });
  const shown = () => one.page.evaluate(async () =>
    (await (await navigator.serviceWorker.ready).getNotifications()).map(({ title, body, tag }) => ({ title, body, tag })));
  const message = JSON.stringify({ id: 7, title: "<b>Shop</b>", text: "Заказ готов", language: "ru" });
  await deliver(message);
  await deliver(message);
  await eventually("a notification", async () => (await shown()).length > 0);
  assert.deepEqual(await shown(), [{ title: "<b>Shop</b>", body: "Заказ готов", tag: "message-7" }]);
  await deliver("no JSON");
  await eventually("a second one", async () => (await shown()).length === 2);
  await one.context.close();
});

for (const language of ["ru", "kk", "en"])
  test(`notifications fit and read in ${language} on a narrow phone`, async () => {
    const findings = [];
    const one = await openPhone({ width: 360, height: 740, language, bypassCSP: true, locale: language });
    await one.context.addInitScript(axe);
    await one.allow();
    await joinShop(one.page, shop, one.phone, "Дана");
    await one.page.locator("#tab-settings").click();
    await one.page.locator("#push-on").waitFor();
    await check(one.page, `${language}-360x740-card-push`, findings);
    await one.page.locator("#push-on").click();
    await one.page.locator("#push-off").waitFor();
    await check(one.page, `${language}-360x740-card-push-on`, findings);
    assert.deepEqual([...findings, ...one.complaints], []);
    await one.context.close();
  });
