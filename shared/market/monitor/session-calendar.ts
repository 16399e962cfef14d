const DAY = 86_400_000;
const WEEK = 7 * DAY;
/** 1970-01-01 was a Thursday: four days after a Sunday. */
const FIRST_DAY = 4;

/** An hour of trading as `SymbolInfoSessionTrade` gives it: ms of a weekday (0 = Sunday), `toMs` up to 24 hours. */
export interface TradeSession {
  readonly day: number;
  readonly fromMs: number;
  readonly toMs: number;
}

/** Whether a symbol trades, and when that changes next. */
export interface MarketHours {
  readonly open: boolean;
  /** Broker ms of the next closing (while open) or opening; undefined when it never changes. */
  readonly changesMs: number | undefined;
}

/**
 * Hours of a symbol at `nowMs` (broker time) by its weekly sessions. Sessions that meet (to midnight, from midnight)
 * are one. Holidays are not in MT5's weekly sessions: a feed that stays silent in open hours shows as stale.
 * @param closed days without trading, each named by a broker ms in it.
 */
export function marketHours(
  sessions: readonly TradeSession[],
  nowMs: number,
  closed: readonly number[] = [],
): MarketHours {
  const weekAt = Math.floor((nowMs + FIRST_DAY * DAY) / WEEK) * WEEK - FIRST_DAY * DAY;
  const holidays = new Set(closed.map((time) => Math.floor(time / DAY)));
  const spans: { fromMs: number; toMs: number }[] = [];
  for (const week of [weekAt - WEEK, weekAt, weekAt + WEEK, weekAt + 2 * WEEK]) {
    for (const { day, fromMs, toMs } of sessions.toSorted((a, b) => a.day - b.day || a.fromMs - b.fromMs)) {
      const midnight = week + day * DAY;
      if (toMs <= fromMs || holidays.has(midnight / DAY)) continue;
      const last = spans.at(-1);
      if (last !== undefined && last.toMs >= midnight + fromMs) last.toMs = Math.max(last.toMs, midnight + toMs);
      else spans.push({ fromMs: midnight + fromMs, toMs: midnight + toMs });
    }
  }
  const now = spans.find(({ fromMs, toMs }) => fromMs <= nowMs && nowMs < toMs);
  if (now !== undefined) return { open: true, changesMs: now.toMs === spans.at(-1)?.toMs ? undefined : now.toMs };
  return { open: false, changesMs: spans.find(({ fromMs }) => fromMs > nowMs)?.fromMs };
}
