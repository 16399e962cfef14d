import type { Instrument, Quote } from "#shared/contract/market.ts";
import { dayChange } from "../../format/day-change.ts";
import { spreadPoints } from "../../format/spread.ts";
import type { CellValue } from "../../ui/data-table/sorted.ts";

/** What is known of an instrument when it is sorted or written to a file. */
export interface WatchFacts {
  readonly instrument: Instrument;
  readonly quote: Quote | undefined;
  /** Closing bids of the last minutes, oldest first. */
  readonly closes: Float64Array | undefined;
}

export interface WatchColumn {
  readonly key: WatchColumnKey;
  /** Pixels; the first one takes what is left. */
  readonly width: number;
  /** When there is no room for all that was chosen, the lowest goes first. */
  readonly rank: number;
  /** It changes with every quote: rows sorted by it are put in order anew now and then. */
  readonly live: boolean;
  readonly of: (facts: WatchFacts) => CellValue;
}

export type WatchColumnKey =
  | "watch.symbol"
  | "watch.bid"
  | "watch.ask"
  | "watch.spread"
  | "watch.day"
  | "watch.trend"
  | "watch.range"
  | "watch.low"
  | "watch.high";

/** Where the bid stands between the day's low (0) and high (1); undefined while the day is not known. */
export function placeInDay(quote: Pick<Quote, "bid" | "dayLow" | "dayHigh"> | undefined): number | undefined {
  if (quote?.dayLow === undefined || quote.dayHigh === undefined) return undefined;
  const { bid, dayLow, dayHigh } = quote;
  if (dayHigh <= dayLow) return 0.5;
  return Math.min(1, Math.max(0, (bid - dayLow) / (dayHigh - dayLow)));
}

/** How far the bid is from the first of the closes, percent with two decimals; undefined while there are none. */
export function trendChange(closes: Float64Array | undefined, bid: number | undefined): number | undefined {
  const first = closes?.[0];
  if (first === undefined || !(first > 0)) return undefined;
  const last = bid ?? closes?.at(-1) ?? first;
  return Math.round(((last - first) / first) * 10_000) / 100 + 0;
}

const column = (
  key: WatchColumnKey,
  width: number,
  rank: number,
  live: boolean,
  of: WatchColumn["of"],
): WatchColumn => ({ key, width, rank, live, of });

/** Every column there is, in their order. */
export const WATCH_COLUMNS: readonly WatchColumn[] = [
  column("watch.symbol", 64, 9, false, ({ instrument }) => instrument.symbol),
  column("watch.bid", 73, 8, true, ({ quote }) => quote?.bid),
  column("watch.ask", 73, 7, true, ({ quote }) => quote?.ask),
  column("watch.spread", 51, 5, true, ({ instrument, quote }) => quote && spreadPoints(quote, instrument.point)),
  column("watch.day", 72, 6, true, ({ quote }) => quote && dayChange(quote)?.percent),
  column("watch.trend", 56, 4, true, ({ closes, quote }) => trendChange(closes, quote?.bid)),
  column("watch.range", 56, 3, true, ({ quote }) => percentOf(placeInDay(quote))),
  column("watch.low", 73, 2, true, ({ quote }) => quote?.dayLow),
  column("watch.high", 73, 1, true, ({ quote }) => quote?.dayHigh),
];

const percentOf = (share: number | undefined): number | undefined =>
  share === undefined ? undefined : Math.round(share * 100);

/** Not shown until they are chosen: the bar says the same. */
export const HIDDEN_FIRST: readonly WatchColumnKey[] = ["watch.low", "watch.high"];

/** Those of the chosen columns for which there is room, in their order. @param room pixels inside the list */
export function fitting(chosen: readonly WatchColumn[], room: number): readonly WatchColumn[] {
  const byRank = chosen.toSorted((a, b) => b.rank - a.rank);
  let left = room;
  const fits = new Set<WatchColumn>();
  for (const [at, each] of byRank.entries()) {
    left -= each.width;
    // What was left out for want of room is not followed by something lesser that would fit.
    if (at > 0 && left < 0) break;
    fits.add(each);
  }
  return chosen.filter((each) => fits.has(each));
}
