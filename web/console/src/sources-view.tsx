import { Banner, Button, Field, tell } from "@tillpoints/ui";
import { useState } from "preact/hooks";
import { useAnswer } from "./asked";
import { useSending } from "./entrance";
import { call } from "./model";
import { Qr } from "./qr";
import { Counting, shown, Table } from "./show";
import { text } from "./texts";

interface Source {
  promo_code: string;
  name: string;
  joined: number;
  bought: number;
  purchases: number;
  revenue: number;
  link: string | null;
  qr: string[];
}

/** A page to print and hang up. */
function Poster(properties: { source: Source; link: string; programme: string; onClose: () => void }) {
  const { source, link } = properties;
  return (
    <section class="card poster" id="poster">
      <h2>{properties.programme}</h2>
      <p>{text("poster_title")}</p>
      <Qr rows={source.qr} label={link} />
      <p>{text("poster_how")}</p>
      <p id="poster-link">{link}</p>
      <p>{text("poster_code", { code: source.promo_code })}</p>
      <div class="row no-print">
        <Button kind="main" onClick={() => window.print()}>
          {text("print")}
        </Button>
        <Button id="close-poster" onClick={properties.onClose}>
          {text("close")}
        </Button>
      </div>
    </section>
  );
}

function AddSource(properties: { onAdded: () => void }) {
  const [code, setCode] = useState("");
  const [name, setName] = useState("");
  const { problem, busy, submit } = useSending(
    () => tell(call("sources/name"), { promo_code: code.trim(), name: name.trim() }),
    () => {
      setCode("");
      setName("");
      properties.onAdded();
    },
  );
  return (
    <form
      class="card"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <h2>{text("add_source")}</h2>
      <div class="row">
        <Field id="source-code" label={text("promo_code")} hint={text("source_hint")} value={code} onInput={setCode} most={32} />
        <Field id="source-name" label={text("name")} value={name} onInput={setName} most={60} />
        <Button kind="main" submits id="add-source" disabled={busy || !code.trim() || !name.trim()}>
          {text("add")}
        </Button>
      </div>
      {problem && <Banner kind="wrong">{problem}</Banner>}
    </form>
  );
}

/** What each source brought, and what leads newcomers from it to the card. */
export function SourcesView(properties: { currency: string; programme: string }) {
  const { answer, problem, again, waited } = useAnswer<{ sources: Source[] }>("sources");
  const [poster, setPoster] = useState<Source | null>(null);
  if (!answer) return problem ? <Banner kind="wrong">{problem}</Banner> : <Counting work={waited} />;
  if (poster?.link) return <Poster source={poster} link={poster.link} programme={properties.programme} onClose={() => setPoster(null)} />;
  const linked = answer.sources.some((source) => source.link !== null);
  return (
    <>
      <section class="card">
        <h2>{text("tab_sources")}</h2>
        {!linked && answer.sources.length > 0 && <p class="dim">{text("no_links")}</p>}
        <Table id="sources" label={text("tab_sources")} head={[[text("name"), false], [text("promo_code"), false], [text("newcomers"), true], [text("buyers"), true], [text("purchases"), true], [text("revenue"), true], ["", false]]}>
          {answer.sources.map((source) => (
            <tr key={source.promo_code}>
              <td>{source.name}</td>
              <td>{source.promo_code}</td>
              <td class="number">{shown(source.joined, "count", properties.currency)}</td>
              <td class="number">{shown(source.bought, "count", properties.currency)}</td>
              <td class="number">{shown(source.purchases, "count", properties.currency)}</td>
              <td class="number">{shown(source.revenue, "money", properties.currency)}</td>
              <td>
                {source.link && (
                  <Button onClick={() => setPoster(source)}>
                    {text("poster")}
                    <span class="unseen"> {source.name}</span>
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </Table>
      </section>
      <AddSource onAdded={() => void again()} />
    </>
  );
}
