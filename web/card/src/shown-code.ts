import { tell } from "@tillpoints/ui";
import { useEffect, useRef, useState } from "preact/hooks";
import { call, type ShownCode } from "./model";

export interface LivingCode extends ShownCode {
  until: number;
}

/** Renewed so long before it lapses, so that a code that is just being typed at a till is still valid. */
export const renewedBefore = 5 * 60_000;
const place = "tillpoints.code";

function remembered(): LivingCode | null {
  try {
    const code = JSON.parse(sessionStorage.getItem(place) ?? "null") as LivingCode | null;
    return code && code.until - Date.now() > renewedBefore ? code : null;
  } catch {
    return null;
  }
}

/**
 * The six-digit code, renewed while the page is seen and online. `used` says that a till took it. A code that lapses in
 * the phone's pocket is renewed when the page is seen again.
 */
export function useShownCode(wanted: boolean, used: boolean, offline: (is: boolean) => void): LivingCode | null {
  const [code, setCode] = useState<LivingCode | null>(remembered);
  const asking = useRef(false);
  const [, tick] = useState(0);
  const renew = async () => {
    if (asking.current || document.visibilityState !== "visible") return;
    asking.current = true;
    try {
      const next = await tell<ShownCode>(call("card-code"), {});
      const living = { ...next, until: Date.now() + next.seconds * 1000 };
      sessionStorage.setItem(place, JSON.stringify(living));
      setCode(living);
      offline(false);
    } catch (problem) {
      if ((problem as { status?: number }).status === 0) offline(true);
    } finally {
      asking.current = false;
    }
  };
  useEffect(() => {
    if (!wanted) return;
    const look = () => {
      tick((count) => count + 1);
      setCode((now) => {
        if (!now || now.until - Date.now() <= renewedBefore) void renew();
        return now && now.until > Date.now() ? now : null;
      });
    };
    look();
    const timer = setInterval(look, 10_000);
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, [wanted]);
  useEffect(() => {
    if (used && wanted) void renew();
  }, [used, wanted]);
  return code;
}
