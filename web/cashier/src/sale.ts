import {
  Refusal,
  focusOn,
  submit,
  t,
  tell,
  typedMoney,
  wordsOf,
  wordsOfReply,
  type PageEvent,
  type ReceiptList,
  type Reply,
  type Session,
} from "@tillpoints/ui";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { cartOf, isCart, noGoods, type Cart, type Goods } from "./goods";
import { awaitsCustomer, byOf, freshSale, loadSale, nothingTyped, salePlace, withoutValue, type By, type Sale, type TypedText } from "./sale-state";
import { paperWidth } from "./slip";

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

/** Where on the page a problem is said. */
export type Place = "customer" | "points" | "sale";

/** A problem that is words for the cashier already: where it is said, and where the cursor goes. */
class Told extends Error {
  constructor(
    message: string,
    readonly at: Place,
    readonly focus: string = at === "sale" ? "" : at,
  ) {
    super(message);
  }
}

/** The pause after the last key after which changed goods are asked about anew. */
const askedAfter = 600;

export interface CurrentSale {
  sale: Sale;
  cart: ReturnType<typeof cartOf>;
  busy: boolean;
  offline: boolean;
  /** The library did not reach the cloud when it was asked last. The stream, when it tells of the link, knows it better. */
  heardOffline: boolean;
  linkTold: () => void;
  /** The goods are others than those that the customer and the offer were asked for. */
  outOfDate: boolean;
  problem: string;
  problemAt: Place;
  /** Said once: the sale before this one was cancelled. */
  cancelled: boolean;
  setGoods: (goods: Goods) => void;
  setTyped: (patch: Partial<TypedText>) => void;
  find: (by: By, value: string) => void;
  removeCustomer: () => void;
  askPoints: (points: "max" | "none") => void;
  takeTyped: () => void;
  /** Has the customer asked to confirm the points, by a code even where there is a PIN. */
  askCustomer: (sendCode: boolean) => void;
  /** What the customer said; it is not kept. */
  enterSecret: (secret: string) => void;
  finish: () => void;
  cancel: () => void;
  /** Begins a sale; the first keys of its total may be typed already. */
  next: (total?: string) => void;
  /** The page shows something else now: a finished sale is not shown again. */
  leave: () => void;
}

