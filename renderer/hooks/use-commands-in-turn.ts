import { useCallback, useRef, useState } from "react";

interface CommandsInTurn {
  /** Of the command given last. */
  readonly error: unknown;
  readonly run: (command: () => Promise<unknown>) => void;
}

/**
 * Commands of which the last one counts, such as two changes of one setting: each waits for the one before it and none
 * is left out. A change may show on screen before its own reply has come, so a user can be faster than that reply.
 */
export function useCommandsInTurn(): CommandsInTurn {
  const [error, setError] = useState<unknown>();
  const last = useRef<Promise<void>>(Promise.resolve());
  const run = useCallback((command: () => Promise<unknown>): void => {
    last.current = last.current.then(async () => {
      setError(undefined);
      try {
        await command();
      } catch (fault) {
        setError(fault);
      }
    });
  }, []);
  return { error, run };
}
