import { Banner, Button, Field, tell, Waiting } from "@tillpoints/ui";
import { useState } from "preact/hooks";
import { useAnswer } from "./asked";
import { BranchForm, weekdays, type Branch } from "./branch-form";
import { Area, beside, PictureField, useForm } from "./form";
import { call } from "./model";
import { Table } from "./show";
import { text, wordsOfProblem } from "./texts";

const spoken = ["ru", "kk", "en"] as const;

interface Profile {
  name: string;
  description: Record<(typeof spoken)[number], string>;
  phone: string;
  site: string;
}

interface Company {
  profile: Profile;
  programme: string;
  logo: string | null;
  utc_offset: number;
  may_edit: boolean;
  branches: Branch[];
}

function ProfileForm(properties: { company: Company; onSaved: () => void }) {
  const { company } = properties;
  const [typed, setTyped] = useState(company.profile);
  const [saved, setSaved] = useState(false);
  const [logoProblem, setLogoProblem] = useState("");
  const set = (part: Partial<Profile>) => {
    setSaved(false);
    setTyped({ ...typed, ...part });
  };
  const { problem, fields, busy, submit } = useForm(
    () => tell(call("company/profile"), { ...typed, name: typed.name.trim(), phone: typed.phone.trim(), site: typed.site.trim() }),
    () => {
      setSaved(true);
      properties.onSaved();
    },
  );
  const setLogo = (picture: string | null) => {
    tell(call("company/logo"), { picture }).then(
      () => {
        setLogoProblem("");
        properties.onSaved();
      },
      (failure: unknown) => setLogoProblem(wordsOfProblem(failure)),
    );
  };
  return (
    <form
      class="card"
      id="company-form"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <h2>{text("company_profile")}</h2>
      <p class="dim">{text("company_profile_note")}</p>
      <PictureField id="logo" label={text("company_logo")} picture={company.logo} name={typed.name || company.programme} onPicture={setLogo} />
      {logoProblem && <Banner kind="wrong">{logoProblem}</Banner>}
      <Field id="company-name" label={text("company_name")} hint={text("company_name_hint", { name: company.programme })} value={typed.name} onInput={(name) => set({ name })} most={60} {...beside(fields, "name")} />
      {spoken.map((each) => (
        <Area
          key={each}
          id={`company-description-${each}`}
          label={text(`company_description_${each}`)}
          value={typed.description[each]}
          most={1900}
          onInput={(words) => set({ description: { ...typed.description, [each]: words } })}
          {...beside(fields, `description.${each}`)}
        />
      ))}
      <div class="row">
        <Field id="company-phone" label={text("phone")} type="tel" value={typed.phone} onInput={(phone) => set({ phone })} most={32} {...beside(fields, "phone", text("company_phone_hint"))} />
        <Field id="company-site" label={text("company_site")} value={typed.site} onInput={(site) => set({ site })} most={200} hint="https://" {...beside(fields, "site", text("company_site_hint"))} />
      </div>
      {problem && <Banner kind="wrong">{problem}</Banner>}
      {saved && !problem && (
        <Banner kind="good" id="company-saved">
          {text("company_saved")}
        </Banner>
      )}
      <Button kind="main" submits id="save-company" disabled={busy}>
        {text("save")}
      </Button>
    </form>
  );
}

/** Days with the same hours side by side: "Mo–Fr 10:00-20:00". */
function weekOf(branch: Branch): string {
  const parts: Array<{ from: number; to: number; hours: string }> = [];
  weekdays.forEach((day, at) => {
    const last = parts[parts.length - 1];
    if (last && last.hours === branch.hours[day]) last.to = at;
    else parts.push({ from: at, to: at, hours: branch.hours[day] });
  });
  const name = (at: number) => text(`short_${weekdays[at] ?? "monday"}`);
  return parts
    .filter((part) => part.hours)
    .map((part) => `${part.from === part.to ? name(part.from) : `${name(part.from)}–${name(part.to)}`} ${part.hours}`)
    .join("; ");
}

function Branches(properties: { company: Company; onEdit: (branch: Branch) => void; onAdd: () => void }) {
  const { company } = properties;
  return (
    <section class="card">
      <div class="row between">
        <h2>{text("company_branches")}</h2>
        {company.may_edit && (
          <Button id="add-branch" onClick={properties.onAdd}>
            {text("company_add_branch")}
          </Button>
        )}
      </div>
      {company.branches.length === 0 && <p class="dim">{text("company_no_branches")}</p>}
      {company.branches.length > 0 && (
        <Table id="branches" label={text("company_branches")} head={[[text("company_branch_name"), false], [text("company_address"), false], [text("company_hours"), false], ["", false]]}>
          {company.branches.map((branch) => (
            <tr key={branch.id} data-branch={branch.id}>
              <td>
                {branch.name}
                {branch.closed && <span class="pill warning">{text("company_closed_short")}</span>}
              </td>
              <td>
                {branch.address}
                {branch.phone && <small>{branch.phone}</small>}
              </td>
              <td>{weekOf(branch) || "–"}</td>
              <td>
                {branch.may_edit && (
                  <Button onClick={() => properties.onEdit(branch)}>
                    {text("edit")}
                    <span class="unseen"> {branch.name}</span>
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </Table>
      )}
    </section>
  );
}

/** What customers read of the company and its branches. */
export function CompanyView() {
  const { answer, problem, again } = useAnswer<Company>("company");
  const [editing, setEditing] = useState<Branch | "new" | null>(null);
  if (!answer) return problem ? <Banner kind="wrong">{problem}</Banner> : <Waiting />;
  const saved = () => {
    setEditing(null);
    void again();
  };
  if (editing) return <BranchForm {...(editing === "new" ? {} : { branch: editing })} offset={answer.utc_offset} onSaved={saved} onClose={() => setEditing(null)} />;
  return (
    <>
      {problem && <Banner kind="wrong">{problem}</Banner>}
      <Branches company={answer} onEdit={setEditing} onAdd={() => setEditing("new")} />
      {answer.may_edit && <ProfileForm company={answer} onSaved={() => void again()} />}
    </>
  );
}
