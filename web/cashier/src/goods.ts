import { lineSum, quantityText, t, typedMoney, typedQuantity, type Position } from "@tillpoints/ui";

/** How a line takes part: fully, without being paid by points, or not at all. */
export type Part = "normal" | "unspendable" | "excluded";

export interface GoodsLine {
  name: string;
  price: string;
  quantity: string;
  part: Part;
}

/** What the cashier typed: one total with the parts that are special, or lines. */
export interface Goods {
  mode: "total" | "lines";
  total: string;
  unspendable: string;
  excluded: string;
  lines: GoodsLine[];
}

export const noGoods: Goods = { mode: "total", total: "", unspendable: "", excluded: "", lines: [] };
export const freshLine: GoodsLine = { name: "", price: "", quantity: "1", part: "normal" };

export interface Cart {
  positions: Position[];
  total: number;
}
/** Where the goods cannot be understood, in words; an empty text: something is to be typed yet. `line`: which, from 0. */
export interface GoodsProblem {
  field: "total" | "unspendable" | "excluded" | "price" | "quantity" | "lines";
  line?: number;
  text: string;
}

const problemText = { not_money: "bad_money", whole_only: "bad_tiyn", too_much: "bad_too_much" } as const;

function amount(text: string, currency: string): { minor: number } | { text: string } {
  const typed = typedMoney(text, currency);
  if ("minor" in typed) return typed;
  return { text: typed.problem === "empty" ? "" : t(problemText[typed.problem]) };
}

function position(id: string, name: string, price: number, thousandths: number, part: Part): Position {
  return {
    id,
    name,
    price,
    quantity: quantityText(thousandths),
    sum: lineSum(price, thousandths),
    ...(part === "excluded" ? { excluded: true } : {}),
    ...(part === "unspendable" ? { unredeemable: true } : {}),
  };
}

function cartOfTotal(goods: Goods, currency: string): Cart | GoodsProblem {
  const total = amount(goods.total, currency);
  if ("text" in total) return { field: "total", text: total.text };
  if (total.minor === 0) return { field: "total", text: t("bad_zero") };
  const special: Array<[Part, number]> = [];
  for (const field of ["unspendable", "excluded"] as const) {
    if (goods[field].trim() === "") continue;
    const part = amount(goods[field], currency);
    if ("text" in part) return { field, text: part.text };
    if (part.minor > 0) special.push([field, part.minor]);
  }
  const rest = total.minor - special.reduce((sum, [, minor]) => sum + minor, 0);
  if (rest < 0) return { field: special[special.length - 1]?.[0] === "excluded" ? "excluded" : "unspendable", text: t("bad_part") };
  const parts: Array<[Part, number]> = rest > 0 ? [["normal", rest], ...special] : special;
  const names = { normal: t("goods_normal"), unspendable: t("goods_unspendable"), excluded: t("goods_excluded") };
  return {
    positions: parts.map(([part, minor], at) => position(`p${at + 1}`, names[part], minor, 1000, part)),
    total: total.minor,
  };
}

function cartOfLines(goods: Goods, currency: string): Cart | GoodsProblem {
  const positions: Position[] = [];
  for (const [at, line] of goods.lines.entries()) {
    const price = amount(line.price, currency);
    const quantity = typedQuantity(line.quantity);
    if ("text" in price)
      return { field: "price", line: at, text: price.text && t("bad_line_price", { number: at + 1, why: price.text }) };
    if (quantity === null)
      return { field: "quantity", line: at, text: line.quantity.trim() && t("bad_line_quantity", { number: at + 1 }) };
    positions.push(position(`p${at + 1}`, line.name.trim() || t("goods_line", { number: at + 1 }), price.minor, quantity, line.part));
  }
  const total = positions.reduce((sum, each) => sum + each.sum, 0);
  if (total === 0) return { field: "lines", text: positions.length > 0 ? t("bad_zero") : "" };
  return { positions, total };
}

export function cartOf(goods: Goods, currency: string): Cart | GoodsProblem {
  return goods.mode === "total" ? cartOfTotal(goods, currency) : cartOfLines(goods, currency);
}

export function isCart(cart: Cart | GoodsProblem): cart is Cart {
  return "positions" in cart;
}
