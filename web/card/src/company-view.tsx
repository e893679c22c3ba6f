import { ask, Banner, Button, language, locale, Waiting } from "@tillpoints/ui";
import { useEffect, useState } from "preact/hooks";
import { call } from "./model";
import { text, wordsOfProblem } from "./texts";

interface Branch {
  id: number;
  name: string;
  address: string;
  phone: string;
  utc_offset: number;
  opening: { open: boolean; until: string | null } | null;
  week: string[] | null;
  special: Array<{ date: string; hours: string }>;
}

interface Company {
  name: string;
  description: Partial<Record<string, string>>;
  phone: string;
  site: string;
  logo: string | null;
  branches: Branch[];
}

export const pictureAt = (id: string) => call(`picture?id=${id}`);

/** A moment by the branch's own clock; with its day where that is not today there. */
function moment(iso: string, utcOffset: number): string {
  const there = (time: number) => new Date(time + utcOffset * 60_000);
  const at = there(Date.parse(iso));
  const time = at.toLocaleTimeString(locale(), { hour: "2-digit", minute: "2-digit", timeZone: "UTC" });
  if (at.toISOString().slice(0, 10) === there(Date.now()).toISOString().slice(0, 10)) return time;
  return `${at.toLocaleDateString(locale(), { weekday: "short", day: "numeric", month: "short", timeZone: "UTC" })} ${time}`;
}

function openingOf({ opening, utc_offset }: Branch): string {
  if (!opening) return "";
  if (opening.open) return opening.until ? text("company_open_until", { time: moment(opening.until, utc_offset) }) : text("company_open_always");
  return opening.until ? text("company_closed_until", { time: moment(opening.until, utc_offset) }) : text("company_closed");
}

/** 2024-01-01 was a Monday. */
const weekday = (at: number) => new Date(Date.UTC(2024, 0, 1 + at)).toLocaleDateString(locale(), { weekday: "short", timeZone: "UTC" });
const dayOf = (date: string) => new Date(`${date}T00:00:00Z`).toLocaleDateString(locale(), { day: "numeric", month: "long", timeZone: "UTC" });

function BranchCard(properties: { branch: Branch }) {
  const { branch } = properties;
  return (
    <section class="card" data-branch={branch.id}>
      <div class="row between">
        <h3>{branch.name}</h3>
        {branch.opening && <span class={`pill ${branch.opening.open ? "good" : "warning"}`}>{openingOf(branch)}</span>}
      </div>
      {branch.address && <p>{branch.address}</p>}
      {branch.phone && (
        <p>
          <a href={`tel:${branch.phone.replace(/[^+\d]/g, "")}`}>{branch.phone}</a>
        </p>
      )}
      {branch.week && (
        <details>
          <summary>{text("company_hours")}</summary>
          <dl class="facts">
            {branch.week.map((hours, at) => (
              <>
                <dt>{weekday(at)}</dt>
                <dd>{hours || text("company_day_off")}</dd>
              </>
            ))}
            {branch.special.map((day) => (
              <>
                <dt>{dayOf(day.date)}</dt>
                <dd>{day.hours || text("company_day_off")}</dd>
              </>
            ))}
          </dl>
        </details>
      )}
    </section>
  );
}

/** What the shop tells of itself: to everybody, members or not. */
export function CompanyView(properties: { onBack: () => void }) {
  const [company, setCompany] = useState<Company | null>(null);
  const [problem, setProblem] = useState("");
  useEffect(() => {
    ask<Company>(call("company")).then(setCompany, (failure: unknown) => setProblem(wordsOfProblem(failure)));
  }, []);
  return (
    <>
      <div class="row between">
        <h2>{company?.name ?? text("company_title")}</h2>
        <Button kind="quiet" id="back" onClick={properties.onBack}>
          {text("order_back")}
        </Button>
      </div>
      {problem && <Banner kind="wrong">{problem}</Banner>}
      {!company && !problem && <Waiting />}
      {company && (
        <>
          {(company.logo || company.description[language()] || company.phone || company.site) && (
            <section class="card" id="company">
              {company.logo && <img class="logo" src={pictureAt(company.logo)} alt={company.name} />}
              {company.description[language()] && <p class="comment">{company.description[language()]}</p>}
              {company.phone && (
                <p>
                  {text("company_phone")}: <a href={`tel:${company.phone.replace(/[^+\d]/g, "")}`}>{company.phone}</a>
                </p>
              )}
              {company.site && (
                <p>
                  {text("company_site")}:{" "}
                  <a href={company.site} rel="noopener noreferrer" target="_blank">
                    {company.site.replace(/^https?:\/\//, "")}
                  </a>
                </p>
              )}
            </section>
          )}
          <h2>{text("company_branches")}</h2>
          {company.branches.length === 0 && <p class="dim">{text("company_no_branches")}</p>}
          {company.branches.map((branch) => (
            <BranchCard key={branch.id} branch={branch} />
          ))}
        </>
      )}
    </>
  );
}
