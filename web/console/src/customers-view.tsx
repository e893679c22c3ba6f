import { Banner, Button, Field, points, tell } from "@tillpoints/ui";
import { useState } from "preact/hooks";
import { ContactsImport } from "./contacts-import";
import { CustomerView } from "./customer-view";
import { useSending } from "./entrance";
import { call, minor, type FoundCustomer, type Role } from "./model";
import { PointRequests } from "./point-requests";
import { saveAnswer } from "./saved-answer";
import { customersSheet } from "./sheets";
import { Table } from "./show";
import { text } from "./texts";

/** Everybody, as a file; an owner's. */
function WholeList() {
  const workbook = useSending(() => saveAnswer("customers/file", customersSheet("xlsx")), () => undefined);
  const table = useSending(() => saveAnswer("customers/file", customersSheet("csv")), () => undefined);
  const problem = workbook.problem || table.problem;
  return (
    <>
      <div class="row">
        <Button id="save-customers-xlsx" disabled={workbook.busy} onClick={workbook.submit}>
          {text("customers_xlsx")}
        </Button>
        <Button id="save-customers-csv" disabled={table.busy} onClick={table.submit}>
          {text("customers_csv")}
        </Button>
      </div>
      {problem && <Banner kind="wrong">{problem}</Banner>}
    </>
  );
}

export function CustomersView(properties: { role: Role; currency: string }) {
  const [typed, setTyped] = useState("");
  const [found, setFound] = useState<FoundCustomer[] | null>(null);
  const [open, setOpen] = useState<number | null>(null);
  const [changed, setChanged] = useState(0);
  const [importing, setImporting] = useState(false);
  const { problem, busy, submit } = useSending(
    () => tell<{ customers: FoundCustomer[] }>(call("customers/find"), { text: typed.trim() }),
    (answer) => {
      setFound(answer.customers);
      setOpen(answer.customers.length === 1 ? (answer.customers[0]?.participant ?? null) : null);
    },
  );
  const decides = properties.role === "owner" || properties.role === "manager";
  const imports = properties.role === "owner" || properties.role === "marketer";
  if (importing) return <ContactsImport onClose={() => setImporting(false)} />;
  return (
    <>
      {decides && <PointRequests key={changed} onOpen={setOpen} />}
      <form
        class="card"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <div class="row">
          <Field id="find" label={text("find_customer")} hint={text("find_hint")} type="search" value={typed} onInput={setTyped} most={100} focus />
          <Button kind="main" submits id="find-customer" disabled={busy || typed.trim() === ""}>
            {text("find")}
          </Button>
          {imports && (
            <Button id="open-import" onClick={() => setImporting(true)}>
              {text("contacts_import_open")}
            </Button>
          )}
        </div>
        {properties.role === "owner" && <WholeList />}
        {problem && <Banner kind="wrong">{problem}</Banner>}
        {found?.length === 0 && <p id="nobody">{text("nobody_found")}</p>}
        {found && found.length > 1 && (
          <Table id="found" label={text("tab_customers")} head={[[text("name"), false], [text("phone"), false], [text("tier"), false], [text("points"), true], ["", false]]}>
            {found.map((each) => (
              <tr key={each.participant}>
                <td>
                  {each.name || text("no_name")}
                  {each.blocked && <span class="pill wrong">{text("blocked")}</span>}
                </td>
                <td>{each.phone ?? "–"}</td>
                <td>{each.tier}</td>
                <td class="number">{points(minor(each.points))}</td>
                <td>
                  <Button onClick={() => setOpen(each.participant)}>
                    {text("open")}
                    <span class="unseen"> {each.name}</span>
                  </Button>
                </td>
              </tr>
            ))}
          </Table>
        )}
      </form>
      {open !== null && <CustomerView key={open} participant={open} role={properties.role} currency={properties.currency} onPoints={() => setChanged((count) => count + 1)} />}
    </>
  );
}
