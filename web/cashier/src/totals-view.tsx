import { Amount, points, t, type Totals } from "@tillpoints/ui";

export type Counts = Omit<Totals, "by_cashier">;

/** What a day or a shift comes to. Everybody who shows one shows it by this, so that the same sales make the same figures. */
export function TotalsView(properties: { totals: Counts; currency: string; id: string }) {
  const { totals, currency, id } = properties;
  return (
    <>
      <dl class="facts">
        <dt>{t("sales_count")}</dt>
        <dd id={`${id}-sales`}>{totals.sales}</dd>
        <dt>{t("sold")}</dt>
        <dd>
          <Amount id={`${id}-sold`} minor={totals.sold} currency={currency} />
        </dd>
        <dt>{t("returns_count")}</dt>
        <dd id={`${id}-returns`}>{totals.returns}</dd>
        <dt>{t("paid_back")}</dt>
        <dd>
          <Amount id={`${id}-paid-back`} minor={totals.paid_back} currency={currency} />
        </dd>
        <dt>{t("in_drawer")}</dt>
        <dd class="strong">
          <Amount id={`${id}-drawer`} minor={totals.sold - totals.paid_back} currency={currency} />
        </dd>
        <dt>{t("with_card")}</dt>
        <dd id={`${id}-with-card`}>{totals.with_card}</dd>
        <dt>{t("points_used")}</dt>
        <dd id={`${id}-points`}>{points(totals.points)}</dd>
        <dt>{t("points_earned")}</dt>
        <dd id={`${id}-earned`}>{points(totals.earned)}</dd>
      </dl>
      <p class="dim">{t("totals_what")}</p>
    </>
  );
}
