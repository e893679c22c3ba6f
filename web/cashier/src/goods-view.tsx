import { Amount, Banner, Button, Choice, Field, focusOn, isWhole, t } from "@tillpoints/ui";
import { freshLine, isCart, type Cart, type Goods, type GoodsLine, type GoodsProblem, type Part } from "./goods";

export function GoodsView(properties: {
  goods: Goods;
  cart: Cart | GoodsProblem;
  currency: string;
  onChange: (goods: Goods) => void;
}) {
  const { goods, cart, onChange } = properties;
  const problem = isCart(cart) ? null : cart;
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
        <ByTotal goods={goods} currency={properties.currency} problem={problem} onChange={onChange} />
      ) : (
        <ByLines goods={goods} onChange={onChange} problem={problem} />
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

/** To the customer's field, or to the button that finishes where the customer is known already. */
function onward(): void {
  focusOn(document.getElementById("customer") ? "customer" : "done");
}

function ByTotal(properties: { goods: Goods; currency: string; problem: GoodsProblem | null; onChange: (goods: Goods) => void }) {
  const { goods, onChange, problem } = properties;
  const problemOf = (field: GoodsProblem["field"]) => (problem?.field === field && problem.text) || undefined;
  const mode = isWhole(properties.currency) ? "numeric" : "decimal";
  const part = (field: "unspendable" | "excluded", label: string, hint: string) => (
    <Field
      id={field}
      label={label}
      hint={hint}
      value={goods[field]}
      mode={mode}
      problem={problemOf(field)}
      onEnter={onward}
      onInput={(text) => onChange({ ...goods, [field]: text })}
    />
  );
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
        onEnter={onward}
        onInput={(total) => onChange({ ...goods, total })}
      />
      <details open={goods.unspendable !== "" || goods.excluded !== ""}>
        <summary>{t("special_parts")}</summary>
        <div class="row">
          {part("unspendable", t("part_unspendable"), t("part_unspendable_hint"))}
          {part("excluded", t("part_excluded"), t("part_excluded_hint"))}
        </div>
      </details>
    </>
  );
}

function ByLines(properties: { goods: Goods; problem: GoodsProblem | null; onChange: (goods: Goods) => void }) {
  const { goods, onChange, problem } = properties;
  const put = (at: number, patch: Partial<GoodsLine>) =>
    onChange({ ...goods, lines: goods.lines.map((line, each) => (each === at ? { ...line, ...patch } : line)) });
  const parts: ReadonlyArray<readonly [Part, string]> = [
    ["normal", t("goods_ordinary")],
    ["unspendable", t("part_unspendable")],
    ["excluded", t("part_excluded")],
  ];
  const field = (at: number, name: "name" | "price" | "quantity", label: string, then: () => void) => (
    <Field
      id={`line-${at + 1}-${name}`}
      label={label}
      value={goods.lines[at]?.[name] ?? ""}
      {...(name === "name" ? { most: 100, focus: true } : { mode: "decimal" as const })}
      problemIn={problem?.line === at && problem.field === name && problem.text ? `line-${at + 1}-problem` : undefined}
      onEnter={then}
      onInput={(text) => put(at, { [name]: text })}
    />
  );
  return (
    <>
      {goods.lines.map((line, at) => (
        <div class="goods-line" key={at}>
          {field(at, "name", t("line_name", { number: at + 1 }), () => focusOn(`line-${at + 1}-price`))}
          {field(at, "price", t("price"), () => focusOn(`line-${at + 1}-quantity`))}
          {field(at, "quantity", t("quantity"), onward)}
          <Button
            kind="quiet"
            disabled={goods.lines.length === 1}
            onClick={() => onChange({ ...goods, lines: goods.lines.filter((_, each) => each !== at) })}
          >
            <span aria-hidden="true">✕</span>
            <span class="unseen">{t("remove_line", { number: at + 1 })}</span>
          </Button>
          {problem?.line === at && problem.text && (
            <p class="wide problem" id={`line-${at + 1}-problem`} role="alert">
              {problem.text}
            </p>
          )}
          <div class="wide">
            <Choice label={t("line_part", { number: at + 1 })} value={line.part} options={parts} onChange={(part) => put(at, { part })} />
            {line.part !== "normal" && (
              <p class="dim">{line.part === "unspendable" ? t("part_unspendable_hint") : t("part_excluded_hint")}</p>
            )}
          </div>
        </div>
      ))}
      {problem?.field === "lines" && problem.text && <Banner kind="wrong">{problem.text}</Banner>}
      <Button id="add-line" onClick={() => onChange({ ...goods, lines: [...goods.lines, freshLine] })}>
        {t("add_line")}
      </Button>
    </>
  );
}
