import { useEffect, useRef, useState } from "react";
import { useServices } from "../services/services.ts";
import { useCell } from "./use-store.ts";

/** What a question to the bridge came to. The last answer stays while a newer one is under way. */
export interface Asked<T> {
  readonly answer: T | undefined;
  readonly error: unknown;
  readonly busy: boolean;
}

/**
 * Asks the bridge, and again whenever `key` changes or the connection is new. An answer that a newer question has
 * overtaken is dropped.
 */
export function useAsked<T>(key: string, ask: () => Promise<T>): Asked<T> {
  const { phase, generation } = useCell(useServices().status);
  const question = `${generation} ${key}`;
  const [told, setTold] = useState<{ question: string; answer: T | undefined; error: unknown }>();
  const latest = useRef(ask);
  useEffect(() => {
    latest.current = ask;
  });
  useEffect(() => {
    if (phase !== "open") return;
    let current = true;
    latest.current().then(
      (answer) => current && setTold({ question, answer, error: undefined }),
      (error: unknown) => current && setTold((before) => ({ question, answer: before?.answer, error })),
    );
    return () => {
      current = false;
    };
  }, [question, phase]);
  return { answer: told?.answer, error: told?.error, busy: told?.question !== question };
}
