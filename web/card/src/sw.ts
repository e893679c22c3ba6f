// Keeps the page's own files, and nothing of a customer: what the shop answered about one stays with the page. Shows what the
// shop tells this browser.

interface WorkerEvent extends Event {
  waitUntil: (work: Promise<unknown>) => void;
}
interface FetchEventLike extends WorkerEvent {
  request: Request;
  respondWith: (answer: Promise<Response>) => void;
}
interface PushEventLike extends WorkerEvent {
  data: { json: () => unknown } | null;
}
interface ClickEventLike extends WorkerEvent {
  notification: { close: () => void };
}
interface WindowLike {
  focus: () => Promise<unknown>;
}
interface CardWorker {
  addEventListener: (kind: string, then: (event: never) => void) => void;
  skipWaiting: () => Promise<void>;
  clients: {
    claim: () => Promise<void>;
    matchAll: (which: { type: "window"; includeUncontrolled: boolean }) => Promise<WindowLike[]>;
    openWindow: (path: string) => Promise<unknown>;
  };
  registration: { showNotification: (title: string, how: object) => Promise<void> };
  location: Location;
}

const self_ = self as unknown as CardWorker;
const shelf = "tillpoints-card";
const files = ["/card/", "/card/app.js", "/card/style.css", "/card/icon.svg", "/card/manifest.webmanifest"];

async function stock(): Promise<void> {
  const cache = await caches.open(shelf);
  await cache.addAll(files.map((file) => new Request(file, { cache: "reload" })));
}

/** The newest where the network answers, else the kept one. */
async function fileOf(path: string): Promise<Response> {
  const cache = await caches.open(shelf);
  try {
    const answer = await fetch(path, { cache: "no-cache", signal: AbortSignal.timeout(4000) });
    if (answer.ok) await cache.put(path, answer.clone());
    return answer;
  } catch (failure) {
    const kept = await cache.match(path);
    if (!kept) throw failure;
    return kept;
  }
}

/** A message that comes twice has one notification, by its id. */
async function showMessage(data: unknown): Promise<void> {
  const told = (data ?? {}) as { id?: unknown; title?: unknown; text?: unknown; language?: unknown };
  const title = typeof told.title === "string" ? told.title : "Tillpoints";
  await self_.registration.showNotification(title, {
    body: typeof told.text === "string" ? told.text : "",
    lang: typeof told.language === "string" ? told.language : "",
    tag: `message-${String(told.id)}`,
    icon: "/card/icon.svg",
  });
}

async function openCard(): Promise<void> {
  const [open] = await self_.clients.matchAll({ type: "window", includeUncontrolled: true });
  if (open) await open.focus();
  else await self_.clients.openWindow("/card/");
}

function jsonOf(data: PushEventLike["data"]): unknown {
  try {
    return data?.json();
  } catch {
    return null;
  }
}

self_.addEventListener("push", (event: PushEventLike) => event.waitUntil(showMessage(jsonOf(event.data))));
self_.addEventListener("notificationclick", (event: ClickEventLike) => {
  event.notification.close();
  event.waitUntil(openCard());
});
self_.addEventListener("install", (event: WorkerEvent) => event.waitUntil(stock().then(() => self_.skipWaiting())));
self_.addEventListener("activate", (event: WorkerEvent) => event.waitUntil(self_.clients.claim()));
self_.addEventListener("fetch", (event: FetchEventLike) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self_.location.origin || !files.includes(url.pathname)) return;
  event.respondWith(fileOf(url.pathname));
});

export {};
