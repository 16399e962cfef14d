import { useCallback, useRef, useState } from "react";

interface CommandState {
  readonly busy: boolean;
  readonly error: unknown;
  /** Runs a command; while one is under way a second is not begun. Resolves to whether it succeeded. */
  readonly run: (command: () => Promise<unknown>) => Promise<boolean>;
  /** Puts the error aside. */
  readonly forget: () => void;
}

/** One command at a time, with its error kept for the place where it was given. */
export function useCommand(): CommandState {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const under = useRef(false);
  const run = useCallback(async (command: () => Promise<unknown>): Promise<boolean> => {
    if (under.current) return false;
    under.current = true;
    setBusy(true);
    setError(undefined);
    try {
      await command();
      return true;
    } catch (fault) {
      setError(fault);
      return false;
    } finally {
      under.current = false;
      setBusy(false);
    }
  }, []);
  const forget = useCallback(() => setError(undefined), []);
  return { busy, error, run, forget };
}
