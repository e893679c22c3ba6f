import { isLanguage, language, Refusal, type Language } from "@tillpoints/ui";
import { company } from "./texts/company";
import { en } from "./texts/en";
import { kk } from "./texts/kk";
import { push } from "./texts/push";
import { ru } from "./texts/ru";
import { wallet } from "./texts/wallet";

export type CardTexts = { readonly [key in keyof typeof ru]: string };
export type CardText = keyof CardTexts | keyof typeof company.ru | keyof typeof wallet.ru | keyof typeof push.ru;

const dictionaries: Record<Language, { readonly [key in CardText]: string }> = {
  ru: { ...ru, ...company.ru, ...wallet.ru, ...push.ru },
  kk: { ...kk, ...company.kk, ...wallet.kk, ...push.kk },
  en: { ...en, ...company.en, ...wallet.en, ...push.en },
};

/** A text in the current language; {name} stands for a parameter. */
export function text(key: CardText, parameters: Record<string, string | number> = {}): string {
  return dictionaries[language()][key].replace(/\{(\w+)\}/g, (hole, name: string) => String(parameters[name] ?? hole));
}

/** Why something did not happen, in words. */
export function wordsOfProblem(problem: unknown): string {
  if (!(problem instanceof Refusal)) return text("error_unknown");
  if (problem.code === "too_many_tries") return text("error_too_many_tries", { seconds: problem.waitSeconds });
  const key = `error_${problem.code}`;
  return key in ru || key in push.ru ? text(key as CardText) : text("error_unknown");
}

/** The browser's language, where it is one of the three. */
export function languageOfBrowser(otherwise: string): string {
  const own = navigator.language.slice(0, 2).toLowerCase();
  return isLanguage(own) ? own : otherwise;
}

export function percent(hundredths: number): string {
  return String(hundredths / 100);
}
