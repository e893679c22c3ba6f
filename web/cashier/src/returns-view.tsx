import { Amount, Banner, Button, dateTime, Field, points, t, typedMoney, Waiting, wordsOf, type NotedReceipt, type Session } from "@tillpoints/ui";
import { useEffect, useState } from "preact/hooks";
import { ConfirmReturn } from "./confirm-return";
import { Printing } from "./printing";
import { buyerOf, findReceipts, isSold, leftOf, nameOf, returnedOf, type Question } from "./receipts";
import { linesOf, sumOf, type Back, type CurrentReturn } from "./returning";
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
      setFound(list.receipts.filter(isSold));
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
                <Row key={sale.receipt_id} sale={sale} currency={properties.session.currency} onFound={properties.onFound} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function Row(properties: { sale: NotedReceipt; currency: string; onFound: (sale: NotedReceipt) => void }) {
  const { sale, currency } = properties;
  const left = leftOf(sale);
  return (
    <tr id={left > 0 ? undefined : `returned-${sale.number}`}>
      <td>
        {left > 0 ? (
          <Button id={`sale-${sale.number}`} onClick={() => properties.onFound(sale)}>
            <span class="unseen">{t("choose")} </span>
            {sale.number}
          </Button>
        ) : (
          sale.number
        )}
      </td>
      <td>{dateTime(sale.opened_at)}</td>
      <td class="number main">
        <Amount minor={sale.total} currency={currency} />
      </td>
      <td class="number" data-name={left > 0 ? t("left_to_return") : undefined}>
        {left > 0 ? <Amount minor={left} currency={currency} /> : t("returned_all")}
      </td>
    </tr>
  );
}

function WhatComesBack(properties: { sale: NotedReceipt; session: Session; onBack: () => void; onChoose: (back: Back) => void }) {
  const { sale, session } = properties;
  const left = leftOf(sale);
  const [sum, setSum] = useState("");
  const [chosen, setChosen] = useState<string[]>([]);
  const [problem, setProblem] = useState("");
  const [asking, setAsking] = useState<Back | null>(null);
  const part = () => {
    const typed = typedMoney(sum, session.currency);
    if (!("minor" in typed)) return setProblem(typed.problem === "whole_only" ? t("bad_tiyn") : t("bad_money"));
    if (typed.minor === 0) return setProblem(t("bad_zero"));
    if (typed.minor > left) return setProblem(t("bad_more_than_left"));
    setAsking({ sum: typed.minor });
  };
  const byLines = sale.lines.length > 1 && returnedOf(sale) === 0;
  return (
    <section class="card form" aria-label={t("tab_returns")}>
      <div class="row between">
        <h2>{t("return_of", { number: sale.number })}</h2>
        <Button id="return-back" onClick={properties.onBack}>
          {t("back")}
        </Button>
      </div>
      <WhatWasSold sale={sale} currency={session.currency} byLines={byLines} />
      {byLines && (
        <fieldset class="people">
          <legend>{t("return_lines")}</legend>
          {sale.lines.map((line, at) => (
            <label class="check" key={line.id}>
              <input
                type="checkbox"
                id={`return-line-${at + 1}`}
                checked={chosen.includes(line.id)}
                onChange={(event) =>
                  setChosen(event.currentTarget.checked ? [...chosen, line.id] : chosen.filter((each) => each !== line.id))
                }
              />
              <span>
                {nameOf(sale, line.id)}
                {line.quantity !== "1" && ` × ${line.quantity}`} · <Amount minor={line.sum} currency={session.currency} />
              </span>
            </label>
          ))}
          {chosen.length > 0 && (
            <Button id="return-lines" kind="main" large onClick={() => setAsking({ lines: chosen })}>
              {t("return_chosen")}: <Amount minor={sumOf(linesOf(sale, { lines: chosen }))} currency={session.currency} />
            </Button>
          )}
        </fieldset>
      )}
      <form
        class="row part"
        onSubmit={(event) => {
          event.preventDefault();
          part();
        }}
      >
        <Field
          id="return-sum"
          label={byLines ? t("return_sum_or") : t("return_sum")}
          value={sum}
          mode="decimal"
          focus
          onInput={(text) => {
            setProblem("");
            setSum(text);
          }}
          problem={problem || undefined}
        />
        <Button id="return-part" submits kind={sum.trim() !== "" ? "main" : "plain"}>
          {t("return_part")}
        </Button>
      </form>
      <Button id="return-all" onClick={() => setAsking({ all: true })}>
        {t("return_all")}: <Amount minor={left} currency={session.currency} />
      </Button>
      {asking && (
        <ConfirmReturn
          sale={sale}
          back={asking}
          currency={session.currency}
          onNo={() => setAsking(null)}
          onYes={() => properties.onChoose(asking)}
        />
      )}
    </section>
  );
}

function WhatWasSold(properties: { sale: NotedReceipt; currency: string; byLines: boolean }) {
  const { sale, currency } = properties;
  const names = sale.lines.map((line) => nameOf(sale, line.id));
  return (
    <dl class="facts">
      <dt>{t("when")}</dt>
      <dd>{dateTime(sale.opened_at)}</dd>
      <dt>{t("customer")}</dt>
      <dd id="buyer">{buyerOf(sale)}</dd>
      {!properties.byLines && names.some((name) => name !== t("goods_normal")) && (
        <>
          <dt>{t("goods")}</dt>
          <dd>{names.join(", ")}</dd>
        </>
      )}
      <dt>{t("paid")}</dt>
      <dd>
        <Amount minor={sale.total} currency={currency} />
      </dd>
      {sale.points > 0 && (
        <>
          <dt>{t("points_used")}</dt>
          <dd>{points(sale.points)}</dd>
        </>
      )}
      <dt>{t("left_to_return")}</dt>
      <dd class="strong">
        <Amount minor={leftOf(sale)} currency={currency} />
      </dd>
    </dl>
  );
}

function Returned(properties: { current: CurrentReturn; session: Session; onNext: () => void }) {
  const { current, session } = properties;
  const { returning } = current;
  const [paper, setPaper] = usePaper();
  const recorded = returning?.reply != null;
  useEffect(() => {
    if (recorded) document.getElementById("next-return")?.focus();
  }, [recorded]);
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
            {t("go_on")}
          </Button>
          <Printing paper={paper} onPaper={setPaper} />
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
