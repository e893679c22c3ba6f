// The pages' pure parts, and what every build of them must be.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { qrPicture } from "../../browser/picture.mjs";

const web = fileURLToPath(new URL("../..", import.meta.url));
const pages = process.env.TILLPOINTS_PAGES;
let folder;
const modules = {};

before(async () => {
  globalThis.localStorage = { getItem: () => null, setItem: () => undefined };
  globalThis.document = { documentElement: {} };
  folder = mkdtempSync(join(tmpdir(), "tillpoints-pages-"));
  for (const [name, file] of Object.entries({
    ui: "ui/src/index.ts", goods: "cashier/src/goods.ts", scanner: "cashier/src/scanner.ts", slip: "cashier/src/slip.tsx",
    returning: "cashier/src/returning.ts", receipts: "cashier/src/receipts.ts", decoder: "cashier/src/decoder.ts", ru: "ui/src/texts/ru.ts", kk: "ui/src/texts/kk.ts", en: "ui/src/texts/en.ts",
    cardRu: "card/src/texts/ru.ts", cardKk: "card/src/texts/kk.ts", cardEn: "card/src/texts/en.ts",
  })) {
    const outfile = join(folder, `${name}.mjs`);
    await build({ entryPoints: [join(web, file)], outfile, bundle: true, format: "esm", jsx: "automatic",
                  jsxImportSource: "preact", alias: { "@tillpoints/ui": join(web, "ui/src/index.ts") } });
    modules[name] = await import(pathToFileURL(outfile).href);
  }
});
after(() => rmSync(folder, { recursive: true, force: true }));

test("a QR code in a picture is read, and a picture without a code says nothing", () => {
  const [width, height] = [320, 240];
  const picture = (grey) => ({ width, height, data: Uint8ClampedArray.from({ length: 4 * width * height }, (_, at) => grey[at >> 2]) });
  for (const text of ["123456", "https://shop.example/c/join?ref=zxcv"])
    assert.equal(modules.decoder.decode(picture(qrPicture(text, width, height))), text);
  assert.equal(modules.decoder.decode(picture(new Uint8Array(width * height).fill(255))), undefined);
  assert.equal(modules.decoder.decode(picture(Uint8Array.from({ length: width * height }, (_, at) => (at * 7919) % 251))), undefined);
});

test("money is read by its digits, and tenge have no tiyn", () => {
  const { typedMoney } = modules.ui;
  for (const [text, currency, minor] of [["13499", "KZT", 1_349_900], ["13 499,00", "KZT", 1_349_900], ["0.29", "RUB", 29],
                                         ["1\u00a0234,5", "RUB", 123_450], ["999999999999.99", "RUB", undefined]])
    assert.equal(typedMoney(text, currency).minor, minor);
  for (const [text, currency, problem] of [["", "RUB", "empty"], ["1,005", "RUB", "not_money"], ["-5", "RUB", "not_money"],
                                           ["1e3", "RUB", "not_money"], ["10,50", "KZT", "whole_only"]])
    assert.equal(typedMoney(text, currency).problem, problem);
});

test("money and points are written as the language writes them, with a minus and without a negative zero", () => {
  const { money, points, setLanguage } = modules.ui;
  setLanguage("ru");
  assert.equal(money(1_349_900, "KZT"), "13\u00a0499\u00a0₸");
  assert.equal(points(-90_993), "\u2212909,93");
  assert.equal(points(-0), "0");
  setLanguage("en");
  assert.equal(money(1_349_950, "RUB"), "13,499.50\u00a0₽");
  setLanguage("ru");
});

test("a line's sum is price times quantity, rounded half up", () => {
  const { lineSum, typedQuantity, quantityText } = modules.ui;
  assert.equal(lineSum(1422, typedQuantity("0,437")), 621);
  assert.equal(lineSum(1, 500), 1);
  assert.equal(quantityText(typedQuantity("2")), "2");
  assert.equal(quantityText(typedQuantity("0.437")), "0.437");
  for (const bad of ["", "0", "1.2345", "-1", "x"]) assert.equal(typedQuantity(bad), null);
});

