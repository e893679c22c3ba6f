import type { Language } from "@tillpoints/ui";
import { accounting } from "./accounting";
import { company } from "./company";
import { contacts } from "./contacts";
import { campaign } from "./campaign";
import { counting } from "./counting";
import { draws } from "./draws";
import { goods } from "./goods";
import { notes } from "./notes";
import { person } from "./person";
import { programme } from "./programme";
import { ratings } from "./ratings";
import { tables } from "./tables";
import { targets } from "./targets";
import { training } from "./training";

/** The texts of pages that have a file of their own. */
export const subjects = [
  accounting,
  company,
  contacts,
  campaign,
  counting,
  draws,
  goods,
  notes,
  person,
  programme,
  ratings,
  tables,
  targets,
  training,
] as const;

type KeysOf<Subject> = Subject extends { ru: infer Texts } ? keyof Texts : never;
export type SubjectText = KeysOf<(typeof subjects)[number]>;

export function subjectTexts(language: Language): { readonly [key in SubjectText]: string } {
  return Object.assign({}, ...subjects.map((subject) => subject[language]));
}
