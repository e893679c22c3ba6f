interface TrustedTypes {
  createPolicy: (name: string, rules: { createScriptURL: (url: string) => string }) => { createScriptURL: (url: string) => string };
}

const worker = "/card/sw.js";

/** Keeps the page itself in the phone, so that it opens without a network. */
export function keepShell(): void {
  if (!("serviceWorker" in navigator)) return;
  // The page's policy takes a script's address from nobody but such a rule.
  const types = (window as unknown as { trustedTypes?: TrustedTypes }).trustedTypes;
  const rule = types?.createPolicy("tillpoints-card", {
    createScriptURL: (url) => {
      if (url !== worker) throw new TypeError("not the card's worker");
      return url;
    },
  });
  const address = rule ? rule.createScriptURL(worker) : worker;
  navigator.serviceWorker.register(address, { scope: "/card/" }).catch(() => undefined);
}
