import { Amount, Banner, Button, points, t } from "@tillpoints/ui";
import { isCart } from "./goods";
import { offerNow } from "./points-view";
import type { CurrentSale } from "./sale";

/** What is to be paid, what is earned by it, and the button that finishes. */
export function ToPay(properties: { current: CurrentSale; currency: string }) {
  const { current, currency } = properties;
  const { sale, cart } = current;
  const problem = current.problemAt === "sale" && current.problem !== "" && (
    <Banner kind="wrong" id="problem">
      {current.problem}
    </Banner>
  );
  const cancel = (sale.opened || sale.goods.total !== "" || sale.goods.lines.length > 0 || sale.typed.customer !== "") && (
    <Button id="cancel" disabled={current.busy} onClick={current.cancel}>
      {t("cancel_sale")}
    </Button>
  );
  if (!isCart(cart))
    return (
      <>
        <p class="dim" id="no-total">
          {cart.text || (cart.line === undefined ? t("type_total_first") : t("fill_line", { number: cart.line + 1 }))}
        </p>
        {problem}
        {cancel}
      </>
    );
  const offer = offerNow(current);
  const granted = offer?.reply.granted ?? 0;
  const earned = earning(current);
  return (
    <>
      <dl class="facts">
        {granted > 0 && (
          <>
            <dt>{t("points_off")}</dt>
            <dd id="granted" data-points={granted}>
              −{points(granted)}
            </dd>
          </>
        )}
        {sale.customer && (
          <>
            <dt>{typeof earned === "number" ? t("will_earn") : t("points")}</dt>
            <dd id="will-earn">{typeof earned === "number" ? points(earned) : earned}</dd>
          </>
        )}
        <dt>{t("to_pay")}</dt>
        <dd class="pay">
          <Amount id="to-pay" minor={offer?.total ?? cart.total} currency={currency} />
        </dd>
      </dl>
      {offer && typeof offer.asked === "number" && granted < offer.asked && (
        <Banner kind="warning" id="fewer">
          {t("granted_fewer", { points: points(granted) })}
        </Banner>
      )}
      {offer?.reply.limited_by && <Banner kind="info">{t("limited_offline")}</Banner>}
      {problem}
      <Button id="done" kind={sale.customer ? "main" : "plain"} large disabled={current.busy} onClick={current.finish}>
        {sale.customer ? t("done") : t("done_without")}
      </Button>
      {cancel}
    </>
  );
}

/** Hundredths of a point, or in words when they will be known. */
function earning(current: CurrentSale): number | string {
  const { customer } = current.sale;
  if (current.outOfDate) return t("being_asked");
  if (current.offline) return t("known_online");
  if (customer?.reply.status === "unregistered") return t("known_registered");
  return offerNow(current)?.reply.cashback ?? customer?.reply.customer?.cashback ?? t("known_later");
}
