import {
  Refusal,
  freshId,
  submit,
  t,
  tell,
  wordsOf,
  wordsOfReply,
  type FiscalLine,
  type PageEvent,
  type ReceiptList,
  type Reply,
  type Session,
} from "@tillpoints/ui";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { cartOf, isCart, noGoods, type Cart, type Goods } from "./goods";
import { paperWidth } from "./slip";


export type By = "code" | "phone" | "card" | "certificate";

/** A customer as the library answered, and the cart that the answer was for. */
export interface Customer {
  by: By;
  value: string;
  reply: Reply;
  cart: string;
}

export interface Offer {
  reply: Reply;
  cart: string;
  lines: FiscalLine[];
  total: number;
  asked: number | "max" | "none";
}

/**
 * One sale. It is kept in the tab's storage, so that a reloaded page goes on where it was: what is sent once `finishing`
 * began follows from what is stored, byte by byte, and so does its key.
 */
export interface Sale {
  receipt: string;
  opened: boolean;
  steps: number;
  goods: Goods;
  customer: Customer | null;
  offer: Offer | null;
  stage: "goods" | "finishing" | "done";
  closedAt: string;
  width: number;
  paid: Reply | null;
  printed: Reply | null;
  closed: Reply | null;
  number: number | null;
}

const place = "tillpoints.sale";

export function freshSale(): Sale {
  return {
    receipt: freshId(),
    opened: false,
    steps: 0,
    goods: noGoods,
    customer: null,
    offer: null,
    stage: "goods",
    closedAt: "",
    width: 32,
    paid: null,
    printed: null,
    closed: null,
    number: null,
  };
}

function load(): Sale {
  try {
    const kept = JSON.parse(sessionStorage.getItem(place) ?? "null") as Sale | null;
    return kept?.receipt ? { ...freshSale(), ...kept } : freshSale();
  } catch {
    return freshSale();
  }
}

export function openingOf(session: Session, receipt: string, kind: "sale" | "return"): PageEvent {
  const employee = session.employee;
  return {
    v: 1,
    event: "receipt_opened",
    receipt_id: receipt,
    kind,
    shift: employee?.shift?.id ?? "",
    cashier: { id: employee?.id ?? "", name: employee?.name ?? "" },
    capabilities: { payment_event: true, split: "pieces", tender: false, prompt: true },
  };
}

/** A problem that is words for the cashier already. */
class Told extends Error {}

export interface CurrentSale {
  sale: Sale;
  cart: ReturnType<typeof cartOf>;
  busy: boolean;
  offline: boolean;
  problem: string;
  setGoods: (goods: Goods) => void;
  find: (by: By, value: string) => void;
  removeCustomer: () => void;
  askPoints: (points: number | "max" | "none") => void;
  finish: () => void;
  cancel: () => void;
  next: () => void;
}

