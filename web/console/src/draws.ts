import type { Segment } from "./model";
import { eachSlice } from "./segment";

/** What the console's calls about prize draws answer, and how participants are counted. */

export interface Participation {
  segment: Segment;
  ticket_for: "customer" | "purchase";
  from: string | null;
  to: string | null;
}

export interface Draw {
  draw: number;
  name: string;
  arranged: string;
  by: string | null;
  state: "arranged" | "collecting" | "listed" | "drawn";
  winners: number;
  takes_part: Participation;
  prize: { kind: "nothing" | "points" | "certificate"; points: number; days: number };
  message: string;
  commitment: string;
  asked: string | null;
  asked_by: string | null;
  drawn: string | null;
  participants: number;
  tickets: number;
  list_digest: string | null;
  seed: string | null;
}

export interface DrawWinner {
  place: number;
  participant: number;
  name: string;
  state: "waiting" | "given" | "not_given";
  told: boolean;
}

export interface ShownDraw extends Draw {
  drawn_winners: DrawWinner[];
}

export interface Participants {
  participants: number;
  tickets: number;
  lookedAt: number;
  newest: number;
  done: boolean;
}

interface Slice {
  participants: number;
  tickets: number;
  looked_at: number;
  after: number | null;
  newest: number;
}

/** Who would take part now, counted slice by slice. */
export async function countParticipants(conditions: object, onCount: (counted: Participants) => boolean): Promise<void> {
  const counted: Participants = { participants: 0, tickets: 0, lookedAt: 0, newest: 0, done: false };
  await eachSlice<Slice>("draws/count", conditions, (slice) => {
    counted.participants += slice.participants;
    counted.tickets += slice.tickets;
    counted.lookedAt += slice.looked_at;
    counted.newest = slice.newest;
    counted.done = slice.after === null;
    return onCount({ ...counted });
  });
}

/** The period from the first of two days to the end of the second, by the browser's clock; null if it is none. */
export function periodOf(first: string, last: string): { from: string; to: string } | null {
  const day = /^(\d{4})-(\d{2})-(\d{2})$/;
  const [a, b] = [day.exec(first), day.exec(last)];
  if (!a || !b) return null;
  const midnight = (date: RegExpExecArray, more: number) => new Date(Number(date[1]), Number(date[2]) - 1, Number(date[3]) + more);
  const [from, to] = [midnight(a, 0), midnight(b, 1)];
  return from < to ? { from: from.toISOString(), to: to.toISOString() } : null;
}
