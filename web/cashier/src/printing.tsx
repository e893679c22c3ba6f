import { Button, Choice, t } from "@tillpoints/ui";
import { useEffect, useState } from "preact/hooks";
import type { Paper } from "./slip";

/** Prints the slip of this page, on a roll that stays chosen. `prepare` fetches what the slip says. */
export function Printing(properties: { paper: Paper; onPaper: (paper: Paper) => void; prepare?: () => Promise<void> }) {
  const { paper } = properties;
  const [said, setSaid] = useState(false);
  useEffect(() => {
    const printed = () => setSaid(true);
    window.addEventListener("afterprint", printed);
    return () => window.removeEventListener("afterprint", printed);
  }, []);
  const print = async () => {
    setSaid(false);
    await properties.prepare?.();
    await Promise.all(Array.from(document.querySelectorAll<HTMLImageElement>(".slip img"), (image) => image.decode().catch(() => undefined)));
    window.print();
  };
  return (
    <div class="printing">
      <Button id="print" onClick={() => void print()}>
        {t("print")}
      </Button>
      <Choice
        hidden
        id="paper"
        label={t("paper")}
        value={paper}
        onChange={properties.onPaper}
        options={
          [
            ["57", t("paper_57")],
            ["80", t("paper_80")],
          ] as const
        }
      />
      <span class="dim" role="status" id="printed">
        {said ? t("sent_to_printer") : ""}
      </span>
    </div>
  );
}
