import { Amount, Banner, Button, dateTime, t, Waiting, word, type Decision, type Entry, type EntryDetail, type Queue } from "@tillpoints/ui";
import { useState } from "preact/hooks";
import { useAsked } from "./asked";
import { Decide } from "./decide";

const actions = ["retry", "edit", "write_off", "cancel"] as const;

export function QueueView(properties: { terminal: string; changed: number; currency: string; decides: boolean }) {
  const { answer, problem, again } = useAsked<Queue>("queue", properties.terminal, properties.changed);
  const [deciding, setDeciding] = useState<{ number: string; action: Decision["action"] } | null>(null);
  if (!answer) return problem ? <Banner kind="wrong">{problem}</Banner> : <Waiting />;
  return (
    <section class="card" aria-label={t("tab_queue")}>
      {problem && <Banner kind="wrong">{problem}</Banner>}
      {!properties.decides && <Banner kind="info">{t("only_technician")}</Banner>}
      {answer.entries.length === 0 && <p id="no-parked">{t("no_parked")}</p>}
      {answer.entries.map((entry) => (
        <OneEntry
          key={`${entry.number}-${entry.state}`}
          entry={entry}
          terminal={properties.terminal}
          currency={properties.currency}
          decides={properties.decides}
          onDecide={(action) => setDeciding({ number: entry.number, action })}
        />
      ))}
      {deciding && (
        <Decide
          terminal={properties.terminal}
          action={deciding.action}
          subject={{ number: deciding.number }}
          onClose={() => {
            setDeciding(null);
            void again();
          }}
        />
      )}
    </section>
  );
}

function OneEntry(properties: {
  entry: Entry;
  terminal: string;
  currency: string;
  decides: boolean;
  onDecide: (action: Decision["action"]) => void;
}) {
  const { entry } = properties;
  const { answer } = useAsked<EntryDetail>("entry", properties.terminal, entry.state, { number: entry.number });
  const refusal = (action: string) => answer?.commands[action] as string | null | undefined;
  return (
    <article class="entry" data-entry={entry.number}>
      <div class="row between">
        <h3>
          {entry.number} · {entry.words.kind}
        </h3>
        <span class={`pill ${entry.parking ? "warning" : ""}`}>{entry.parking ? t("parked") : entry.words.state}</span>
      </div>
      <dl class="facts">
        <dt>{t("total")}</dt>
        <dd>
          <Amount minor={entry.total} currency={properties.currency} />
        </dd>
        {entry.parking && (
          <>
            <dt>{t("reason")}</dt>
            <dd>{entry.words.parked}</dd>
            <dt>{t("loss")}</dt>
            <dd class="loss">
              <Amount minor={entry.parking.loss ?? 0} currency={properties.currency} />
            </dd>
          </>
        )}
      </dl>
      {properties.decides && answer && (
        <div class="row">
          {actions.map((action) => {
            const why = refusal(action);
            return (
              <Button
                key={action}
                id={`${action}-${entry.number}`}
                kind={action === "retry" ? "main" : "plain"}
                disabled={why !== null && why !== undefined}
                onClick={() => properties.onDecide(action)}
              >
                {word("action", action, action)}
              </Button>
            );
          })}
        </div>
      )}
      {answer && (
        <details>
          <summary>{t("journal")}</summary>
          {properties.decides &&
            actions
              .filter((action) => refusal(action))
              .map((action) => (
                <p class="dim" key={action}>
                  {word("action", action, action)}: {t("not_possible", { why: refusal(action) ?? "" })}
                </p>
              ))}
          <pre class="log">{answer.journal.map((line) => `${dateTime(line.at)} ${line.words.what} ${line.words.detail}`).join("\n")}</pre>
        </details>
      )}
    </article>
  );
}
