import { ask, Banner, Button, Choice, dateTime, Field, money, points, tell, typedMoney, Waiting } from "@tillpoints/ui";
import { useEffect, useState } from "preact/hooks";
import { pictureAt } from "./company-view";
import { call } from "./model";
import { text, wordsOfProblem, type CardText } from "./texts";

interface Priced {
  price: number;
  usual: number;
  left: number | null;
}

interface Goods extends Partial<Priced> {
  id: number;
  name: string;
  category: boolean;
  description: string | null;
  picture: string | null;
  variants: Array<Priced & { name: string }>;
}

interface Order {
  id: number;
  when: string;
  state: string;
  branch: string | null;
  total: number;
  paid: number;
  points: number;
  items: Array<{ name: string; variant: string | null; quantity: number; price: number }>;
}

/** What is in the basket: so many of goods, or of a variant of them. */
interface Line {
  id: number;
  variant: string | null;
  name: string;
  price: number;
  count: number;
}

function Ware(properties: { name: string; priced: Priced; currency: string; count: number; onCount: (count: number) => void }) {
  const { priced, count } = properties;
  const gone = priced.left !== null && count >= priced.left;
  return (
    <div class="row between ware">
      <span>
        {properties.name}
        <br />
        <strong>{money(priced.price, properties.currency)}</strong>{" "}
        {priced.price < priced.usual && <s class="dim">{money(priced.usual, properties.currency)}</s>}
      </span>
      <span class="count" role="group" aria-label={properties.name}>
        <Button disabled={count === 0} onClick={() => properties.onCount(count - 1)}>
          <span aria-hidden="true">−</span>
          <span class="unseen">{text("one_less")}</span>
        </Button>
        <span aria-live="polite">{count}</span>
        <Button disabled={gone} onClick={() => properties.onCount(count + 1)}>
          <span aria-hidden="true">+</span>
          <span class="unseen">{text("one_more")}</span>
        </Button>
      </span>
    </div>
  );
}

function Orders(properties: { orders: Order[]; currency: string; onAnswer: (order: number, action: string) => void }) {
  return (
    <>
      {properties.orders.map((order) => (
        <section class="card" key={order.id} data-order={order.id}>
          <div class="row between">
            <h2>{text("order_number", { number: order.id })}</h2>
            <span class="pill good">{text(`order_${order.state}` as CardText)}</span>
          </div>
          <p class="dim">
            {dateTime(order.when)}
            {order.branch && `, ${order.branch}`}
          </p>
          <ul class="items">
            {order.items.map((each, at) => (
              <li key={at}>
                {each.name} {each.variant} × {each.quantity / 1000}
              </li>
            ))}
          </ul>
          <p>
            {money(order.paid, properties.currency)}
            {order.points > 0 && `, ${text("spent_points")}: ${points(order.points)}`}
          </p>
          {order.state === "changed" && (
            <div class="row">
              <Button kind="main" onClick={() => properties.onAnswer(order.id, "agree")}>
                {text("order_agree")}
              </Button>
              <Button kind="danger" onClick={() => properties.onAnswer(order.id, "decline")}>
                {text("order_decline")}
              </Button>
            </div>
          )}
        </section>
      ))}
    </>
  );
}

