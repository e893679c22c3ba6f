import { Banner, Field, points, t, Waiting, type DayHours } from "@tillpoints/ui";
import { useState } from "preact/hooks";
import { useAsked } from "./asked";
import { Chart } from "./chart";

export function DayChart(properties: { terminal: string; changed: number }) {
  const [day, setDay] = useState("");
  const { answer, problem } = useAsked<DayHours>(day ? `day?day=${day}` : "day", properties.terminal, properties.changed);
  if (!answer) return problem ? <Banner kind="wrong">{problem}</Banner> : <Waiting />;
  const sum = (name: "receipts" | "with_card") => answer.hours.reduce((total, hour) => total + hour[name], 0);
  const bars = (first: keyof DayHours["hours"][number], second: keyof DayHours["hours"][number]) =>
    answer.hours.map((hour) => ({ label: `${hour.hour}:00`, first: hour[first], second: hour[second] }));
  const receipts = sum("receipts");
  return (
    <>
      {problem && <Banner kind="wrong">{problem}</Banner>}
      <section class="card">
        <div class="row day-of-chart">
          <Field id="chart-day" label={t("chart_day")} type="date" value={day || answer.day} onInput={setDay} />
          <p id="share">
            {t("receipts_count")}: {receipts} · {t("share_with_card", { share: receipts === 0 ? 0 : Math.round((100 * sum("with_card")) / receipts) })}
          </p>
        </div>
      </section>
      <Chart title={t("chart_receipts")} bars={bars("receipts", "with_card")} first={t("all_receipts")} second={t("with_card")} show={String} />
      <Chart title={t("chart_points")} bars={bars("earned", "points")} first={t("given")} second={t("taken")} show={points} />
      <Chart title={t("chart_waits")} bars={bars("p50_ms", "p99_ms")} first={t("p50")} second={t("p99")} show={String} />
    </>
  );
}
