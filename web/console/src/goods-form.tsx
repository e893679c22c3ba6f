import { Banner, Button, Choice, Field, tell } from "@tillpoints/ui";
import { useState } from "preact/hooks";
import { Area, beside, Check, PictureField, useForm } from "./form";
import { call } from "./model";
import { text } from "./texts";

export interface Goods {
  id: number;
  node: number | null;
  category: boolean;
  name: string;
  code: string | null;
  description: string | null;
  price: number | null;
  offer_price: number | null;
  stock: number | null;
  hidden: boolean;
  photos: string[];
  variants: Array<{ name: string; price: number }>;
}

export interface Category {
  id: number;
  name: string;
  node: number | null;
}

/** "Drinks / Hot", the top of the list without a name. */
export function pathOf(categories: readonly Category[], id: number | null): string {
  const names: string[] = [];
  for (let at = id, deep = 0; at !== null && deep < 9; ++deep) {
    const found: Category | undefined = categories.find((each) => each.id === at);
    if (!found) break;
    names.unshift(found.name);
    at = found.node;
  }
  return names.join(" / ");
}

/** A sum as the cloud takes it; what is no sum goes as it is, and the cloud says so beside its field. */
const sum = (typed: string) => typed.replace(/[\s\u00a0\u202f]/g, "").replace(",", ".");
const shownSum = (value: number | null) => (value === null ? "" : String(value));
const whole = (typed: string) => (/^\d{1,9}$/.test(typed.trim()) ? Number(typed.trim()) : typed.trim());

/** A position or category; `goods` absent: a new one. */
export function GoodsForm(properties: { goods?: Goods; category: boolean; node: number | null; categories: readonly Category[]; onSaved: () => void; onClose: () => void }) {
  const { goods, category, categories } = properties;
  const [typed, setTyped] = useState({
    name: goods?.name ?? "",
    node: goods ? goods.node : properties.node,
    code: goods?.code ?? "",
    description: goods?.description ?? "",
    price: shownSum(goods?.price ?? null),
    offer: shownSum(goods?.offer_price ?? null),
    stock: shownSum(goods?.stock ?? null),
    hidden: goods?.hidden ?? false,
    photos: goods?.photos ?? [],
    variants: (goods?.variants ?? []).map((each) => ({ name: each.name, price: String(each.price) })),
  });
  const set = (part: Partial<typeof typed>) => setTyped({ ...typed, ...part });
  const { problem, fields, busy, submit } = useForm(() => {
    const ware =
      typed.variants.length > 0
        ? { variants: typed.variants.map((each) => ({ price: sum(each.price) })) }
        : { ...(typed.price.trim() ? { price: sum(typed.price) } : {}), ...(typed.offer.trim() ? { offer_price: sum(typed.offer) } : {}), ...(typed.stock.trim() ? { stock: whole(typed.stock) } : {}), ...(goods && goods.stock !== null ? { stock_was: goods.stock } : {}) };
    return tell(call("goods/save"), {
      ...(goods ? { id: goods.id } : {}),
      category,
      name: typed.name.trim(),
      ...(typed.node === null ? {} : { node: typed.node }),
      code: typed.code.trim(),
      hidden: typed.hidden,
      ...(category ? {} : { description: typed.description.trim(), photos: typed.photos, ...ware }),
    });
  }, properties.onSaved);
  const places = categories.filter((each) => each.id !== goods?.id).map((each): [string, string] => [String(each.id), pathOf(categories, each.id)]);
  return (
    <form
      class="card"
      id="goods-form"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <h2>{goods ? goods.name : text(category ? "goods_add_category" : "goods_add")}</h2>
      <Field id="goods-name" label={text("goods_name")} value={typed.name} onInput={(name) => set({ name })} most={200} focus {...beside(fields, "name")} />
      <Choice id="goods-node" label={text("goods_category")} value={typed.node === null ? "" : String(typed.node)} options={[["", text("goods_top")], ...places]} onChange={(node) => set({ node: node === "" ? null : Number(node) })} />
      {fields.has("node") && <Banner kind="wrong">{text("goods_wrong_place")}</Banner>}
      {typed.variants.length > 0 && (
        <fieldset>
          <legend>{text("goods_variants")}</legend>
          {typed.variants.map((each, at) => (
            <Field
              key={at}
              id={`goods-variant-${at}`}
              label={each.name}
              mode="decimal"
              value={each.price}
              onInput={(price) => set({ variants: typed.variants.map((one, other) => (other === at ? { ...one, price } : one)) })}
              most={14}
              {...beside(fields, `variants[${at}].price`, text("goods_price_hint"))}
            />
          ))}
        </fieldset>
      )}
      {!category && typed.variants.length === 0 && (
        <div class="row">
          <Field id="goods-price" label={text("goods_price")} mode="decimal" value={typed.price} onInput={(price) => set({ price })} most={14} {...beside(fields, "price", text("goods_price_hint"))} />
          <Field id="goods-offer" label={text("goods_offer")} mode="decimal" value={typed.offer} onInput={(offer) => set({ offer })} most={14} hint={text("goods_offer_hint")} {...beside(fields, "offer_price", text("goods_offer_wrong"))} />
          <Field id="goods-stock" label={text("goods_stock")} mode="numeric" value={typed.stock} onInput={(stock) => set({ stock })} most={9} hint={text("goods_stock_hint")} {...beside(fields, "stock")} />
        </div>
      )}
      <Field id="goods-code" label={text("goods_code")} value={typed.code} onInput={(code) => set({ code })} most={64} hint={text("goods_code_hint")} {...beside(fields, "code")} />
      {!category && (
        <>
          <Area id="goods-description" label={text("goods_description")} value={typed.description} most={4000} onInput={(description) => set({ description })} {...beside(fields, "description")} />
          <PictureField id="goods-picture" label={text("goods_picture")} picture={typed.photos[0] ?? null} name={typed.name} onPicture={(picture) => set({ photos: picture ? [picture, ...typed.photos.slice(1)] : typed.photos.slice(1) })} />
        </>
      )}
      <Check id="goods-hidden" label={text("goods_hidden")} on={typed.hidden} onChange={(hidden) => set({ hidden })} />
      {problem && <Banner kind="wrong">{problem}</Banner>}
      <div class="row">
        <Button kind="main" submits id="save-goods" disabled={busy}>
          {text("save")}
        </Button>
        <Button onClick={properties.onClose}>{text("close")}</Button>
      </div>
    </form>
  );
}
