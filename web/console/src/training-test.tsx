import { Banner, Button, dateTime, tell, Waiting } from "@tillpoints/ui";
import { useEffect, useState } from "preact/hooks";
import { useSending } from "./entrance";
import { call } from "./model";
import { text } from "./texts";
import type { BegunTest, ShownQuestion, TestResult } from "./training-model";

function OneQuestion(properties: { at: number; question: ShownQuestion; ticked: readonly number[]; onTicked: (ticked: number[]) => void }) {
  const { at, question, ticked } = properties;
  const tick = (place: number) => {
    if (!question.several) properties.onTicked([place]);
    else properties.onTicked(ticked.includes(place) ? ticked.filter((each) => each !== place) : [...ticked, place]);
  };
  return (
    <fieldset class="people" data-question={at}>
      <legend>
        {at + 1}. {question.text}
        {question.several && <small> {text("training_several")}</small>}
      </legend>
      {question.answers.map((answer, place) => (
        <label key={place} class="person">
          <input type={question.several ? "checkbox" : "radio"} name={`question-${at}`} checked={ticked.includes(place)} onChange={() => tick(place)} />
          <span>{answer}</span>
        </label>
      ))}
    </fieldset>
  );
}

function Result(properties: { test: BegunTest; result: TestResult; onAgain: () => void; onClose: () => void }) {
  const { test, result } = properties;
  return (
    <section class="card" id="test-result" data-passed={result.passed}>
      <h2>{test.title}</h2>
      <Banner kind={result.passed ? "good" : "warning"}>
        {text(result.passed ? "training_result_passed" : "training_result_failed", { right: result.right, questions: result.questions, mark: result.pass_mark })}
        {result.expires && ` ${text("training_until", { until: dateTime(result.expires) })}`}
      </Banner>
      {result.wrong.length > 0 && (
        <>
          <h3>{text("training_wrong")}</h3>
          <ul class="plain-text" id="wrong-questions">
            {result.wrong.map((at) => (
              <li key={at}>{test.questions[at]?.text}</li>
            ))}
          </ul>
        </>
      )}
      {!result.passed && <p>{result.tries_left > 0 ? text("training_tries_left", { count: result.tries_left }) : text("error_no_tries_left")}</p>}
      <div class="row">
        {!result.passed && result.tries_left > 0 && (
          <Button kind="main" id="once-more" onClick={properties.onAgain}>
            {text("training_once_more")}
          </Button>
        )}
        <Button id="leave-test" onClick={properties.onClose}>
          {text("training_to_instruction")}
        </Button>
      </div>
    </section>
  );
}

/** A test, from its questions to what the answers came to. Whoever leaves it finds the same questions again. */
export function TakeTest(properties: { instruction: number; onClose: () => void }) {
  const [test, setTest] = useState<BegunTest | null>(null);
  const [ticked, setTicked] = useState<number[][]>([]);
  const [result, setResult] = useState<TestResult | null>(null);
  const begin = useSending(
    () => tell<BegunTest>(call("training/test"), { instruction: properties.instruction }),
    (begun) => {
      setTest(begun);
      setTicked(begun.questions.map(() => []));
      setResult(null);
    },
  );
  useEffect(begin.submit, []);
  const answer = useSending(() => tell<TestResult>(call("training/answers"), { try: test?.try ?? 0, answers: ticked }), setResult);
  if (!test)
    return begin.problem ? (
      <section class="card">
        <Banner kind="wrong">{begin.problem}</Banner>
        <Button id="leave-test" onClick={properties.onClose}>
          {text("training_to_instruction")}
        </Button>
      </section>
    ) : (
      <Waiting />
    );
  if (result) return <Result test={test} result={result} onAgain={begin.submit} onClose={properties.onClose} />;
  const open = ticked.filter((each) => each.length === 0).length;
  return (
    <form
      class="card form"
      id="test"
      onSubmit={(event) => {
        event.preventDefault();
        answer.submit();
      }}
    >
      <h2>{test.title}</h2>
      <p class="dim">{text("training_pass_mark", { mark: test.pass_mark, questions: test.questions.length })}</p>
      {test.questions.map((question, at) => (
        <OneQuestion key={`${test.try}-${at}`} at={at} question={question} ticked={ticked[at] ?? []} onTicked={(next) => setTicked(ticked.map((each, place) => (place === at ? next : each)))} />
      ))}
      {(answer.problem || begin.problem) && <Banner kind="wrong">{answer.problem || begin.problem}</Banner>}
      {open > 0 && <p class="dim">{text("training_open_questions", { count: open })}</p>}
      <div class="row">
        <Button kind="main" submits id="give-answers" disabled={answer.busy || open > 0}>
          {text("training_answer")}
        </Button>
        <Button id="leave-test" onClick={properties.onClose}>
          {text("training_to_instruction")}
        </Button>
      </div>
    </form>
  );
}
