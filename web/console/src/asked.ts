import { ask, type WorkSoFar } from "@tillpoints/ui";
import { useCallback, useEffect, useState } from "preact/hooks";
import { call } from "./model";
import { wordsOfProblem } from "./texts";

const nothingYet: WorkSoFar = { seconds: 0, rows: 0 };

/** What a GET of the console answers; asked again when `path` changes. `waited`: how far the cloud has come with it. */
export function useAnswer<T>(path: string): { answer: T | null; problem: string; waited: WorkSoFar; again: () => Promise<void> } {
  const [answer, setAnswer] = useState<{ path: string; value: T } | null>(null);
  const [waited, setWaited] = useState(nothingYet);
  const [problem, setProblem] = useState("");
  const again = useCallback(async () => {
    try {
      setWaited(nothingYet);
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
