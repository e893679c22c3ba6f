import { t } from "@tillpoints/ui";
import { useEffect, useRef, useState } from "preact/hooks";

export interface Bars {
  label: string;
  first: number;
  second: number;
}

const height = 200;
const foot = 22;
const head = 16;
const side = 64;
/** Hours between two labels, which would touch each other on a phone if every third stood there. */
const labelled = (width: number) => (width < 480 ? 6 : 3);

/** The width that the chart is given, so that its letters are as large as all others. */
function useWidth() {
  const place = useRef<SVGSVGElement>(null);
  const [width, setWidth] = useState(720);
  useEffect(() => {
    if (!place.current) return;
    const watcher = new ResizeObserver(([entry]) => entry && setWidth(Math.max(200, Math.round(entry.contentRect.width))));
    watcher.observe(place.current);
    return () => watcher.disconnect();
  }, []);
  return { place, width };
}

/** Two bars for each label, with the largest value at the side; the same numbers stand in a table below it. */
export function Chart(properties: { title: string; bars: Bars[]; first: string; second: string; show: (value: number) => string }) {
  const { place, width } = useWidth();
  const most = Math.max(0, ...properties.bars.flatMap((each) => [each.first, each.second]));
  const step = (width - side) / Math.max(1, properties.bars.length);
  const scale = (height - foot - head) / Math.max(1, most);
  // An hour in which more came back than was sold is below zero; the table tells it.
  const tall = (value: number) => Math.max(0, value) * scale;
  const bar = Math.max(2, step / 2 - 2);
  return (
    <section class="card" aria-label={properties.title}>
      <h2>{properties.title}</h2>
      <p class="legend">
        <span>{properties.first}</span>
        <span class="second">{properties.second}</span>
      </p>
      <svg ref={place} class="chart" height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={properties.title}>
        <line class="axis" x1={side} x2={width} y1={height - foot} y2={height - foot} />
        {most > 0 && (
          <>
            <line class="axis" x1={side} x2={width} y1={head} y2={head} />
            <text x={side - 6} y={head + 4} text-anchor="end">
              {properties.show(most)}
            </text>
          </>
        )}
        <text x={side - 6} y={height - foot} text-anchor="end">
          0
        </text>
        {properties.bars.map((each, at) => (
          <g key={each.label}>
            <rect class="first" x={side + at * step} y={height - foot - tall(each.first)} width={bar} height={tall(each.first)} />
            <rect class="second" x={side + at * step + bar + 1} y={height - foot - tall(each.second)} width={bar} height={tall(each.second)} />
            {at % labelled(width) === 0 && (
              <text x={side + at * step} y={height - 6}>
                {each.label}
              </text>
            )}
          </g>
        ))}
      </svg>
      <details>
        <summary>{t("as_table")}</summary>
        <div class="scroll" tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th>{t("hour")}</th>
                <th class="number">{properties.first}</th>
                <th class="number">{properties.second}</th>
              </tr>
            </thead>
            <tbody>
              {properties.bars
                .filter((each) => each.first !== 0 || each.second !== 0)
                .map((each) => (
                  <tr key={each.label}>
                    <td>{each.label}</td>
                    <td class="number">{properties.show(each.first)}</td>
                    <td class="number">{properties.show(each.second)}</td>
                  </tr>
                ))}
            </tbody>
          </table>
        </div>
      </details>
    </section>
  );
}
