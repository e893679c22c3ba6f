import { locale } from "@tillpoints/ui";
import type { Line, LineKind, Section } from "./lines";
import type { Month } from "./model";
import { text, type ConsoleText } from "./texts";

/** How a cell of a workbook is written; the cloud finds its value at `at` of its own answer. */
export interface Place {
  at: string;
  kind: "text" | "count" | "amount" | "percent" | "day" | "flag";
}

export type SheetColumn = Place & { name: string };

const kindOf: Record<LineKind, Place["kind"]> = { count: "count", money: "amount", points: "amount", share: "percent", ratio: "amount" };

export const placeOf = (at: string, kind: LineKind): Place => ({ at, kind: kindOf[kind] });

function peopleOf(line: Line): Array<string | Place> {
  if (!line.people) return ["", "", ""];
  const bucket = line.at.slice(0, line.at.lastIndexOf("/"));
  return ["joined", "bought", "purchases"].map((each) => placeOf(`report/${bucket}/${each}`, "count"));
}

/** The report as the cloud is asked for a workbook of it: the words from here, the figures from there. */
export function reportSheet(sections: readonly Section[], answer: Month, nameOfLine: (line: Line) => string): object {
  const rows = sections.flatMap((section) =>
    section.lines.map((line) => ({
      cells: [
        text(`section_${section.id}`),
        nameOfLine(line),
        placeOf(`report/${line.at}`, line.kind),
        line.before === null ? "" : placeOf(`before/${line.at}`, line.kind),
        ...peopleOf(line),
        text(`formula_${line.id}` as ConsoleText),
      ],
    })),
  );
  const head = ["section", "line", "value", "month_before", "newcomers", "buyers", "purchases", "formula"] as const;
  return {
    ...(answer.month ? { month: answer.month } : {}),
    ...(answer.branch === null ? {} : { branch: String(answer.branch) }),
    title: text("tab_report"),
    head: head.map((each) => text(each)),
    rows,
  };
}

/** Everybody, as a table in this language. */
export function customersSheet(format: "xlsx" | "csv"): object {
  const columns: ReadonlyArray<readonly [string, ConsoleText, Place["kind"]]> = [
    ["participant", "customer", "text"],
    ["name", "name", "text"],
    ["phone", "phone", "text"],
    ["birth_date", "birth_date", "day"],
    ["member", "has_card", "flag"],
    ["imported", "contact", "flag"],
    ["blocked", "blocked", "flag"],
    ["tier", "tier", "text"],
    ["points", "points", "amount"],
    ["spent", "spent", "amount"],
    ["redeemed", "points_paid", "amount"],
    ["purchases", "purchases", "count"],
    ["last_purchase", "last_purchase", "day"],
    ["created", "joined", "day"],
    ["source", "source", "text"],
  ];
  return { format, comma: locale() === "ru", title: text("tab_customers"), columns: columns.map(([at, name, kind]): SheetColumn => ({ at, kind, name: text(name) })) };
}
