import { Amount, Banner, Button, Field, points, t, typedMoney, wordsOf, dateTime, Waiting, type NotedReceipt, type Session } from "@tillpoints/ui";
import { useEffect, useState } from "preact/hooks";
import { findReceipts, isReturnable, leftOf, returnedOf, type Question } from "./receipts";
import type { Back, CurrentReturn } from "./returning";
import { Slip, usePaper } from "./slip";

export function ReturnsView(properties: { current: CurrentReturn; session: Session }) {
  const { current, session } = properties;
  const [sale, setSale] = useState<NotedReceipt | null>(null);
  if (current.returning) return <Returned current={current} session={session} onNext={() => setSale(null)} />;
  return sale ? (
    <WhatComesBack sale={sale} session={session} onBack={() => setSale(null)} onChoose={(back) => current.begin(sale, back)} />
  ) : (
    <FindSale session={session} onFound={setSale} />
  );
}

function questionOf(text: string): Question {
  const compact = text.replace(/\s/g, "");
  if (compact === "") return {};
  return /^\d{1,7}$/.test(compact) ? { number: Number(compact) } : { phone: text };
}

function FindSale(properties: { session: Session; onFound: (sale: NotedReceipt) => void }) {
  const [text, setText] = useState("");
  const [found, setFound] = useState<NotedReceipt[] | null>(null);
  const [problem, setProblem] = useState("");
  const look = async (question: Question) => {
    try {
      const list = await findReceipts(question);
      setFound(list.receipts.filter(isReturnable));
      setProblem("");
    } catch (failure) {
      setProblem(wordsOf(failure));
    }
  };
  useEffect(() => void look({}), []);
  return (
    <section class="card" aria-label={t("tab_returns")}>
      <form
        class="row"
        onSubmit={(event) => {
          event.preventDefault();
          void look(questionOf(text));
        }}
      >
        <Field id="sale-search" label={t("find_sale")} hint={t("find_sale_hint")} value={text} onInput={setText} mode="tel" focus most={30} />
        <Button id="find-sale" kind="main" submits>
          {t("find")}
        </Button>
      </form>
      {problem && <Banner kind="wrong">{problem}</Banner>}
      {found === null ? (
        <Waiting />
      ) : found.length === 0 ? (
        <Banner kind="info" id="no-sale">
          {t("no_sale_found")}
        </Banner>
      ) : (
        <div class="scroll" tabIndex={0}>
          <table class="stacks">
            <thead>
              <tr>
                <th>{t("number")}</th>
                <th>{t("when")}</th>
                <th class="number">{t("total")}</th>
                <th class="number">{t("left_to_return")}</th>
              </tr>
            </thead>
            <tbody>
              {found.map((sale) => (
                <tr key={sale.receipt_id}>
                  <td>
                    <Button id={`sale-${sale.number}`} onClick={() => properties.onFound(sale)}>
                      <span class="unseen">{t("choose")} </span>
                      {sale.number}
                    </Button>
                  </td>
                  <td>{dateTime(sale.opened_at)}</td>
                  <td class="number main">
                    <Amount minor={sale.total} currency={properties.session.currency} />
                  </td>
                  <td class="number" data-name={t("left_to_return")}>
                    <Amount minor={leftOf(sale)} currency={properties.session.currency} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function WhatComesBack(properties: { sale: NotedReceipt; session: Session; onBack: () => void; onChoose: (back: Back) => void }) {
  const { sale, session } = properties;
  const left = leftOf(sale);
  const [sum, setSum] = useState("");
  const [chosen, setChosen] = useState<string[]>([]);
  const [problem, setProblem] = useState("");
  const part = () => {
    const typed = typedMoney(sum, session.currency);
    if (!("minor" in typed)) return setProblem(typed.problem === "whole_only" ? t("bad_tiyn") : t("bad_money"));
    if (typed.minor === 0) return setProblem(t("bad_zero"));
    if (typed.minor > left) return setProblem(t("bad_more_than_left"));
    properties.onChoose({ sum: typed.minor });
  };
  const byLines = sale.lines.length > 1 && returnedOf(sale) === 0;
  return (
    <section class="card form" aria-label={t("tab_returns")}>
      <div class="row between">
        <h2>{t("return_of", { number: sale.number })}</h2>
        <Button kind="quiet" onClick={properties.onBack}>
          {t("back")}
        </Button>
      </div>
      <dl class="facts">
        <dt>{t("when")}</dt>
        <dd>{dateTime(sale.opened_at)}</dd>
        <dt>{t("paid")}</dt>
        <dd>
          <Amount minor={sale.total} currency={session.currency} />
        </dd>
        {sale.points > 0 && (
          <>
            <dt>{t("points_used")}</dt>
            <dd>{points(sale.points)}</dd>
          </>
        )}
        <dt>{t("left_to_return")}</dt>
        <dd class="strong">
          <Amount minor={left} currency={session.currency} />
        </dd>
      </dl>
      <Button id="return-all" kind="main" large onClick={() => properties.onChoose({ all: true })}>
        {t("return_all")}
      </Button>
      <form
        class="row part"
        onSubmit={(event) => {
          event.preventDefault();
          part();
        }}
      >
        <Field id="return-sum" label={t("return_sum")} value={sum} mode="decimal" onInput={setSum} problem={problem || undefined} />
        <Button id="return-part" submits>
          {t("return_part")}
        </Button>
      </form>
      {byLines && (
        <fieldset class="people">
          <legend>{t("return_lines")}</legend>
          {sale.lines.map((line) => (
            <label class="check" key={line.id}>
              <input
                type="checkbox"
                checked={chosen.includes(line.id)}
                onChange={(event) =>
                  setChosen(event.currentTarget.checked ? [...chosen, line.id] : chosen.filter((each) => each !== line.id))
                }
              />
              <span>
                {sale.positions.find((each) => each.id === line.id)?.name ?? line.id} · <Amount minor={line.sum} currency={session.currency} />
              </span>
            </label>
          ))}
          <Button id="return-lines" disabled={chosen.length === 0} onClick={() => properties.onChoose({ lines: chosen })}>
            {t("return_chosen")}
          </Button>
        </fieldset>
      )}
    </section>
  );
}

function Returned(properties: { current: CurrentReturn; session: Session; onNext: () => void }) {
  const { current, session } = properties;
  const { returning } = current;
  const [paper] = usePaper();
  if (!returning) return null;
  const { reply } = returning;
  if (!reply)
    return (
      <section class="card result">
        <Waiting text={t("returning")} />
        {current.problem && (
          <>
            <Banner kind="wrong" id="problem">
              {current.problem}
            </Banner>
            <Button id="give-up" onClick={current.next}>
              {t("back")}
            </Button>
          </>
        )}
      </section>
    );
  const givenBack = reply.expected_points ?? 0;
  const withdrawn = reply.withdrawn_award ?? 0;
  return (
    <>
      <section class="card result" aria-label={t("result")}>
        <Banner kind="good">{t("return_done", { number: returning.original })}</Banner>
        <p class="lead">{t("give_back")}</p>
        <p class="pay">
          <Amount id="return-total" minor={returning.total} currency={session.currency} />
        </p>
        <dl class="facts">
          <dt>{t("points_back")}</dt>
          <dd id="points-back" data-points={givenBack}>
            {points(givenBack)}
          </dd>
          <dt>{t("points_withdrawn")}</dt>
          <dd id="points-withdrawn" data-points={withdrawn}>
            {points(withdrawn)}
          </dd>
        </dl>
        {(reply.parked ?? 0) > 0 && <Banner kind="warning">{t("return_parked")}</Banner>}
        <div class="row">
          <Button
            id="next-return"
            kind="main"
            large
            onClick={() => {
              current.next();
              properties.onNext();
            }}
          >
            {t("ready")}
          </Button>
          <Button id="print" onClick={() => window.print()}>
            {t("print")}
          </Button>
        </div>
      </section>
      <div class="slip-place">
        <Slip
          heading={t("slip_return")}
          number={returning.original}
          at={new Date().toISOString()}
          full={returning.total}
          total={returning.total}
          currency={session.currency}
          reply={null}
          paper={paper}
          more={[`${t("points_back")} ${points(givenBack)}`, `${t("points_withdrawn")} ${points(withdrawn)}`]}
        />
      </div>
    </>
  );
}
