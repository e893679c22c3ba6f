import { Banner, Button, tell } from "@tillpoints/ui";
import { useState } from "preact/hooks";
import { call, type CardSession } from "./model";
import { text, wordsOfProblem } from "./texts";

function GoogleButton() {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const go = async () => {
    setBusy(true);
    setProblem("");
    try {
      const { link } = await tell<{ link: string }>(call("google-wallet"), {});
      location.assign(link);
    } catch (failure) {
      setProblem(wordsOfProblem(failure));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      {problem && (
        <Banner kind="wrong" id="wallet-problem">
          {problem}
        </Banner>
      )}
      <Button id="google-wallet" disabled={busy} onClick={() => void go()}>
        {text("wallet_google")}
      </Button>
    </>
  );
}

/** The card for the wallets for which the shop has keys. */
export function WalletSection(properties: { session: CardSession }) {
  const wallets = properties.session.wallets ?? [];
  if (wallets.length === 0) return null;
  return (
    <section class="card" aria-labelledby="wallet">
      <h2 id="wallet">{text("wallet_title")}</h2>
      <p class="dim">{text("wallet_what")}</p>
      {wallets.includes("apple") && (
        // A link and no script, because a phone opens its wallet for a file that it is given by a link.
        <a class="button" id="apple-pass" href={call("apple-pass")}>
          {text("wallet_apple")}
        </a>
      )}
      {wallets.includes("google") && <GoogleButton />}
    </section>
  );
}
