import { Amount, Button, Dialog, focusOn, t, type NotedReceipt } from "@tillpoints/ui";
import { useEffect } from "preact/hooks";
import { nameOf } from "./receipts";
import { linesOf, sumOf, type Back } from "./returning";

/**
 * The money of a return before it is recorded. What becomes of the points is the library's to say and not known before it is
 * told of the return, so nothing is foretold here.
 */
export function ConfirmReturn(properties: { sale: NotedReceipt; back: Back; currency: string; onYes: () => void; onNo: () => void }) {
  const { sale, currency } = properties;
  const lines = linesOf(sale, properties.back);
  const names = lines.map((line) => line.name ?? nameOf(sale, line.id));
  const amount = <Amount id="return-money" minor={sumOf(lines)} currency={currency} />;
  useEffect(() => focusOn("return-yes"), []);
  return (
    <Dialog title={t("return_question", { number: sale.number })} onClose={properties.onNo} dismiss={t("cancel")}>
      <p>{t("return_money")}</p>
      <p class="pay">{amount}</p>
      {names.some((name) => name !== t("goods_normal")) && <p>{names.join(", ")}</p>}
      <p class="dim">{t("return_points_later")}</p>
      <Button id="return-yes" kind="main" large onClick={properties.onYes}>
        {t("return_yes")}
      </Button>
    </Dialog>
  );
}
