import type { Memory } from "./workspace.ts";

/** Which of several windows this one is: `?window=2`; the first has no number. */
export function windowNumber(search: string): string {
  const number = new URLSearchParams(search).get("window") ?? "";
  return /^[2-9]$/.test(number) ? number : "";
}

/**
 * What this window remembers for itself. Windows beside each other each have their own: what this one kept in its own
 * session counts first, then what a window of its number left, then what any window did.
 */
export function windowMemory(number: string, session: Memory, lasting: Memory): Memory {
  const own = (key: string): string => (number === "" ? key : `${key}.${number}`);
  return {
    getItem: (key) => session.getItem(own(key)) ?? lasting.getItem(own(key)) ?? lasting.getItem(key),
    setItem(key, value) {
      session.setItem(own(key), value);
      lasting.setItem(own(key), value);
    },
  };
}
