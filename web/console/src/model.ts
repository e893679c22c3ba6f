/** What the console's calls answer (cloud/README.md, "Console"). */
import type { Target } from "./targets";

export type Role = "owner" | "manager" | "marketer" | "accountant" | "employee";

export interface Session {
  person: { name: string; role: Role; token: string; missing: "password" | "second_factor" | null; branch: string | null } | null;
  programme?: string;
  currency?: string;
}

export interface Named {
  id: number;
  name: string;
}

export interface Bucket {
  bucket: string;
  /** Nothing of a branch: customers join the company. */
  joined: number | null;
  bought: number;
  purchases: number;
  revenue: number;
  counts: boolean;
}

export type Group = Record<string, number | null>;

export interface Report {
  currency: string;
  from: string;
  to: string;
  customers: Group;
  purchases: Group;
  points: Group;
  referral: { newcomers: number | null; bought: number | null; depth: number | null; by_generation: number[] | null };
  ratings: Group;
  certificates: Group;
  revenue: Bucket[];
  total_benefit: number | null;
  total_benefit_less_points: number | null;
  pareto: Group;
  win_back: Group;
  /** Of the card; of the whole company only. */
  views: { all: number | null; openings: number | null; by_page: Record<string, number> | null };
}

export interface Month {
  months: string[];
  month: string | null;
  branches: Named[];
  branch: number | null;
  /** How many members are in each tier now; of the whole company only. */
  tiers: Array<{ name: string; members: number }> | null;
  /** How often the card was looked at, by quarter such as "2026-Q1"; of the whole company only. */
  quarters: Array<{ quarter: string; views: number }> | null;
  report: Report;
  before: Report | null;
}

export interface Operation {
  id: number;
  created: string;
  refund_of: number | null;
  refunded: boolean;
  participant: number;
  number: string | null;
  total: number;
  cash: number;
  points: number;
  certificate: number;
  award: number;
  cashier: Named | null;
  branch: Named | null;
}

export interface FoundCustomer {
  participant: number;
  name: string;
  phone: string | null;
  member: boolean;
  blocked: boolean;
  tier: string;
  points: number;
}

export interface CustomerCard extends FoundCustomer {
  birth_date: string | null;
  created: string;
  source: string | null;
  inviter: number | null;
  spent: number;
  redeemed: number;
  purchases: number;
  invited: number;
  invited_who_bought: number;
  last_purchase: string | null;
  tags: string[];
  cards: Array<{ kind: string; ends_with: string; blocked: boolean }>;
  certificates: Array<{ points: number; from: string; to: string; state: string }>;
  consents: Consent[];
  /** Brought in from a list, and neither registered nor bought since. */
  imported: boolean;
  erased: boolean;
  operations?: Operation[];
  notes?: CustomerNote[];
}

export interface CustomerNote {
  note: number;
  written: string;
  by: string | null;
  text: string;
  removable: boolean;
}

export interface Consent {
  channel: string;
  given: boolean;
  since: string;
}

export interface PointRequest {
  request: number;
  asked: string;
  by: string | null;
  own: boolean;
  participant: number;
  points: number;
  reason: string;
}

export interface Segment {
  tier?: string;
  source?: string;
  tag?: string;
  without_tag?: string;
  branch?: number;
  bought?: boolean;
  silent_days?: number;
  purchases?: number;
  spent?: number;
  birthday_days?: number;
}

export interface Campaign {
  campaign: number;
  created: string;
  begins: string;
  state: "running" | "stopped" | "done";
  progress: number;
  name: string;
  message: string;
  texts: Record<string, string>;
  promo_code: string | null;
  points: number;
  certificate: { points: number; from: string; to: string } | null;
  segment: Segment;
  held_out: number;
  selected: number;
}

export interface CampaignGroup {
  members: number;
  told: number;
  buyers: number;
  purchases: number;
  turnover: number;
}

export interface CampaignOutcome extends Campaign {
  until: string;
  addressed: CampaignGroup;
  compared: CampaignGroup;
  delivered: number;
  read: number;
  failed: number;
}

export interface SegmentCount {
  members: number;
  advertised: number;
  looked_at: number;
  after: number | null;
  newest: number;
}

export interface StaffLine {
  cashier: number;
  name: string;
  branch: Named | null;
  with_card: number;
  without_card: number;
  card_share: number | null;
  card_turnover: number;
  card_average: number | null;
  newcomers: number;
  redeemed: number;
  awarded: number;
  returns: number;
  returned: number;
  owed: number;
  ratings: number;
  rating: number | null;
}

export interface Staff {
  months: string[];
  month: string | null;
  staff: StaffLine[];
  targets: Target[];
}

export interface Rating {
  created: string;
  stars: number;
  comment: string | null;
  operation: Operation | null;
  answer: RatingAnswer | null;
}

/** What the company answers; no words: erased with the customer. */
export interface RatingAnswer {
  text: string | null;
  written: string;
  by: string | null;
}

export interface Person {
  id: number;
  login: string;
  name: string;
  role: Role;
  branch: Named | null;
  cashier: Named | null;
  blocked: boolean;
  second_factor: boolean;
  sessions: number;
}

export interface People {
  people: Person[];
  branches: Named[];
  cashiers: Named[];
}

export interface Action {
  id: number;
  moment: string;
  person: number | null;
  name: string | null;
  action: string;
  subject: string;
  detail: string;
}

export const call = (path: string): string => `/console/api/${path}`;

/** Decimal major units, as the cloud writes money and points, in hundredths. */
export const minor = (value: number): number => Math.round(value * 100);
