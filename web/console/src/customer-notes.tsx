import { Banner, Button, dateTime, Dialog, tell } from "@tillpoints/ui";
import { useState } from "preact/hooks";
import { useSending } from "./entrance";
import { call, type CustomerNote } from "./model";
import { text } from "./texts";

function RemoveNote(properties: { participant: number; note: CustomerNote; onClose: () => void; onNotes: (notes: CustomerNote[]) => void }) {
  const { participant, note } = properties;
  const { problem, busy, submit } = useSending(
    () => tell<{ notes: CustomerNote[] }>(call("customers/notes/remove"), { participant, note: note.note }),
    (answer) => properties.onNotes(answer.notes),
  );
  return (
    <Dialog title={text("note_remove")} onClose={properties.onClose}>
      <p>{text("note_remove_why")}</p>
      <p class="comment">{note.text}</p>
      {problem && <Banner kind="wrong">{problem}</Banner>}
      <Button kind="danger" id="remove-note" disabled={busy} onClick={submit}>
        {text("do_it")}
      </Button>
    </Dialog>
  );
}

/** What people of the company wrote about a customer, the newest first. */
export function CustomerNotes(properties: { participant: number; notes: readonly CustomerNote[] }) {
  const { participant } = properties;
  const [notes, setNotes] = useState(properties.notes);
  const [typed, setTyped] = useState("");
  const [removing, setRemoving] = useState<CustomerNote | null>(null);
  const { problem, busy, submit } = useSending(
    () => tell<{ notes: CustomerNote[] }>(call("customers/notes/add"), { participant, text: typed.trim() }),
    (answer) => {
      setNotes(answer.notes);
      // What was typed meanwhile stays.
      setTyped((now) => (now === typed ? "" : now));
    },
  );
  return (
    <>
      <h3>{text("notes")}</h3>
      <div class="field">
        <label for="note">{text("note_new")}</label>
        <textarea id="note" rows={2} maxLength={1000} value={typed} aria-describedby="note-note" onInput={(event) => setTyped(event.currentTarget.value)} />
        <p class="note" id="note-note">
          {text("note_hint")}
        </p>
      </div>
      {problem && <Banner kind="wrong">{problem}</Banner>}
      <div class="row">
        <Button id="add-note" disabled={busy || typed.trim() === ""} onClick={submit}>
          {text("note_add")}
        </Button>
      </div>
      {notes.length === 0 && <p class="dim">{text("no_notes")}</p>}
      {notes.map((note) => (
        <article class="entry" key={note.note} data-note={note.note}>
          <p class="comment">{note.text}</p>
          <div class="row between">
            <span class="dim">
              {note.by ?? text("unknown")}, {dateTime(note.written)}
            </span>
            {note.removable && (
              <Button kind="quiet" onClick={() => setRemoving(note)}>
                {text("note_remove")}
              </Button>
            )}
          </div>
        </article>
      ))}
      {removing && (
        <RemoveNote
          participant={participant}
          note={removing}
          onClose={() => setRemoving(null)}
          onNotes={(next) => {
            setNotes(next);
            setRemoving(null);
          }}
        />
      )}
    </>
  );
}
