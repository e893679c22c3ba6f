import { ask } from "@tillpoints/ui";
import { useCallback, useEffect, useState } from "preact/hooks";
import { call } from "./model";
import { wordsOfProblem } from "./texts";

/** What a GET of the console answers; asked again when `path` changes. */
export function useAnswer<T>(path: string): { answer: T | null; problem: string; again: () => Promise<void> } {
  const [answer, setAnswer] = useState<{ path: string; value: T } | null>(null);
  const [problem, setProblem] = useState("");
  const again = useCallback(async () => {
    try {
      const value = await ask<T>(call(path));
      setAnswer({ path, value });
      setProblem("");
    } catch (failure) {
      setProblem(wordsOfProblem(failure));
    }
  }, [path]);
  useEffect(() => void again(), [again]);
  return { answer: answer?.path === path ? answer.value : null, problem, again };
}
