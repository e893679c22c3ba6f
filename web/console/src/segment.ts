import { tell } from "@tillpoints/ui";
import { call, type Segment, type SegmentCount } from "./model";

/** A segment as it is typed; empty fields are no conditions. */
export interface TypedSegment {
  tier: string;
  source: string;
  tag: string;
  bought: "" | "yes" | "no";
  silent: string;
  purchases: string;
  spent: string;
  birthday: string;
}

export const everybody: TypedSegment = { tier: "", source: "", tag: "", bought: "", silent: "", purchases: "", spent: "", birthday: "" };

/** Which of the typed numbers is none within its bounds; empty if all are. */
export function wrongNumber(typed: TypedSegment): keyof TypedSegment | "" {
  const bounds: Array<[keyof TypedSegment, number]> = [["silent", 3650], ["purchases", 1_000_000], ["birthday", 366], ["spent", 1_000_000_000]];
  for (const [name, most] of bounds) {
    const text = typed[name].trim();
    if (text !== "" && (!/^\d{1,10}$/.test(text) || Number(text) < 1 || Number(text) > most)) return name;
  }
  return "";
}

export function segmentOf(typed: TypedSegment): Segment {
  const number = (text: string) => (text.trim() === "" ? undefined : Number(text.trim()));
  const word = (text: string) => (text.trim() === "" ? undefined : text.trim());
  const all = {
    tier: word(typed.tier),
    source: word(typed.source),
    tag: word(typed.tag),
    bought: typed.bought === "" ? undefined : typed.bought === "yes",
    silent_days: number(typed.silent),
    purchases: number(typed.purchases),
    spent: number(typed.spent),
    birthday_days: number(typed.birthday),
  };
  return JSON.parse(JSON.stringify(all)) as Segment;
}

export interface Counted {
  members: number;
  advertised: number;
  lookedAt: number;
  /** The last customer's number, near how many there are. */
  newest: number;
  done: boolean;
}

/** Counts the segment's members slice by slice, telling after each how far it is, until it is done or not wanted any more. */
export async function countSegment(segment: Segment, onCount: (counted: Counted) => boolean): Promise<void> {
  const counted: Counted = { members: 0, advertised: 0, lookedAt: 0, newest: 0, done: false };
  for (let after: number | null = 0; after !== null; ) {
    const slice: SegmentCount = await tell<SegmentCount>(call("segments/count"), { segment, after });
    counted.members += slice.members;
    counted.advertised += slice.advertised;
    counted.lookedAt += slice.looked_at;
    counted.newest = slice.newest;
    counted.done = slice.after === null;
    if (!onCount({ ...counted })) return;
    after = slice.after;
  }
}
