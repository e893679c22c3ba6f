import { dateTime } from "@tillpoints/ui";
import type { Operation } from "./model";
import { nameOf, shown, Table } from "./show";
import { text } from "./texts";

/** Purchases and refunds, the customer by number only. */
export function Operations(properties: { operations: readonly Operation[]; currency: string }) {
  const { currency } = properties;
  if (properties.operations.length === 0) return <p id="no-operations">{text("no_operations")}</p>;
  return (
    <Table
      id="operations"
      label={text("operations")}
      head={[
        [text("when"), false],
        [text("number"), false],
        [text("total"), true],
        [text("points_paid"), true],
        [text("award"), true],
        [text("cashier"), false],
        [text("branch"), false],
        [text("customer"), false],
      ]}
    >
      {properties.operations.map((each) => (
        <tr key={each.id}>
          <td>
            {dateTime(each.created)}
            {each.refund_of !== null && <span class="pill warning">{text("refund")}</span>}
            {each.refunded && <span class="pill">{text("refunded")}</span>}
          </td>
          <td>{each.number ?? each.id}</td>
          <td class="number">{shown(each.total, "money", currency)}</td>
          <td class="number">{shown(each.points + each.certificate, "points", currency)}</td>
          <td class="number">{shown(each.award, "points", currency)}</td>
          <td>{nameOf(each.cashier)}</td>
          <td>{each.branch?.name ?? "–"}</td>
          <td>{each.participant}</td>
        </tr>
      ))}
    </Table>
  );
}
