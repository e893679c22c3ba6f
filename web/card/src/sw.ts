// Keeps the page's own files, and nothing of a customer: what the shop answered about one stays with the page.

interface WorkerEvent extends Event {
  waitUntil: (work: Promise<unknown>) => void;
}
interface FetchEventLike extends WorkerEvent {
  request: Request;
  respondWith: (answer: Promise<Response>) => void;
}
interface CardWorker {
  addEventListener: (kind: string, then: (event: never) => void) => void;
  skipWaiting: () => Promise<void>;
  clients: { claim: () => Promise<void> };
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

self_.addEventListener("install", (event: WorkerEvent) => event.waitUntil(stock().then(() => self_.skipWaiting())));
self_.addEventListener("activate", (event: WorkerEvent) => event.waitUntil(self_.clients.claim()));
self_.addEventListener("fetch", (event: FetchEventLike) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self_.location.origin || !files.includes(url.pathname)) return;
  event.respondWith(fileOf(url.pathname));
});

export {};
