import { dateTime } from "@tillpoints/ui";
import type { Named, Role } from "./model";
import { text } from "./texts";

/** What the console's calls of training answer (cloud/README.md, "Training"). */

export type Due = "nothing" | "reading" | "test";
export const learningRoles = ["employee", "manager", "marketer", "accountant"] as const;
export type LearningRole = (typeof learningRoles)[number];

export interface Standing {
  instruction: number;
  version: number;
  title: string;
  written: string;
  due: Due;
  read: { version: number; moment: string } | null;
  test: {
    questions: number;
    pass_mark: number;
    tries_a_day: number;
    valid_months: number;
    tries: number;
    best: number;
    passed: string | null;
    passed_version: number | null;
    expires: string | null;
  } | null;
}

export interface OwnInstruction extends Standing {
  tries_left: number;
  may_take: boolean;
  body?: string;
  /** The address of a video; empty: none. */
  video?: string;
}

export interface ShownQuestion {
  text: string;
  several: boolean;
  answers: string[];
}

export interface BegunTest {
  try: number;
  title: string;
  pass_mark: number;
  questions: ShownQuestion[];
}

export interface TestResult {
  passed: boolean;
  right: number;
  questions: number;
  pass_mark: number;
  wrong: number[];
  expires: string | null;
  tries_left: number;
}

export interface ListedInstruction {
  instruction: number;
  version: number;
  title: string;
  written: string;
  by: string;
  roles: LearningRole[];
  branch: Named | null;
  tested: boolean;
  retired: boolean;
  may_write: boolean;
  people: number;
  read: number;
  done: number;
}

export interface Question {
  text: string;
  answers: Array<{ text: string; right: boolean }>;
}

export interface WrittenInstruction {
  instruction: number;
  version: number;
  title: string;
  body: string;
  video: string;
  roles: LearningRole[];
  branch: Named | null;
  test: { questions: Question[]; pass_mark: number; tries_a_day: number; valid_months: number } | null;
}

export interface TrainingResult extends Standing {
  person: number;
  name: string;
  role: Role;
  branch: Named | null;
}

export const kindOfDue = { reading: "warning", test: "warning", nothing: "good" } as const;

/** A passed test that does not count any more. */
export function isOver(standing: Standing): boolean {
  return standing.due !== "nothing" && standing.test?.expires != null && new Date(standing.test.expires) <= new Date();
}

/** What a person still has to do, in words. */
export function wordsOfDue(standing: Standing): string {
  if (standing.due === "nothing") return standing.test ? text("training_passed") : text("training_read");
  if (standing.due === "test") return text(isOver(standing) ? "training_due_again" : "training_due_test");
  return text(standing.read ? "training_due_newer" : "training_due_reading");
}

export const maybeTime = (moment: string | null | undefined): string => (moment ? dateTime(moment) : "–");
