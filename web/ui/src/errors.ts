import { Refusal } from "./api";
import type { Reply } from "./generated/api";
import { t, word } from "./i18n";

/** In words, and what to do. */
export function wordsOf(problem: unknown): string {
  if (!(problem instanceof Refusal)) return t("refused_unknown");
  if (problem.code === "too_many_tries") return t("error_too_many_tries", { seconds: problem.waitSeconds });
  return word("error", problem.code, problem.message || t("refused_unknown"));
}

/** Why the library did not do what was asked, in words, and what to do. */
export function wordsOfReply(reply: Reply): string {
  const code = reply.error?.code ?? reply.reason ?? reply.status;
  const known = word("refused", code, "");
  return known || reply.text || reply.error?.message || reply.message || t("refused_unknown");
}
