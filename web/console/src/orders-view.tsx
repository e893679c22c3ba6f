import { Banner, Button, dateTime, money, Waiting } from "@tillpoints/ui";
import { useEffect, useState } from "preact/hooks";
import { useAnswer } from "./asked";
import { minor } from "./model";
import { useActing } from "./people-view";
import { text, wordOf } from "./texts";

interface Item {
  name: string;
  variantName?: string | null;
  qty: number;
  price: number;
}

interface Order {
  id: number;
  dateCreated: string;
  state: string;
  orderStatus: string | null;
  cash: number;
  total: number;
  comment?: string | null;
  customer?: { displayName?: string } | null;
  delivery: { type: string; receiverName?: string | null; receiverPhone?: string | null; address?: string | null; branch?: { displayName: string } | null };
  items: Item[];
}

/** How often the board looks for new orders while it is seen. */
const between = 20_000;

const nextStep = (order: Order): "accepted" | "ready" | "handed_over" | null =>
  order.state !== "NEW" ? null : order.orderStatus === null ? "accepted" : order.orderStatus === "ACCEPTED" ? "ready" : "handed_over";

function OrderCard(properties: { order: Order; currency: string; onStep: (step: string) => void }) {
  const { order } = properties;
  const next = nextStep(order);
  const state = order.state === "NEW" ? (order.orderStatus ?? "NEW") : order.state;
  return (
    <article class="entry" data-order={order.id}>
      <div class="row between">
        <h3>{text("order_number", { number: order.id })}</h3>
        <span class={`pill ${state === "NEW" ? "warning" : state === "READY" ? "good" : ""}`}>{wordOf("order", state)}</span>
      </div>
      <p class="dim">
        {dateTime(order.dateCreated)} · {order.delivery.receiverName ?? order.customer?.displayName ?? text("no_name")} · {order.delivery.branch?.displayName ?? order.delivery.address ?? "–"}
      </p>
      <ul>
        {order.items.map((item, at) => (
          <li key={at}>
            {item.qty} × {item.name}
            {item.variantName ? `, ${item.variantName}` : ""}
          </li>
        ))}
      </ul>
      {order.comment && <p class="comment">{order.comment}</p>}
      <p>
        {text("to_pay")} <strong>{money(minor(order.cash), properties.currency)}</strong>
      </p>
      <div class="row no-print">
        {next && (
          <Button kind="main" onClick={() => properties.onStep(next)}>
            {text(`step_${next}`)}
          </Button>
        )}
        <Button kind="danger" onClick={() => properties.onStep("cancelled")}>
          {text("step_cancelled")}
        </Button>
      </div>
    </article>
  );
}

/** Orders to be worked off, the newest first. */
export function OrdersView(properties: { currency: string }) {
  const { answer, problem, again } = useAnswer<{ orders: Order[] }>("orders");
  const [refused, setRefused] = useState("");
  const act = useActing(setRefused, again);
  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === "visible" && void again(), between);
    return () => clearInterval(timer);
  }, [again]);
  if (!answer) return problem ? <Banner kind="wrong">{problem}</Banner> : <Waiting />;
  return (
    <section class="card" id="orders">
      <h2>{text("tab_orders")}</h2>
      {(refused || problem) && <Banner kind="wrong">{refused || problem}</Banner>}
      {answer.orders.length === 0 && <p id="no-orders">{text("no_orders")}</p>}
      <div class="board">
        {answer.orders.map((order) => (
          <OrderCard key={order.id} order={order} currency={properties.currency} onStep={(step) => act("orders/step", { order: order.id, step })} />
        ))}
      </div>
    </section>
  );
}
