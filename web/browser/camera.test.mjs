// The camera where the browser itself reads no codes, as Chromium on Linux: the page's own decoder does.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { openBrowser, openCashier, openScreen, Shop } from "./shop.mjs";
import { qrPicture, writeFilm } from "./picture.mjs";

let shop;
let complaints;
const browsers = [];

before(async () => (shop = await Shop.open()));
after(async () => await shop?.close());
beforeEach(() => (complaints = []));
afterEach(async () => {
  for (const browser of browsers.splice(0)) await browser.close();
  assert.deepEqual(complaints, []);
});

/** A cashier's page whose camera sees this film; without one the page may not use a camera. */
async function cashierWithCamera(film) {
  const camera = ["--use-fake-device-for-media-stream", `--use-file-for-fake-video-capture=${film}`];
  const browser = await openBrowser(film ? camera : []);
  browsers.push(browser);
  const context = await openScreen(browser, { permissions: film ? ["camera"] : [] });
  const loaded = [];
  context.on("request", (request) => loaded.push(new URL(request.url()).pathname));
  const page = await openCashier(context, shop, complaints);
  assert.equal(await page.evaluate(() => "BarcodeDetector" in window), false, "this test needs a browser that reads no codes");
  return { page, loaded };
}

test("a customer's code before the camera finds the customer, and the decoder is loaded with the first use only", async () => {
  const customer = await shop.customer("Дана", "+77015551001");
  const film = shop.file("code.y4m");
  writeFilm(film, qrPicture(await shop.codeOf(customer), 640, 480), 640, 480);
  const { page, loaded } = await cashierWithCamera(film);
  assert.equal(loaded.includes("/cashier/decoder.js"), false);
  await page.locator("#total").fill("1000");
  await page.locator("#scan").click();
  await page.locator("#found").waitFor();
  assert.match(await page.locator("#customer-name").textContent(), /Дана/);
  assert.equal(loaded.filter((path) => path === "/cashier/decoder.js").length, 1);
});

test("where the camera is not allowed the page says so, and the code can be typed", async () => {
  const customer = await shop.customer("Ержан", "+77015551002");
  const { page } = await cashierWithCamera();
  await page.locator("#total").fill("1000");
  await page.locator("#scan").click();
  await page.getByText("Камера недоступна").waitFor();
  await page.keyboard.press("Escape");
  await page.locator("#customer").fill(await shop.codeOf(customer));
  await page.locator("#find").click();
  await page.locator("#found").waitFor();
});
