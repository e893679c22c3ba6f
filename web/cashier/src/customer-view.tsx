import { Amount, Banner, Button, Choice, Field, looksLikePhone, points, t, typedMoney, dateTime, type Reply } from "@tillpoints/ui";
import { useState } from "preact/hooks";
import { Camera, hasCamera } from "./camera";
import type { By, CurrentSale } from "./sale";
import { isCart } from "./goods";

export function byOf(text: string, chosen: By | "auto"): By {
  return chosen !== "auto" ? chosen : looksLikePhone(text) ? "phone" : "code";
}

export function CustomerView(properties: { current: CurrentSale; currency: string }) {
  const { current } = properties;
  return (
    <section class="card" aria-label={t("customer")}>
      <h2>{t("customer")}</h2>
      {current.sale.customer ? <Found current={current} currency={properties.currency} /> : <Search current={current} />}
      <ToPay current={current} currency={properties.currency} />
    </section>
  );
}

function Search(properties: { current: CurrentSale }) {
  const { current } = properties;
  const [text, setText] = useState("");
  const [by, setBy] = useState<By | "auto">("auto");
  const [camera, setCamera] = useState(false);
  const find = () => {
    if (text.trim() !== "") current.find(byOf(text, by), text.trim());
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        find();
      }}
    >
      <div class="row">
        <Field id="customer" label={t("code_or_phone")} value={text} mode="tel" most={40} onInput={setText} hint={t("code_or_phone_hint")} />
      </div>
      <div class="row means">
        <Button submits id="find" kind="main" disabled={current.busy}>
          {t("find")}
        </Button>
        {hasCamera() && (
          <Button id="scan" onClick={() => setCamera(true)}>
            {t("scan")}
          </Button>
        )}
        <Choice
          label={t("what_is_it")}
          hidden
          id="by"
          value={by}
          onChange={setBy}
          options={
            [
              ["auto", t("by_auto")],
              ["code", t("by_code")],
              ["phone", t("by_phone")],
              ["card", t("by_card")],
              ["certificate", t("by_certificate")],
            ] as const
          }
        />
      </div>
      {camera && (
        <Camera
          onClose={() => setCamera(false)}
          onCode={(code) => {
            setCamera(false);
            current.find("code", code);
          }}
        />
      )}
    </form>
  );
}

/** What the reply says of the customer, by its kind. */
function headline(reply: Reply): string {
  if (reply.status === "unregistered") return t("customer_unregistered", { phone: (reply.read_back ?? "").replaceAll(" ", "\u00a0") });
  if (reply.customer?.name) return reply.customer.name;
  return reply.status === "offline" ? t("customer_offline") : t("customer_nameless");
}

function Found(properties: { current: CurrentSale; currency: string }) {
  const { current } = properties;
  const customer = current.sale.customer;
  if (!customer) return null;
  const known = customer.reply.customer;
  return (
    <>
      <div class="customer" id="found">
        <div class="row between">
          <p class="name" id="customer-name">
            {headline(customer.reply)}
          </p>
          <Button kind="quiet" id="remove-customer" onClick={current.removeCustomer} disabled={current.busy}>
            {t("other_customer")}
          </Button>
        </div>
        {customer.reply.status === "unregistered" && <Banner kind="info">{t("unregistered_what")}</Banner>}
        {current.offline && <Banner kind="warning">{t("offline_rules")}</Banner>}
        {known && (
          <dl class="facts">
            {known.tier && (
              <>
                <dt>{t("tier")}</dt>
                <dd>{known.tier}</dd>
              </>
            )}
            {known.points !== undefined && (
              <>
                <dt>{known.as_of ? t("balance_as_of", { at: dateTime(known.as_of) }) : t("balance")}</dt>
                <dd id="balance">{points(known.points)}</dd>
              </>
            )}
          </dl>
        )}
      </div>
      <Points current={current} />
    </>
  );
}

function Points(properties: { current: CurrentSale }) {
  const { current } = properties;
  const customer = current.sale.customer;
  const [typed, setTyped] = useState("");
  const [problem, setProblem] = useState("");
  const most = customer?.reply.customer?.max_points ?? null;
  const balance = customer?.reply.customer?.points ?? 0;
  if (!customer || customer.reply.status === "unregistered") return null;
  if (most === 0 && !current.offline)
    return <p class="dim">{balance > 0 && customer.by === "phone" ? t("points_need_code") : t("points_none_here")}</p>;
  const take = () => {
    const wanted = typedMoney(typed, "");
    if (!("minor" in wanted)) return setProblem(t("bad_points"));
    setProblem("");
    current.askPoints(wanted.minor === 0 ? "none" : wanted.minor);
  };
  const taken = (current.sale.offer?.reply.granted ?? 0) > 0;
  return (
    <form
      class="row points"
      onSubmit={(event) => {
        event.preventDefault();
        take();
      }}
    >
      <Button id="max" kind={taken ? "plain" : "main"} disabled={current.busy} onClick={() => current.askPoints("max")}>
        {most === null ? t("points_max") : t("points_max_of", { points: points(most) })}
      </Button>
      <div class="row typed">
        <Field id="points" label={t("points_typed")} value={typed} mode="decimal" onInput={setTyped} problem={problem || undefined} />
        <Button id="take-points" submits disabled={current.busy || typed.trim() === ""}>
          {t("points_take")}
        </Button>
      </div>
    </form>
  );
}

function ToPay(properties: { current: CurrentSale; currency: string }) {
  const { current, currency } = properties;
  const { sale, cart } = current;
  if (!isCart(cart)) return current.problem ? <Banner kind="wrong" id="problem">{current.problem}</Banner> : null;
  const offer = sale.offer?.cart === JSON.stringify(cart) ? sale.offer : null;
  const earned = offer ? offer.reply.cashback : sale.customer?.reply.customer?.cashback;
  const granted = offer?.reply.granted ?? 0;
  return (
    <>
      <dl class="facts">
        {granted > 0 && (
          <>
            <dt class="take-none">
              {t("points_off")}
              <Button id="no-points" kind="quiet" disabled={current.busy} onClick={() => current.askPoints("none")}>
                {t("points_without")}
              </Button>
            </dt>
            <dd id="granted" data-points={granted}>
              −{points(granted)}
            </dd>
          </>
        )}
        {sale.customer && (
          <>
            <dt>{t("will_earn")}</dt>
            <dd id="will-earn">{earned && !current.offline ? points(earned) : t("known_later")}</dd>
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
      {current.problem && (
        <Banner kind="wrong" id="problem">
          {current.problem}
        </Banner>
      )}
      <Button id="done" kind="main" large disabled={current.busy} onClick={current.finish}>
        {sale.customer ? t("done") : t("done_without")}
      </Button>
      {(sale.opened || sale.goods.total !== "") && (
        <Button id="cancel" kind="quiet" disabled={current.busy} onClick={current.cancel}>
          {t("cancel_sale")}
        </Button>
      )}
    </>
  );
}
