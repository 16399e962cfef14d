import type { MarketSource } from "../../ports/market-source.ts";
import type { BarHistory } from "./bar-history.ts";
import { brokerOffset, toUtc } from "./broker-zone.ts";
import type { PaperCalendar } from "./paper-calendar.ts";
import { RecordedBars } from "./recorded-bars.ts";
import type { SessionHours } from "./sessions.ts";

/** A market as the paper terminal needs it: quotes, bars of the past, and when it trades. */
export interface PaperMarket extends MarketSource, BarHistory {
  sessions(symbol: string): readonly SessionHours[];
  /** Seconds that the broker's clock is ahead of UTC now. */
  utcOffsetS(): number;
  /** The economic calendar of a market that makes its own news; a recording has none. */
  readonly calendar?: PaperCalendar;
}

const ALWAYS: readonly SessionHours[] = [0, 1, 2, 3, 4, 5, 6].map((weekday) => ({ weekday, fromS: 0, toS: 86_400 }));

/**
 * Makes a paper market of any source, a replay above all: bars are made of its ticks, and its hours are taken as open,
 * because a recording shows only when it was quoted, not when it might have been. Its stamps are read as those of a
 * New York + 7 h server.
 */
export function paperMarketOf(source: MarketSource): PaperMarket {
  const points = new Map(source.symbols().map(({ name, point }) => [name, point]));
  return {
    symbols: () => source.symbols(),
    now: () => source.now(),
    start: (sink) => source.start(sink),
    stop: () => source.stop(),
    history: (symbol, fromMs, toMs, limit) => source.history(symbol, fromMs, toMs, limit),
    bars: (symbol, timeframe, fromMs, toMs) =>
      new RecordedBars(source, { symbol, point: points.get(symbol) ?? 0 }, timeframe, fromMs, toMs),
    sessions: () => ALWAYS,
    utcOffsetS: () => brokerOffset(toUtc(source.now())) / 1_000,
  };
}
