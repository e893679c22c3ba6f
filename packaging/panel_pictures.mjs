// panel_pictures.mjs FOLDER: the technician's panel with a parked entry, in English and Russian, as the browser shows it.
// The target panel_pictures_written runs it with what the browser tests need.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { openBrowser, openScreen, Shop, signIn, watchPage } from "../web/browser/shop.mjs";

const folder = process.argv[2];
mkdirSync(folder, { recursive: true });

/** A register prints a discount that was quoted and never redeemed, so its award is parked. */
async function parkAnAward(shop) {
  const customer = await shop.customer("Дана", "+77015550201");
  const token = shop.command(["token", "desk"]).trim();
  shop.daemon.kill("SIGHUP");
  const say = async (event) => {
    for (;;) {
      const answer = await fetch(`${shop.base}/v1/events`, {
        method: "POST",
        headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
        body: JSON.stringify({ v: 1, receipt_id: "till-7", ...event }),
      });
      if (answer.status !== 401) return await answer.json(); // until the daemon has read the token
    }
  };
  const positions = [{ id: "p1", name: "Чай", price: 200_000, quantity: "1", sum: 200_000 }];
  await say({ event: "receipt_opened", kind: "sale", shift: "till-1" });
  await say({ event: "customer_presented", by: "code", value: await shop.codeOf(customer), positions });
  const offer = await say({ event: "discount_requested", positions, total: 200_000, points: "max" });
  await say({ event: "receipt_closed", positions: offer.positions, total: offer.total, closed_at: new Date().toISOString() });
}

const [shop, browser] = await Promise.all([Shop.open(), openBrowser()]);
try {
  await parkAnAward(shop);
  for (const language of ["en", "ru"]) {
    const context = await openScreen(browser, { width: 1000, height: 520, language });
    const page = watchPage(await context.newPage(), []);
    await signIn(page, shop.base, "Техник", "2580", "/panel/");
    await page.locator("#tile-link").waitFor();
    await page.screenshot({ path: join(folder, `panel-overview-${language}.png`) });
    await page.locator("#tab-queue").click();
    await page.locator('[data-entry="till-7/1"] button').first().waitFor();
    await page.screenshot({ path: join(folder, `panel-parked-${language}.png`) });
    await context.close();
  }
} finally {
  await browser.close();
  await shop.close();
}
