import { Banner, Button, Choice, Dialog, Field, tell, Waiting } from "@tillpoints/ui";
import { useState } from "preact/hooks";
import { useAnswer } from "./asked";
import { useSending } from "./entrance";
import { call, type People, type Person, type Role } from "./model";
import { Table } from "./show";
import { text, wordOf, wordsOfProblem } from "./texts";

const roles: readonly Role[] = ["owner", "manager", "marketer", "accountant", "employee"];

/** A password that is shown once, to be handed over. */
function Password(properties: { login: string; password: string; onClose: () => void }) {
  return (
    <Dialog title={text("password_once")} onClose={properties.onClose}>
      <p>{text("password_once_why")}</p>
      <dl class="facts">
        <dt>{text("login")}</dt>
        <dd>{properties.login}</dd>
        <dt>{text("password")}</dt>
        <dd>
          <code id="given-password">{properties.password}</code>
        </dd>
      </dl>
    </Dialog>
  );
}

function AddPerson(properties: { people: People; onAdded: (person: Person & { password: string }) => void }) {
  const { branches, cashiers } = properties.people;
  const [login, setLogin] = useState("");
  const [name, setName] = useState("");
  const [role, setRole] = useState<Role>("manager");
  const [branch, setBranch] = useState(String(branches[0]?.id ?? ""));
  const [cashier, setCashier] = useState(String(cashiers[0]?.id ?? ""));
  const { problem, busy, submit } = useSending(
    () =>
      tell<Person & { password: string }>(call("people/add"), {
        login: login.trim().toLowerCase(),
        name: name.trim(),
        role,
        ...(role === "manager" ? { branch: Number(branch) } : {}),
        ...(role === "employee" ? { cashier: Number(cashier) } : {}),
      }),
    (person) => {
      setLogin("");
      setName("");
      properties.onAdded(person);
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
      <h2>{text("add_person")}</h2>
      <div class="row">
        <Field id="new-login" label={text("login")} hint={text("login_hint")} value={login} onInput={setLogin} most={32} />
        <Field id="new-name" label={text("name")} value={name} onInput={setName} most={100} />
        <Choice id="new-role" label={text("role")} value={role} options={roles.map((each): [Role, string] => [each, wordOf("role", each)])} onChange={setRole} />
        {role === "manager" && <Choice id="new-branch" label={text("branch")} value={branch} options={branches.map((each): [string, string] => [String(each.id), each.name])} onChange={setBranch} />}
        {role === "employee" && <Choice id="new-cashier" label={text("cashier")} value={cashier} options={cashiers.map((each): [string, string] => [String(each.id), each.name])} onChange={setCashier} />}
      </div>
      {problem && <Banner kind="wrong">{problem}</Banner>}
      <Button kind="main" submits id="add-person" disabled={busy || !login.trim() || !name.trim()}>
        {text("add")}
      </Button>
    </form>
  );
}

export function PeopleView() {
  const { answer, problem, again } = useAnswer<People>("people");
  const [given, setGiven] = useState<{ login: string; password: string } | null>(null);
  const [refused, setRefused] = useState("");
  const act = useActing(setRefused, again);
  if (!answer) return problem ? <Banner kind="wrong">{problem}</Banner> : <Waiting />;
  return (
    <>
      {refused && <Banner kind="wrong">{refused}</Banner>}
      <section class="card">
        <h2>{text("tab_people")}</h2>
        <Table id="people" label={text("tab_people")} head={[[text("name"), false], [text("login"), false], [text("role"), false], [text("state"), false], [text("what_to_do"), false]]}>
          {answer.people.map((person) => (
            <tr key={person.id} data-person={person.login}>
              <td>{person.name}</td>
              <td>{person.login}</td>
              <td>
                {wordOf("role", person.role)}
                {(person.branch ?? person.cashier) && <small>{(person.branch ?? person.cashier)?.name}</small>}
              </td>
              <td>
                {person.blocked && <span class="pill wrong">{text("blocked")}</span>}
                {!person.second_factor && <span class="pill warning">{text("no_second_factor")}</span>}
                {person.sessions > 0 && <span class="pill good">{text("signed_in", { count: person.sessions })}</span>}
              </td>
              <td>
                <div class="row">
                  <Button onClick={() => act("people/block", { person: person.id, blocked: !person.blocked })}>{text(person.blocked ? "unblock" : "block")}</Button>
                  {person.sessions > 0 && <Button onClick={() => act("people/sign-out", { person: person.id })}>{text("end_sessions")}</Button>}
                  <Button onClick={() => act<{ password: string }>("people/reset", { person: person.id }, ({ password }) => setGiven({ login: person.login, password }))}>
                    {text("new_password_for")}
                  </Button>
                </div>
              </td>
            </tr>
          ))}
        </Table>
      </section>
      <AddPerson
        people={answer}
        onAdded={({ login, password }) => {
          setGiven({ login, password });
          void again();
        }}
      />
      {given && <Password {...given} onClose={() => setGiven(null)} />}
    </>
  );
}

/** Sends one change and asks for the list again. */
export function useActing(onRefused: (words: string) => void, again: () => Promise<void>) {
  return <T,>(path: string, body: object, then: (answer: T) => void = () => undefined) => {
    const send = async () => {
      try {
        onRefused("");
        then(await tell<T>(call(path), body));
        await again();
      } catch (failure) {
        onRefused(wordsOfProblem(failure));
      }
    };
    void send();
  };
}
