// A shop for the browser tests: the checked training cloud, the daemon with its pages, and a browser. Everything runs on
// loopback, in a folder of its own, and ends with the test.
//
// Needs in the environment: TILLPOINTS_BIN (folder of tillpointsd and the library), TILLPOINTS_CLOUD_PROGRAM,
// TILLPOINTS_LEDGER, TILLPOINTS_PROGRAMMES, TILLPOINTS_PAGES (the built pages), TILLPOINTS_SHOTS (where screenshots go).
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, watch, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const env = (name) => process.env[name] ?? (() => { throw new Error(`${name} is not set`); })();

/** Waits until a file is there, by the folder's events. */
export async function fileAppears(folder, name, process, limit = 20_000) {
  const path = join(folder, name);
  await new Promise((found, lost) => {
    const watcher = watch(folder, () => existsSync(path) && done(found));
    const timer = setTimeout(() => done(() => lost(new Error(`${path} does not appear`))), limit);
    const exited = () => done(() => lost(new Error(`the process ended before ${path} appeared`)));
    function done(then) {
      watcher.close();
      clearTimeout(timer);
      process.off("exit", exited);
      then();
    }
    process.on("exit", exited);
    if (existsSync(path)) done(found);
  });
  return path;
}

export function ended(process) {
  return process.exitCode !== null || process.signalCode !== null
    ? Promise.resolve()
    : new Promise((then) => process.once("exit", then));
}

