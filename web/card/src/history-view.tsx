import { ask, Banner, Button, dateTime, Dialog, money, points, tell, Waiting } from "@tillpoints/ui";
import { useEffect, useState } from "preact/hooks";
import { call, type Purchase } from "./model";
import { text, wordsOfProblem } from "./texts";

function Fact(properties: { name: string; value: string }) {
  return (
    <>
      <dt>{properties.name}</dt>
      <dd>{properties.value}</dd>
    </>
  );
}

function Row(properties: { row: Purchase; currency: string; onRate: () => void }) {
  const { row, currency } = properties;
  const refund = row.kind === "refund";
  return (
    <section class="card purchase" data-operation={row.id}>
      <div class="row between">
        <h2>
          {text(row.kind)} {row.returned && <span class="pill warning">{text("returned")}</span>}
        </h2>
        <span class="amount">{money(row.total, currency)}</span>
      </div>
      <p class="dim">
        {dateTime(row.when)}
        {row.branch && `, ${row.branch}`}
        {row.receipt && `, ${text("receipt", { number: row.receipt })}`}
      </p>
      <dl class="facts">
        {row.paid !== row.total && <Fact name={text("paid")} value={money(row.paid, currency)} />}
        {row.points > 0 && <Fact name={text(refund ? "given_back" : "spent_points")} value={points(row.points)} />}
        {row.certificate > 0 && <Fact name={text("certificate_paid")} value={points(row.certificate)} />}
        {row.award > 0 && <Fact name={text(refund ? "taken_back" : "earned_points")} value={points(row.award)} />}
      </dl>
      {row.stars !== null && (
        <p class="stars" role="img" aria-label={text("stars", { stars: row.stars })}>
          {"★".repeat(row.stars) + "☆".repeat(5 - row.stars)}
        </p>
      )}
      {row.comment && <p class="comment">{row.comment}</p>}
      {row.answer && (
        <div class="answer">
          <p class="dim">{text("shop_answers")}</p>
          <p class="comment">{row.answer}</p>
        </div>
      )}
      {row.ratable && row.stars === null && (
        <div>
          <Button id={`rate-${row.id}`} onClick={properties.onRate}>
            {text("rate")}
          </Button>
        </div>
      )}
    </section>
  );
}

export function RateDialog(properties: { operation: number; onClose: () => void; onRated: (stars: number, comment: string) => void }) {
  const [stars, setStars] = useState(0);
  const [comment, setComment] = useState("");
  const [problem, setProblem] = useState("");
  const send = async () => {
    try {
      await tell(call("rate"), { operation: properties.operation, stars, comment });
      properties.onRated(stars, comment);
    } catch (failure) {
      setProblem(wordsOfProblem(failure));
    }
  };
  return (
    <Dialog title={text("rate_title")} onClose={properties.onClose}>
      <fieldset class="rating">
        <legend class="unseen">{text("rate_title")}</legend>
        {[1, 2, 3, 4, 5].map((each) => (
          <label key={each} class={each <= stars ? "star chosen" : "star"}>
            <input
              type="radio"
              name="stars"
              class="unseen"
              aria-label={text("stars", { stars: each })}
              checked={each === stars}
              onChange={() => setStars(each)}
            />
            <span aria-hidden="true">★</span>
          </label>
        ))}
      </fieldset>
      <div class="field">
        <label for="comment">{text("comment")}</label>
        <textarea id="comment" rows={3} maxLength={300} value={comment} onInput={(event) => setComment(event.currentTarget.value)} />
      </div>
      {problem && <Banner kind="wrong">{problem}</Banner>}
      <Button kind="main" id="send-rating" disabled={stars === 0} onClick={() => void send()}>
        {text("send")}
      </Button>
    </Dialog>
  );
}

export function HistoryView(properties: { currency: string; rate: number | null; onRateDone: () => void }) {
  const [rows, setRows] = useState<Purchase[] | null>(null);
  const [more, setMore] = useState(false);
  const [rated, setRated] = useState<number | null>(properties.rate);
  const [thanks, setThanks] = useState(false);
  const [problem, setProblem] = useState("");
  const read = async (before?: number) => {
    try {
      const page = await ask<{ rows: Purchase[]; more: boolean }>(call(`history${before ? `?before=${before}` : ""}`));
      setRows((now) => (before ? [...(now ?? []), ...page.rows] : page.rows));
      setMore(page.more);
      setProblem("");
    } catch (failure) {
      setProblem(wordsOfProblem(failure));
    }
  };
  useEffect(() => void read(), []);
  if (problem) return <Banner kind="wrong">{problem}</Banner>;
  if (!rows) return <Waiting />;
  const close = () => {
    setRated(null);
    properties.onRateDone();
  };
  return (
    <>
      {thanks && (
        <Banner kind="good" id="thanks">
          {text("rated")}
        </Banner>
      )}
      {rows.length === 0 && <p id="empty">{text("history_empty")}</p>}
      {rows.map((row) => (
        <Row key={row.id} row={row} currency={properties.currency} onRate={() => setRated(row.id)} />
      ))}
      {more && (
        <Button id="more" onClick={() => void read(rows[rows.length - 1]?.id)}>
          {text("more")}
        </Button>
      )}
      {rated !== null && (
        <RateDialog
          operation={rated}
          onClose={close}
          onRated={(stars, comment) => {
            setRows(rows.map((row) => (row.id === rated ? { ...row, stars, comment: comment || null } : row)));
            setThanks(true);
            close();
          }}
        />
      )}
    </>
  );
}
