import { freshId, looksLikePhone, type FiscalLine, type Reply } from "@tillpoints/ui";
import { noGoods, type Goods } from "./goods";

export type By = "code" | "phone" | "card" | "certificate";

/** What stands in the fields and was not sent yet. It is kept with the sale, and Done does not pass over it. */
export interface TypedText {
  customer: string;
  by: By | "auto";
  points: string;
}
export const nothingTyped: TypedText = { customer: "", by: "auto", points: "" };

export function byOf(text: string, chosen: By | "auto"): By {
  return chosen !== "auto" ? chosen : looksLikePhone(text) ? "phone" : "code";
}

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
  /** The customer is asked to confirm the points: how, and until when. */
  asking?: { by: "pin" | "code"; text: string; until: number } | undefined;
  confirmed?: boolean;
}

/** The points of the offer may not be taken before the customer has confirmed that. */
export function awaitsCustomer(offer: Offer | null): boolean {
  return offer?.reply.confirmation_needed === true && offer.confirmed !== true;
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
  typed: TypedText;
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

/** The tab's place for the sale that is under way. */
export const salePlace = "tillpoints.sale";

export function freshSale(): Sale {
  return {
    receipt: freshId(),
    opened: false,
    steps: 0,
    goods: noGoods,
    typed: nothingTyped,
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

export function loadSale(): Sale {
  try {
    const kept = JSON.parse(sessionStorage.getItem(salePlace) ?? "null") as Sale | null;
    return kept?.receipt ? { ...freshSale(), ...kept } : freshSale();
  } catch {
    return freshSale();
  }
}

/** A finished sale keeps nothing that leads to the customer. */
export function withoutValue(customer: Customer | null): Customer | null {
  return customer && { ...customer, value: "" };
}
