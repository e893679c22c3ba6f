/** The settings of a programme as people type them, and as the cloud takes them. */

export type Value = string | number | boolean | null;
export type Rules = Record<string, unknown>;

/** How a setting is typed: as a text, a number, a list of numbers, by a tick, or as one of some words. */
export type Kind = "text" | "number" | "numbers" | "flag" | readonly string[];

const of = ["cash", "total"] as const;

export const basics: ReadonlyArray<readonly [string, Kind]> = [
  ["name", "text"], ["promo_code", "text"], ["discount_policy", ["charge_scores", "apply_discount"]], ["welcome_points", "number"], ["first_purchase_points", "number"],
  ["tier_rate", ["before_purchase", "after_purchase"]], ["unredeemable_earns", "flag"], ["defer_points_days", "number"], ["purchase_by_phone", "flag"],
  ["use_points_by_phone", "flag"], ["staff_award", "number"], ["staff_award_of", of], ["expiry_months", "number"], ["purchases_extend", "flag"], ["gifts_extend", "flag"],
  ["code_lifetime_minutes", "number"], ["voucher_lifetime_minutes", "number"],
];

export const tierRules: ReadonlyArray<readonly [string, Kind]> = [["name", "text"], ["rate", "number"], ["redemption_limit", "number"], ["spent_from", "number"], ["invited_from", "number"]];

export const parts = {
  referral: [["reward", "number"], ["reward_at", ["first_purchase", "registration"]], ["reward_to", ["inviter", "friend", "both"]], ["reward_withdrawn", "flag"], ["rates", "numbers"], ["share_of", of], ["less_skipped", "flag"], ["from_purchase", "number"]],
  birthday_certificate: [["points", "number"], ["share", "number"], ["share_of", ["redeemable", "total"]], ["single_use", "flag"], ["own_points_beside", "flag"], ["days_before", "number"], ["days_after", "number"]],
  win_back: [["after_days", "number"], ["points", "number"], ["expires_days", "number"]],
  redemption_confirmation: [["above", "number"], ["by_phone", "flag"]],
} as const satisfies Record<string, ReadonlyArray<readonly [string, Kind]>>;

export type Part = keyof typeof parts;
export const partNames = Object.keys(parts) as Part[];

/** Every part but this one can be left out. */
export const alwaysThere: Part = "referral";

const fresh: Record<Part, Rules> = {
  referral: {},
  birthday_certificate: { points: 1000, share: 5, share_of: "redeemable", single_use: true, own_points_beside: false, days_before: 7, days_after: 14 },
  win_back: { after_days: 90, points: 500, expires_days: 30 },
  redemption_confirmation: { above: 1000, by_phone: true },
};
export const freshPart = (part: Part): Rules => fresh[part];

function typedOf(kind: Kind, value: unknown): unknown {
  if (kind === "flag") return value === true;
  if (kind === "numbers") return Array.isArray(value) ? value.join("; ") : "";
  return value === null || value === undefined ? "" : String(value);
}

/** A number as the cloud reads it; what is none goes as it is, and the cloud says what is wrong with it. */
function numberOf(typed: string): unknown {
  const compact = typed.replace(/[\s\u00a0\u202f]/g, "").replace(",", ".");
  return /^-?\d{1,15}(\.\d+)?$/.test(compact) ? Number(compact) : typed;
}

function toldOf(kind: Kind, typed: unknown): unknown {
  const words = String(typed).trim();
  if (kind === "flag") return typed === true;
  if (kind === "numbers") return words === "" ? [] : words.split(/[;\s]+/).filter(Boolean).map(numberOf);
  if (kind === "number") return words === "" ? null : numberOf(words);
  return words;
}

type Named = ReadonlyArray<readonly [string, Kind]>;
export const typedRules = (names: Named, rules: Rules): Rules => Object.fromEntries(names.map(([name, kind]) => [name, typedOf(kind, rules[name])]));
const toldRules = (names: Named, typed: Rules): Rules => Object.fromEntries(names.map(([name, kind]) => [name, toldOf(kind, typed[name])]));

/** What a form holds. */
export interface TypedProgramme {
  rest: Rules;
  basics: Rules;
  tiers: Array<{ uid: string; rules: Rules }>;
  parts: Record<Part, Rules | null>;
}

export function typedProgramme(programme: Rules): TypedProgramme {
  const tiers = programme["tiers"] as Rules[];
  return {
    rest: { currency: programme["currency"], sources: programme["sources"] },
    basics: typedRules(basics, programme),
    tiers: tiers.map((tier) => ({ uid: String(tier["uid"]), rules: typedRules(tierRules, tier) })),
    parts: Object.fromEntries(partNames.map((part) => [part, programme[part] ? typedRules(parts[part], programme[part] as Rules) : null])) as Record<Part, Rules | null>,
  };
}

/** The document that the cloud checks, tries and keeps. */
export function toldProgramme(typed: TypedProgramme): Rules {
  const told: Rules = { ...typed.rest, ...toldRules(basics, typed.basics), tiers: typed.tiers.map((tier) => ({ uid: tier.uid, ...toldRules(tierRules, tier.rules) })) };
  for (const part of partNames) {
    const rules = typed.parts[part];
    told[part] = rules ? toldRules(parts[part], rules) : null;
  }
  return told;
}

/** The last name in a path such as "tiers[1].rate", by which texts explain a setting. */
export const ruleOf = (path: string): string => /([a-z_]+)(\[\d+\])?$/.exec(path)?.[1] ?? path;

/** What differs between two programmes in one setting. */
export interface Change {
  path: string;
  before: unknown;
  after: unknown;
}

/** Whether points that would have gone on can expire as soon as the changed programme starts. */
export function expiresSooner(changes: readonly Change[], changed: Rules): boolean {
  if (typeof changed["expiry_months"] !== "number") return false;
  return changes.some(({ path, before, after }) => {
    if (path === "expiry_months") return typeof before !== "number" || Number(after) < before;
    return (path === "purchases_extend" || path === "gifts_extend") && after === false;
  });
}
