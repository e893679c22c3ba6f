import { Banner, Button, Choice, Field, tell } from "@tillpoints/ui";
import { useState } from "preact/hooks";
import { useSending } from "./entrance";
import { bodyOf, draftOf, emptyQuestion, isReady, mostAnswers, mostQuestions, wrongNumberOf, wrongQuestion, type Draft } from "./instruction-draft";
import { call, type Named } from "./model";
import { PlainText } from "./plain-text";
import { text, wordOf } from "./texts";
import { learningRoles, type LearningRole, type Question, type WrittenInstruction } from "./training-model";

function Check(properties: { label: string; checked: boolean; onChange: (checked: boolean) => void; id?: string }) {
  return (
    <label class="check">
      <input type="checkbox" id={properties.id} checked={properties.checked} onChange={(event) => properties.onChange(event.currentTarget.checked)} />
      <span>{properties.label}</span>
    </label>
  );
}

function QuestionFields(properties: { at: number; question: Question; wrong: boolean; onQuestion: (question: Question) => void; onRemove: (() => void) | null }) {
  const { at, question } = properties;
  const set = (place: number, part: Partial<Question["answers"][number]>) =>
    properties.onQuestion({ ...question, answers: question.answers.map((each, one) => (one === place ? { ...each, ...part } : each)) });
  return (
    <fieldset data-question={at}>
      <legend>{text("training_question", { number: at + 1 })}</legend>
      <Field id={`question-${at}`} label={text("training_question_text")} value={question.text} onInput={(value) => properties.onQuestion({ ...question, text: value })} most={300} />
      {question.answers.map((answer, place) => (
        <div class="row" key={place}>
          <Field id={`answer-${at}-${place}`} label={text("training_answer_text", { number: place + 1 })} value={answer.text} onInput={(value) => set(place, { text: value })} most={150} />
          <Check id={`right-${at}-${place}`} label={text("training_right")} checked={answer.right} onChange={(right) => set(place, { right })} />
        </div>
      ))}
      {properties.wrong && <p class="dim">{text("training_question_wrong")}</p>}
      <div class="row">
        {question.answers.length < mostAnswers && (
          <Button id={`more-answers-${at}`} onClick={() => properties.onQuestion({ ...question, answers: [...question.answers, { text: "", right: false }] })}>
            {text("training_add_answer")}
          </Button>
        )}
        {question.answers.length > 2 && (
          <Button kind="quiet" onClick={() => properties.onQuestion({ ...question, answers: question.answers.slice(0, -1) })}>
            {text("training_remove_answer")}
          </Button>
        )}
        {properties.onRemove && (
          <Button kind="quiet" onClick={properties.onRemove}>
            {text("training_remove_question")}
          </Button>
        )}
      </div>
    </fieldset>
  );
}

function TestFields(properties: { draft: Draft; set: (part: Partial<Draft>) => void }) {
  const { draft, set } = properties;
  const { questions } = draft;
  const wrong = wrongNumberOf(draft);
  const number = (name: "mark" | "tries" | "months", most: number) => (
    <Field
      id={`test-${name}`}
      label={text(`training_field_${name}`)}
      hint={text(`training_field_${name}_hint`, { questions: questions.length })}
      value={draft[name]}
      onInput={(value) => set({ [name]: value })}
      most={most}
      mode="numeric"
      {...(wrong === name ? { problem: text("not_number") } : {})}
    />
  );
  return (
    <>
      {questions.map((question, at) => (
        <QuestionFields
          key={at}
          at={at}
          question={question}
          wrong={wrongQuestion(draft) === at}
          onQuestion={(next) => set({ questions: questions.map((each, place) => (place === at ? next : each)) })}
          onRemove={questions.length > 1 ? () => set({ questions: questions.filter((_, place) => place !== at) }) : null}
        />
      ))}
      {questions.length < mostQuestions && (
        <div class="row">
          <Button id="more-questions" onClick={() => set({ questions: [...questions, emptyQuestion()] })}>
            {text("training_add_question")}
          </Button>
        </div>
      )}
      <div class="row">
        {number("mark", 2)}
        {number("tries", 2)}
        {number("months", 3)}
      </div>
    </>
  );
}

/** An instruction that is written, or its next version: `written` is what there is. */
export function InstructionForm(properties: { written: WrittenInstruction | null; branches: readonly Named[]; manager: boolean; onClose: () => void }) {
  const { written, branches, manager } = properties;
  const [draft, setDraft] = useState(() => draftOf(written));
  const set = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const { problem, busy, submit } = useSending(() => tell(call("training/write"), bodyOf(draft, written)), properties.onClose);
  const toggle = (role: LearningRole, on: boolean) => set({ roles: learningRoles.filter((each) => (each === role ? on : draft.roles.includes(each))) });
  return (
    <form
      class="card form"
      id="instruction-form"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <h2>{written ? text("training_next_version", { version: written.version + 1 }) : text("training_new")}</h2>
      {written && <p class="dim">{text("training_next_version_note")}</p>}
      <Field id="instruction-title" label={text("training_title")} value={draft.title} onInput={(title) => set({ title })} most={100} focus />
      <div class="field">
        <label for="instruction-body">{text("training_body")}</label>
        <textarea id="instruction-body" rows={10} maxLength={8000} value={draft.body} aria-describedby="instruction-body-note" onInput={(event) => set({ body: event.currentTarget.value })} />
        <p class="note" id="instruction-body-note">
          {text("training_body_hint")}
        </p>
      </div>
      <Field id="instruction-video" label={text("training_video")} hint={text("training_video_hint")} value={draft.video} onInput={(video) => set({ video })} most={500} mode="url" />
      {draft.body.trim() !== "" && (
        <details>
          <summary>{text("training_preview")}</summary>
          <PlainText text={draft.body} />
        </details>
      )}
      <fieldset>
        <legend>{text("training_audience")}</legend>
        <div class="row">
          {learningRoles.filter((role) => !manager || role !== "manager").map((role) => (
            <Check key={role} id={`for-${role}`} label={wordOf("role", role)} checked={draft.roles.includes(role)} onChange={(on) => toggle(role, on)} />
          ))}
        </div>
        <p class="dim">{text("training_audience_hint")}</p>
        {manager ? (
          <p class="dim">{text("training_own_branch", { branch: branches[0]?.name ?? "" })}</p>
        ) : (
          <Choice id="instruction-branch" label={text("branch")} value={draft.branch} options={[["", text("training_every_branch")], ...branches.map((each): [string, string] => [String(each.id), each.name])]} onChange={(branch) => set({ branch })} />
        )}
      </fieldset>
      <Check id="instruction-tested" label={text("training_with_test")} checked={draft.tested} onChange={(tested) => set({ tested })} />
      {draft.tested && <TestFields draft={draft} set={set} />}
      {problem && <Banner kind="wrong">{problem}</Banner>}
      <div class="row">
        <Button kind="main" submits id="write-instruction" disabled={busy || !isReady(draft)}>
          {text("training_publish")}
        </Button>
        <Button id="close-form" onClick={properties.onClose}>
          {text("close_without")}
        </Button>
      </div>
    </form>
  );
}
