import type { LearningRole, Question, WrittenInstruction } from "./training-model";

/** What is typed of an instruction, before it is one. */
export interface Draft {
  title: string;
  body: string;
  video: string;
  roles: LearningRole[];
  branch: string;
  tested: boolean;
  questions: Question[];
  mark: string;
  tries: string;
  months: string;
}

export const mostQuestions = 20;
export const mostAnswers = 6;

export const emptyQuestion = (): Question => ({ text: "", answers: [{ text: "", right: false }, { text: "", right: false }] });

export function draftOf(written: WrittenInstruction | null): Draft {
  const test = written?.test;
  return {
    title: written?.title ?? "",
    body: written?.body ?? "",
    video: written?.video ?? "",
    roles: written?.roles ?? [],
    branch: written?.branch ? String(written.branch.id) : "",
    tested: test != null,
    questions: test?.questions ?? [emptyQuestion()],
    mark: String(test?.pass_mark ?? 1),
    tries: String(test?.tries_a_day ?? 3),
    months: test && test.valid_months > 0 ? String(test.valid_months) : "",
  };
}

function whole(typed: string, least: number, most: number): number | null {
  const value = Number(typed.trim());
  return /^\d+$/.test(typed.trim()) && value >= least && value <= most ? value : null;
}

/** The first question, counted from 0, that cannot be asked so; -1 if each can. */
export function wrongQuestion(draft: Draft): number {
  return draft.questions.findIndex((question) => {
    const answers = question.answers.map((each) => each.text.trim());
    return question.text.trim() === "" || answers.some((each) => each === "") || new Set(answers).size < answers.length || !question.answers.some((each) => each.right);
  });
}

export type WrongNumber = "mark" | "tries" | "months" | "";

export function wrongNumberOf(draft: Draft): WrongNumber {
  if (whole(draft.mark, 1, draft.questions.length) === null) return "mark";
  if (whole(draft.tries, 1, 20) === null) return "tries";
  return draft.months.trim() !== "" && whole(draft.months, 1, 120) === null ? "months" : "";
}

export function isReady(draft: Draft): boolean {
  if (draft.title.trim() === "" || draft.body.trim() === "") return false;
  return !draft.tested || (wrongQuestion(draft) === -1 && wrongNumberOf(draft) === "");
}

/** What the cloud is told: the first version of an instruction, or the one after `written`. */
export function bodyOf(draft: Draft, written: WrittenInstruction | null): object {
  return {
    ...(written ? { instruction: written.instruction, replaces: written.version } : {}),
    title: draft.title.trim(),
    body: draft.body,
    ...(draft.video.trim() ? { video: draft.video.trim() } : {}),
    roles: draft.roles,
    ...(draft.branch ? { branch: Number(draft.branch) } : {}),
    ...(draft.tested
      ? {
          test: {
            questions: draft.questions.map((question) => ({ text: question.text.trim(), answers: question.answers.map(({ text, right }) => ({ text: text.trim(), right })) })),
            pass_mark: Number(draft.mark),
            tries_a_day: Number(draft.tries),
            valid_months: draft.months.trim() === "" ? 0 : Number(draft.months),
          },
        }
      : {}),
  };
}
