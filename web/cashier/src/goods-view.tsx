import { Amount, Banner, Button, Choice, Field, isWhole, t } from "@tillpoints/ui";
import { freshLine, isCart, type Cart, type Goods, type GoodsLine, type GoodsProblem, type Part } from "./goods";

export function GoodsView(properties: {
  goods: Goods;
  cart: Cart | GoodsProblem;
  currency: string;
  onChange: (goods: Goods) => void;
}) {
  const { goods, cart, onChange } = properties;
  const problemOf = (field: GoodsProblem["field"]) => (!isCart(cart) && cart.field === field && cart.text ? cart.text : undefined);
  return (
    <section class="card" aria-label={t("goods")}>
      <div class="row between">
        <h2>{t("goods")}</h2>
        <Button
          kind="quiet"
          id="goods-mode"
          onClick={() =>
            onChange(
              goods.mode === "total"
                ? { ...goods, mode: "lines", lines: goods.lines.length > 0 ? goods.lines : [freshLine] }
                : { ...goods, mode: "total" },
            )
          }
        >
          {goods.mode === "total" ? t("by_lines") : t("by_total")}
        </Button>
      </div>
      {goods.mode === "total" ? (
        <ByTotal goods={goods} currency={properties.currency} problemOf={problemOf} onChange={onChange} />
      ) : (
        <ByLines goods={goods} onChange={onChange} problem={problemOf("lines")} />
      )}
      {goods.mode === "lines" && isCart(cart) && (
        <dl class="facts">
          <dt>{t("total")}</dt>
          <dd class="strong">
            <Amount minor={cart.total} currency={properties.currency} />
          </dd>
        </dl>
      )}
    </section>
  );
}

function ByTotal(properties: {
  goods: Goods;
  currency: string;
  problemOf: (field: GoodsProblem["field"]) => string | undefined;
  onChange: (goods: Goods) => void;
}) {
  const { goods, onChange, problemOf } = properties;
  const mode = isWhole(properties.currency) ? "numeric" : "decimal";
  return (
    <>
      <Field
        id="total"
        label={t("total")}
        value={goods.total}
        mode={mode}
        large
        focus
        problem={problemOf("total")}
        onEnter={() => document.getElementById("customer")?.focus()}
        onInput={(total) => onChange({ ...goods, total })}
      />
      <details open={goods.unspendable !== "" || goods.excluded !== ""}>
        <summary>{t("special_parts")}</summary>
        <div class="row">
          <Field
            id="unspendable"
            label={t("part_unspendable")}
            value={goods.unspendable}
            mode={mode}
            problem={problemOf("unspendable")}
            onInput={(unspendable) => onChange({ ...goods, unspendable })}
          />
          <Field
            id="excluded"
            label={t("part_excluded")}
            value={goods.excluded}
            mode={mode}
            problem={problemOf("excluded")}
            onInput={(excluded) => onChange({ ...goods, excluded })}
          />
        </div>
      </details>
    </>
  );
}

function ByLines(properties: { goods: Goods; problem: string | undefined; onChange: (goods: Goods) => void }) {
  const { goods, onChange } = properties;
  const put = (at: number, patch: Partial<GoodsLine>) =>
    onChange({ ...goods, lines: goods.lines.map((line, each) => (each === at ? { ...line, ...patch } : line)) });
  const parts: ReadonlyArray<readonly [Part, string]> = [
    ["normal", t("goods_ordinary")],
    ["unspendable", t("goods_unspendable")],
    ["excluded", t("goods_excluded")],
  ];
  return (
    <>
      {goods.lines.map((line, at) => (
        <div class="goods-line" key={at}>
          <Field label={t("line_name", { number: at + 1 })} value={line.name} most={100} onInput={(name) => put(at, { name })} />
          <Field label={t("price")} value={line.price} mode="decimal" onInput={(price) => put(at, { price })} />
          <Field label={t("quantity")} value={line.quantity} mode="decimal" onInput={(quantity) => put(at, { quantity })} />
          <Button
            kind="quiet"
            disabled={goods.lines.length === 1}
            onClick={() => onChange({ ...goods, lines: goods.lines.filter((_, each) => each !== at) })}
          >
            <span aria-hidden="true">✕</span>
            <span class="unseen">{t("remove_line", { number: at + 1 })}</span>
          </Button>
          <div class="wide">
            <Choice hidden label={t("line_part", { number: at + 1 })} value={line.part} options={parts} onChange={(part) => put(at, { part })} />
          </div>
        </div>
      ))}
      {properties.problem && <Banner kind="wrong">{properties.problem}</Banner>}
      <Button id="add-line" onClick={() => onChange({ ...goods, lines: [...goods.lines, freshLine] })}>
        {t("add_line")}
      </Button>
    </>
  );
}
