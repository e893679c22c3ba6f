import { Banner, Button, Waiting } from "@tillpoints/ui";
import { useState } from "preact/hooks";
import { useAnswer } from "./asked";
import type { Role } from "./model";
import { ProgrammeForm } from "./programme-form";
import { Versions, type Version } from "./programme-versions";
import { counted, Table } from "./show";
import { text, wordOf, type ConsoleText } from "./texts";

type Value = string | number | boolean | null | number[];
type Rules = Record<string, Value>;

interface Programme extends Record<string, unknown> {
  referral: Rules;
  birthday_certificate: Rules | null;
  win_back: Rules | null;
  redemption_confirmation: Rules | null;
  tiers: Rules[];
}

const basics = [
  "name", "promo_code", "currency", "discount_policy", "welcome_points", "first_purchase_points", "tier_rate", "unredeemable_earns",
  "defer_points_days", "purchase_by_phone", "use_points_by_phone", "staff_award", "staff_award_of", "expiry_months", "purchases_extend",
  "gifts_extend", "code_lifetime_minutes", "voucher_lifetime_minutes",
] as const;
const columns = ["name", "rate", "redemption_limit", "spent_from", "invited_from"] as const;

/** Texts that are words of the programme's file; names and codes are shown as they are. */
const spoken = new Set(["discount_policy", "tier_rate", "staff_award_of", "reward_at", "reward_to", "share_of"]);

function valueOf(rule: string, value: Value | undefined): string {
  if (value === null || value === undefined) return rule.startsWith("expir") ? text("never") : "–";
  if (typeof value === "boolean") return text(value ? "yes" : "no");
  if (typeof value === "number") return counted(value);
  if (Array.isArray(value)) return value.map(counted).join(" · ") || "–";
  return spoken.has(rule) ? wordOf("word", value) : value;
}

function RuleList(properties: { id: string; rules: Rules | null; names: readonly string[] }) {
  const { rules } = properties;
  return (
    <section class="card" id={properties.id}>
      <h2>{text(`group_${properties.id}` as ConsoleText)}</h2>
      {!rules && <p class="dim">{text("not_used")}</p>}
      {rules && (
        <dl class="rules">
          {properties.names.map((rule) => (
            <div key={rule} data-rule={rule}>
              <dt>
                {text(`rule_${rule}` as ConsoleText)}
                <small>{text(`why_${rule}` as ConsoleText)}</small>
              </dt>
              <dd>{valueOf(rule, rules[rule])}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}

/** The rules of the programme, each with what it means; how they are changed, and who changed them. */
export function ProgrammeView(properties: { role: Role; currency: string }) {
  const { role, currency } = properties;
  const { answer, problem, again } = useAnswer<Programme>("programme");
  const history = useAnswer<{ newest: number; night: string; versions: Version[] }>("programme/versions");
  const [editing, setEditing] = useState(false);
  const renew = () => {
    setEditing(false);
    void again();
    void history.again();
  };
  if (editing && answer && history.answer) return <ProgrammeForm programme={answer} newest={history.answer.newest} night={history.answer.night} coming={history.answer.versions.some((version) => version.state === "coming")} currency={currency} saves={role === "owner"} onSaved={renew} onClose={renew} />;
  if (!answer) return problem ? <Banner kind="wrong">{problem}</Banner> : <Waiting />;
  const parts = ["referral", "birthday_certificate", "win_back", "redemption_confirmation"] as const;
  return (
    <>
      <div class="row between">
        <p class="dim">{text("programme_note")}</p>
        {(role === "owner" || role === "marketer") && (
          <Button id="edit-programme" disabled={!history.answer} onClick={() => setEditing(true)}>
            {text("programme_edit")}
          </Button>
        )}
      </div>
      <RuleList id="programme" rules={answer as unknown as Rules} names={basics} />
      <section class="card">
        <h2>{text("group_tiers")}</h2>
        <Table id="tiers" label={text("group_tiers")} head={columns.map((column): [string, boolean] => [text(`rule_${column}`), column !== "name"])}>
          {answer.tiers.map((tier, at) => (
            <tr key={at}>
              {columns.map((column) => (
                <td key={column} class={column === "name" ? "" : "number"}>
                  {valueOf(column, tier[column])}
                </td>
              ))}
            </tr>
          ))}
        </Table>
      </section>
      {parts.map((part) => (
        <RuleList key={part} id={part} rules={answer[part]} names={Object.keys(answer[part] ?? {})} />
      ))}
      {history.problem && <Banner kind="wrong">{history.problem}</Banner>}
      {history.answer && <Versions versions={history.answer.versions} withdraws={role === "owner"} onWithdrawn={renew} />}
    </>
  );
}
