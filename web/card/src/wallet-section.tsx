import { call, type CardSession } from "./model";
import { text } from "./texts";

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
    </section>
  );
}
