import type { Group, Report } from "./model";

export type LineKind = "count" | "money" | "points" | "share" | "ratio";

/** One line of the report. Its texts are `line_ID` and `formula_ID`; a source's name is its own text. */
export interface Line {
  id: string;
  name?: string;
  kind: LineKind;
  value: number | null;
  before: number | null;
  /** Where its value stands in the cloud's report. */
  at: string;
  /** What to ask the cloud for the purchases behind it; absent: it is not made of purchases. */
  behind?: string;
  /** Of a source: who came by it, who of its customers bought, and how often. */
  people?: { joined: number; bought: number; purchases: number };
}

export interface Section {
  id: "customers" | "purchases" | "points" | "revenue" | "benefit" | "best";
  lines: Line[];
}

const behindOf: Record<string, string> = {
  with_card: "with_card",
  turnover: "with_card",
  by_phone: "by_phone",
  actual_discount: "redeemed",
  redeemed: "redeemed",
};

type Row = readonly [string, LineKind];

function linesOf(group: string, rows: readonly Row[], now: Group, before: Group | undefined, prefix = ""): Line[] {
  return rows.map(([key, kind]) => {
    const id = prefix + key;
    const line: Line = { id, kind, value: now[key] ?? null, before: before?.[key] ?? null, at: `${group}/${key}` };
    const behind = behindOf[key];
    return behind ? { ...line, behind } : line;
  });
}

const customers: readonly Row[] = [
  ["contacts", "count"], ["imported", "count"], ["members", "count"], ["member_share", "share"], ["buyers", "count"],
  ["buyer_share", "share"],
];
const referral: readonly Row[] = [["newcomers", "count"], ["bought", "count"], ["depth", "count"]];
const purchases: readonly Row[] = [
  ["with_card", "count"], ["by_phone", "count"], ["by_phone_share", "share"], ["per_buyer", "ratio"],
  ["true_repeats_per_buyer", "ratio"], ["turnover", "money"], ["average", "money"], ["without_card", "count"],
  ["without_card_average", "money"], ["average_uplift", "share"], ["actual_discount", "share"],
];
const ratings: readonly Row[] = [["ratings", "count"], ["reviews", "count"], ["one_in", "count"]];
const views: readonly Row[] = [["all", "count"], ["openings", "count"]];
const certificates: readonly Row[] = [["issued", "count"], ["used", "count"]];
const points: readonly Row[] = [
  ["issued", "points"], ["redeemed", "points"], ["expired", "points"], ["saved_on_cashback", "points"], ["outstanding", "points"],
  ["waiting", "points"],
];
const pareto: readonly Row[] = [["revenue_share", "share"], ["best_least", "money"]];
const winBack: readonly Row[] = [["given", "count"], ["points", "points"], ["returned", "count"], ["revenue", "money"]];

/** Every line of the owner's report, beside that of the month before. */
export function sectionsOf(report: Report, before: Report | null): Section[] {
  const revenue = report.revenue.map(
    (bucket, at): Line => ({
      id: ["certificates", "referral"][at] ? `revenue_${["certificates", "referral"][at]}` : bucket.counts ? "revenue_source" : "revenue_rest",
      ...(at >= 2 && bucket.counts ? { name: bucket.bucket } : {}),
      kind: "money",
      value: bucket.revenue,
      before: before?.revenue[at]?.bucket === bucket.bucket ? before.revenue[at].revenue : null,
      at: `revenue/${at}/revenue`,
      behind: `bucket/${at}`,
      ...(bucket.joined === null ? {} : { people: { joined: bucket.joined, bought: bucket.bought, purchases: bucket.purchases } }),
    }),
  );
  const benefit: Line[] = [
    { id: "total_benefit", kind: "money", value: report.total_benefit, before: before?.total_benefit ?? null, at: "total_benefit" },
    { id: "honest_benefit", kind: "money", value: report.total_benefit_less_points, before: before?.total_benefit_less_points ?? null, at: "total_benefit_less_points" },
  ];
  const told = before ?? undefined;
  return [
    { id: "customers", lines: [...linesOf("customers", customers, report.customers, told?.customers),
                               ...linesOf("referral", referral, { ...report.referral, by_generation: null }, told && { ...told.referral, by_generation: null }, "referral_"),
                               ...linesOf("views", views, { ...report.views, by_page: null }, told && { ...told.views, by_page: null }, "views_")] },
    { id: "purchases", lines: [...linesOf("purchases", purchases, report.purchases, told?.purchases), ...linesOf("ratings", ratings, report.ratings, told?.ratings),
                               ...linesOf("certificates", certificates, report.certificates, told?.certificates, "certificates_")] },
    { id: "points", lines: linesOf("points", points, report.points, told?.points) },
    { id: "revenue", lines: revenue },
    { id: "benefit", lines: benefit },
    { id: "best", lines: [...linesOf("pareto", pareto, report.pareto, told?.pareto), ...linesOf("win_back", winBack, report.win_back, told?.win_back, "win_back_")] },
  ];
}

/** By how much a line grew, in percent; null where there is nothing to compare with. */
export function growth(line: Line): number | null {
  if (line.value === null || line.before === null || line.before === 0) return null;
  return Math.round(((line.value - line.before) / Math.abs(line.before)) * 100);
}
