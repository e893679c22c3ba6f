import { ask } from "@tillpoints/ui";
import { useCallback, useEffect, useState } from "preact/hooks";
import { call } from "./model";
import { wordsOfProblem } from "./texts";

/** What a GET of the console answers; asked again when `path` changes. `waited`: for how many seconds the cloud has worked on it. */
export function useAnswer<T>(path: string): { answer: T | null; problem: string; waited: number; again: () => Promise<void> } {
  const [answer, setAnswer] = useState<{ path: string; value: T } | null>(null);
  const [waited, setWaited] = useState(0);
  const [problem, setProblem] = useState("");
  const again = useCallback(async () => {
    try {
      setWaited(0);
      const value = await ask<T>(call(path), setWaited);
      setAnswer({ path, value });
      setProblem("");
    } catch (failure) {
      setProblem(wordsOfProblem(failure));
    }
  }, [path]);
  useEffect(() => void again(), [again]);
  return { answer: answer?.path === path ? answer.value : null, problem, waited, again };
}
