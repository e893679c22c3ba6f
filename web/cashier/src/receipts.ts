import { tell, type NotedReceipt, type ReceiptList } from "@tillpoints/ui";

export type Question = { day?: string; number?: number; receipt_id?: string; phone?: string; unfinished?: boolean };

export async function findReceipts(question: Question): Promise<ReceiptList> {
  return await tell<ReceiptList>("/v1/pages/receipts", question);
}

export function returnedOf(sale: NotedReceipt): number {
  return Object.values(sale.returned).reduce((sum, each) => sum + each, 0);
}

/** What may still be given back. */
export function leftOf(sale: NotedReceipt): number {
  return Math.max(0, sale.total - returnedOf(sale));
}

export function isReturnable(receipt: NotedReceipt): boolean {
  return receipt.kind === "sale" && receipt.state === "closed" && leftOf(receipt) > 0;
}