export function useSale(session: Session, renew: () => Promise<void>, waiting: (waits: boolean) => void): CurrentSale {
  const [sale, setSale] = useState<Sale>(load);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const latest = useRef(sale);
  const working = useRef(false);
  const person = useRef(session);
  person.current = session;

  const change = (patch: Partial<Sale>) => {
    latest.current = { ...latest.current, ...patch };
    sessionStorage.setItem(place, JSON.stringify(latest.current));
    setSale(latest.current);
  };

  /** One thing at a time: what comes while something is worked on is a second tap. */
  const act = async (work: () => Promise<void>) => {
    if (working.current) return;
    working.current = true;
    setBusy(true);
    setProblem("");
    try {
      await work();
    } catch (failure) {
      setProblem(failure instanceof Told ? failure.message : wordsOf(failure));
      if (failure instanceof Refusal && (failure.code === "no_shift" || failure.code === "other_shift")) await renew();
    } finally {
      working.current = false;
      setBusy(false);
    }
  };

  const freshKey = () => {
    change({ steps: latest.current.steps + 1 });
    return `${latest.current.receipt}/${latest.current.steps}`;
  };

  const open = async () => {
    const reply = await submit(openingOf(person.current, latest.current.receipt, "sale"), freshKey(), waiting);
    if (reply.status === "error") throw new Told(wordsOfReply(reply));
    change({ opened: true });
  };

  const say = async (event: PageEvent, key: string): Promise<Reply> => {
    if (!latest.current.opened) await open();
    const reply = await submit(event, key, waiting);
    if (reply.error?.code !== "unknown_receipt") return reply;
    // The opening was lost with the library's process (EVENTS.md, receipt_opened).
    await open();
    return await submit(event, freshKey(), waiting);
  };

  const currentCart = (): Cart => {
    const cart = cartOf(latest.current.goods, person.current.currency);
    if (!isCart(cart)) throw new Told(cart.text || t("type_total_first"));
    return cart;
  };

  const present = async (by: By, value: string) => {
    const cart = currentCart();
    const reply = await say(
      { v: 1, event: "customer_presented", receipt_id: latest.current.receipt, by, value, positions: cart.positions },
      freshKey(),
    );
    const counts = reply.status === "customer" || reply.status === "unregistered" || (reply.status === "offline" && reply.will_award);
    if (!counts) {
      change({ customer: null, offer: null });
      throw new Told(reply.status === "offline" ? t("offline_code") : wordsOfReply(reply));
    }
    change({ customer: { by, value, reply, cart: JSON.stringify(cart) }, offer: null });
  };

  /** The customer and the offer for the goods as they are now. */
  const bringUpToDate = async () => {
    const cart = JSON.stringify(currentCart());
    const { customer, offer } = latest.current;
    if (offer && offer.cart !== cart) change({ offer: null });
    if (customer && customer.cart !== cart) await present(customer.by, customer.value);
  };

  const request = async (points: number | "max" | "none") => {
    const cart = currentCart();
    const reply = await say(
      {
        v: 1,
        event: "discount_requested",
        receipt_id: latest.current.receipt,
        positions: cart.positions,
        total: cart.total,
        points,
        commit: false,
      },
      freshKey(),
    );
    if (reply.status !== "granted") {
      change({ offer: null, ...(reply.show_code_again ? { customer: null } : {}) });
      throw new Told(wordsOfReply(reply));
    }
    change({
      offer: { reply, cart: JSON.stringify(cart), lines: reply.positions ?? cart.positions, total: reply.total ?? cart.total, asked: points },
    });
  };

  const complete = async () => {
    const { receipt, offer, closedAt, width } = latest.current;
    if (!offer) return change({ stage: "goods" });
    const lines = offer.lines.map(({ id, price, quantity, sum, fraction }) => ({
      id,
      price,
      quantity,
      sum,
      ...(fraction ? { fraction } : {}),
    }));
    const quote = offer.reply.quote_id;
    if (!latest.current.paid) {
      const paid = await say(
        { v: 1, event: "payment_started", receipt_id: receipt, positions: lines, total: offer.total, ...(quote ? { quote_id: quote } : {}) },
        `${receipt}/pay/${quote ?? ""}`,
      );
      if (paid.status !== "confirmed") {
        change({ stage: "goods", offer: null, ...(paid.show_code_again ? { customer: null } : {}) });
        throw new Told(wordsOfReply(paid));
      }
      change({ paid });
    }
    if (!latest.current.printed) {
      const printed = await say({ v: 1, event: "print_requested", receipt_id: receipt, width }, `${receipt}/print/${width}`);
      change({ printed });
    }
    if (!latest.current.closed) {
      const closed = await say(
        { v: 1, event: "receipt_closed", receipt_id: receipt, positions: lines, total: offer.total, closed_at: closedAt },
        `${receipt}/close/${closedAt}`,
      );
      if (closed.status === "error" && closed.error?.code !== "receipt_finished") throw new Told(wordsOfReply(closed));
      change({ closed });
    }
    const found = await tell<ReceiptList>("/v1/pages/receipts", { receipt_id: receipt });
    change({ stage: "done", number: found.receipts[0]?.number ?? null, customer: withoutValue(latest.current.customer) });
  };

  const finish = () =>
    act(async () => {
      if (latest.current.stage === "goods") {
        await bringUpToDate();
        if (!latest.current.offer) await request("none");
        change({ stage: "finishing", closedAt: new Date().toISOString().replace(/\.\d+Z$/, "Z"), width: paperWidth(), paid: null });
      }
      await complete();
    });

  useEffect(() => {
    if (latest.current.stage === "finishing") void finish();
  }, []);

  const cancel = () =>
    act(async () => {
      const { opened, receipt } = latest.current;
      if (opened) {
        const reply = await submit({ v: 1, event: "receipt_cancelled", receipt_id: receipt, reason: "cashier" }, `${receipt}/cancel`, waiting);
        const gone = reply.error?.code === "unknown_receipt" || reply.error?.code === "receipt_finished";
        if (reply.status === "error" && !gone) throw new Told(wordsOfReply(reply));
      }
      change(freshSale());
    });

  const removeCustomer = () =>
    act(async () => {
      if (latest.current.opened)
        await submit({ v: 1, event: "customer_removed", receipt_id: latest.current.receipt }, freshKey(), waiting);
      change({ customer: null, offer: null });
    });

  const cart = useMemo(() => cartOf(sale.goods, session.currency), [sale.goods, session.currency]);
  return {
    sale,
    cart,
    busy,
    problem,
    offline: sale.customer?.reply.status === "offline" || sale.offer?.reply.offline === true,
    setGoods: (goods) => {
      setProblem("");
      change({ goods });
    },
    find: (by, value) => void act(() => present(by, value)),
    removeCustomer: () => void removeCustomer(),
    askPoints: (wanted) =>
      void act(async () => {
        await bringUpToDate();
        await request(wanted);
      }),
    finish: () => void finish(),
    cancel: () => void cancel(),
    next: () => {
      setProblem("");
      change(freshSale());
    },
  };
}

/** A finished sale keeps nothing that leads to the customer. */
function withoutValue(customer: Customer | null): Customer | null {
  return customer && { ...customer, value: "" };
}
