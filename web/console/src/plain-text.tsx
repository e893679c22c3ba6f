export interface Block {
  kind: "paragraph" | "list" | "numbered";
  lines: string[];
  /** The number that a numbered list begins with. */
  start?: number;
}

/** Paragraphs between empty lines; lines that begin with "- " or "1. " are a list. There is no other mark-up, so nothing of it can be a page's. */
export function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  let open: Block | null = null;
  const put = (kind: Block["kind"], line: string, start?: number) => {
    if (open?.kind !== kind) {
      open = { kind, lines: [], ...(start === undefined ? {} : { start }) };
      blocks.push(open);
    }
    open.lines.push(line);
  };
  for (const line of text.split(/\r\n|\r|\n/)) {
    const item = /^\s*[-*•–—]\s+(\S.*)$/.exec(line);
    const step = /^\s*(\d{1,3})[.)]\s+(\S.*)$/.exec(line);
    if (line.trim() === "") open = null;
    else if (item) put("list", item[1] ?? "");
    else if (step) put("numbered", step[2] ?? "", Number(step[1]));
    else put("paragraph", line.trim());
  }
  return blocks;
}

export function PlainText(properties: { text: string }) {
  return (
    <div class="plain-text">
      {blocksOf(properties.text).map((block, at) => {
        const lines = block.lines.map((line, each) => <li key={each}>{line}</li>);
        if (block.kind === "list") return <ul key={at}>{lines}</ul>;
        if (block.kind === "numbered")
          return (
            <ol key={at} start={block.start ?? 1}>
              {lines}
            </ol>
          );
        return <p key={at}>{block.lines.join("\n")}</p>;
      })}
    </div>
  );
}
