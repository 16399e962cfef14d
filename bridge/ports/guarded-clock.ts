import type { Clock } from "./clock.ts";
import { eventNotice } from "./event-notice.ts";
import type { EventSink } from "./event-sink.ts";

/** A timer that fails at each of its rounds is told of this often. */
const TELL_EVERY_MS = 60_000;

/**
 * A clock whose timers cannot end the process: what one throws is told (`TIMER_FAULT`, and to `log` with its stack), and
 * all timers go on, this one at its next round, too. Orders, guards and other accounts must not die of one part's fault;
 * what depends on a round that failed shows it: a lease that nobody renewed lapses, and MT5 takes no new risk.
 */
export function guardedClock(clock: Clock, events: EventSink, log: (fault: unknown) => void): Clock {
  const told = new Map<string, number>();
  const failed = (fault: unknown): void => {
    const why = fault instanceof Error ? fault.message : String(fault);
    const nowMs = clock.monotonicMs();
    if (nowMs - (told.get(why) ?? Number.NEGATIVE_INFINITY) < TELL_EVERY_MS) return;
    for (const [words, atMs] of told) if (nowMs - atMs >= TELL_EVERY_MS) told.delete(words);
    told.set(why, nowMs);
    log(fault);
    events.report(eventNotice("error", "TIMER_FAULT", { why }));
  };
  const guarded = (run: () => void) => (): void => {
    try {
      run();
    } catch (fault) {
      failed(fault);
    }
  };
  return {
    utcMs: () => clock.utcMs(),
    monotonicMs: () => clock.monotonicMs(),
    after: (ms, run) => clock.after(ms, guarded(run)),
    every: (ms, run) => clock.every(ms, guarded(run)),
  };
}
