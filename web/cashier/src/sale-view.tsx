import { Amount, Banner, Button, points, t, time, Waiting, type Session } from "@tillpoints/ui";
import { useEffect } from "preact/hooks";
import { CustomerView } from "./customer-view";
import { isCart } from "./goods";
import { GoodsView } from "./goods-view";
import { Printing } from "./printing";
import type { CurrentSale } from "./sale";
import { useScanner } from "./scanner";
import { qrAddress, Slip, usePaper } from "./slip";

export function SaleView(properties: { current: CurrentSale; session: Session; online: boolean }) {
  const { current, session } = properties;
  const { currency } = session;
  useScanner((code) => {
    if (current.sale.stage === "goods" && !current.sale.customer) current.find("code", code);
  });
  if (current.sale.stage === "done") return <Result current={current} currency={currency} online={properties.online} />;
  if (current.sale.stage === "finishing")
    return (
      <div class="card result">
        <Waiting text={t("finishing")} />
        {current.problem && (
          <>
            <Banner kind="wrong" id="problem">
              {current.problem}
            </Banner>
            <Button kind="main" id="again" onClick={current.finish} disabled={current.busy}>
              {t("try_again")}
            </Button>
          </>
        )}
      </div>
    );
  return (
    <>
      {current.cancelled && (
        <Banner kind="info" id="cancelled">
          {t("sale_cancelled")}
        </Banner>
      )}
      <div class="columns" key={current.sale.receipt}>
        <GoodsView goods={current.sale.goods} cart={current.cart} currency={currency} onChange={current.setGoods} />
        <CustomerView current={current} currency={currency} />
      </div>
      <p class="dim" id="shift-open">
        {t("shift_open_line", { at: time(session.employee?.shift?.opened_at ?? "") })}
      </p>
    </>
  );
}

/** A digit begins the next total, also where the cursor stands on a button. */
function useNextTotal(begin: (digit: string) => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (!/^\d$/.test(event.key) || event.ctrlKey || event.altKey || event.metaKey) return;
      if (event.target instanceof HTMLSelectElement) return;
      event.preventDefault();
      begin(event.key);
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
}

function Result(properties: { current: CurrentSale; currency: string; online: boolean }) {
  const { current, currency } = properties;
  const { sale } = current;
  const [paper, setPaper] = usePaper();
  const granted = sale.offer?.reply.granted ?? 0;
  const earned = sale.offer?.reply.cashback ?? 0;
  const later = earnedLater(current);
  const invitation = sale.printed?.barcodes?.[0]?.value;
  useEffect(() => document.getElementById("next")?.focus(), []);
  useNextTotal(current.next);
  return (
    <>
      <section class="card result" aria-label={t("result")}>
        <Banner kind="good">{t("sale_done", { number: sale.number ?? "" })}</Banner>
        <p class="lead">{t("take_money")}</p>
        <p class="pay">
          <Amount id="result-total" minor={sale.offer?.total ?? 0} currency={currency} />
        </p>
        <dl class="facts">
          {granted > 0 && (
            <>
              <dt>{t("points_used")}</dt>
              <dd id="result-points" data-points={granted}>
                {points(granted)}
              </dd>
            </>
          )}
          {sale.customer && (
            <>
              <dt>{later ? t("points") : t("points_earned")}</dt>
              <dd id="result-earned" class={later ? "later" : ""} data-points={earned}>
                {later || points(earned)}
              </dd>
            </>
          )}
        </dl>
        {sale.closed?.status === "stored" && sale.customer && !properties.online && <Banner kind="info">{t("stored_later")}</Banner>}
        {sale.closed?.status === "no_loyalty" && <Banner kind="warning">{sale.closed.text ?? t("no_loyalty")}</Banner>}
        {invitation && (
          <div class="join">
            <p>{t("join")}</p>
            <img class="qr" id="join" src={qrAddress(invitation)} alt={t("join_code", { link: invitation })} />
          </div>
        )}
        <div class="row">
          <Button id="next" kind="main" large onClick={() => current.next()}>
            {t("next_sale")}
          </Button>
          <Printing paper={paper} onPaper={setPaper} />
        </div>
      </section>
      <div class="slip-place">
        <Slip
          heading={t("slip_sale")}
          number={sale.number}
          at={sale.closedAt}
          full={isCart(current.cart) ? current.cart.total : 0}
          total={sale.offer?.total ?? 0}
          currency={currency}
          reply={sale.printed}
          paper={paper}
        />
      </div>
    </>
  );
}

/** In words when the points will be known; empty where they are. */
function earnedLater(current: CurrentSale): string {
  if (current.offline) return t("known_online");
  return current.sale.customer?.reply.status === "unregistered" ? t("known_registered") : "";
}
