import { locale } from "./i18n";

/** Currencies that people write in whole units, although money is counted in hundredths everywhere. */
const whole = new Set(["KZT"]);
const signs: Record<string, string> = { KZT: "₸", RUB: "₽" };

export function isWhole(currency: string): boolean {
  return whole.has(currency);
}

/** Minor units as people read them: "13 499 ₸", "13 499,50 ₽". */
export function money(minor: number, currency: string): string {
  const digits = isWhole(currency) && minor % 100 === 0 ? 0 : 2;
  return `${number(minor, digits)}\u00a0${signs[currency] ?? currency}`;
}

/** Hundredths of a point: "500", "979,93". */
export function points(hundredths: number): string {
  return number(hundredths, hundredths % 100 === 0 ? 0 : 2);
}

function number(minor: number, digits: number): string {
  return decimal(minor / 100, digits);
}

/** A number with the minus sign that printed numbers have, because a hyphen is narrower than a digit; `+ 0` leaves no minus at zero. */
export function decimal(value: number, digits: number): string {
  const format = new Intl.NumberFormat(locale(), { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return format.format(value + 0).replace("-", "\u2212");
}

export type Typed = { minor: number } | { problem: "empty" | "not_money" | "whole_only" | "too_much" };

const most = 10 ** 13;

/** What a person typed as money. Digits are counted as text, because 0.29 * 100 is not 29. */
export function typedMoney(text: string, currency: string): Typed {
  const compact = text.replace(/[\s\u00a0\u202f]/g, "").replace(",", ".");
  if (compact === "") return { problem: "empty" };
  const parts = /^(\d{1,12})(?:\.(\d{0,2}))?$/.exec(compact);
  if (!parts) return { problem: "not_money" };
  const cents = (parts[2] ?? "").padEnd(2, "0");
  if (isWhole(currency) && cents !== "00") return { problem: "whole_only" };
  const minor = Number(parts[1] + cents);
  return minor > most ? { problem: "too_much" } : { minor };
}

/** A quantity of at most three decimals, in thousandths; null if it is none. */
export function typedQuantity(text: string): number | null {
  const parts = /^(\d{1,6})(?:[.,](\d{1,3}))?$/.exec(text.trim());
  if (!parts) return null;
  const thousandths = Number(parts[1] + (parts[2] ?? "").padEnd(3, "0"));
  return thousandths > 0 ? thousandths : null;
}

export function quantityText(thousandths: number): string {
  const text = String(thousandths).padStart(4, "0");
  return `${text.slice(0, -3)}.${text.slice(-3)}`.replace(/\.?0+$/, "");
}

/** price * quantity, rounded half up, as fiscal registers do. */
export function lineSum(price: number, thousandths: number): number {
  return Number((BigInt(price) * BigInt(thousandths) + 500n) / 1000n);
}

/** A typed number in the groups by which people check it; what is no number of the +7 zone stays as it was typed. */
export function phoneToCheck(text: string): string {
  const parts = /^(\+7|7|8)(\d{3})(\d{3})(\d{2})(\d{2})$/.exec(text.replace(/[\s()\u00a0-]/g, ""));
  return parts ? parts.slice(1).join("\u00a0") : text.trim();
}

/** Does this read as a telephone number rather than as a code? */
export function looksLikePhone(text: string): boolean {
  const digits = text.replace(/[\s()\u00a0-]/g, "");
  return /^\+\d{8,15}$/.test(digits) || /^[78]\d{10}$/.test(digits) || /^7\d{9}$/.test(digits);
}
