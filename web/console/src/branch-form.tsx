import { Banner, Button, Choice, Field, tell } from "@tillpoints/ui";
import { useState } from "preact/hooks";
import { beside, Check, useForm } from "./form";
import { call } from "./model";
import { text } from "./texts";

export const weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;
type Weekday = (typeof weekdays)[number];

export interface BranchDetails {
  name: string;
  address: string;
  phone: string;
  hours: Record<Weekday, string>;
  special: Array<{ date: string; hours: string }>;
  utc_offset: number | null;
  closed: boolean;
}

export interface Branch extends BranchDetails {
  id: number;
  may_edit: boolean;
}

const noHours = Object.fromEntries(weekdays.map((day) => [day, ""])) as Record<Weekday, string>;
export const freshBranch: BranchDetails = { name: "", address: "", phone: "", hours: noHours, special: [], utc_offset: null, closed: false };

/** Clocks of places where shops are, in minutes from UTC. */
const offsets = [0, 60, 120, 180, 240, 300, 330, 360, 420, 480, 540, 600, 660, 720];

export function offsetName(minutes: number): string {
  const sign = minutes < 0 ? "\u2212" : "+";
  const size = Math.abs(minutes);
  return `UTC${sign}${Math.floor(size / 60)}${size % 60 ? `:${String(size % 60).padStart(2, "0")}` : ""}`;
}

/** What customers read of a branch; `branch` absent: a new one. */
export function BranchForm(properties: { branch?: Branch; offset: number; onSaved: () => void; onClose: () => void }) {
  const { branch } = properties;
  const [typed, setTyped] = useState<BranchDetails>(branch ?? freshBranch);
  const set = (part: Partial<BranchDetails>) => setTyped({ ...typed, ...part });
  const { problem, fields, busy, submit } = useForm(
    () => tell(call("company/branch"), { ...(branch ? { branch: branch.id } : {}), ...typed, name: typed.name.trim(), address: typed.address.trim(), phone: typed.phone.trim() }),
    properties.onSaved,
  );
  const clocks = [...new Set([...offsets, ...(typed.utc_offset === null ? [] : [typed.utc_offset])])].sort((one, other) => one - other);
  const setSpecial = (at: number, part: Partial<{ date: string; hours: string }>) => set({ special: typed.special.map((day, each) => (each === at ? { ...day, ...part } : day)) });
  return (
    <form
      class="card"
      id="branch-form"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <h2>{branch ? branch.name : text("company_add_branch")}</h2>
      <Field id="branch-name" label={text("company_branch_name")} value={typed.name} onInput={(name) => set({ name })} most={60} focus {...beside(fields, "name")} />
      <Field id="branch-address" label={text("company_address")} value={typed.address} onInput={(address) => set({ address })} most={200} {...beside(fields, "address")} />
      <div class="row">
        <Field id="branch-phone" label={text("phone")} type="tel" value={typed.phone} onInput={(phone) => set({ phone })} most={32} {...beside(fields, "phone", text("company_phone_hint"))} />
        <Choice
          id="branch-clock"
          label={text("company_clock")}
          value={typed.utc_offset === null ? "" : String(typed.utc_offset)}
          options={[["", text("company_clock_same", { clock: offsetName(properties.offset) })], ...clocks.map((each): [string, string] => [String(each), offsetName(each)])]}
          onChange={(clock) => set({ utc_offset: clock === "" ? null : Number(clock) })}
        />
      </div>
      <fieldset>
        <legend>{text("company_hours")}</legend>
        <p class="dim">{text("company_hours_hint")}</p>
        <div class="days">
          {weekdays.map((day) => (
            <Field key={day} id={`hours-${day}`} label={text(`day_${day}`)} value={typed.hours[day]} onInput={(hours) => set({ hours: { ...typed.hours, [day]: hours } })} most={60} {...beside(fields, `hours.${day}`)} />
          ))}
        </div>
        <Button id="hours-alike" onClick={() => set({ hours: Object.fromEntries(weekdays.map((day) => [day, typed.hours.monday])) as Record<Weekday, string> })}>
          {text("company_hours_alike")}
        </Button>
      </fieldset>
      <fieldset>
        <legend>{text("company_special")}</legend>
        <p class="dim">{text("company_special_hint")}</p>
        {typed.special.map((day, at) => (
          <div class="row" key={at}>
            <Field id={`special-date-${at}`} label={text("company_date")} type="date" value={day.date} onInput={(date) => setSpecial(at, { date })} {...beside(fields, `special[${at}].date`)} />
            <Field id={`special-hours-${at}`} label={text("company_hours_of_day")} value={day.hours} onInput={(hours) => setSpecial(at, { hours })} most={60} {...beside(fields, `special[${at}].hours`)} />
            <Button kind="quiet" onClick={() => set({ special: typed.special.filter((_, each) => each !== at) })}>
              {text("company_remove")}
              <span class="unseen"> {day.date}</span>
            </Button>
          </div>
        ))}
        <Button id="add-special" onClick={() => set({ special: [...typed.special, { date: "", hours: "" }] })}>
          {text("company_add_special")}
        </Button>
      </fieldset>
      <Check id="branch-closed" label={text("company_closed")} on={typed.closed} onChange={(closed) => set({ closed })} />
      {problem && <Banner kind="wrong">{problem}</Banner>}
      <div class="row">
        <Button kind="main" submits id="save-branch" disabled={busy}>
          {text("save")}
        </Button>
        <Button onClick={properties.onClose}>{text("close")}</Button>
      </div>
    </form>
  );
}
