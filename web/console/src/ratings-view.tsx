import { Banner, Button, dateTime, Waiting } from "@tillpoints/ui";
import { useState } from "preact/hooks";
import { useAnswer } from "./asked";
import type { Rating } from "./model";
import { nameOf, shown } from "./show";
import { text } from "./texts";

/** What customers say of their purchases, those who are least content first. */
export function RatingsView(properties: { currency: string }) {
  const [offset, setOffset] = useState(0);
  const { answer, problem } = useAnswer<{ ratings: Rating[] }>(`ratings?offset=${offset}`);
  if (!answer) return problem ? <Banner kind="wrong">{problem}</Banner> : <Waiting />;
  return (
    <section class="card" id="ratings">
      <h2>{text("tab_ratings")}</h2>
      {answer.ratings.length === 0 && <p id="no-ratings">{text("no_ratings")}</p>}
      {answer.ratings.map((rating, at) => (
        <article class="entry" key={at}>
          <div class="row between">
            <h3>
              <span aria-hidden="true">{"★".repeat(rating.stars) + "☆".repeat(5 - rating.stars)}</span>
              <span class="unseen">{text("stars", { count: rating.stars })}</span>
            </h3>
            <span class="dim">{dateTime(rating.created)}</span>
          </div>
          {rating.comment && <p class="comment">{rating.comment}</p>}
          {rating.operation && (
            <p class="dim">
              {shown(rating.operation.total, "money", properties.currency)} · {nameOf(rating.operation.cashier)} · {rating.operation.branch?.name ?? "–"} ·{" "}
              {text("customer_number", { number: rating.operation.participant })}
            </p>
          )}
        </article>
      ))}
      <div class="row">
        <Button disabled={offset === 0} onClick={() => setOffset(Math.max(0, offset - 50))}>
          {text("back")}
        </Button>
        <Button disabled={answer.ratings.length < 50} onClick={() => setOffset(offset + 50)}>
          {text("further")}
        </Button>
      </div>
    </section>
  );
}
