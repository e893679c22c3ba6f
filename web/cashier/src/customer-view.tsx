import { Amount, Banner, Button, Choice, Field, looksLikePhone, points, t, typedMoney, dateTime, type Reply } from "@tillpoints/ui";
import { useState } from "preact/hooks";
import { Camera, hasCamera } from "./camera";
import type { By, SaleDesk } from "./sale";
import { isCart } from "./goods";

export function byOf(text: string, chosen: By | "auto"): By {
  return chosen !== "auto" ? chosen : looksLikePhone(text) ? "phone" : "code";
}

export function CustomerView(properties: { desk: SaleDesk; currency: string }) {
  const { desk } = properties;
  return (
    <section class="card" aria-label={t("customer")}>
      <h2>{t("customer")}</h2>
      {desk.sale.customer ? <Found desk={desk} currency={properties.currency} /> : <Search desk={desk} />}
      <ToPay desk={desk} currency={properties.currency} />
    </section>
  );
}

function Search(properties: { desk: SaleDesk }) {
  const { desk } = properties;
  const [text, setText] = useState("");
  const [by, setBy] = useState<By | "auto">("auto");
  const [camera, setCamera] = useState(false);
  const find = () => {
    if (text.trim() !== "") desk.find(byOf(text, by), text.trim());
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
      <div class="row">
        <Button submits id="find" kind="main" disabled={desk.busy}>
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
            desk.find("code", code);
          }}
        />
      )}
    </form>
  );
}

/** What the reply says of the customer, by its kind. */
function headline(reply: Reply): string {
  if (reply.status === "unregistered") return t("customer_unregistered", { phone: reply.read_back ?? "" });
  if (reply.customer?.name) return reply.customer.name;
  return reply.status === "offline" ? t("customer_offline") : t("customer_nameless");
}

function Found(properties: { desk: SaleDesk; currency: string }) {
  const { desk } = properties;
  const customer = desk.sale.customer;
  if (!customer) return null;
  const known = customer.reply.customer;
  return (
    <>
      <div class="customer" id="found">
        <div class="row between">
          <p class="name" id="customer-name">
            {headline(customer.reply)}
          </p>
          <Button kind="quiet" id="remove-customer" onClick={desk.removeCustomer} disabled={desk.busy}>
            {t("other_customer")}
          </Button>
        </div>
        {customer.reply.status === "unregistered" && <Banner kind="info">{t("unregistered_what")}</Banner>}
        {desk.offline && <Banner kind="warning">{t("offline_rules")}</Banner>}
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
      <Points desk={desk} />
    </>
  );
}

function Points(properties: { desk: SaleDesk }) {
  const { desk } = properties;
  const customer = desk.sale.customer;
  const [typed, setTyped] = useState("");
  const [problem, setProblem] = useState("");
  const most = customer?.reply.customer?.max_points ?? null;
  const balance = customer?.reply.customer?.points ?? 0;
  if (!customer || customer.reply.status === "unregistered") return null;
  if (most === 0 && !desk.offline)
    return <p class="dim">{balance > 0 && customer.by === "phone" ? t("points_need_code") : t("points_none_here")}</p>;
  const take = () => {
    const wanted = typedMoney(typed, "");
    if (!("minor" in wanted)) return setProblem(t("bad_points"));
    setProblem("");
    desk.askPoints(wanted.minor === 0 ? "none" : wanted.minor);
  };
  const granted = desk.sale.offer?.reply.granted ?? 0;
  return (
    <form
      class="row"
      onSubmit={(event) => {
        event.preventDefault();
        take();
      }}
    >
      <Button id="max" kind="main" disabled={desk.busy} onClick={() => desk.askPoints("max")}>
        {most === null ? t("points_max") : t("points_max_of", { points: points(most) })}
      </Button>
      <Field id="points" label={t("points_typed")} value={typed} mode="decimal" onInput={setTyped} problem={problem || undefined} />
      <Button id="take-points" submits disabled={desk.busy || typed.trim() === ""}>
        {t("points_take")}
      </Button>
      {granted > 0 && (
        <Button id="no-points" kind="quiet" disabled={desk.busy} onClick={() => desk.askPoints("none")}>
          {t("points_without")}
        </Button>
      )}
    </form>
  );
}

function ToPay(properties: { desk: SaleDesk; currency: string }) {
  const { desk, currency } = properties;
  const { sale, cart } = desk;
  if (!isCart(cart)) return desk.problem ? <Banner kind="wrong" id="problem">{desk.problem}</Banner> : null;
  const offer = sale.offer?.cart === JSON.stringify(cart) ? sale.offer : null;
  const earned = offer ? offer.reply.cashback : sale.customer?.reply.customer?.cashback;
  const granted = offer?.reply.granted ?? 0;
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
            <dt>{t("will_earn")}</dt>
            <dd id="will-earn">{earned && !desk.offline ? points(earned) : t("known_later")}</dd>
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
      {desk.problem && (
        <Banner kind="wrong" id="problem">
          {desk.problem}
        </Banner>
      )}
      <Button id="done" kind="main" large disabled={desk.busy} onClick={desk.finish}>
        {sale.customer ? t("done") : t("done_without")}
      </Button>
      {(sale.opened || sale.goods.total !== "") && (
        <Button id="cancel" kind="quiet" disabled={desk.busy} onClick={desk.cancel}>
          {t("cancel_sale")}
        </Button>
      )}
    </>
  );
}
