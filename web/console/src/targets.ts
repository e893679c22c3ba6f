import { minor, type StaffLine } from "./model";

export const targetFigures = ["turnover", "card_share", "newcomers", "ratings"] as const;
export type TargetFigure = (typeof targetFigures)[number];

/** What an employee or a branch is to reach in a month. */
export type Target = { cashier?: number; branch?: number } & Record<TargetFigure, number | null>;

/** The column of the employees' table that a target is of. */
export const columnOf: Record<TargetFigure, keyof BranchLine & keyof StaffLine> = { turnover: "card_turnover", card_share: "card_share", newcomers: "newcomers", ratings: "ratings" };

export interface BranchLine {
  branch: number;
  name: string;
  employees: number;
  with_card: number;
  without_card: number;
  card_share: number | null;
  card_turnover: number;
  newcomers: number;
  ratings: number;
}

/** The employees of each branch added up. The share is of all receipts that are known of them, and nothing where none without a card is. */
export function branchLines(staff: readonly StaffLine[]): BranchLine[] {
  const lines = new Map<number, BranchLine>();
  for (const each of staff) {
    if (!each.branch) continue;
    const line = lines.get(each.branch.id) ?? { branch: each.branch.id, name: each.branch.name, employees: 0, with_card: 0, without_card: 0, card_share: null, card_turnover: 0, newcomers: 0, ratings: 0 };
    line.employees += 1;
    line.with_card += each.with_card;
    line.without_card += each.without_card;
    // Counted in hundredths, because sums of decimals are not exact.
    line.card_turnover = (minor(line.card_turnover) + minor(each.card_turnover)) / 100;
    line.newcomers += each.newcomers;
    line.ratings += each.ratings;
    lines.set(line.branch, line);
  }
  for (const line of lines.values()) line.card_share = line.without_card > 0 ? Math.round((line.with_card * 10_000) / (line.with_card + line.without_card)) / 100 : null;
  return [...lines.values()].sort((one, other) => one.branch - other.branch);
}

/** How much of a target is reached, in whole percent, rounded down so that 100 is all of it; null where nothing is known. */
export function reached(value: number | null, target: number | null): number | null {
  if (value === null || target === null || target <= 0) return null;
  return Math.max(0, Math.floor((minor(value) * 100) / minor(target)));
}

/** A figure that a person typed, or null for none; undefined if it is wrong. */
export function typedFigure(figure: TargetFigure, typed: string): number | null | undefined {
  const text = typed.replace(/\s/g, "").replace(",", ".");
  if (text === "") return null;
  const decimals = figure === "turnover" || figure === "card_share";
  if (!(decimals ? /^\d{1,13}(\.\d{1,2})?$/ : /^\d{1,7}$/).test(text)) return undefined;
  const value = Number(text);
  const most = figure === "card_share" ? 100 : figure === "turnover" ? 1e12 : 1e6;
  return value > 0 && value <= most ? value : undefined;
}
