import { Banner, Button, dateTime, Dialog, points, tell, Waiting } from "@tillpoints/ui";
import { useEffect, useState } from "preact/hooks";
import { useAnswer } from "./asked";
import { DrawForm, ParticipantsCounted } from "./draw-form";
import type { Draw, DrawWinner, Participation, ShownDraw } from "./draws";
import { useSending } from "./entrance";
import { call, minor, type Named } from "./model";
import { saveAnswer } from "./saved-answer";
import { counted, Table } from "./show";
import { text, wordsOfProblem, type ConsoleText } from "./texts";

const kindOfState = { arranged: "warning", collecting: "", listed: "", drawn: "good" } as const;

function prizeOf(draw: Draw): string {
  const { kind, points: amount, days } = draw.prize;
  if (kind === "nothing") return text("draw_prize_nothing");
  const given = `${text(`draw_prize_${kind}`)}, ${points(minor(amount))}`;
  return kind === "points" ? given : `${given}, ${text("draw_days_shown", { count: days })}`;
}

const nameOfCondition: Record<string, ConsoleText> = {
  tier: "tier", source: "source", tag: "tag", without_tag: "segment_without_tag", branch: "segment_branch", bought: "segment_bought", silent_days: "segment_silent",
  purchases: "segment_purchases", spent: "segment_spent", birthday_days: "segment_birthday",
};

/** The conditions in words. */
function whoTakesPart(part: Participation, branches: readonly Named[]): string {
  const worth = (value: unknown) => (typeof value === "boolean" ? text(value ? "segment_buyers" : "segment_no_buyers") : String(value));
  const shownAs = (name: string, value: unknown) => (name === "branch" ? branches.find((each) => each.id === value)?.name : undefined) ?? worth(value);
  const conditions = Object.entries(part.segment).map(([name, value]) => `${name in nameOfCondition ? text(nameOfCondition[name] as ConsoleText) : name}: ${shownAs(name, value)}`);
  if (part.from && part.to) conditions.push(`${text("draw_ticket_purchase")}: ${dateTime(part.from)} – ${dateTime(part.to)}`);
  return conditions.length === 0 ? text("draw_all_customers") : conditions.join("; ");
}

function DrawNow(properties: { draw: Draw; onClose: () => void; onStarted: () => void }) {
  const { problem, busy, submit } = useSending(() => tell<Draw>(call("draws/draw"), { draw: properties.draw.draw }), properties.onStarted);
  return (
    <Dialog title={text("draw_now_title", { name: properties.draw.name })} dismiss={text("draw_now_not")} onClose={properties.onClose}>
      <p>{text("draw_now_why")}</p>
      {problem && <Banner kind="wrong">{problem}</Banner>}
      <Button kind="danger" id="draw-now-sure" disabled={busy} onClick={submit}>
        {text("draw_now_sure")}
      </Button>
    </Dialog>
  );
}

function Winners(properties: { winners: readonly DrawWinner[] }) {
  const { winners } = properties;
  if (winners.length === 0) return <p class="dim">{text("draw_no_winners")}</p>;
  return (
    <>
      <Table
        id="draw-winners-table"
        label={text("draw_winners")}
        head={[[text("draw_place"), true], [text("draw_number"), true], [text("draw_winner"), false], [text("draw_got"), false], [text("draw_told"), false]]}
      >
        {winners.map((winner) => (
          <tr key={winner.place} data-participant={winner.participant} data-state={winner.state}>
            <td class="number">{winner.place}</td>
            <td class="number">{winner.participant}</td>
            <td>{winner.name}</td>
            <td>{text(`draw_prize_state_${winner.state}`)}</td>
            <td>{text(winner.told ? "draw_told_yes" : "draw_told_no")}</td>
          </tr>
        ))}
      </Table>
      {winners.some((winner) => winner.state === "not_given") && <Banner kind="warning">{text("draw_not_given_why")}</Banner>}
    </>
  );
}

/** What anybody needs to count the winners again. */
function Proof(properties: { draw: Draw }) {
  const { draw } = properties;
  const [problem, setProblem] = useState("");
  const save = (kind: string) => saveAnswer(`draws/file?draw=${draw.draw}&kind=${kind}`).then(() => setProblem(""), (failure: unknown) => setProblem(wordsOfProblem(failure)));
  return (
    <>
      <h3>{text("draw_proof")}</h3>
      <p class="dim">{text("draw_proof_why")}</p>
      <dl class="facts">
        <dt>{text("draw_seed")}</dt>
        <dd>
          <code id="draw-seed">{draw.seed}</code>
        </dd>
        <dt>{text("draw_list_digest")}</dt>
        <dd>
          <code id="draw-list-digest">{draw.list_digest}</code>
        </dd>
      </dl>
      {problem && <Banner kind="wrong">{problem}</Banner>}
      <div class="row no-print">
        <Button id="save-draw-json" onClick={() => void save("json")}>
          {text("draw_save_json")}
        </Button>
        <Button id="save-draw-csv" onClick={() => void save("csv")}>
          {text("draw_save_csv")}
        </Button>
      </div>
    </>
  );
}

