import { ask, Banner, Button, Dialog, Field, locale, tell, Waiting } from "@tillpoints/ui";
import { useEffect, useState } from "preact/hooks";
import { useAnswer } from "./asked";
import { csvOf, saveFile } from "./csv";
import { useSending } from "./entrance";
import { pictureAt } from "./form";
import { GoodsForm, pathOf, type Category, type Goods } from "./goods-form";
import { GoodsImport } from "./goods-import";
import { call } from "./model";
import { shown, Table } from "./show";
import { text, wordsOfProblem } from "./texts";

interface List {
  rows: Goods[];
  more: boolean;
  categories: Category[];
}

function priceOf(goods: Goods, currency: string): string {
  if (goods.category) return "";
  if (goods.variants.length === 0) return shown(goods.offer_price ?? goods.price, "money", currency);
  const prices = goods.variants.map((each) => each.price);
  return `${shown(Math.min(...prices), "money", currency)} – ${shown(Math.max(...prices), "money", currency)}`;
}

function Remove(properties: { goods: Goods; onClose: () => void; onRemoved: () => void }) {
  const { goods } = properties;
  const { problem, busy, submit } = useSending(() => tell(call("goods/remove"), { id: goods.id }), properties.onRemoved);
  return (
    <Dialog title={text("goods_remove_title", { name: goods.name })} onClose={properties.onClose}>
      <p>{text("goods_remove_why")}</p>
      {problem && <Banner kind="wrong">{problem}</Banner>}
      <Button kind="danger" id="remove-now" disabled={busy} onClick={submit}>
        {text("goods_remove")}
      </Button>
    </Dialog>
  );
}

type Doing = { what: "edit"; goods: Goods } | { what: "add"; category: boolean } | { what: "import" } | null;