export class Shop {
  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), "tillpoints-browser-"));
    this.file = (name) => join(this.folder, name);
  }

  /** `options`: language, currency's programme, members of it that are others, members of the plugin's and the daemon's configuration, options of the cloud. */
  static async open({ programme = "retail-tenge", rules = {}, plugin = {}, daemon = {}, employees, cloud = [] } = {}) {
    const shop = new Shop();
    shop.cloudOptions = cloud;
    shop.programme = shop.file("programme.json");
    const file = readFileSync(join(env("TILLPOINTS_PROGRAMMES"), `${programme}.json`), "utf8");
    writeFileSync(shop.programme, JSON.stringify({ ...JSON.parse(file), ...rules }));
    mkdirSync(shop.file("cloud"));
    mkdirSync(shop.file("state"));
    await shop.startCloud();
    const tenge = programme === "retail-tenge";
    shop.config = {
      state_directory: shop.file("state"),
      library: join(env("TILLPOINTS_BIN"), "libtillpoints.so"),
      listen: [{ address: "127.0.0.1:0" }, { address: "127.0.0.1:0", tls: true }],
      terminals: [{ name: "desk" }],
      plugin: {
        language: "ru",
        currency: tenge ? "KZT" : "RUB",
        rules: { step: tenge ? 100 : 1 },
        limits: { utc_offset_minutes: 0 },
        replay: { longest_probe_pause_ms: 1000 },
        timing: { settle_horizon_ms: 2500, probe_interval_ms: 100, send_timeout_ms: 1500, event_deadline_ms: 1500 },
        ...plugin,
        cloud: {
          base_url: `https://127.0.0.1:${shop.cloudPorts.listen}`,
          company_id: "42",
          key_file: shop.file("cloud/api.key"),
          ca_file: shop.file("cloud/ca.pem"),
        },
      },
      pages: { assets: env("TILLPOINTS_PAGES") },
      limits: { events_per_second: 1000 },
      ...daemon,
    };
    shop.writeConfig();
    for (const [name, role, pin] of employees ?? [
      ["Айгүль", "cashier", "4071"],
      ["Борис", "cashier", "5082"],
      ["Техник", "technician", "2580"],
      ["Помощник", "assistant", "3691"],
    ])
      shop.command(["employee", "add", name, "--role", role], `${pin}\n`);
    await shop.startDaemon();
    return shop;
  }

  writeConfig() {
    writeFileSync(this.file("daemon.json"), JSON.stringify(this.config));
  }

  log(name) {
    return openSync(this.file(name), "a");
  }

  async startCloud() {
    rmSync(this.file("cloud/ports.json"), { force: true });
    const port = (name) => `127.0.0.1:${this.cloudPorts?.[name] ?? 0}`;
    const out = this.log("cloud.log");
    this.cloud = spawn(
      env("TILLPOINTS_CLOUD_PROGRAM"),
      ["--programme", this.programme, "--data", this.file("cloud"), "--company", "42",
       "--listen", port("listen"), "--backoffice", port("backoffice"), "--set", "client_input=described", "--virtual-time", ...this.cloudOptions],
      { stdio: ["ignore", out, out] },
    );
    const ports = await fileAppears(this.file("cloud"), "ports.json", this.cloud);
    this.cloudPorts = JSON.parse(readFileSync(ports, "utf8"));
  }

  /** The outage: nothing listens any more. */
  async stopCloud() {
    this.cloud.kill("SIGKILL");
    await ended(this.cloud);
  }

  async startDaemon() {
    rmSync(this.file("state/ports.json"), { force: true });
    const out = this.log("daemon.log");
    this.daemon = spawn(join(env("TILLPOINTS_BIN"), "tillpointsd"), ["--config", this.file("daemon.json")], {
      stdio: ["ignore", out, out],
    });
    const path = await fileAppears(this.file("state"), "ports.json", this.daemon);
    const ports = JSON.parse(readFileSync(path, "utf8"));
    // A page that is open goes on at the same address.
    ports.forEach((each, at) => (this.config.listen[at].address = `127.0.0.1:${each.port}`));
    this.writeConfig();
    this.base = `http://127.0.0.1:${ports[0].port}`;
    this.secure = `https://127.0.0.1:${ports[1].port}`;
  }

  async killDaemon() {
    this.daemon.kill("SIGKILL");
    await ended(this.daemon);
  }

  command(words, input = "") {
    const result = spawnSync(join(env("TILLPOINTS_BIN"), "tillpointsd"), ["--config", this.file("daemon.json"), ...words], {
      input,
      encoding: "utf8",
    });
    if (result.status !== 0) throw new Error(`${words.join(" ")}: ${result.stderr}`);
    return result.stdout;
  }

  async office(path, body, method = body ? "POST" : "GET") {
    const token = readFileSync(this.file("cloud/backoffice.token"), "utf8").trim();
    const answer = await fetch(`http://127.0.0.1:${this.cloudPorts.backoffice}${path}`, {
      method,
      headers: { Authorization: `Bearer ${token}` },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return await answer.json();
  }

  async customer(name, phone) {
    return await this.office("/customers", { name, phone });
  }

  async codeOf(customer) {
    return (await this.office("/codes", { uid: customer.uid })).code;
  }

  /** The code that was sent last to this phone to confirm a redemption. */
  async confirmationFor(phone) {
    const { rows } = await this.office("/messages");
    const sent = rows.filter((row) => row.to === phone && row.text).at(-1);
    return /\d{6}/.exec(sent?.text ?? "")?.[0] ?? "";
  }

  /** The entries that the terminal's library knows. */
  entries(terminal = "desk") {
    const plugin = { ...this.config.plugin, data_directory: this.file(`state/terminals/${terminal}/plugin`) };
    writeFileSync(this.file("plugin.json"), JSON.stringify(plugin));
    const result = spawnSync(
      join(env("TILLPOINTS_BIN"), "tillpoints"),
      ["--plugin", this.config.library, "export", "--config", this.file("plugin.json"), "--json"],
      { encoding: "utf8" },
    );
    if (result.status !== 0) throw new Error(result.stderr);
    return result.stdout;
  }

  /** What the double-entry comparison says of the documents that the page printed. */
  verdict(documents) {
    writeFileSync(this.file("export.jsonl"), this.entries());
    writeFileSync(this.file("fiscal.jsonl"), documents.map((each) => JSON.stringify(each) + "\n").join(""));
    const result = spawnSync(
      env("TILLPOINTS_LEDGER"),
      ["--export", this.file("export.jsonl"), "--fiscal", this.file("fiscal.jsonl"), "--cloud",
       `http://127.0.0.1:${this.cloudPorts.backoffice}`, "--token", this.file("cloud/backoffice.token")],
      { encoding: "utf8" },
    );
    return result.stdout + result.stderr;
  }

  async close() {
    for (const each of [this.daemon, this.cloud]) {
      each.kill("SIGKILL");
      await ended(each);
    }
    const violations = this.file("cloud/violations");
    const told = existsSync(violations) ? readFileSync(violations, "utf8") : "";
    rmSync(this.folder, { recursive: true, force: true });
    if (told) throw new Error(`the cloud's answers are not as described: ${told}`);
  }
}

export async function openBrowser(more = []) {
  const args = ["--no-sandbox", "--disable-gpu", ...more];
  return await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args });
}