test("a typed number is grouped so that people can check it, and what is no such number stays as typed", () => {
  const { phoneToCheck } = modules.ui;
  for (const [typed, shown] of [["+77015550001", "+7 701 555 00 01"], ["8 (701) 555-0001", "8 701 555 00 01"], ["4600 1", "4600 1"]])
    assert.equal(phoneToCheck(typed).replaceAll("\u00a0", " "), shown);
});

test("a phone is told from a code", () => {
  const { looksLikePhone } = modules.ui;
  for (const phone of ["+77015550001", "8 701 555-00-01", "7 (701) 5550001", "7015550001"]) assert.ok(looksLikePhone(phone), phone);
  for (const code of ["123456", "4600001234567", "ABC123"]) assert.ok(!looksLikePhone(code), code);
});

test("a typed total becomes one line, and its special parts lines of their own that add up to it", () => {
  const { cartOf } = modules.goods;
  const goods = (patch) => cartOf({ mode: "total", total: "1000", unspendable: "", excluded: "", lines: [], ...patch }, "KZT");
  assert.deepEqual(goods({}).positions.map((each) => [each.id, each.sum]), [["p1", 100_000]]);
  const parts = goods({ unspendable: "500", excluded: "300" });
  assert.deepEqual(parts.positions.map((each) => [each.sum, each.unredeemable ?? false, each.excluded ?? false]),
                   [[20_000, false, false], [50_000, true, false], [30_000, false, true]]);
  assert.equal(parts.total, 100_000);
  assert.equal(goods({ excluded: "1000" }).positions.length, 1);
  assert.equal(goods({ unspendable: "600", excluded: "500" }).field, "excluded");
  assert.equal(goods({ total: "" }).text, "");
});

test("a line that cannot be understood is named with its field, and one that is not filled in yet is no mistake", () => {
  const { cartOf, freshLine, noGoods } = modules.goods;
  const lines = (...patches) => cartOf({ ...noGoods, mode: "lines", lines: patches.map((patch) => ({ ...freshLine, ...patch })) }, "KZT");
  const quantity = lines({ price: "150" }, { price: "150", quantity: "3Шай" });
  assert.deepEqual([quantity.field, quantity.line], ["quantity", 1]);
  assert.match(quantity.text, /строке 2.*0,437/);
  const price = lines({ price: "дорого" });
  assert.deepEqual([price.field, price.line], ["price", 0]);
  assert.match(price.text, /строке 1.*цифрами/);
  assert.deepEqual(lines({ price: "150" }, {}), { field: "price", line: 1, text: "" });
});

test("the state of a receipt is said in the gender of its kind, and what is settled is told from what waits", () => {
  const { kindOf, sendingOf } = modules.receipts;
  const receipt = { receipt_id: "r", kind: "sale", state: "closed", customer: { by: "phone" }, points: 0, withdrawn: 0 };
  assert.equal(kindOf(receipt), "продажа");
  assert.equal(kindOf({ ...receipt, state: "cancelled" }), "продажа (отменена)");
  assert.equal(kindOf({ ...receipt, kind: "return", state: "cancelled" }), "возврат (отменён)");
  assert.equal(sendingOf(receipt, {}), "отправлено");
  assert.equal(sendingOf(receipt, { r: "waits" }), "ждёт отправки");
  assert.equal(sendingOf(receipt, { r: "parked" }), "отложено");
  assert.equal(sendingOf({ ...receipt, customer: null }, {}), "");
  assert.equal(sendingOf({ ...receipt, state: "cancelled" }, {}), "");
});

test("a scanner is told from a person by its speed", () => {
  const { Wedge } = modules.scanner;
  const typed = (gap, text) => {
    const wedge = new Wedge();
    let at = 0;
    for (const key of text) assert.equal(wedge.key(key, (at += gap)), null);
    return wedge.key("Enter", at + gap);
  };
  assert.equal(typed(5, "123456"), "123456");
  assert.equal(typed(80, "123456"), null);
  assert.equal(typed(5, "12345"), null);
  const wedge = new Wedge();
  [..."99"].forEach((key, at) => wedge.key(key, at * 200));
  [..."654321"].forEach((key, at) => wedge.key(key, 1000 + at * 5));
  assert.equal(wedge.key("Enter", 1030), "654321");
});

