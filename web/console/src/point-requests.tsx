import { Banner, Button, dateTime, points } from "@tillpoints/ui";
import { useState } from "preact/hooks";
import { useAnswer } from "./asked";
import { minor, type PointRequest } from "./model";
import { useActing } from "./people-view";
import { text } from "./texts";

/** Points by hand that wait for a second person; nothing where none does. */
export function PointRequests(properties: { onOpen: (participant: number) => void }) {
  const { answer, again } = useAnswer<{ requests: PointRequest[] }>("points");
  const [refused, setRefused] = useState("");
  const act = useActing(setRefused, again);
  if (!answer || (answer.requests.length === 0 && !refused)) return null;
  return (
    <section class="card" id="point-requests">
      <h2>{text("points_waiting")}</h2>
      {refused && <Banner kind="wrong">{refused}</Banner>}
      {answer.requests.map((each) => (
        <article class="entry" key={each.request}>
          <p>
            <strong>{points(minor(each.points))}</strong> {text("points_for", { number: each.participant })} · {each.reason}
          </p>
          <p class="dim">
            {each.by ?? text("unknown")}, {dateTime(each.asked)}
          </p>
          <div class="row">
            <Button onClick={() => properties.onOpen(each.participant)}>{text("open_customer")}</Button>
            {!each.own && (
              <Button kind="main" onClick={() => act("points/decide", { request: each.request, confirm: true })}>
                {text("confirm")}
              </Button>
            )}
            <Button kind="danger" onClick={() => act("points/decide", { request: each.request, confirm: false })}>
              {text(each.own ? "withdraw" : "decline")}
            </Button>
          </div>
          {each.own && <p class="dim">{text("second_person_needed")}</p>}
        </article>
      ))}
    </section>
  );
}
