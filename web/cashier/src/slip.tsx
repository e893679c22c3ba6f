import { money, t, time, type Reply } from "@tillpoints/ui";
import { useState } from "preact/hooks";

const remembered = "tillpoints.paper";
export type Paper = "57" | "80";

export function paper(): Paper {
  return localStorage.getItem(remembered) === "80" ? "80" : "57";
}

/** Characters in a line of the chosen paper. */
export function paperWidth(): number {
  return paper() === "80" ? 48 : 32;
}

export function usePaper(): [Paper, (next: Paper) => void] {
  const [now, set] = useState<Paper>(paper);
  const choose = (next: Paper) => {
    localStorage.setItem(remembered, next);
    set(next);
  };
  return [now, choose];
}

/** A line with one text at each end, as wide as the paper. */
export function between(left: string, right: string, width: number): string {
  const short = left.slice(0, Math.max(0, width - right.length - 1));
  return short + " ".repeat(Math.max(1, width - short.length - right.length)) + right;
}

export function qrAddress(text: string): string {
  return `/v1/pages/qr?text=${encodeURIComponent(text)}`;
}

/** What is printed, and nothing else is: the rest of the page is hidden on paper. */
export function Slip(properties: {
  heading: string;
  number: number | null;
  at: string;
  total: number;
  full: number;
  currency: string;
  reply: Reply | null;
  paper: Paper;
  more?: string[];
}) {
  const width = properties.paper === "80" ? 48 : 32;
  const lines = [
    `${properties.heading} ${properties.number ?? ""} ${time(properties.at)}`.trim(),
    ...(properties.full !== properties.total ? [between(t("full_price"), money(properties.full, properties.currency), width)] : []),
    between(t("total"), money(properties.total, properties.currency), width),
    ...(properties.more ?? []),
    "",
    ...(properties.reply?.lines ?? []),
  ];
  return (
    <div class={`slip paper${properties.paper}`} aria-hidden="true">
      <pre>{lines.join("\n")}</pre>
      {(properties.reply?.barcodes ?? []).map((code) => (
        <img key={code.value} src={qrAddress(code.value)} alt="" />
      ))}
    </div>
  );
}