test("a line on paper is as wide as the paper", () => {
  const { between } = modules.slip;
  assert.equal(between("Total", "1 234 ₸", 32).length, 32);
  assert.equal(between("A name that is far too long for the paper", "1 234 ₸", 32).length, 32);
});

test("a return names the sold lines while the whole comes back, and a part by a name that no line has", () => {
  const { linesOf } = modules.returning;
  const sale = { total: 900, returned: {}, positions: [{ id: "p1", name: "Tea" }],
                 lines: [{ id: "p1", price: 500, quantity: "1", sum: 500 }, { id: "p2", price: 400, quantity: "1", sum: 400 }] };
  assert.deepEqual(linesOf(sale, { all: true }).map((line) => line.id), ["p1", "p2"]);
  assert.equal(linesOf(sale, { all: true })[0].name, "Tea");
  assert.deepEqual(linesOf(sale, { lines: ["p2"] }).map((line) => line.sum), [400]);
  assert.deepEqual(linesOf(sale, { sum: 300 }).map((line) => [line.id, line.sum]), [["part-of-receipt", 300]]);
  assert.deepEqual(linesOf({ ...sale, returned: { r: 300 } }, { all: true }).map((line) => [line.id, line.sum]), [["part-of-receipt", 600]]);
});

test("every text has the same parameters in every language, and is not left in another one", () => {
  const holes = (text) => (text.match(/\{\w+\}/g) ?? []).sort().join();
  for (const { ru, kk, en } of [{ ...modules.ru, ...modules.kk, ...modules.en },
                                { ...modules.cardRu, ...modules.cardKk, ...modules.cardEn }]) {
    for (const [key, text] of Object.entries(ru))
      for (const other of [kk, en]) {
        assert.equal(holes(other[key]), holes(text), key);
        assert.ok(other[key].trim().length > 0, key);
      }
    for (const text of Object.values(en)) assert.ok(!/[А-Яа-я]/.test(text), text);
  }
});

test("what the help quotes is written on the page", () => {
  for (const texts of [modules.ru.ru, modules.kk.kk, modules.en.en]) {
    const entries = Object.entries(texts);
    const shown = entries.filter(([key]) => !key.startsWith("help_")).map(([, text]) => text);
    for (const [key, text] of entries.filter(([each]) => each.startsWith("help_")))
      for (const [, quoted] of text.matchAll(/[«“]([^»”]+)[»”]/g))
        assert.ok(shown.some((each) => each.replace(/\{\w+\}/g, "").includes(quoted.replaceAll("…", "").trim())), `${key}: ${quoted}`);
  }
});

test("a page is under 120 KB packed, and names no address outside this machine", () => {
  for (const [folder, page] of [[pages, "cashier"], [pages, "panel"], [process.env.TILLPOINTS_CLOUD_PAGES, "card"]]) {
    const files = readdirSync(join(folder, page));
    const packed = files.filter((file) => file.endsWith(".gz")).reduce((sum, file) => sum + readFileSync(join(folder, page, file)).length, 0);
    console.log(`${page}: ${packed} bytes packed`);
    assert.ok(packed > 5_000 && packed < 120_000, `${page}: ${packed}`);
    for (const file of files.filter((each) => /\.(js|css|html)$/.test(each))) {
      const addresses = readFileSync(join(folder, page, file), "utf8").match(/https?:\/\/[^"'`\s)]+/g) ?? [];
      assert.deepEqual(addresses.filter((each) => !each.startsWith("http://www.w3.org/")), [], file);
    }
  }
});

test("the lock names packages by their digests and no registry", () => {
  const lock = JSON.parse(readFileSync(join(web, "package-lock.json"), "utf8"));
  for (const [name, each] of Object.entries(lock.packages)) {
    if (!name.startsWith("node_modules/") || each.link) continue;
    assert.equal(each.resolved, undefined, name);
    assert.match(each.integrity, /^sha512-/);
  }
});
