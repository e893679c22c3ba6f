import { Banner, Button, dateTime, tell, Waiting } from "@tillpoints/ui";
import { useState } from "preact/hooks";
import { useAnswer } from "./asked";
import { useSending } from "./entrance";
import { InstructionsView } from "./instructions-view";
import { call, type Role } from "./model";
import { PlainText } from "./plain-text";
import { text } from "./texts";
import { kindOfDue, wordsOfDue, type OwnInstruction } from "./training-model";
import { TrainingResults } from "./training-results";
import { TakeTest } from "./training-test";
import { VideoLink } from "./video-link";

function TestOf(properties: { own: OwnInstruction; onTake: () => void }) {
  const { own } = properties;
  if (!own.test) return null;
  const { test } = own;
  return (
    <section class="entry" id="instruction-test">
      <h3>{text("training_test")}</h3>
      <p>
        {text("training_test_terms", { questions: test.questions, mark: test.pass_mark, tries: test.tries_a_day })}{" "}
        {test.valid_months > 0 && text("training_valid", { months: test.valid_months })}
      </p>
      {test.passed && <p id="test-passed">{test.expires ? text("training_passed_until", { when: dateTime(test.passed), until: dateTime(test.expires) }) : text("training_passed_on", { when: dateTime(test.passed) })}</p>}
      {own.due === "reading" && <p class="dim">{text("training_read_first")}</p>}
      {own.may_take && own.tries_left === 0 && <Banner kind="warning">{text("error_no_tries_left")}</Banner>}
      {own.may_take && own.tries_left > 0 && (
        <div class="row">
          <Button kind="main" id="take-test" onClick={properties.onTake}>
            {text("training_take")}
          </Button>
          <span class="dim">{text("training_tries_left", { count: own.tries_left })}</span>
        </div>
      )}
    </section>
  );
}

function OneInstruction(properties: { instruction: number; onClose: () => void }) {
  const { answer, problem, again } = useAnswer<OwnInstruction>(`training/instruction?instruction=${properties.instruction}`);
  const [testing, setTesting] = useState(false);
  const reading = useSending(
    () => tell<OwnInstruction>(call("training/read"), { instruction: properties.instruction, version: answer?.version ?? 0 }),
    () => void again(),
  );
  if (!answer) return problem ? <Banner kind="wrong">{problem}</Banner> : <Waiting />;
  if (testing)
    return (
      <TakeTest
        instruction={answer.instruction}
        onClose={() => {
          setTesting(false);
          void again();
        }}
      />
    );
  return (
    <article class="card" id="instruction" data-due={answer.due} data-version={answer.version}>
      <div class="row between">
        <h2>{answer.title}</h2>
        <Button id="close-instruction" onClick={properties.onClose}>
          {text("training_back")}
        </Button>
      </div>
      <p class="dim">
        {text("training_version", { version: answer.version, when: dateTime(answer.written) })} <span class={`pill ${kindOfDue[answer.due]}`}>{wordsOfDue(answer)}</span>
      </p>
      <PlainText text={answer.body ?? ""} />
      <VideoLink address={answer.video ?? ""} />
      {(reading.problem || problem) && <Banner kind="wrong">{reading.problem || problem}</Banner>}
      {answer.due === "reading" ? (
        <div class="row">
          <Button kind="main" id="have-read" disabled={reading.busy} onClick={reading.submit}>
            {text("training_have_read")}
          </Button>
          {reading.problem && (
            <Button id="renew-instruction" onClick={() => void again()}>
              {text("renew")}
            </Button>
          )}
        </div>
      ) : (
        <p class="dim">{text("training_read_on", { when: dateTime(answer.read?.moment ?? answer.written) })}</p>
      )}
      <TestOf own={answer} onTake={() => setTesting(true)} />
    </article>
  );
}

/** What the person who is signed in has to read and to pass. */
function OwnTraining() {
  const { answer, problem, again } = useAnswer<{ instructions: OwnInstruction[] }>("training");
  const [open, setOpen] = useState<number | null>(null);
  if (!answer) return problem ? <Banner kind="wrong">{problem}</Banner> : <Waiting />;
  if (open !== null)
    return (
      <OneInstruction
        instruction={open}
        onClose={() => {
          setOpen(null);
          void again();
        }}
      />
    );
  const waiting = answer.instructions.filter((each) => each.due !== "nothing");
  const done = answer.instructions.filter((each) => each.due === "nothing");
  return (
    <section class="card" id="own-training">
      <h2>{text("training_own")}</h2>
      {answer.instructions.length === 0 ? (
        <p id="nothing-to-learn">{text("training_nothing")}</p>
      ) : (
        <p class="dim">{waiting.length === 0 ? text("training_all_done") : text("training_waiting", { count: waiting.length })}</p>
      )}
      {[...waiting, ...done].map((each) => (
        <article class="entry" key={each.instruction} data-instruction={each.instruction} data-due={each.due}>
          <div class="row between">
            <h3>{each.title}</h3>
            <Button onClick={() => setOpen(each.instruction)}>
              {text("open")}
              <span class="unseen"> {each.title}</span>
            </Button>
          </div>
          <p>
            <span class={`pill ${kindOfDue[each.due]}`}>{wordsOfDue(each)}</span>{" "}
            {each.due === "nothing" && each.test?.expires && <span class="dim">{text("training_until", { until: dateTime(each.test.expires) })}</span>}
          </p>
        </article>
      ))}
    </section>
  );
}

type Part = "own" | "instructions" | "results";

/** Job instructions and tests: one's own, and for who writes them all of them and who has passed what. */
export function TrainingView(properties: { role: Role }) {
  const { role } = properties;
  const parts: readonly Part[] = role === "owner" ? ["instructions", "results"] : role === "manager" ? ["own", "instructions", "results"] : ["own"];
  const [part, setPart] = useState<Part>(parts[0] ?? "own");
  return (
    <>
      {parts.length > 1 && (
        <div class="row no-print">
          {parts.map((each) => (
            <Button key={each} id={`training-${each}`} pressed={each === part} onClick={() => setPart(each)}>
              {text(`training_part_${each}`)}
            </Button>
          ))}
        </div>
      )}
      {part === "own" && <OwnTraining />}
      {part === "instructions" && <InstructionsView manager={role === "manager"} />}
      {part === "results" && <TrainingResults />}
    </>
  );
}
