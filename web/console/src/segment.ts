import { tell } from "@tillpoints/ui";
import { call, type Segment, type SegmentCount } from "./model";

/** A segment as it is typed; empty fields are no conditions. */
export interface TypedSegment {
  tier: string;
  source: string;
  tag: string;
  withoutTag: string;
  /** Its number; empty: any. */
  branch: string;
  bought: "" | "yes" | "no";
  silent: string;
  purchases: string;
  spent: string;
  birthday: string;
}

export const everybody: TypedSegment = { tier: "", source: "", tag: "", withoutTag: "", branch: "", bought: "", silent: "", purchases: "", spent: "", birthday: "" };

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
    without_tag: word(typed.withoutTag),
    branch: number(typed.branch),
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

/** Asks slice by slice for the customers' list, each slice going on where the one before ended, until it is over or not wanted any more. */
export async function eachSlice<Slice extends { after: number | null }>(path: string, conditions: object, onSlice: (slice: Slice) => boolean): Promise<void> {
  for (let after: number | null = 0; after !== null; ) {
    const slice: Slice = await tell<Slice>(call(path), { ...conditions, after });
    if (!onSlice(slice)) return;
    after = slice.after;
  }
}

/** Counts the segment's members, telling after each slice how far it is. */
export async function countSegment(segment: Segment, onCount: (counted: Counted) => boolean): Promise<void> {
  const counted: Counted = { members: 0, advertised: 0, lookedAt: 0, newest: 0, done: false };
  await eachSlice<SegmentCount>("segments/count", { segment }, (slice) => {
    counted.members += slice.members;
    counted.advertised += slice.advertised;
    counted.lookedAt += slice.looked_at;
    counted.newest = slice.newest;
    counted.done = slice.after === null;
    return onCount({ ...counted });
  });
}

/** A whole number that was typed, nothing being 0; null if it is none from 0 to `most`. */
export function wholeNumber(typed: string, most: number): number | null {
  const value = typed.trim() === "" ? 0 : Number(typed.trim());
  return Number.isInteger(value) && value >= 0 && value <= most ? value : null;
}
