import { ask, takeToken } from "@tillpoints/ui";

/** A QR code: a digit for each module, row by row. */
export interface Qr {
  size: number;
  dark: string;
}

export interface CardSession {
  shop: string;
  currency: string;
  language: string;
  welcome: number;
  birthday: boolean;
  hook: boolean;
  telegram: string;
  /** The key for the browser's push service, null if the shop tells browsers nothing; absent in what an earlier version kept. */
  push?: string | null;
  /** Are there redemptions that the customer has to confirm? */
  confirmation: boolean;
  /** For which the shop has keys; absent in what an earlier version of the page kept. */
  wallets?: Array<"apple" | "google">;
  confirmed: boolean;
  joined: boolean;
  token: string | null;
}

export interface Tier {
  name: string;
  rate: number;
  discount: boolean;
}

export type ChannelName = "app" | "hook" | "telegram" | "push";

export interface Certificate {
  code: string;
  points: number;
  share: number | null;
  from: string;
  to: string;
  qr: Qr;
}

export interface CardData {
  name: string;
  number: number;
  blocked: boolean;
  points: number;
  expire: string | null;
  tier: Tier;
  next: (Tier & { spend?: number; spend_from?: number; friends?: number }) | null;
  spent: number;
  certificates: Certificate[];
  card: { code: string; qr: Qr };
  language: string;
  consents: Partial<Record<ChannelName, { given: boolean; since: string }>>;
  channels: Record<ChannelName, boolean>;
  /** Absent in what an earlier version of the page kept. */
  pin?: { set: boolean; old_needed: boolean };
  unread: number;
  now: string;
  code_valid?: boolean;
}

export interface ShownCode {
  code: string;
  qr: Qr;
  seconds: number;
}

export interface Purchase {
  id: number;
  when: string;
  kind: "purchase" | "refund";
  returned: boolean;
  total: number;
  paid: number;
  points: number;
  award: number;
  certificate: number;
  receipt: string | null;
  branch: string | null;
  stars: number | null;
  comment: string | null;
  answer: string | null;
  ratable: boolean;
}

export interface Invitation {
  code: string;
  link: string;
  qr: Qr;
  invited: number;
  bought: number;
  earned: number;
  reward: number;
  rate: number;
}

export interface Message {
  id: number;
  when: string;
  text: string;
  kind: string;
  operation: string | null;
  read: boolean;
}

const api = "/card/api/";
export const call = (name: string) => api + name;

export function taken(session: CardSession): CardSession {
  takeToken(session.token ?? "");
  return session;
}

export async function readSession(): Promise<CardSession> {
  return taken(await ask<CardSession>(call("session")));
}

/** What the page shows without a network: the last that it was told. It is the owner's own phone. */
export interface Kept {
  session: CardSession;
  card: CardData;
  at: string;
}

const place = "tillpoints.card";

export function keep(session: CardSession, card: CardData): void {
  const kept: Kept = { session: { ...session, token: null }, card, at: new Date().toISOString() };
  localStorage.setItem(place, JSON.stringify(kept));
}

export function kept(): Kept | null {
  try {
    return JSON.parse(localStorage.getItem(place) ?? "null") as Kept | null;
  } catch {
    return null;
  }
}

export function forget(): void {
  localStorage.removeItem(place);
  sessionStorage.clear();
}

const invited = "tillpoints.invitation";

/** The invitation in the address that the page was opened with; it is taken out of the address. */
export function takeInvitation(): void {
  const code = new URLSearchParams(location.search).get("i");
  if (code) sessionStorage.setItem(invited, code.slice(0, 32));
  if (location.search) history.replaceState(null, "", location.pathname);
}

export function invitation(): string {
  return sessionStorage.getItem(invited) ?? "";
}
