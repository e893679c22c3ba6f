import { Banner, Button, dateTime, Dialog, tell } from "@tillpoints/ui";
import { useState } from "preact/hooks";
import { useSending } from "./entrance";
import { Area } from "./form";
import { call, type Rating } from "./model";
import { text } from "./texts";

const longest = 1000;

/** What the company answers to a rating: written for the first time, or changed. */
export function AnswerForm(properties: { rating: Rating; operation: number; onClose: () => void; onAnswered: (rating: Rating) => void }) {
  const { rating, operation } = properties;
  const [typed, setTyped] = useState(rating.answer?.text ?? "");
  const { problem, busy, submit } = useSending(
    () =>
      tell<Rating>(call("ratings/answer"), {
        operation,
        text: typed.trim(),
        ...(rating.answer ? { seen: rating.answer.written } : {}),
      }),
    properties.onAnswered,
  );
  return (
    <Dialog title={text(rating.answer ? "rating_answer_change" : "rating_answer")} onClose={properties.onClose}>
      {rating.comment && <p class="comment">{rating.comment}</p>}
      <Area
        id="answer"
        label={text("rating_answer_label")}
        value={typed}
        most={longest}
        rows={4}
        hint={text("rating_answer_hint")}
        onInput={setTyped}
      />
      {problem && <Banner kind="wrong">{problem}</Banner>}
      <Button kind="main" id="send-answer" disabled={busy || typed.trim() === ""} onClick={submit}>
        {text("rating_answer")}
      </Button>
    </Dialog>
  );
}

export function GivenAnswer(properties: { rating: Rating }) {
  const { answer } = properties.rating;
  if (!answer) return null;
  return (
    <div class="answer">
      {answer.text ? <p class="comment">{answer.text}</p> : <p class="dim">{text("rating_answer_erased")}</p>}
      <p class="dim">{text("rating_answered_by", { name: answer.by ?? text("unknown"), when: dateTime(answer.written) })}</p>
    </div>
  );
}
