// The card in the wallets of phones with Chromium against the real cloud.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { createPublicKey, verify } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import { after, before, test } from "node:test";
import { CardShop, joinShop } from "./card-shop.mjs";
import { axe, check } from "./fit.mjs";
import { openBrowser, openScreen, watchPage } from "./shop.mjs";
import { walletKeys } from "./wallet-keys.mjs";

let shop;
let browser;
let keys;
let people = 0;

before(async () => {
  keys = walletKeys();
  [shop, browser] = await Promise.all([CardShop.open({ more: keys.options }), openBrowser()]);
});
after(async () => {
  await browser?.close();
  await shop?.close();
  rmSync(keys.folder, { recursive: true, force: true });
});

const freshPhone = () => `+7701666${1000 + ++people}`;

async function openPhone(complaints, more = {}) {
  const context = await openScreen(browser, { width: 390, height: 844, ...more });
  return watchPage(await context.newPage(), complaints);
}

test("a customer adds the card to Apple Wallet: the pass is signed by the shop, and a till sells by its code", async () => {
  const complaints = [];
  const page = await openPhone(complaints);
  await joinShop(page, shop, freshPhone(), "Дана");
  const came = page.waitForEvent("download");
  await page.locator("#apple-pass").click();
  const download = await came;
  assert.equal(download.suggestedFilename(), "card.pkpass");
  const opened = keys.file("opened");
  execFileSync("unzip", ["-q", "-o", await download.path(), "-d", opened]);
  execFileSync("openssl", ["cms", "-verify", "-inform", "DER", "-in", `${opened}/signature`, "-content", `${opened}/manifest.json`,
                           "-binary", "-purpose", "any", "-CAfile", keys.file("wwdr.pem"), "-out", "/dev/null"], { stdio: "pipe" });
  const pass = JSON.parse(execFileSync("cat", [`${opened}/pass.json`], { encoding: "utf8" }));
  assert.equal(pass.storeCard.primaryFields[0].value, "500");
  const sold = await shop.buy({ code: pass.barcodes[0].message }, 1_000, 100);
  assert.equal(sold.points, -100);
  assert.deepEqual(complaints, []);
  await page.context().close();
});

test("a customer goes to Google Wallet by a link that is signed by the shop's account, and a till sells by its code", async () => {
  const complaints = [];
  const page = await openPhone(complaints);
  let link = "";
  await page.context().route("https://pay.google.com/**", (route) => {
    link = route.request().url();
    return route.fulfill({ contentType: "text/html", body: "<title>Wallet</title>" });
  });
  await joinShop(page, shop, freshPhone(), "Ермек");
  await page.locator("#google-wallet").click();
  await page.waitForURL("https://pay.google.com/**");
  const [header, claims, signature] = link.slice("https://pay.google.com/gp/v/save/".length).split(".");
  const key = createPublicKey(readFileSync(keys.file("google.key")));
  assert.ok(verify("sha256", Buffer.from(`${header}.${claims}`), key, Buffer.from(signature, "base64url")));
  const told = JSON.parse(Buffer.from(claims, "base64url").toString("utf8"));
  assert.deepEqual(told.origins, [shop.base]);
  assert.ok(link.length < 1800, `the link has ${link.length} characters`);
  const sold = await shop.buy({ code: told.payload.loyaltyObjects[0].barcode.value }, 1_000, 100);
  assert.equal(sold.points, -100);
  assert.deepEqual(complaints, [`a request left the machine: ${link}`]);
  await page.context().close();
});

for (const language of ["ru", "kk", "en"])
  test(`the buttons of wallets fit and read in ${language} on a narrow phone`, async () => {
    const findings = [];
    const complaints = [];
    const page = await openPhone(complaints, { width: 360, height: 740, language, bypassCSP: true, locale: language });
    await page.context().addInitScript(axe);
    await joinShop(page, shop, freshPhone(), "Дана");
    await page.locator("#google-wallet").waitFor();
    await check(page, `${language}-360x740-card-wallet`, findings);
    assert.deepEqual([...findings, ...complaints], []);
    await page.context().close();
  });

test("a cloud with another's key does not start, and says which file is wrong and what to do", () => {
  const wrong = keys.options.map((word) => (word === keys.file("pass.key") ? keys.file("wwdr.key") : word));
  const cloud = spawnSync(process.env.TILLPOINTS_CLOUD_PROGRAM,
    ["--programme", shop.programme, "--data", keys.file("data"), "--listen", "127.0.0.1:0", "--card", "127.0.0.1:0", ...wrong],
    { encoding: "utf8", timeout: 20_000 });
  assert.equal(cloud.status, 2);
  assert.match(cloud.stderr, /wwdr\.key: expected the private key of the certificate in .*pass\.pem, found another key/);
  assert.doesNotMatch(cloud.stderr + cloud.stdout, /PRIVATE KEY/);
});
