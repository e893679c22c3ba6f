import type { PageEvent, Reply, Session } from "./generated/api";

/** What is wrong with one field of a form: its path, the word for it, and what was expected instead. */
export interface FieldProblem {
  field: string;
  code: string;
  expected: string;
}

/** An answer that is not a success. `code` is the daemon's word for it; "no_answer" if there was none. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly waitSeconds: number,
    readonly fields: readonly FieldProblem[] = [],
  ) {
    super(message);
  }
}

let token = "";

/** What the page sends with everything that changes something. */
export function takeToken(next: string): void {
  token = next;
}

let ended: () => void = () => undefined;

/** What is called when the daemon says that nobody is signed in any more. */
export function onSessionEnd(then: () => void): void {
  ended = then;
}

export function takeSession(session: Session): Session {
  token = session.employee?.token ?? "";
  return session;
}

const pause = (milliseconds: number) => new Promise((then) => setTimeout(then, milliseconds));

/** How far the other side has come with an answer that takes long. */
export interface WorkSoFar {
  seconds: number;
  rows: number;
}

/** Fetches; where the answer takes long (202), asks again until it is there. `counted` hears how far it has come. */
export async function fetchWhenReady(path: string, init: RequestInit = {}, counted: (work: WorkSoFar) => void = () => undefined): Promise<Response> {
  for (let waits = 100; ; waits = Math.min(waits * 2, 1000)) {
    const answer = await fetch(path, { ...init, credentials: "same-origin", cache: "no-store" });
    if (answer.status !== 202) return answer;
    const { later } = (await answer.json()) as { later?: { elapsed_s?: number; rows?: number } };
    counted({ seconds: later?.elapsed_s ?? 0, rows: later?.rows ?? 0 });
    await pause(waits);
  }
}

async function answerOf(path: string, init: RequestInit, counted?: (work: WorkSoFar) => void): Promise<unknown> {
  let answer: Response;
  let body: unknown;
  try {
    answer = await fetchWhenReady(path, init, counted);
    body = await answer.json();
  } catch {
    throw new Refusal(0, "no_answer", "", 1);
  }
  if (answer.ok) return body;
  const error = (body as { error?: { code?: string; message?: string; fields?: FieldProblem[] } }).error ?? {};
  const code = error.code ?? "no_answer";
  if (code === "not_signed_in" || code === "no_token") ended();
  throw new Refusal(answer.status, code, error.message ?? "", Number(answer.headers.get("Retry-After") ?? 1), error.fields ?? []);
}

/** `counted`: as in fetchWhenReady. */
export async function ask<T>(path: string, counted?: (work: WorkSoFar) => void): Promise<T> {
  return (await answerOf(path, {}, counted)) as T;
}

/** A POST as the other side takes it from this page. */
export function posted(body: object, headers: Record<string, string> = {}): RequestInit {
  return {
    method: "POST",
    body: JSON.stringify(body),
    headers: { "Content-Type": "application/json", "Tillpoints-Page-Token": token, ...headers },
  };
}

export async function tell<T>(path: string, body: object, headers: Record<string, string> = {}): Promise<T> {
  return (await answerOf(path, posted(body, headers))) as T;
}

/** Sends a file as it is. */
export async function tellFile<T>(path: string, file: Blob): Promise<T> {
  const init = { method: "POST", body: file, headers: { "Content-Type": file.type, "Tillpoints-Page-Token": token } };
  return (await answerOf(path, init)) as T;
}

/** Nothing was taken, or nobody knows: the same request is sent again. */
function isTransient(problem: unknown): boolean {
  return problem instanceof Refusal && (problem.status === 0 || problem.status === 429 || problem.status === 503);
}

/**
 * Submits an event until it is answered. The key makes a repetition harmless, so that a lost answer, a second tap and a
 * reloaded page have one effect. `waiting` hears that the daemon does not answer.
 */
export async function submit(event: PageEvent, key: string, waiting: (waits: boolean) => void): Promise<Reply> {
  for (let tries = 0; ; ++tries) {
    try {
      const reply = await tell<Reply>("/v1/events", event, { "Idempotency-Key": key });
      const nothingHappened = reply.status === "not_stored" || reply.error?.code === "shutting_down";
      if (!nothingHappened) {
        waiting(false);
        return reply;
      }
    } catch (problem) {
      if (!isTransient(problem)) {
        waiting(false);
        throw problem;
      }
    }
    if (tries > 0) waiting(true);
    await pause(Math.min(200 * 2 ** tries, 2000));
  }
}

/** A text that nobody has used before. */
export function freshId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
