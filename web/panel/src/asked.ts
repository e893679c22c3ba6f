import { ask, language, tell, wordsOf } from "@tillpoints/ui";
import { useCallback, useEffect, useState } from "preact/hooks";

export interface Asked<Answer> {
  answer: Answer | null;
  problem: string;
  again: () => Promise<void>;
}

function at(path: string, terminal: string): string {
  return `/v1/pages/${path}${path.includes("?") ? "&" : "?"}terminal=${encodeURIComponent(terminal)}&language=${language()}`;
}

/** What the daemon tells of a terminal: at first, whenever `changed` does, and when asked again. */
export function useAsked<Answer>(path: string, terminal: string, changed: unknown, body?: object): Asked<Answer> {
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [problem, setProblem] = useState("");
  const text = body ? JSON.stringify(body) : "";
  const again = useCallback(async () => {
    try {
      setAnswer(await (text ? tell<Answer>(at(path, terminal), JSON.parse(text) as object) : ask<Answer>(at(path, terminal))));
      setProblem("");
    } catch (failure) {
      setProblem(wordsOf(failure));
    }
  }, [path, terminal, text]);
  useEffect(() => void again(), [again, changed]);
  return { answer, problem, again };
}

export async function tellOf<Answer>(path: string, terminal: string, body: object): Promise<Answer> {
  return await tell<Answer>(at(path, terminal), body);
}
