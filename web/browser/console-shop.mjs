// A company with a console: the checked cloud with some months of demo data, people who sign in, and a browser.
//
// Needs in the environment: TILLPOINTS_CLOUD_PROGRAM, TILLPOINTS_PROGRAMMES, TILLPOINTS_CLOUD_PAGES.
import { spawn, spawnSync } from "node:child_process";
import { createHash, createHmac } from "node:crypto";
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ownDatabase } from "./own-database.mjs";
import { ended, fileAppears, watchPage } from "./shop.mjs";

const env = (name) => process.env[name] ?? (() => { throw new Error(`${name} is not set`); })();

/** The code that an authenticator application shows now (RFC 6238). */
export function codeOf(secret) {
  const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...secret.replace(/\s/g, "")].map((letter) => digits.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const mac = createHmac("sha1", key).update(counter).digest();
  const at = mac[19] & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

export const password = "correct horse battery";

export class ConsoleShop {
  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), "tillpoints-console-"));
    this.file = (name) => join(this.folder, name);
  }

  /** `customers` of demo data; 0: none. `rules` replace members of the programme's file. */
  static async open({ programme = "electronics", rules = {}, customers = 100, more = [] } = {}) {
    const shop = new ConsoleShop();
    shop.database = await ownDatabase(shop.file("cloud.db"));
    shop.programme = shop.file("programme.json");
    const file = readFileSync(join(env("TILLPOINTS_PROGRAMMES"), `${programme}.json`), "utf8");
    writeFileSync(shop.programme, JSON.stringify({ ...JSON.parse(file), ...rules }));
    if (customers > 0) shop.run(["seed", "--programme", shop.programme, "--customers", String(customers), "--quiet"]);
    const out = openSync(shop.file("cloud.log"), "a");
    shop.cloud = spawn(
      env("TILLPOINTS_CLOUD_PROGRAM"),
      ["--programme", shop.programme, "--data", shop.folder, ...shop.database.words, "--company", "42", "--listen", "127.0.0.1:0", "--backoffice", "127.0.0.1:0",
       "--console", "127.0.0.1:0", "--console-pages", env("TILLPOINTS_CLOUD_PAGES"), "--card", "127.0.0.1:0", "--card-pages", env("TILLPOINTS_CLOUD_PAGES"), ...more],
      { stdio: ["ignore", out, out] },
    );
    shop.ports = JSON.parse(readFileSync(await fileAppears(shop.folder, "ports.json", shop.cloud), "utf8"));
    shop.url = shop.ports.console_url;
    return shop;
  }

  /** The card's shop of the same cloud, as card-shop.mjs knows it. */
  cards() {
    return {
      base: this.ports.card_url,
      codeFor: async (asked) => {
        const { rows } = await this.office("/messages");
        return /\d{6}/.exec(rows.filter((row) => row.to === asked && row.purpose === "code" && row.text).at(-1).text)[0];
      },
    };
  }

  run(words, input = "") {
    const result = spawnSync(env("TILLPOINTS_CLOUD_PROGRAM"), [...words, "--data", this.folder, ...this.database.words], { input, encoding: "utf8" });
    if (result.status !== 0) throw new Error(`${words.join(" ")}: ${result.stdout}${result.stderr}`);
    return result.stdout;
  }

  /** Somebody who may sign in. */
  person(login, role, more = []) {
    this.run(["account", "add", "--login", login, "--name", `${login} <b>x</b>`, "--role", role, ...more], `${password}\n`);
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

  /** Three terminals, of which one is sound, one is in trouble and one has never reported, and a release on its way. */
  async fleet() {
    const digest = (token) => createHash("sha256").update(token).digest("hex");
    const names = ["north-1", "south-1", "east-1"];
    await this.office("/fleet/terminals", { terminals: names.map((name) => ({ name, token_digest: digest(`token of ${name}`) })) });
    const heartbeat = (more) => ({
      versions: { tool: "0.1.0", library: "0.1.0" }, release: { applied: 0, refused: 0, reason: "" }, queue: { pending: 3, settling: 0, parked: 0, loss: 0 },
      clock: {}, disk: { free_bytes: 5_000_000_000 }, link: "online", doctor: { worst: "ok", first: "" }, ...more,
    });
    await this.post("/fleet/heartbeat", heartbeat({}), "Bearer token of north-1");
    await this.post("/fleet/heartbeat", heartbeat({ queue: { pending: 0, settling: 0, parked: 2, loss: 123_400 }, doctor: { worst: "error", first: "key_refused" } }), "Bearer token of south-1");
    const payload = JSON.stringify({ number: 1, configuration: { rules: { step: 100 } } });
    await this.office("/fleet/rollouts", { document: { format: 1, kind: "release", payload, signature: "of nobody" } });
  }

  async buy(participant, total, cashier) {
    return await this.till("/operations", { participant, receipt: { total, cash: total, points: 0 }, cashier, nonce: crypto.randomUUID() });
  }

  /** A POST of the partner API, as tills and the shop's systems send it. */
  async till(path, body) {
    const key = readFileSync(this.file("api.key"), "utf8").trim();
    return await this.post(path, body, `Basic ${Buffer.from(`42:${key}`).toString("base64")}`);
  }

  /** A POST to the port of the terminals. */
  async post(path, body, credential) {
    const text = JSON.stringify(body);
    return await new Promise((take, fail) => {
      const sent = request(
        { host: "127.0.0.1", port: this.ports.listen, path, method: "POST", ca: readFileSync(this.file("ca.pem")),
          headers: { Authorization: credential, Accept: "application/json",
                     "Accept-Charset": "utf-8", "Content-Type": "application/json", "Content-Length": Buffer.byteLength(text) } },
        (answer) => {
          let told = "";
          answer.on("data", (part) => (told += part));
          answer.on("end", () => (answer.statusCode === 200 ? take(JSON.parse(told)) : fail(new Error(told))));
        },
      );
      sent.on("error", fail);
      sent.end(text);
    });
  }

  async close() {
    this.cloud.kill("SIGKILL");
    await ended(this.cloud);
    await this.database.close();
    const violations = this.file("violations");
    const told = existsSync(violations) ? readFileSync(violations, "utf8") : "";
    rmSync(this.folder, { recursive: true, force: true });
    if (told) throw new Error(`the cloud's answers are not as described: ${told}`);
  }
}

/** Fills the sign-in of an open page and sets the second factor up, as at the first sign-in. */
export async function enter(page, login, given = password) {
  await page.locator("#login").fill(login);
  await page.locator("#password").fill(given);
  await page.locator("#sign-in").click();
}

export async function setUpSecondFactor(page) {
  await page.locator("#go-on").click();
  await page.locator("svg.qr").waitFor();
  await page.locator("#code").fill(codeOf(await page.locator("#secret").textContent()));
  await page.locator("#go-on").click();
  await page.locator("#sign-out").waitFor();
}

/** A page on which this person is signed in for the first time. */
export async function openConsole(context, shop, complaints, login) {
  const page = watchPage(await context.newPage(), complaints);
  await page.goto(shop.url);
  await enter(page, login);
  await page.locator("#go-on").waitFor();
  await setUpSecondFactor(page);
  return page;
}
