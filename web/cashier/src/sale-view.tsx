import { Amount, Banner, Button, Choice, points, t, Waiting, type Session } from "@tillpoints/ui";
import { useEffect } from "preact/hooks";
import { CustomerView } from "./customer-view";
import { isCart } from "./goods";
import { GoodsView } from "./goods-view";
import type { CurrentSale } from "./sale";
import { useScanner } from "./scanner";
import { qrAddress, Slip, usePaper } from "./slip";

export function SaleView(properties: { current: CurrentSale; session: Session; online: boolean }) {
  const { current } = properties;
  const { currency } = properties.session;
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
    <div class="columns">
      <GoodsView goods={current.sale.goods} cart={current.cart} currency={currency} onChange={current.setGoods} />
      <CustomerView current={current} currency={currency} />
    </div>
  );
}

function Result(properties: { current: CurrentSale; currency: string; online: boolean }) {
  const { current, currency } = properties;
  const { sale } = current;
  const [paper, setPaper] = usePaper();
  const granted = sale.offer?.reply.granted ?? 0;
  const earned = sale.offer?.reply.cashback ?? 0;
  const invitation = sale.printed?.barcodes?.[0]?.value;
  useEffect(() => document.getElementById("next")?.focus(), []);
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
              <dt>{t("points_earned")}</dt>
              <dd id="result-earned" class={earned > 0 ? "" : "later"} data-points={earned}>
                {earned > 0 ? points(earned) : t("known_later")}
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
          <Button id="next" kind="main" large onClick={current.next}>
            {t("next_sale")}
          </Button>
          <Button id="print" onClick={() => window.print()}>
            {t("print")}
          </Button>
          <Choice
            hidden
            id="paper"
            label={t("paper")}
            value={paper}
            onChange={setPaper}
            options={
              [
                ["57", t("paper_57")],
                ["80", t("paper_80")],
              ] as const
            }
          />
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
