import { Banner, Field, t, Waiting, type LogLines } from "@tillpoints/ui";
import { useState } from "preact/hooks";
import { useAsked } from "./asked";

export function LogView(properties: { terminal: string; changed: number }) {
  const [search, setSearch] = useState("");
  const { answer, problem } = useAsked<LogLines>("log", properties.terminal, properties.changed, { search });
  return (
    <section class="card" aria-label={t("tab_log")}>
      <Field id="log-search" label={t("search")} type="search" value={search} onInput={setSearch} hint={t("log_private")} />
      {problem && <Banner kind="wrong">{problem}</Banner>}
      {!answer ? (
        <Waiting />
      ) : answer.lines.length === 0 ? (
        <p id="no-lines">{t("no_lines")}</p>
      ) : (
        <pre class="log" id="log" tabIndex={0}>
          {answer.lines.join("\n")}
        </pre>
      )}
    </section>
  );
}
