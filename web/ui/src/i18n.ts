import { en } from "./texts/en";
import { kk } from "./texts/kk";
import { ru } from "./texts/ru";

export type Language = "ru" | "kk" | "en";
export type Texts = { readonly [key in keyof typeof ru]: string };
export type TextKey = keyof Texts;

const dictionaries: Record<Language, Texts> = { ru, kk, en };
export const languages: ReadonlyArray<[Language, string]> = [
  ["ru", "Русский"],
  ["kk", "Қазақша"],
  ["en", "English"],
];

const remembered = "tillpoints.language";
let current: Language = "ru";

export function isLanguage(word: unknown): word is Language {
  return word === "ru" || word === "kk" || word === "en";
}

export function language(): Language {
  return current;
}

/** For numbers and times: browsers know no Kazakh forms everywhere, and they are written as the Russian ones; English
 *  ones with the day before the month and 24 hours, as the shop writes them. */
export function locale(): string {
  return current === "en" ? "en-GB" : "ru";
}

export function setLanguage(next: Language): void {
  current = next;
  localStorage.setItem(remembered, next);
  document.documentElement.lang = next;
}

/** The language that a person chose here, else the terminal's. */
export function chooseLanguage(ofTerminal: string): void {
  const chosen = localStorage.getItem(remembered);
  current = isLanguage(chosen) ? chosen : isLanguage(ofTerminal) ? ofTerminal : "ru";
  document.documentElement.lang = current;
}

/** A text in the current language; {name} stands for a parameter. */
export function t(key: TextKey, parameters: Record<string, string | number> = {}): string {
  return dictionaries[current][key].replace(/\{(\w+)\}/g, (hole, name: string) => String(parameters[name] ?? hole));
}

/** The text of a word that the daemon or the library says; `otherwise` if there is none. */
export function word(prefix: string, code: string, otherwise: string): string {
  const key = `${prefix}_${code}`;
  return key in ru ? dictionaries[current][key as TextKey] : otherwise;
}

export function time(iso: string): string {
  const at = new Date(iso);
  return Number.isNaN(at.getTime()) ? iso : at.toLocaleTimeString(locale(), { hour: "2-digit", minute: "2-digit" });
}

export function date(iso: string): string {
  const at = new Date(iso);
  return Number.isNaN(at.getTime()) ? iso : at.toLocaleDateString(locale(), { dateStyle: "short" });
}

export function dateTime(iso: string): string {
  const at = new Date(iso);
  return Number.isNaN(at.getTime()) ? iso : at.toLocaleString(locale(), { dateStyle: "short", timeStyle: "short" });
}
