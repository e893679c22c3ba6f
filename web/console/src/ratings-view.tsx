import { Banner, Button, dateTime, Waiting } from "@tillpoints/ui";
import { useState } from "preact/hooks";
import { useAnswer } from "./asked";
import { Check } from "./form";
import type { Rating } from "./model";
import { AnswerForm, GivenAnswer } from "./rating-answer";
import { nameOf, shown } from "./show";
import { text } from "./texts";

function Entry(properties: { rating: Rating; currency: string; onAnswer: () => void }) {
  const { rating, currency } = properties;
  const { operation } = rating;
  return (
    <article class="entry" data-rating={operation?.id}>
      <div class="row between">
        <h3>
          <span aria-hidden="true">{"★".repeat(rating.stars) + "☆".repeat(5 - rating.stars)}</span>
          <span class="unseen">{text("stars", { count: rating.stars })}</span>
        </h3>
        <span class="dim">{dateTime(rating.created)}</span>
      </div>
      {rating.comment && <p class="comment">{rating.comment}</p>}
      {operation && (
        <p class="dim">
          {shown(operation.total, "money", currency)} · {nameOf(operation.cashier)} · {operation.branch?.name ?? "–"} ·{" "}
          {text("customer_number", { number: operation.participant })}
        </p>
      )}
      <GivenAnswer rating={rating} />
      {operation && (
        <div>
          <Button kind="quiet" onClick={properties.onAnswer}>
            {text(rating.answer ? "rating_answer_change" : "rating_answer")}
          </Button>
        </div>
      )}
    </article>
  );
}

/** What customers say of their purchases, those who are least content first, and what the company answers. */
export function RatingsView(properties: { currency: string }) {
  const [offset, setOffset] = useState(0);
  const [unanswered, setUnanswered] = useState(false);
  const [answering, setAnswering] = useState<Rating | null>(null);
  const { answer, problem, again } = useAnswer<{ ratings: Rating[] }>(`ratings?offset=${offset}${unanswered ? "&unanswered=1" : ""}`);
  const show = (only: boolean) => {
    setOffset(0);
    setUnanswered(only);
  };
  return (
    <section class="card" id="ratings">
      <h2>{text("tab_ratings")}</h2>
      <Check id="unanswered" label={text("unanswered_only")} on={unanswered} onChange={show} />
      {!answer && (problem ? <Banner kind="wrong">{problem}</Banner> : <Waiting />)}
      {answer?.ratings.length === 0 && <p id="no-ratings">{text(unanswered ? "all_answered" : "no_ratings")}</p>}
      {answer?.ratings.map((rating, at) => (
        <Entry key={rating.operation?.id ?? at} rating={rating} currency={properties.currency} onAnswer={() => setAnswering(rating)} />
      ))}
      {answer && (
        <div class="row">
          <Button disabled={offset === 0} onClick={() => setOffset(Math.max(0, offset - 50))}>
            {text("back")}
          </Button>
          <Button disabled={answer.ratings.length < 50} onClick={() => setOffset(offset + 50)}>
            {text("further")}
          </Button>
        </div>
      )}
      {answering?.operation && (
        <AnswerForm
          rating={answering}
          operation={answering.operation.id}
          onClose={() => {
            setAnswering(null);
            // Somebody else may have answered meanwhile.
            void again();
          }}
          onAnswered={() => {
            setAnswering(null);
            void again();
          }}
        />
      )}
    </section>
  );
}
