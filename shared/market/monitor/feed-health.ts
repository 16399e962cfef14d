import type { TickColumns } from "../tick.ts";

/** What a feed does: `quiet` while its market is closed. */
export type FeedState = "live" | "stale" | "frozen" | "quiet";

export interface FeedLimits {
  /** Without a tick for so long an open market's feed is stale. */
  readonly staleMs: number;
  /** With ticks, but without a change of bid or ask for so long, it is frozen: it repeats itself. */
  readonly frozenMs: number;
}

/** When a feed last spoke, and when it last said something new, in broker ms. */
export interface FeedTimes {
  readonly lastTickMs: number | undefined;
  readonly lastChangeMs: number | undefined;
}

/** State of a feed at `nowMs` (broker time). @param open whether the broker's sessions say that the market is open. */
export function feedStateAt(
  { lastTickMs, lastChangeMs }: FeedTimes,
  nowMs: number,
  open: boolean,
  limits: FeedLimits,
): FeedState {
  if (!open) return "quiet";
  if (lastTickMs === undefined || nowMs - lastTickMs >= limits.staleMs) return "stale";
  return nowMs - (lastChangeMs ?? lastTickMs) >= limits.frozenMs ? "frozen" : "live";
}

/**
 * State of a feed at `nowMs` (broker time).
 * @param ticks the latest, reaching back `frozenMs` where there are so many.
 * @param open whether the broker's sessions say that the market is open.
 */
export function feedState(ticks: TickColumns, nowMs: number, open: boolean, limits: FeedLimits): FeedState {
  const { count, timeMs, bid, ask } = ticks;
  let changed = count - 1;
  while (changed > 0 && bid[changed] === bid[changed - 1] && ask[changed] === ask[changed - 1]) changed -= 1;
  return feedStateAt({ lastTickMs: timeMs[count - 1], lastChangeMs: timeMs[changed] }, nowMs, open, limits);
}

/** Ticks a second over the `spanMs` before `nowMs`; ticks at `nowMs` count, those `spanMs` old do not. */
export function tickRate({ count, timeMs }: TickColumns, nowMs: number, spanMs: number): number {
  let ticks = 0;
  for (let i = count - 1; i >= 0 && (timeMs[i] as number) > nowMs - spanMs; i--) {
    if ((timeMs[i] as number) <= nowMs) ticks++;
  }
  return (ticks * 1_000) / spanMs;
}
