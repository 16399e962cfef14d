import type { TickColumns } from "../tick.ts";

/** What a feed does: `quiet` while its market is closed. */
export type FeedState = "live" | "stale" | "frozen" | "quiet";

export interface FeedLimits {
  /** Without a tick for so long an open market's feed is stale. */
  readonly staleMs: number;
  /** With ticks, but without a change of bid or ask for so long, it is frozen: it repeats itself. */
  readonly frozenMs: number;
}

/**
 * State of a feed at `nowMs` (broker time).
 * @param ticks the latest, reaching back `frozenMs` where there are so many.
 * @param open whether the broker's sessions say that the market is open.
 */
export function feedState(ticks: TickColumns, nowMs: number, open: boolean, limits: FeedLimits): FeedState {
  if (!open) return "quiet";
  const { count, timeMs, bid, ask } = ticks;
  if (count === 0 || nowMs - (timeMs[count - 1] as number) >= limits.staleMs) return "stale";
  for (let i = count - 1; i > 0; i--) {
    if (bid[i] !== bid[i - 1] || ask[i] !== ask[i - 1]) {
      return nowMs - (timeMs[i] as number) >= limits.frozenMs ? "frozen" : "live";
    }
  }
  return nowMs - (timeMs[0] as number) >= limits.frozenMs ? "frozen" : "live";
}

/** Ticks a second over the `spanMs` before `nowMs`; ticks at `nowMs` count, those `spanMs` old do not. */
export function tickRate({ count, timeMs }: TickColumns, nowMs: number, spanMs: number): number {
  let ticks = 0;
  for (let i = count - 1; i >= 0 && (timeMs[i] as number) > nowMs - spanMs; i--) {
    if ((timeMs[i] as number) <= nowMs) ticks++;
  }
  return (ticks * 1_000) / spanMs;
}