/** The price list: what customers order from, by category. */
export function GoodsView(properties: { currency: string; edits: boolean }) {
  const { currency, edits } = properties;
  const [node, setNode] = useState<number | null>(null);
  const [typed, setTyped] = useState("");
  const [search, setSearch] = useState("");
  const [doing, setDoing] = useState<Doing>(null);
  const [removing, setRemoving] = useState<Goods | null>(null);
  const [problem, setProblem] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setSearch(typed.trim()), 300);
    return () => clearTimeout(timer);
  }, [typed]);
  const path = search ? `goods?search=${encodeURIComponent(search)}` : node === null ? "goods" : `goods?node=${node}`;
  const { answer, problem: unread, again } = useAnswer<List>(path);
  const attempt = (work: Promise<unknown>) => {
    work.then(
      () => setProblem(""),
      (failure: unknown) => setProblem(wordsOfProblem(failure)),
    ).finally(() => void again());
  };
  const saved = () => {
    setDoing(null);
    setRemoving(null);
    void again();
  };
  const save = async () => {
    const all = await ask<List>(call("goods?all=yes"));
    const heading = ["goods_code", "goods_name", "goods_category", "goods_price", "goods_description", "goods_hidden_short"] as const;
    const columns = heading.map((each) => text(`column_${each}`));
    const rows = all.rows.filter((each) => !each.category && each.variants.length === 0).map((each) => [each.code, each.name, pathOf(all.categories, each.node), each.price, each.description, each.hidden ? text("yes") : text("no")]);
    saveFile("price-list.csv", "text/csv", csvOf([columns, ...rows], locale() !== "en"));
  };
  const move = (at: number, by: number) => {
    if (!answer) return;
    const ids = answer.rows.map((each) => each.id);
    const [id] = ids.splice(at, 1);
    if (id !== undefined) ids.splice(at + by, 0, id);
    attempt(tell(call("goods/place"), { ...(node === null ? {} : { node }), ids }));
  };
  if (doing?.what === "import") return <GoodsImport currency={currency} onDone={() => void again()} onClose={() => saved()} />;
  if (doing && answer)
    return (
      <GoodsForm
        {...(doing.what === "edit" ? { goods: doing.goods } : {})}
        category={doing.what === "edit" ? doing.goods.category : doing.category}
        node={node}
        categories={answer.categories}
        onSaved={saved}
        onClose={() => setDoing(null)}
      />
    );
  const wrong = problem || unread;
  const parent = answer?.categories.find((each) => each.id === node)?.node ?? null;
  const alike = (one: Goods | undefined, other: Goods) => one !== undefined && one.category === other.category;
  return (
    <>
      {wrong && <Banner kind="wrong">{wrong}</Banner>}
      <section class="card">
        <div class="row between">
          <h2>{search ? text("goods_found") : node === null || !answer ? text("tab_goods") : pathOf(answer.categories, node)}</h2>
          {node !== null && !search && (
            <Button id="goods-up" onClick={() => setNode(parent)}>
              {text("goods_up")}
            </Button>
          )}
        </div>
        <Field id="goods-search" label={text("goods_search")} type="search" value={typed} onInput={setTyped} most={60} />
        <div class="row">
          {edits && (
            <>
              <Button kind="main" id="add-goods" onClick={() => setDoing({ what: "add", category: false })}>
                {text("goods_add")}
              </Button>
              <Button id="add-category" onClick={() => setDoing({ what: "add", category: true })}>
                {text("goods_add_category")}
              </Button>
              <Button id="import-goods" onClick={() => setDoing({ what: "import" })}>
                {text("goods_import")}
              </Button>
            </>
          )}
          <Button id="save-goods-csv" onClick={() => attempt(save())}>
            {text("goods_export")}
          </Button>
        </div>
        {!answer && !unread && <Waiting />}
        {answer && answer.rows.length === 0 && (
          <p class="dim" id="no-goods">
            {text(search ? "goods_none_found" : "goods_none")}
          </p>
        )}
        {answer && answer.rows.length > 0 && (
          <Table id="goods" label={text("tab_goods")} head={[["", false], [text("goods_name"), false], [text("goods_price"), true], ["", false]]}>
            {answer.rows.map((goods, at) => (
              <tr key={goods.id} data-goods={goods.id}>
                <td>{goods.photos[0] && <img class="thumb" src={pictureAt(goods.photos[0])} alt="" loading="lazy" />}</td>
                <td>
                  {goods.category ? (
                    <Button
                      kind="quiet"
                      onClick={() => {
                        setTyped("");
                        setSearch("");
                        setNode(goods.id);
                      }}
                    >
                      {goods.name}
                    </Button>
                  ) : (
                    goods.name
                  )}
                  {goods.hidden && <span class="pill warning">{text("goods_hidden_short")}</span>}
                  {(goods.code || (search && goods.node)) && <small>{[goods.code, search ? pathOf(answer.categories, goods.node) : ""].filter(Boolean).join(" · ")}</small>}
                </td>
                <td class="number">
                  {priceOf(goods, currency)}
                  {goods.offer_price !== null && (
                    <small>
                      <s>{shown(goods.price, "money", currency)}</s>
                    </small>
                  )}
                </td>
                <td>
                  {edits && (
                    <div class="row">
                      {!search && (
                        <>
                          <Button kind="quiet" disabled={!alike(answer.rows[at - 1], goods)} onClick={() => move(at, -1)}>
                            <span aria-hidden="true">↑</span>
                            <span class="unseen">{text("goods_earlier", { name: goods.name })}</span>
                          </Button>
                          <Button kind="quiet" disabled={!alike(answer.rows[at + 1], goods)} onClick={() => move(at, 1)}>
                            <span aria-hidden="true">↓</span>
                            <span class="unseen">{text("goods_later", { name: goods.name })}</span>
                          </Button>
                        </>
                      )}
                      <Button onClick={() => setDoing({ what: "edit", goods })}>
                        {text("edit")}
                        <span class="unseen"> {goods.name}</span>
                      </Button>
                      <Button kind="quiet" onClick={() => setRemoving(goods)}>
                        {text("goods_remove")}
                        <span class="unseen"> {goods.name}</span>
                      </Button>
                    </div>
                  )}
                </td>
              </tr>
            ))}
          </Table>
        )}
        {answer?.more && <p class="dim">{text("goods_more")}</p>}
      </section>
      {removing && <Remove goods={removing} onClose={() => setRemoving(null)} onRemoved={saved} />}
    </>
  );
}
