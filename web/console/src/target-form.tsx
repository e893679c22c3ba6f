import { Banner, Button, Dialog, Field, tell } from "@tillpoints/ui";
import { useState } from "preact/hooks";
import { useSending } from "./entrance";
import { call } from "./model";
import { monthName } from "./show";
import { targetFigures, typedFigure, type Target, type TargetFigure } from "./targets";
import { text } from "./texts";

/** Whose target it is. */
export type TargetOf = { cashier: number; name: string } | { branch: number; name: string };

/** What somebody is to reach in a month; an emptied field asks nothing. */
export function TargetForm(properties: { of: TargetOf; month: string; target: Target | null; onClose: () => void; onSet: () => void }) {
  const { of, month, target } = properties;
  const [typed, setTyped] = useState(() => Object.fromEntries(targetFigures.map((each) => [each, String(target?.[each] ?? "")])) as Record<TargetFigure, string>);
  const figures = targetFigures.map((each) => typedFigure(each, typed[each]));
  const { problem, busy, submit } = useSending(
    () =>
      tell(call("staff/target"), {
        month,
        ...("cashier" in of ? { cashier: of.cashier } : { branch: of.branch }),
        ...Object.fromEntries(targetFigures.map((each, at) => [each, figures[at] ?? null])),
      }),
    properties.onSet,
  );
  return (
    <Dialog title={text("target_of", { name: of.name, month: monthName(month) })} onClose={properties.onClose}>
      <p>{text("target_why")}</p>
      {targetFigures.map((each, at) => (
        <Field
          key={each}
          id={`target-${each}`}
          label={text(`target_${each}`)}
          value={typed[each]}
          onInput={(value) => setTyped({ ...typed, [each]: value })}
          most={16}
          mode="decimal"
          focus={at === 0}
          {...(figures[at] === undefined ? { problem: text("target_wrong") } : {})}
        />
      ))}
      {problem && <Banner kind="wrong">{problem}</Banner>}
      <Button kind="main" id="set-target" disabled={busy || figures.includes(undefined)} onClick={submit}>
        {text("save")}
      </Button>
    </Dialog>
  );
}
