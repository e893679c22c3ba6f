// A shop whose customers have cards: the checked cloud with its back office and its cards, and a browser.
//
// Needs in the environment: TILLPOINTS_CLOUD_PROGRAM, TILLPOINTS_PROGRAMMES, TILLPOINTS_CLOUD_PAGES.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ownDatabase } from "./own-database.mjs";
import { ended, fileAppears } from "./shop.mjs";

const env = (name) => process.env[name] ?? (() => { throw new Error(`${name} is not set`); })();

export class CardShop {
  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), "tillpoints-card-"));
    this.file = (name) => join(this.folder, name);
  }

  /** `rules` replace members of the programme's file; `keyed` are pairs of an option and a file of the shop's folder. */
  static async open({ programme = "electronics", rules = {}, more = [], keyed = [] } = {}) {
    const shop = new CardShop();
    shop.database = await ownDatabase(shop.file("cloud.db"));
    shop.programme = shop.file("programme.json");
    const file = readFileSync(join(env("TILLPOINTS_PROGRAMMES"), `${programme}.json`), "utf8");
    writeFileSync(shop.programme, JSON.stringify({ ...JSON.parse(file), ...rules }));
    shop.more = [...more, ...keyed.map((word) => (word.startsWith("--") ? word : shop.file(word)))];
    await shop.start();
    return shop;
  }

  async start() {
    rmSync(this.file("ports.json"), { force: true });
    const port = (name) => `127.0.0.1:${this.ports?.[name] ?? 0}`;
    const out = openSync(this.file("cloud.log"), "a");
    this.cloud = spawn(
      env("TILLPOINTS_CLOUD_PROGRAM"),
      ["--programme", this.programme, "--data", this.folder, ...this.database.words, "--company", "42",
       "--listen", port("listen"), "--backoffice", port("backoffice"), "--card", port("card"), "--card-pages",
       env("TILLPOINTS_CLOUD_PAGES"), "--virtual-time", ...this.more],
      { stdio: ["ignore", out, out] },
    );
    this.ports = JSON.parse(readFileSync(await fileAppears(this.folder, "ports.json", this.cloud), "utf8"));
    this.base = this.ports.card_url;
  }

  /** The outage: nothing listens any more. */
  async stop() {
    this.cloud.kill("SIGKILL");
    await ended(this.cloud);
  }

  async office(path, body, method = body ? "POST" : "GET") {
    const token = readFileSync(this.file("backoffice.token"), "utf8").trim();
    const answer = await fetch(`http://127.0.0.1:${this.ports.backoffice}${path}`, {
      method,
      headers: { Authorization: `Bearer ${token}` },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return await answer.json();
  }

  /** What a till sends to the partner API. */
  async till(method, path, body) {
    const key = readFileSync(this.file("api.key"), "utf8").trim();
    const text = body ? JSON.stringify(body) : "";
    return await new Promise((take, fail) => {
      const sent = request(
        { host: "127.0.0.1", port: this.ports.listen, path, method, ca: readFileSync(this.file("ca.pem")),
          headers: { Authorization: `Basic ${Buffer.from(`42:${key}`).toString("base64")}`, Accept: "application/json",
                     "Accept-Charset": "utf-8", "Content-Type": "application/json", "Content-Length": Buffer.byteLength(text) } },
        (answer) => {
          let told = "";
          answer.on("data", (part) => (told += part));
          answer.on("end", () => take({ status: answer.statusCode, body: told ? JSON.parse(told) : null }));
        },
      );
      sent.on("error", fail);
      sent.end(text);
    });
  }

  async buy(who, total, points = 0, number) {
    const receipt = { total, cash: total - points, points, ...(number ? { number } : {}) };
    const answer = await this.till("POST", "/operations", { ...who, receipt, nonce: crypto.randomUUID() });
    if (answer.status !== 200) throw new Error(JSON.stringify(answer));
    return answer.body;
  }

  /** The demo's outbox: the last code that was sent to this phone. */
  async codeFor(phone) {
    const { rows } = await this.office("/messages");
    const sent = rows.filter((row) => row.to === phone && row.purpose === "code" && row.text);
    return /\d{6}/.exec(sent[sent.length - 1].text)[0];
  }

  async advance(minutes) {
    const { now } = await this.office("/time");
    await this.office("/time", { to: new Date(Date.parse(now) + minutes * 60_000).toISOString() });
  }

  async close() {
    await this.stop();
    await this.database.close();
    const violations = this.file("violations");
    const told = existsSync(violations) ? readFileSync(violations, "utf8") : "";
    rmSync(this.folder, { recursive: true, force: true });
    if (told) throw new Error(`the cloud's answers are not as described: ${told}`);
  }
}

export async function confirmPhone(page, shop, phone, { invitation } = {}) {
  await page.goto(`${shop.base}/card/${invitation ? `?i=${invitation}` : ""}`);
  await page.locator("#phone").fill(phone);
  await page.locator("#go-on").click();
  await page.locator("#code").waitFor();
  await page.locator("#code").fill(await shop.codeFor(phone));
  await page.locator("#go-on").click();
}

export async function joinShop(page, shop, phone, name, more = {}) {
  await confirmPhone(page, shop, phone, more);
  await page.locator("#name").fill(name);
  await page.locator("#join").click();
  await page.locator("#points").waitFor();
}
