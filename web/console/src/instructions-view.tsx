import { Banner, Button, dateTime, Waiting } from "@tillpoints/ui";
import { useState } from "preact/hooks";
import { useAnswer } from "./asked";
import { InstructionForm } from "./instruction-form";
import type { Named } from "./model";
import { useActing } from "./people-view";
import { Table } from "./show";
import { text, wordOf } from "./texts";
import type { ListedInstruction, WrittenInstruction } from "./training-model";

function audienceOf(instruction: ListedInstruction): string {
  const roles = instruction.roles.length === 0 ? text("training_every_role") : instruction.roles.map((each) => wordOf("role", each)).join(", ");
  return instruction.branch ? `${roles}; ${instruction.branch.name}` : roles;
}

/** The form of an instruction that is there, once its text is. */
function NextVersion(properties: { instruction: number; branches: readonly Named[]; manager: boolean; onClose: () => void }) {
  const { answer, problem } = useAnswer<WrittenInstruction>(`training/edit?instruction=${properties.instruction}`);
  if (!answer) return problem ? <Banner kind="wrong">{problem}</Banner> : <Waiting />;
  return <InstructionForm written={answer} branches={properties.branches} manager={properties.manager} onClose={properties.onClose} />;
}

/** All instructions, how many people are through with each, and new ones. */
export function InstructionsView(properties: { manager: boolean }) {
  const { answer, problem, again } = useAnswer<{ instructions: ListedInstruction[]; branches: Named[] }>("training/instructions");
  const [open, setOpen] = useState<number | "new" | null>(null);
  const [refused, setRefused] = useState("");
  const act = useActing(setRefused, again);
  if (!answer) return problem ? <Banner kind="wrong">{problem}</Banner> : <Waiting />;
  const close = () => {
    setOpen(null);
    void again();
  };
  if (open === "new") return <InstructionForm written={null} branches={answer.branches} manager={properties.manager} onClose={close} />;
  if (open !== null) return <NextVersion instruction={open} branches={answer.branches} manager={properties.manager} onClose={close} />;
  return (
    <section class="card">
      <div class="row between">
        <h2>{text("training_part_instructions")}</h2>
        <Button kind="main" id="new-instruction" onClick={() => setOpen("new")}>
          {text("training_new")}
        </Button>
      </div>
      {refused && <Banner kind="wrong">{refused}</Banner>}
      {answer.instructions.length === 0 ? (
        <p id="no-instructions">{text("training_none")}</p>
      ) : (
        <Table id="instructions" label={text("training_part_instructions")} head={[[text("training_instruction"), false], [text("training_audience"), false], [text("training_progress"), false], [text("what_to_do"), false]]}>
          {answer.instructions.map((each) => (
            <tr key={each.instruction} data-instruction={each.instruction}>
              <td>
                {each.title} {each.retired && <span class="pill warning">{text("training_retired")}</span>}
                <small>
                  {text("training_version", { version: each.version, when: dateTime(each.written) })}, {each.by}
                </small>
              </td>
              <td>{audienceOf(each)}</td>
              <td>
                {text("training_read_of", { read: each.read, people: each.people })}
                {each.tested && <small>{text("training_done_of", { done: each.done, people: each.people })}</small>}
              </td>
              <td>
                {each.may_write && (
                  <div class="row">
                    <Button onClick={() => setOpen(each.instruction)}>
                      {text("training_change")}
                      <span class="unseen"> {each.title}</span>
                    </Button>
                    <Button kind="quiet" onClick={() => act("training/retire", { instruction: each.instruction, retired: !each.retired })}>
                      {text(each.retired ? "training_resume" : "training_retire")}
                      <span class="unseen"> {each.title}</span>
                    </Button>
                  </div>
                )}
              </td>
            </tr>
          ))}
        </Table>
      )}
    </section>
  );
}
