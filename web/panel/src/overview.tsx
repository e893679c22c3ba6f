import { Banner, date, dateTime, decimal, t, Waiting, word, type Followed, type Library, type Overview } from "@tillpoints/ui";
import type { ComponentChildren } from "preact";
import { useAsked } from "./asked";

function Tile(properties: { title: string; id: string; children: ComponentChildren }) {
  return (
    <section class="card tile" id={properties.id} aria-label={properties.title}>
      <h2>{properties.title}</h2>
      {properties.children}
    </section>
  );
}

function clockText(ahead: number | undefined): string {
  if (ahead === undefined) return t("clock_unknown");
  const seconds = Math.abs(ahead);
  if (seconds < 5) return t("clock_right");
  return ahead > 0 ? t("clock_ahead", { seconds }) : t("clock_behind", { seconds });
}

function gigabytes(bytes: number | null | undefined): string {
  return bytes === null || bytes === undefined ? t("clock_unknown") : t("disk_free", { size: decimal(bytes / 1e9, 1) });
}

function linkText(library: Library): string {
  const state = library.link?.state ?? "unknown";
  if (state === "online") return t("link_online");
  if (state === "paused") return t("link_paused", { reason: library.link?.reason ?? "" });
  return state === "offline" ? t("link_offline") : t("link_unknown");
}

export function OverviewView(properties: { terminal: string; changed: number; followed: Followed }) {
  const { answer, problem } = useAsked<Overview>("overview", properties.terminal, properties.changed);
  if (!answer) return problem ? <Banner kind="wrong">{problem}</Banner> : <Waiting />;
  // What the running library says of itself is newer than what it has stored.
  const library: Library = { ...((answer.library ?? {}) as Library), ...(properties.followed.library ?? {}) };
  const queue = library.queue ?? {};
  const { daemon } = answer;
  return (
    <>
      {problem && <Banner kind="wrong">{problem}</Banner>}
      {answer.problem && <Banner kind="wrong">{answer.problem}</Banner>}
      {answer.unreadable && <Banner kind="warning">{answer.unreadable}</Banner>}
      <div class="tiles">
        <Tile title={t("terminal_state", { name: answer.terminal })} id="tile-terminal">
          <p class="main-fact">{word("state", answer.state, answer.state)}</p>
        </Tile>
        <Tile title={t("link")} id="tile-link">
          <p class="main-fact">{linkText(library)}</p>
          {library.link?.since && <p class="dim">{t("since", { at: dateTime(library.link.since) })}</p>}
          {library.link?.detail && <p class="dim">{library.link.detail}</p>}
        </Tile>
        <Tile title={t("queue")} id="tile-queue">
          <dl class="facts">
            {(["pending", "settling", "parked", "quarantined"] as const).map((name) => (
              <>
                <dt>{t(name)}</dt>
                <dd id={`queue-${name}`}>{queue[name] ?? 0}</dd>
              </>
            ))}
          </dl>
        </Tile>
        <Tile title={t("clock")} id="tile-clock">
          <p class="main-fact">{clockText(library.clock?.ahead_s)}</p>
        </Tile>
        <Tile title={t("disk")} id="tile-disk">
          <p class="main-fact">{gigabytes(library.disk?.free_bytes ?? daemon.free_bytes)}</p>
        </Tile>
        <Tile title={t("certificate")} id="tile-certificate">
          {daemon.certificate ? (
            <>
              <p class="main-fact">{t("certificate_until", { at: date(new Date(daemon.certificate.expires * 1000).toISOString()) })}</p>
              <p class="dim fingerprint">{daemon.certificate.fingerprint.split(":").flatMap((pair, at) => (at === 0 ? [pair] : [":", <wbr />, pair]))}</p>
            </>
          ) : (
            <p>{t("certificate_none")}</p>
          )}
        </Tile>
        <Tile title={t("versions")} id="tile-versions">
          <p>{t("version_line", { daemon: daemon.version, library: daemon.library })}</p>
          <p class="dim">
            {t("running_since")}: {dateTime(new Date(daemon.started * 1000).toISOString())}
          </p>
        </Tile>
        <Tile title={t("last_error")} id="tile-error">
          <p>{library.last_error ?? t("none")}</p>
        </Tile>
      </div>
      <section class="card" aria-label={t("latest_events")}>
        <h2>{t("latest_events")}</h2>
        <div class="scroll" tabIndex={0}>
          <table id="events" class="stacks">
            <thead>
              <tr>
                <th>{t("when")}</th>
                <th>{t("event")}</th>
                <th>{t("answer")}</th>
                <th>{t("reason")}</th>
                <th class="number">{t("took")}</th>
              </tr>
            </thead>
            <tbody>
              {properties.followed.recent.slice(0, 20).map((item, at) => (
                <tr key={`${item.at}-${at}`}>
                  <td>{dateTime(item.at)}</td>
                  <td>{item.event}</td>
                  <td class="below">{item.status}</td>
                  <td class="below">{item.reason ?? ""}</td>
                  <td class="number main below" data-unit={t("took")}>
                    {item.ms}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
    </>
  );
}
