import { fetchWhenReady, posted, Refusal } from "@tillpoints/ui";
import { saveBlob } from "./csv";
import { call } from "./model";

/** Keeps what the cloud answers as a file of the name that it gives; with a body it is a POST. */
export async function saveAnswer(path: string, body?: object): Promise<void> {
  let answer: Response;
  try {
    answer = await fetchWhenReady(call(path), body ? posted(body) : {});
  } catch {
    throw new Refusal(0, "no_answer", "", 1);
  }
  if (answer.ok) {
    const name = /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition") ?? "")?.[1];
    return saveBlob(name ?? "file", await answer.blob());
  }
  const { error } = (await answer.json().catch(() => ({}))) as { error?: { code?: string; message?: string } };
  throw new Refusal(answer.status, error?.code ?? "no_answer", error?.message ?? "", 1);
}
