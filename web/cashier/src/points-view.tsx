import { Button, Field, points, t } from "@tillpoints/ui";
import { isCart } from "./goods";
import { Confirmation } from "./confirmation-view";
import type { CurrentSale } from "./sale";
import { awaitsCustomer, type Customer, type Offer } from "./sale-state";

/** The offer, if it is for the goods as they are now. */
export function offerNow(current: CurrentSale): Offer | null {
  const { offer } = current.sale;
  return offer && isCart(current.cart) && offer.cart === JSON.stringify(current.cart) ? offer : null;
}

/** Points of a customer who was found: the maximum by one touch, or typed, and what is taken as it stands. */
export function PointsView(properties: { current: CurrentSale; customer: Customer }) {
  const { current, customer } = properties;
  const { reply } = customer;
  const most = current.outOfDate ? null : (reply.customer?.max_points ?? null);
  const balance = reply.customer?.points ?? 0;
  if (reply.status === "unregistered") return null;
  if (most === 0 && !current.offline)
    return <p class="dim">{balance > 0 && customer.by === "phone" ? t("points_need_code") : t("points_none_here")}</p>;
  const offer = offerNow(current);
  const granted = offer?.reply.granted ?? 0;
  if (offer && awaitsCustomer(offer)) return <Confirmation current={current} offer={offer} />;
  // To take fewer, one takes none first.
  const allTaken = granted > 0 && (offer?.asked === "max" || granted === most);
  return (
    <form
      class="row points"
      onSubmit={(event) => {
        event.preventDefault();
        current.takeTyped();
      }}
    >
      {granted > 0 && (
        <div class="row taken" id="taken" role="status">
          <p>{t("points_taken", { points: points(granted) })}</p>
          <Button id="no-points" disabled={current.busy} onClick={() => current.askPoints("none")}>
            {t("points_without")}
          </Button>
        </div>
      )}
      {!allTaken && (
        <Button id="max" kind={granted > 0 ? "plain" : "main"} disabled={current.busy} onClick={() => current.askPoints("max")}>
          {most !== null ? t("points_max_of", { points: points(most) }) : current.offline ? t("points_max_offline") : t("points_max")}
        </Button>
      )}
      {!allTaken && (
        <div class="row typed">
          <Field
            id="points"
            label={granted > 0 ? t("points_typed_instead") : t("points_typed")}
            value={current.sale.typed.points}
            mode="decimal"
            onInput={(text) => current.setTyped({ points: text })}
            problem={current.problemAt === "points" ? current.problem || undefined : undefined}
          />
          <Button id="take-points" submits disabled={current.busy || current.sale.typed.points.trim() === ""}>
            {t("points_take")}
          </Button>
        </div>
      )}
    </form>
  );
}
