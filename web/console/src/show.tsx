import { locale, money, points, Waiting, type WorkSoFar } from "@tillpoints/ui";
import type { ComponentChildren } from "preact";
import { minor, type Named } from "./model";
import type { LineKind } from "./lines";
import { text } from "./texts";

export function counted(value: number): string {
  return new Intl.NumberFormat(locale()).format(value);
}

/** In place of figures that take the cloud long. */
export function Counting(properties: { work: WorkSoFar }) {
  const { seconds, rows } = properties.work;
  if (rows > 0) return <Waiting text={text("counting_rows", { seconds, rows: counted(rows) })} />;
  return <Waiting text={seconds > 0 ? text("counting_for", { seconds }) : text("counting")} />;
}

/** A figure as people read it; a dash where there is none. */
export function shown(value: number | null, kind: LineKind, currency: string): string {
  if (value === null) return "–";
  switch (kind) {
    case "count":
      return counted(value);
    case "money":
      return money(minor(value), currency);
    case "points":
      return points(minor(value));
    case "share":
      return `${counted(value)}\u00a0%`;
    case "ratio":
      return counted(value);
  }
}

/** "январь 2026 г." */
export function monthName(month: string): string {
  return new Date(`${month}-01T00:00:00Z`).toLocaleDateString(locale(), { month: "long", year: "numeric", timeZone: "UTC" });
}

export function nameOf(named: Named | null): string {
  return named?.name ?? text("unknown");
}

/** A table that scrolls by itself where the screen is narrow. */
export function Table(properties: { id: string; label: string; head: ReadonlyArray<[string, boolean]>; children: ComponentChildren }) {
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={properties.label}>
      <table id={properties.id}>
        <thead>
          <tr>
            {properties.head.map(([name, isNumber], at) => (
              <th key={at} class={isNumber ? "number" : ""} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{properties.children}</tbody>
      </table>
    </div>
  );
}

export interface Bar {
  label: string;
  value: number;
  shown: string;
}

/** Bars that begin at nothing, each with its label and its figure beside it. */
export function Bars(properties: { title: string; bars: readonly Bar[] }) {
  const most = Math.max(1, ...properties.bars.map((bar) => bar.value));
  return (
    <section class="card chart" aria-label={properties.title}>
      <h2>{properties.title}</h2>
      <dl class="bars">
        {properties.bars.map((bar) => (
          <div key={bar.label}>
            <dt>{bar.label}</dt>
            <dd>
              <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
                <rect class="base" x="0" y="0" width="100" height="8" />
                <rect class="value" x="0" y="0" width={(Math.max(0, bar.value) * 100) / most} height="8" />
              </svg>
              <span>{bar.shown}</span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
