import { ask, Banner, Button, dateTime, tell, Waiting } from "@tillpoints/ui";
import { useEffect, useState } from "preact/hooks";
import { call, type Message } from "./model";
import { text, wordsOfProblem } from "./texts";

/** What is listed here counts as read. */
export function MessagesView(properties: { onRead: () => void; onRate: (operation: number) => void }) {
  const [rows, setRows] = useState<Message[] | null>(null);
  const [problem, setProblem] = useState("");
  useEffect(() => {
    const read = async () => {
      setRows((await ask<{ rows: Message[] }>(call("messages"))).rows);
      await tell(call("messages-read"), {});
      properties.onRead();
    };
    read().catch((failure) => setProblem(wordsOfProblem(failure)));
  }, []);
  if (problem) return <Banner kind="wrong">{problem}</Banner>;
  if (!rows) return <Waiting />;
  if (rows.length === 0) return <p id="empty">{text("messages_empty")}</p>;
  return (
    <>
      {rows.map((row) => (
        <section class="card message" key={row.id}>
          <p class="dim">
            {dateTime(row.when)} {!row.read && <span class="pill good">{text("new_message")}</span>}
          </p>
          <p class="comment">{row.text}</p>
          {row.kind === "rate" && row.operation && (
            <div>
              <Button onClick={() => properties.onRate(Number(row.operation))}>{text("rate")}</Button>
            </div>
          )}
        </section>
      ))}
    </>
  );
}
