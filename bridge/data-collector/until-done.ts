import type { Clock } from "../ports/clock.ts";
import type { CollectorSettings } from "./settings.ts";

export interface Persistence {
  readonly settings: Pick<CollectorSettings, "backOffFirstMs" | "backOffMaxMs" | "warnAfterTries">;
  readonly clock: Clock;
  /** Whether it is still worth trying. */
  readonly wanted: () => boolean;
  readonly warn: (error: unknown, tries: number) => void;
}

/**
 * Does `work` until it succeeds, with ever longer pauses; warns after some tries and never gives up by itself.
 * @returns null when it was no longer wanted.
 */
export async function untilDone<T>(
  { settings, clock, wanted, warn }: Persistence,
  work: () => Promise<T>,
): Promise<T | null> {
  let waitMs = settings.backOffFirstMs;
  for (let tries = 1; wanted(); tries++) {
    try {
      return await work();
    } catch (error) {
      if (!wanted()) return null;
      if (tries === settings.warnAfterTries) warn(error, tries);
    }
    await pause(clock, waitMs);
    waitMs = Math.min(waitMs * 2, settings.backOffMaxMs);
  }
  return null;
}

export const pause = (clock: Clock, ms: number): Promise<void> =>
  new Promise((resume) => {
    clock.after(ms, resume);
  });

export const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