export function useSale(session: Session, renew: () => Promise<void>, waiting: (waits: boolean) => void): CurrentSale {
  const [sale, setSale] = useState<Sale>(loadSale);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<{ text: string; at: Place }>({ text: "", at: "sale" });
  const [cancelled, setCancelled] = useState(false);
  const [heardOffline, setHeardOffline] = useState(false);
  const [focus, setFocus] = useState<{ id: string; unlessElsewhere: boolean } | null>(null);
  const refused = useRef("");
  const askedFor = useRef("");
  const latest = useRef(sale);
  const working = useRef(false);
  const person = useRef(session);
  person.current = session;

  const change = (patch: Partial<Sale>) => {
    latest.current = { ...latest.current, ...patch };
    sessionStorage.setItem(salePlace, JSON.stringify(latest.current));
    setSale(latest.current);
  };

  const clearProblem = () => setProblem({ text: "", at: "sale" });

  /**
   * One thing at a time: what comes while something is worked on is a second tap. Then the cursor goes to `next`; without one it
   * stays, or goes back to the button that could not have it meanwhile.
   */
  const act = async (work: () => Promise<void>, next = "") => {
    if (working.current) return;
    working.current = true;
    const before = document.activeElement?.id ?? "";
    let wish = next;
    setBusy(true);
    clearProblem();
    setCancelled(false);
    try {
      await work();
    } catch (failure) {
      const told = failure instanceof Told ? failure : new Told(wordsOf(failure), "sale");
      setProblem({ text: told.message, at: told.at });
      wish = told.focus;
      if (failure instanceof Refusal && (failure.code === "no_shift" || failure.code === "other_shift")) await renew();
    } finally {
      working.current = false;
      setBusy(false);
      setFocus({ id: wish || before, unlessElsewhere: wish === "" });
    }
  };

  useLayoutEffect(() => {
    if (busy || !focus) return;
    const elsewhere = document.activeElement !== null && document.activeElement !== document.body;
    if (!(focus.unlessElsewhere && elsewhere) && focus.id) focusOn(focus.id);
    setFocus(null);
  }, [busy, focus]);

  const freshKey = () => {
    change({ steps: latest.current.steps + 1 });
    return `${latest.current.receipt}/${latest.current.steps}`;
  };

  const open = async () => {
    const reply = await submit(openingOf(person.current, latest.current.receipt, "sale"), freshKey(), waiting);
    if (reply.status === "error") throw new Told(wordsOfReply(reply), "sale");
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
    if (!isCart(cart)) throw new Told(cart.text || t("type_total_first"), "sale", "total");
    return cart;
  };

  const present = async (by: By, value: string) => {
    const cart = currentCart();
    const reply = await say(
      { v: 1, event: "customer_presented", receipt_id: latest.current.receipt, by, value, positions: cart.positions },
      freshKey(),
    );
    setHeardOffline(reply.status === "offline");
    const counts = reply.status === "customer" || reply.status === "unregistered" || (reply.status === "offline" && reply.will_award);
    if (!counts) {
      refused.current = value;
      change({ customer: null, offer: null });
      throw new Told(reply.status === "offline" ? t("offline_code") : wordsOfReply(reply), "customer");
    }
    refused.current = "";
    askedFor.current = "";
    change({ customer: { by, value, reply, cart: JSON.stringify(cart) }, offer: null, typed: nothingTyped });
  };

  /** The customer and the offer for the goods as they are now. Points that were asked for stay asked for. */
  const bringUpToDate = async () => {
    const cart = JSON.stringify(currentCart());
    const { customer, offer, typed } = latest.current;
    const asked = offer && offer.cart !== cart ? offer.asked : "none";
    if (offer && offer.cart !== cart) change({ offer: null });
    if (customer && customer.cart !== cart) {
      await present(customer.by, customer.value);
      change({ typed: { ...nothingTyped, points: typed.points } });
      if (asked !== "none") await request(asked);
    }
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
      if (reply.reason === "offline") setHeardOffline(true);
      throw new Told(wordsOfReply(reply), "sale", reply.show_code_again ? "customer" : "");
    }
    change({
      offer: { reply, cart: JSON.stringify(cart), lines: reply.positions ?? cart.positions, total: reply.total ?? cart.total, asked: points },
    });
  };

  const confirmation = (more: { send_code?: true; value?: string }) =>
    say(
      {
        v: 1,
        event: "confirmation_requested",
        receipt_id: latest.current.receipt,
        quote_id: latest.current.offer?.reply.quote_id ?? "",
        ...more,
      },
      freshKey(),
    );

  const confirmedBy = (reply: Reply): boolean => {
    const { offer } = latest.current;
    if (reply.status !== "confirmed" || !offer) return false;
    change({ offer: { ...offer, confirmed: true, asking: undefined } });
    return true;
  };

  const beginConfirmation = async (sendCode: boolean) => {
    const reply = await confirmation(sendCode ? { send_code: true } : {});
    const { offer } = latest.current;
    if (confirmedBy(reply) || !offer) return;
    if (reply.status !== "waiting") throw new Told(wordsOfReply(reply), "points", "ask-customer");
    const until = Date.now() + (reply.expires_in ?? 0) * 1000;
    change({ offer: { ...offer, asking: { by: reply.by ?? "code", text: reply.text ?? "", until } } });
  };

  const giveConfirmation = async (secret: string) => {
    const reply = await confirmation({ value: secret });
    const { offer } = latest.current;
    if (confirmedBy(reply) || !offer) return;
    // What has expired or was tried too often has to begin again.
    if (reply.reason === "confirmation_required") change({ offer: { ...offer, asking: undefined } });
    throw new Told(wordsOfReply(reply), "points", reply.reason === "confirmation_required" ? "ask-customer" : "secret");
  };

  /** The points that stand in the field. The sale keeps them there until they are granted. */
  const requestTyped = async () => {
    const wanted = typedMoney(latest.current.typed.points, "");
    if (!("minor" in wanted)) throw new Told(t("bad_points"), "points");
    await request(wanted.minor === 0 ? "none" : wanted.minor);
    change({ typed: nothingTyped });
  };

  /** Everything that was typed and not sent is sent. False: something came of it that the cashier has to see first. */
  const prepare = async (): Promise<boolean> => {
    currentCart();
    const { customer, typed, offer } = latest.current;
    const code = typed.customer.trim();
    if (!customer && code !== "" && code !== refused.current) {
      await present(byOf(code, typed.by), code);
      return false;
    }
    const promised = offer?.reply.granted ?? 0;
    await bringUpToDate();
    if ((latest.current.offer?.reply.granted ?? 0) !== promised) throw new Told(t("check_sum"), "sale", "done");
    if (latest.current.customer && typed.points.trim() !== "") {
      await requestTyped();
      if (awaitsCustomer(latest.current.offer)) {
        await beginConfirmation(false);
        return !awaitsCustomer(latest.current.offer);
      }
      const { asked, reply } = latest.current.offer ?? {};
      return typeof asked !== "number" || reply?.granted === asked;
    }
    if (awaitsCustomer(latest.current.offer)) throw new Told(t("confirm_first"), "points", latest.current.offer?.asking ? "secret" : "ask-customer");
    if (!latest.current.offer) await request("none");
    return true;
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
        throw new Told(wordsOfReply(paid), "sale", paid.show_code_again ? "customer" : "done");
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
      if (closed.status === "error" && closed.error?.code !== "receipt_finished") throw new Told(wordsOfReply(closed), "sale");
      change({ closed });
    }
    const found = await tell<ReceiptList>("/v1/pages/receipts", { receipt_id: receipt });
    change({ stage: "done", number: found.receipts[0]?.number ?? null, customer: withoutValue(latest.current.customer), typed: nothingTyped });
  };

  const finish = () =>
    act(async () => {
      if (latest.current.stage === "goods") {
        if (!(await prepare())) return;
        change({ stage: "finishing", closedAt: new Date().toISOString().replace(/\.\d+Z$/, "Z"), width: paperWidth(), paid: null });
      }
      await complete();
    }, "done");

  useEffect(() => {
    if (latest.current.stage === "finishing") void finish();
  }, []);

  const startAnew = (total = "") => {
    clearProblem();
    setHeardOffline(false);
    refused.current = "";
    askedFor.current = "";
    change({ ...freshSale(), goods: { ...noGoods, total } });
  };

  const cancel = () =>
    act(async () => {
      const { opened, receipt } = latest.current;
      if (opened) {
        const reply = await submit({ v: 1, event: "receipt_cancelled", receipt_id: receipt, reason: "cashier" }, `${receipt}/cancel`, waiting);
        const gone = reply.error?.code === "unknown_receipt" || reply.error?.code === "receipt_finished";
        if (reply.status === "error" && !gone) throw new Told(wordsOfReply(reply), "sale");
      }
      startAnew();
      setCancelled(true);
    }, "total");

  const removeCustomer = () =>
    act(async () => {
      if (latest.current.opened)
        await submit({ v: 1, event: "customer_removed", receipt_id: latest.current.receipt }, freshKey(), waiting);
      change({ customer: null, offer: null, typed: nothingTyped });
    }, "customer");

  const cart = useMemo(() => cartOf(sale.goods, session.currency), [sale.goods, session.currency]);
  const now = isCart(cart) ? JSON.stringify(cart) : "";
  const outOfDate = sale.stage === "goods" && sale.customer !== null && sale.customer.cart !== now;
  useEffect(() => {
    if (!outOfDate || now === "" || busy || askedFor.current === now) return;
    const timer = setTimeout(() => {
      askedFor.current = now;
      void act(bringUpToDate);
    }, askedAfter);
    return () => clearTimeout(timer);
  }, [outOfDate, now, busy]);

  return {
    sale,
    cart,
    busy,
    problem: problem.text,
    problemAt: problem.at,
    heardOffline,
    linkTold: () => setHeardOffline(false),
    outOfDate,
    cancelled,
    offline: sale.customer?.reply.status === "offline" || sale.offer?.reply.offline === true,
    setGoods: (goods) => {
      clearProblem();
      setCancelled(false);
      change({ goods });
    },
    setTyped: (patch) => {
      clearProblem();
      change({ typed: { ...latest.current.typed, ...patch } });
    },
    find: (by, value) =>
      void act(async () => {
        // A code that is scanned before the total waits in its field.
        if (!isCart(cartOf(latest.current.goods, person.current.currency))) change({ typed: { ...nothingTyped, customer: value, by } });
        await present(by, value);
      }, "done"),
    removeCustomer: () => void removeCustomer(),
    askPoints: (wanted) =>
      void act(async () => {
        await bringUpToDate();
        await request(wanted);
        change({ typed: nothingTyped });
        if (awaitsCustomer(latest.current.offer)) await beginConfirmation(false);
      }, "done"),
    takeTyped: () =>
      void act(async () => {
        await bringUpToDate();
        await requestTyped();
        if (awaitsCustomer(latest.current.offer)) await beginConfirmation(false);
      }, "done"),
    askCustomer: (sendCode) => void act(() => beginConfirmation(sendCode), "secret"),
    enterSecret: (secret) => void act(() => giveConfirmation(secret), "done"),
    finish: () => void finish(),
    cancel: () => void cancel(),
    next: startAnew,
    leave: () => {
      setCancelled(false);
      if (latest.current.stage === "done") startAnew();
    },
  };
}
