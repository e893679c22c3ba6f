import { ask, t, tell, word, type NotedReceipt, type ReceiptList, type WaitingReceipts } from "@tillpoints/ui";

export type Question = { day?: string; number?: number; receipt_id?: string; phone?: string; shift?: string; unfinished?: boolean };
export type Waits = WaitingReceipts["receipts"];

export async function findReceipts(question: Question): Promise<ReceiptList> {
  return await tell<ReceiptList>("/v1/pages/receipts", question);
}

/** Which receipts the library has not settled with the cloud yet. */
export async function waitingReceipts(): Promise<Waits> {
  return (await ask<WaitingReceipts>("/v1/pages/waiting")).receipts;
}

export function returnedOf(sale: NotedReceipt): number {
  return Object.values(sale.returned).reduce((sum, each) => sum + each, 0);
}

/** What may still be given back. */
export function leftOf(sale: NotedReceipt): number {
  return Math.max(0, sale.total - returnedOf(sale));
}

/** A finished sale, whether or not it was returned already. */
export function isSold(receipt: NotedReceipt): boolean {
  return receipt.kind === "sale" && receipt.state === "closed";
}

/** "sale", "return (cancelled)": in the gender of the noun. */
export function kindOf(receipt: NotedReceipt): string {
  const kind = word("kind", receipt.kind, receipt.kind);
  if (receipt.state === "closed") return kind;
  return `${kind} (${word(`${receipt.kind}_is`, receipt.state, word("state", receipt.state, receipt.state))})`;
}

export function nameOf(receipt: NotedReceipt, line: string): string {
  return receipt.positions.find((each) => each.id === line)?.name ?? t("part_of_receipt");
}

/** Who bought, as far as it is remembered: neither a name nor a number is. */
export function buyerOf(receipt: NotedReceipt): string {
  const { customer } = receipt;
  if (!customer) return t("buyer_none");
  const by = word("by", customer.by, customer.by);
  return customer.tier ? `${by}, ${customer.tier}` : by;
}

/** Whether the customer's part of a finished receipt has reached the cloud; empty where there is nothing to send. */
export function sendingOf(receipt: NotedReceipt, waits: Waits): string {
  const waiting = waits[receipt.receipt_id];
  if (waiting) return waiting === "parked" ? t("sending_parked") : t("sending_waits");
  const moved = receipt.customer !== null || receipt.points > 0 || receipt.withdrawn > 0;
  return receipt.state === "closed" && moved ? t("sending_sent") : "";
}
