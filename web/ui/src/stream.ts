import { useEffect, useRef, useState } from "preact/hooks";
import type { EventItem, Resync } from "./generated/api";

/** The library's status, as far as pages show it (extensions.h, diagnostics and inspection). */
export interface Library {
  link?: { state?: string; since?: string | null; reason?: string | null; detail?: string | null };
  queue?: Record<string, number>;
  clock?: { ahead_s?: number } | null;
  disk?: { free_bytes?: number };
  last_error?: string | null;
}

export interface Followed {
  connected: boolean;
  link: string;
  library: Library | null;
  recent: EventItem[];
}

function learn(followed: Followed, library: Library | null): Followed {
  return { ...followed, link: library?.link?.state ?? "unknown", library: library ?? followed.library };
}

const mostRecent = 100;

/** Follows a terminal by the daemon's event stream: one stream a page, which the browser resumes by itself. */
export function useStream(terminal: string, onEvent: () => void): Followed {
  const [followed, setFollowed] = useState<Followed>({ connected: false, link: "unknown", library: null, recent: [] });
  const heard = useRef(onEvent);
  heard.current = onEvent;
  useEffect(() => {
    const source = new EventSource(`/v1/stream?terminal=${encodeURIComponent(terminal)}`);
    source.onopen = () => setFollowed((now) => ({ ...now, connected: true }));
    source.onerror = () => setFollowed((now) => ({ ...now, connected: false }));
    source.addEventListener("resync", (message) => {
      const told = JSON.parse(message.data as string) as Resync;
      setFollowed((now) => ({
        ...learn(now, told.library as Library | null),
        connected: true,
        recent: told.recent.slice(-mostRecent).reverse(),
      }));
      heard.current();
    });
    source.addEventListener("status", (message) => {
      setFollowed((now) => learn(now, JSON.parse(message.data as string) as Library | null));
      heard.current();
    });
    source.addEventListener("event", (message) => {
      const item = JSON.parse(message.data as string) as EventItem;
      setFollowed((now) => ({ ...now, recent: [item, ...now.recent].slice(0, mostRecent) }));
      heard.current();
    });
    return () => source.close();
  }, [terminal]);
  return followed;
}
