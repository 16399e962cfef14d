import { useEffect, useState } from "react";

/** `performance.now()`, refreshed every `everyMs`: for ages in words, never for prices. */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