export function OrdersView(properties: { currency: string; balance: number; onBack: () => void }) {
  const { currency } = properties;
  const [goods, setGoods] = useState<Goods[] | null>(null);
  const [path, setPath] = useState<Array<{ id: number; name: string }>>([]);
  const [branches, setBranches] = useState<string[]>([]);
  const [branch, setBranch] = useState("");
  const [basket, setBasket] = useState<Line[]>([]);
  const [spent, setSpent] = useState("");
  const [orders, setOrders] = useState<Order[]>([]);
  const [problem, setProblem] = useState("");
  const [placed, setPlaced] = useState<number | null>(null);
  const [busy, setBusy] = useState(false);

  const doing = async (work: () => Promise<void>) => {
    try {
      await work();
      setProblem("");
    } catch (failure) {
      setProblem(wordsOfProblem(failure));
    }
  };
  const readOrders = async () => setOrders((await ask<{ rows: Order[] }>(call("orders"))).rows);
  const node = path[path.length - 1]?.id;
  useEffect(() => {
    void doing(async () => {
      const told = await ask<{ rows: Goods[]; branches: string[] }>(call(`goods${node ? `?node=${node}` : ""}`));
      setGoods(told.rows);
      setBranches(told.branches);
      setBranch((now) => now || (told.branches[0] ?? ""));
    });
  }, [node]);
  useEffect(() => void doing(readOrders), []);

  const countOf = (id: number, variant: string | null) =>
    basket.find((line) => line.id === id && line.variant === variant)?.count ?? 0;
  const setCount = (line: Line) => {
    const others = basket.filter((each) => each.id !== line.id || each.variant !== line.variant);
    setPlaced(null);
    setBasket(line.count > 0 ? [...others, line] : others);
  };
  const total = basket.reduce((sum, line) => sum + line.price * line.count, 0);
  const wanted = spent.trim() === "" ? { minor: 0 } : typedMoney(spent, "");
  const order = async () => {
    if (busy || !("minor" in wanted)) return;
    setBusy(true);
    await doing(async () => {
      const items = basket.map(({ id, variant, count }) => ({ id, variant, count }));
      const made = await tell<Order>(call("order"), { items, branch, points: wanted.minor });
      setPlaced(made.id);
      setBasket([]);
      setSpent("");
      await readOrders();
    });
    setBusy(false);
  };

  return (
    <>
      <div class="row between">
        <h2>{text("order_title")}</h2>
        <Button kind="quiet" id="back" onClick={path.length > 0 ? () => setPath(path.slice(0, -1)) : properties.onBack}>
          {text("order_back")}
        </Button>
      </div>
      {problem && (
        <Banner kind="wrong" id="problem">
          {problem}
        </Banner>
      )}
      {placed !== null && (
        <Banner kind="good" id="placed">
          {text("order_placed", { number: placed })}
        </Banner>
      )}
      {!goods && !problem && <Waiting />}
      {goods && (
        <section class="card" aria-label={text("order_goods")}>
          {path.length > 0 && <h2>{path[path.length - 1]?.name}</h2>}
          {goods.length === 0 && <p id="no-goods">{text("order_no_goods")}</p>}
          {goods.map((each) =>
            each.category ? (
              <Button key={each.id} onClick={() => setPath([...path, { id: each.id, name: each.name }])}>
                {each.name}
              </Button>
            ) : (
              <div key={each.id} data-goods={each.id}>
                {each.picture && <img class="goods" src={pictureAt(each.picture)} alt="" loading="lazy" />}
                {each.description && <p class="dim">{each.description}</p>}
                {(each.variants.length > 0 ? each.variants : [{ ...(each as Priced), name: "" }]).map((ware) => {
                  const variant = ware.name || null;
                  const name = variant ? `${each.name}, ${variant}` : each.name;
                  return (
                    <Ware
                      key={ware.name}
                      name={name}
                      priced={ware}
                      currency={currency}
                      count={countOf(each.id, variant)}
                      onCount={(count) => setCount({ id: each.id, variant, name, price: ware.price, count })}
                    />
                  );
                })}
              </div>
            ),
          )}
        </section>
      )}
      {basket.length > 0 && (
        <section class="card" aria-label={text("order_basket")}>
          <dl class="facts">
            <dt>{text("order_total")}</dt>
            <dd class="strong" id="order-total" data-minor={total}>
              {money(total, currency)}
            </dd>
          </dl>
          <Choice id="branch" label={text("order_branch")} value={branch} options={branches.map((each) => [each, each] as const)} onChange={setBranch} />
          <Field
            id="spend"
            label={text("order_spend")}
            mode="decimal"
            value={spent}
            onInput={setSpent}
            hint={text("order_balance", { points: points(properties.balance) })}
            problem={"minor" in wanted ? undefined : text("error_wrong_input")}
            most={12}
          />
          <Button kind="main" large id="place" disabled={busy || branch === "" || !("minor" in wanted)} onClick={() => void order()}>
            {text("order_place")}
          </Button>
          <p class="dim">{text("order_pay_there")}</p>
        </section>
      )}
      <Orders
        orders={orders}
        currency={currency}
        onAnswer={(id, action) =>
          void doing(async () => {
            await tell(call("order-answer"), { order: id, action });
            await readOrders();
          })
        }
      />
    </>
  );
}
