import { Banner, Button, Choice, dateTime, Field, focusOn, phoneToCheck, points, t, type Reply } from "@tillpoints/ui";
import { useState } from "preact/hooks";
import { Camera, hasCamera } from "./camera";
import { PointsView } from "./points-view";
import type { CurrentSale } from "./sale";
import { byOf, type Customer } from "./sale-state";
import { ToPay } from "./to-pay-view";

export function CustomerView(properties: { current: CurrentSale; currency: string }) {
  const { current } = properties;
  return (
    <section class="card" aria-label={t("customer")}>
      <div class="row between">
        <h2>{t("customer")}</h2>
        {current.sale.customer && (
          <Button id="remove-customer" onClick={current.removeCustomer} disabled={current.busy}>
            {t("other_customer")}
          </Button>
        )}
      </div>
      {current.sale.customer ? <Found current={current} customer={current.sale.customer} /> : <Search current={current} />}
      <ToPay current={current} currency={properties.currency} />
    </section>
  );
}

function Search(properties: { current: CurrentSale }) {
  const { current } = properties;
  const { customer: text, by } = current.sale.typed;
  const [camera, setCamera] = useState(false);
  const find = () => {
    if (text.trim() !== "") current.find(byOf(text, by), text.trim());
    else focusOn("done");
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        find();
      }}
    >
      <div class="row">
        <Field
          id="customer"
          label={t("code_or_phone")}
          value={text}
          mode="tel"
          most={40}
          onInput={(customer) => current.setTyped({ customer })}
          hint={t("code_or_phone_hint")}
          problem={current.problemAt === "customer" ? current.problem || undefined : undefined}
        />
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
          id="by"
          value={by}
          onChange={(next) => current.setTyped({ by: next })}
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

/** What the reply says of the customer. Where the cloud gave no name, it is the number that was typed, to be checked with them. */
function headline({ reply, by, value }: Customer): string {
  if (reply.customer?.name) return reply.customer.name;
  const typed = by === "phone" ? phoneToCheck(value) : "";
  if (reply.status === "unregistered") return t("customer_unregistered", { phone: typed || (reply.read_back ?? "").replaceAll(" ", "\u00a0") });
  if (reply.status === "offline" && typed) return t("customer_by_phone", { phone: typed });
  return reply.status === "offline" ? t("customer_offline") : t("customer_nameless");
}

function advice(reply: Reply): string {
  if (reply.status === "unregistered") return t("unregistered_what");
  return reply.status === "offline" ? t("offline_rules") : "";
}

function Found(properties: { current: CurrentSale; customer: Customer }) {
  const { current, customer } = properties;
  const { reply } = customer;
  const known = reply.customer;
  return (
    <>
      <div class="customer" id="found">
        <p class="name" id="customer-name">
          {headline(customer)}
        </p>
        {advice(reply) && (
          <Banner kind={reply.status === "offline" ? "warning" : "info"} id="advice">
            {advice(reply)}
          </Banner>
        )}
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
      <PointsView current={current} customer={customer} />
    </>
  );
}
