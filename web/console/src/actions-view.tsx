import { Banner, Button, dateTime, Waiting } from "@tillpoints/ui";
import { useState } from "preact/hooks";
import { useAnswer } from "./asked";
import type { Action } from "./model";
import { Table } from "./show";
import { text, wordOf } from "./texts";

/** Who did what, when and about what. */
export function ActionsView() {
  const [before, setBefore] = useState<number | null>(null);
  const { answer, problem } = useAnswer<{ actions: Action[] }>(before === null ? "actions" : `actions?before=${before}`);
  if (!answer) return problem ? <Banner kind="wrong">{problem}</Banner> : <Waiting />;
  const last = answer.actions[answer.actions.length - 1];
  return (
    <section class="card">
      <h2>{text("tab_actions")}</h2>
      <p class="dim">{text("actions_note")}</p>
      <Table id="actions" label={text("tab_actions")} head={[[text("when"), false], [text("who"), false], [text("action"), false], [text("about"), false], [text("details"), false]]}>
        {answer.actions.map((each) => (
          <tr key={each.id}>
            <td>{dateTime(each.moment)}</td>
            <td>{each.name ?? (each.detail === "command line" ? text("command_line") : text("unknown"))}</td>
            <td>{wordOf("action", each.action)}</td>
            <td>{each.subject}</td>
            <td>{each.detail}</td>
          </tr>
        ))}
      </Table>
      <div class="row">
        <Button disabled={before === null} onClick={() => setBefore(null)}>
          {text("newest")}
        </Button>
        <Button disabled={!last || answer.actions.length < 100} onClick={() => last && setBefore(last.id)}>
          {text("older")}
        </Button>
      </div>
    </section>
  );
}