function Arranged(properties: { draw: Draw; onStarted: () => void }) {
  const { draw } = properties;
  const [asking, setAsking] = useState(false);
  const until = draw.takes_part.to;
  const early = until !== null && new Date(until) > new Date();
  return (
    <>
      <ParticipantsCounted conditions={{ segment: draw.takes_part.segment, ticket_for: draw.takes_part.ticket_for, ...(until ? { from: draw.takes_part.from, to: until } : {}) }} />
      {early && <p class="dim">{text("draw_too_early", { until: dateTime(until) })}</p>}
      <div class="row">
        <Button kind="main" id="draw-now" onClick={() => setAsking(true)}>
          {text("draw_now")}
        </Button>
      </div>
      {asking && (
        <DrawNow
          draw={draw}
          onClose={() => setAsking(false)}
          onStarted={() => {
            setAsking(false);
            properties.onStarted();
          }}
        />
      )}
    </>
  );
}

function OneDraw(properties: { draw: number; onClose: () => void }) {
  const { answer, problem, again } = useAnswer<ShownDraw>(`draws/show?draw=${properties.draw}`);
  const branches = useAnswer<{ branches: Named[] }>("segments/branches").answer?.branches ?? [];
  const goesOn = answer !== null && answer.state !== "arranged" && (answer.state !== "drawn" || answer.drawn_winners.some((winner) => winner.state === "waiting"));
  useEffect(() => {
    if (!goesOn) return;
    const timer = setTimeout(() => void again(), 700);
    return () => clearTimeout(timer);
  }, [goesOn, answer, again]);
  if (!answer) return problem ? <Banner kind="wrong">{problem}</Banner> : <Waiting />;
  return (
    <section class="card" id="draw" data-draw={answer.draw} data-state={answer.state} data-over={answer.state === "drawn" && !goesOn}>
      <div class="row between">
        <h2>{answer.name}</h2>
        <span class={`pill ${kindOfState[answer.state]}`}>{text(`draw_state_${answer.state}`)}</span>
        <Button id="close-draw" onClick={properties.onClose}>
          {text("close")}
        </Button>
      </div>
      {problem && <Banner kind="wrong">{problem}</Banner>}
      <p class="dim">
        {text("draw_arranged_by", { name: answer.by ?? text("unknown"), when: dateTime(answer.arranged) })}
        {answer.drawn && `. ${text("draw_drawn_by", { name: answer.asked_by ?? text("unknown"), when: dateTime(answer.drawn) })}`}
      </p>
      <dl class="facts">
        <dt>{text("draw_conditions")}</dt>
        <dd>{whoTakesPart(answer.takes_part, branches)}</dd>
        <dt>{text("draw_winners")}</dt>
        <dd>{counted(answer.winners)}</dd>
        <dt>{text("draw_prize")}</dt>
        <dd>{prizeOf(answer)}</dd>
        {answer.state !== "arranged" && (
          <>
            <dt>{text("draw_participants")}</dt>
            <dd id="draw-participants" data-value={answer.participants}>
              {counted(answer.participants)}
            </dd>
            <dt>{text("draw_tickets")}</dt>
            <dd>{counted(answer.tickets)}</dd>
          </>
        )}
        <dt>{text("draw_commitment")}</dt>
        <dd>
          <code id="draw-commitment">{answer.commitment}</code>
        </dd>
      </dl>
      {answer.message && <p class="comment">{answer.message}</p>}
      {answer.state === "arranged" && <p class="dim">{text("draw_commitment_why")}</p>}
      {answer.state === "arranged" && <Arranged draw={answer} onStarted={() => void again()} />}
      {answer.state === "drawn" && <Winners winners={answer.drawn_winners} />}
      {answer.state === "drawn" && <Proof draw={answer} />}
    </section>
  );
}

/** Prize draws, the newest first, and a new one. */
export function DrawsView(properties: { gives: boolean }) {
  const { answer, problem, again } = useAnswer<{ draws: Draw[] }>("draws");
  const [open, setOpen] = useState<number | null>(null);
  const [making, setMaking] = useState(false);
  if (!answer) return problem ? <Banner kind="wrong">{problem}</Banner> : <Waiting />;
  const close = () => {
    setOpen(null);
    setMaking(false);
    void again();
  };
  if (making)
    return (
      <DrawForm
        gives={properties.gives}
        onClose={close}
        onArranged={(draw) => {
          setMaking(false);
          setOpen(draw.draw);
        }}
      />
    );
  if (open !== null) return <OneDraw draw={open} onClose={close} />;
  return (
    <section class="card">
      <div class="row between">
        <h2>{text("tab_draws")}</h2>
        <Button kind="main" id="new-draw" onClick={() => setMaking(true)}>
          {text("new_draw")}
        </Button>
      </div>
      {answer.draws.length === 0 ? (
        <p id="no-draws">{text("no_draws")}</p>
      ) : (
        <Table id="draws" label={text("tab_draws")} head={[[text("draw_name"), false], [text("state"), false], [text("draw_prize"), false], [text("draw_winners"), true], [text("draw_participants"), true], ["", false]]}>
          {answer.draws.map((draw) => (
            <tr key={draw.draw}>
              <td>{draw.name}</td>
              <td>{text(`draw_state_${draw.state}`)}</td>
              <td>{prizeOf(draw)}</td>
              <td class="number">{counted(draw.winners)}</td>
              <td class="number">{draw.state === "arranged" ? "–" : counted(draw.participants)}</td>
              <td>
                <Button id={`draw-${draw.draw}`} onClick={() => setOpen(draw.draw)}>
                  {text("open")}
                  <span class="unseen"> {draw.name}</span>
                </Button>
              </td>
            </tr>
          ))}
        </Table>
      )}
    </section>
  );
}
