import { language, Refusal, type Language } from "@tillpoints/ui";
import { accounting } from "./texts/accounting";
import { company } from "./texts/company";
import { en } from "./texts/en";
import { goods } from "./texts/goods";
import { kk } from "./texts/kk";
import { programme } from "./texts/programme";
import { ru } from "./texts/ru";

export type ConsoleTexts = { readonly [key in keyof typeof ru]: string };
export type ConsoleText = keyof ConsoleTexts | keyof typeof accounting.ru | keyof typeof company.ru | keyof typeof goods.ru | keyof typeof programme.ru;

const dictionaries: Record<Language, { readonly [key in ConsoleText]: string }> = {
  ru: { ...ru, ...accounting.ru, ...company.ru, ...goods.ru, ...programme.ru },
  kk: { ...kk, ...accounting.kk, ...company.kk, ...goods.kk, ...programme.kk },
  en: { ...en, ...accounting.en, ...company.en, ...goods.en, ...programme.en },
};

/** A text in the current language; {name} stands for a parameter. */
export function text(key: ConsoleText, parameters: Record<string, string | number> = {}): string {
  return dictionaries[language()][key].replace(/\{(\w+)\}/g, (hole, name: string) => String(parameters[name] ?? hole));
}

/** The text of a word that the cloud says; the word itself if there is none. */
export function wordOf(prefix: string, code: string): string {
  const key = `${prefix}_${code}`;
  return key in dictionaries.ru ? text(key as ConsoleText) : code;
}

/** Why something did not happen, in words. */
export function wordsOfProblem(problem: unknown): string {
  if (!(problem instanceof Refusal)) return text("error_unknown");
  if (problem.code === "too_many_tries") return text("error_too_many_tries", { seconds: problem.waitSeconds });
  const key = `error_${problem.code}`;
  return key in dictionaries.ru ? text(key as ConsoleText) : `${text("error_unknown")} ${problem.message}`;
}