/** A browser of its own, as of one person at one screen. */
export async function openScreen(browser, { width = 1024, height = 600, language = "ru", scheme = "light", ...more } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: scheme, locale: "ru-RU", ...more });
  context.setDefaultTimeout(45_000);
  await context.addInitScript((chosen) => {
    if (!localStorage.getItem("tillpoints.language")) localStorage.setItem("tillpoints.language", chosen);
  }, language);
  return context;
}

/** Fails the test for everything that the browser complains of: a script's error, or something that the policy refused. */
export function watchPage(page, complaints) {
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error" && /Content Security Policy|Trusted|Refused/.test(message.text())) complaints.push(message.text());
  });
  page.on("request", (request) => {
    const host = new URL(request.url()).hostname;
    if (request.url().startsWith("http") && host !== "127.0.0.1") complaints.push(`a request left the machine: ${request.url()}`);
  });
  return page;
}

export async function signIn(page, base, name = "Айгүль", pin = "4071", path = "/cashier/") {
  await page.goto(base + path);
  await page.locator("#pin, #sign-out").first().waitFor();
  // Another tab of this browser may have signed in already.
  if (await page.locator("#sign-out").isVisible()) return;
  await page.getByRole("radio", { name }).check();
  await page.locator("#pin").fill(pin);
  await page.locator("#sign-in").click();
  await page.locator("#sign-out").waitFor();
}

/** A cashier with an open shift. */
export async function openCashier(context, shop, complaints, name = "Айгүль", pin = "4071") {
  const page = watchPage(await context.newPage(), complaints);
  await signIn(page, shop.base, name, pin);
  const total = page.locator("#total");
  await page.locator("#open-shift").or(total).first().waitFor();
  if (!(await total.isVisible())) await page.locator("#open-shift").click();
  await total.waitFor();
  return page;
}

export async function findCustomer(page, text) {
  await page.locator("#customer").fill(text);
  await page.locator("#find").click();
}

export async function done(page) {
  await page.locator("#done").click();
  await page.locator("#result-total").waitFor();
}

/** Waits until the cursor stands there. */
export async function focused(page, id) {
  await page.waitForFunction((wanted) => document.activeElement?.id === wanted, id).catch(async () => {
    throw new Error(`the cursor is at #${await page.evaluate(() => document.activeElement?.id)} and not at #${id}`);
  });
}

/** Keys one after another, as slowly as a person: faster ones are a scanner's. */
export async function pressKeys(page, text) {
  await page.keyboard.type(text, { delay: 60 });
}

/** Takes a receipt back whole, from finding it to the result. */
export async function takeBackAll(page, number) {
  await page.locator("#tab-returns").click();
  await page.locator(`#sale-${number}`).click();
  await page.locator("#return-all").click();
  await page.locator("#return-yes").click();
  await page.locator("#return-total").waitFor();
}

/** Waits until an element's exact value is this one, because a page shows an answer only after it comes. */
async function shows(page, selector, attribute, value) {
  try {
    await page.locator(`${selector}[${attribute}="${value}"]`).waitFor();
  } catch (late) {
    const shown = await page.locator(selector).getAttribute(attribute, { timeout: 1 }).catch(() => "nothing");
    throw new Error(`${selector} shows ${shown} and not ${value}`, { cause: late });
  }
}

/** Holds back what the page asks at these addresses until it is let go, so that what stands there meanwhile can be read. */
export async function holdBack(page, addresses) {
  let open;
  const gate = new Promise((then) => (open = then));
  await page.route(addresses, async (route) => {
    await gate;
    await route.continue();
  });
  return {
    letGo: async () => {
      open();
      await page.unroute(addresses);
    },
  };
}

/** Money in minor units. */
export async function showsMinor(page, selector, minor) {
  await shows(page, selector, "data-minor", minor);
}

/** Points in hundredths. */
export async function showsPoints(page, selector, points) {
  await shows(page, selector, "data-points", points);
}

export async function shot(page, name) {
  const folder = process.env.TILLPOINTS_SHOTS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}
