import { freshId, submit, t, wordsOf, wordsOfReply, type NotedReceipt, type PageEvent, type Position, type Reply, type Session } from "@tillpoints/ui";
import { useEffect, useRef, useState } from "preact/hooks";
import { leftOf, returnedOf } from "./receipts";
import { openingOf } from "./sale";

/** A return that was confirmed; it is kept in the tab's storage until the next one begins. */
export interface Returning {
  receipt: string;
  event: PageEvent;
  opening: PageEvent;
  total: number;
  original: number;
  reply: Reply | null;
}

const place = "tillpoints.return";

/** What comes back: everything that is left, some of the lines, or a sum of them. */
export type Back = { all: true } | { lines: string[] } | { sum: number };

function withName(line: { id: string; price: number; quantity: string; sum: number }, sale: NotedReceipt): Position {
  const sold = sale.positions.find((each) => each.id === line.id);
  return { ...line, ...(sold?.name ? { name: sold.name } : {}) };
}

/**
 * The lines of the return. A part of the sale that is no line of it gets a name and an id that no sold line has, so that
 * the library takes it in proportion of its sum (EVENTS.md, return_closed).
 */
export function linesOf(sale: NotedReceipt, back: Back): Position[] {
  const untouched = returnedOf(sale) === 0;
  if ("lines" in back) return sale.lines.filter((line) => back.lines.includes(line.id)).map((line) => withName(line, sale));
  const sum = "sum" in back ? back.sum : leftOf(sale);
  if (untouched && sum === sale.total) return sale.lines.map((line) => withName(line, sale));
  return [{ id: "part-of-receipt", name: t("part_of_receipt"), price: sum, quantity: "1", sum }];
}

export function sumOf(lines: Position[]): number {
  return lines.reduce((sum, line) => sum + line.sum, 0);
}

export interface CurrentReturn {
  returning: Returning | null;
  busy: boolean;
  problem: string;
  begin: (sale: NotedReceipt, back: Back) => void;
  next: () => void;
  /** The page shows something else now: a recorded return is not shown again. */
  leave: () => void;
}

export function useReturn(session: Session, waiting: (waits: boolean) => void): CurrentReturn {
  const [returning, setReturning] = useState<Returning | null>(() => {
    try {
      return JSON.parse(sessionStorage.getItem(place) ?? "null") as Returning | null;
    } catch {
      return null;
    }
  });
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const working = useRef(false);
  const keep = (next: Returning | null) => {
    if (next) sessionStorage.setItem(place, JSON.stringify(next));
    else sessionStorage.removeItem(place);
    setReturning(next);
  };

  /** What is sent follows from what is kept, so a reloaded page repeats it under the same keys. */
  const complete = async (kept: Returning) => {
    if (working.current) return;
    working.current = true;
    setBusy(true);
    setProblem("");
    try {
      const opened = await submit(kept.opening, `${kept.receipt}/open`, waiting);
      if (opened.status === "error" && opened.error?.code !== "receipt_finished") throw new Error(wordsOfReply(opened));
      const reply = await submit(kept.event, `${kept.receipt}/return`, waiting);
      if (reply.status === "error") throw new Error(wordsOfReply(reply));
      keep({ ...kept, reply });
    } catch (failure) {
      setProblem(failure instanceof Error && failure.constructor === Error ? failure.message : wordsOf(failure));
    } finally {
      working.current = false;
      setBusy(false);
    }
  };

  useEffect(() => {
    if (returning && !returning.reply) void complete(returning);
  }, []);

  const next = () => {
    setProblem("");
    keep(null);
  };
  return {
    returning,
    busy,
    problem,
    begin: (sale, back) => {
      if (working.current) return;
      const receipt = freshId();
      const positions = linesOf(sale, back);
      const total = sumOf(positions);
      const fresh: Returning = {
        receipt,
        total,
        original: sale.number,
        reply: null,
        opening: openingOf(session, receipt, "return"),
        event: {
          v: 1,
          event: "return_closed",
          receipt_id: receipt,
          original: { receipt_id: sale.receipt_id, ...(sale.extra ? { extra: sale.extra } : {}) },
          positions,
          total,
          closed_at: new Date().toISOString().replace(/\.\d+Z$/, "Z"),
        },
      };
      keep(fresh);
      void complete(fresh);
    },
    next,
    leave: () => {
      if (returning?.reply) next();
    },
  };
}
