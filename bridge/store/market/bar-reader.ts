import { aggregate, barAt } from "#shared/market/aggregate.ts";
import type { BarColumns } from "#shared/market/bar.ts";
import { sliceBars } from "#shared/market/bar-slices.ts";
import { barColumns } from "#shared/market/m1-builder.ts";
import { barOpen, nextBarOpen, type Timeframe } from "#shared/market/timeframe.ts";
import { BAR_SOURCE, type BarBook, type KeyedBar } from "./bar-book.ts";
import { type BarComparison, compareBars } from "./bar-compare.ts";
import { joinBars } from "./bar-joiner.ts";
import type { BarPages } from "./bar-pages.ts";
import { type BarGround, unsealedBars } from "./built-bars.ts";
import { type OffsetBook, serverOf } from "./offset-book.ts";
import type { StreamBook } from "./stream-book.ts";
import type { TickReader } from "./tick-reader.ts";

/** Reads bars: stored ones, those that unsealed ticks make, and higher timeframes from both. */
export class BarReader {
  readonly #streams: StreamBook;
  readonly #ticks: TickReader;
  readonly #bars: BarBook;
  readonly #offsets: OffsetBook;
  readonly #pages: BarPages;

  constructor(parts: {
    streams: StreamBook;
    ticks: TickReader;
    bars: BarBook;
    offsets: OffsetBook;
    pages: BarPages;
  }) {
    this.#streams = parts.streams;
    this.#ticks = parts.ticks;
    this.#bars = parts.bars;
    this.#offsets = parts.offsets;
    this.#pages = parts.pages;
  }

  /** See TickStore.readBars. */
  read(stream: number, timeframe: Timeframe, fromMs: number, toMs: number, limit: number): BarColumns {
    const known = this.#known(stream, timeframe);
    if (known === undefined) return barColumns([]);
    const first = barOpen(timeframe, Math.max(fromMs, known.first));
    const from = first < fromMs ? nextBarOpen(timeframe, first) : first;
    const to = Math.min(toMs, known.last + 1);
    if (from >= to || limit <= 0) return barColumns([]);
    if (!Number.isFinite(limit)) return this.#span(stream, timeframe, from, to);
    // Bars lie thinner than the clock (nights, weekends): reach back further until there are enough.
    const length = nextBarOpen(timeframe, from) - from;
    for (let reach = limit * length * 2; ; reach *= 4) {
      const start = Math.max(from, barOpen(timeframe, to - reach));
      const bars = this.#span(stream, timeframe, start, to);
      if (bars.count >= limit || start === from) return lastBars(bars, limit);
    }
  }

  /** Minutes that open in [fromMs, toMs), those of ticks beside the broker's. */
  compare(stream: number, fromMs: number, toMs: number, most: number): BarComparison {
    const unsealed = unsealedBars(this.#ticks, this.#ground(stream), fromMs, toMs);
    return compareBars([...this.#bars.range(stream, "M1", fromMs, toMs), ...unsealed], most);
  }

  #ground(stream: number): BarGround {
    const { point, instrument } = this.#streams.get(stream);
    return { lanes: this.#ticks.lanes(stream), point, offsets: this.#offsets.of(serverOf(instrument)) };
  }

  #span(stream: number, timeframe: Timeframe, fromMs: number, toMs: number): BarColumns {
    const end = toMs === barOpen(timeframe, toMs) ? toMs : nextBarOpen(timeframe, barOpen(timeframe, toMs));
    const minutes = this.#pages.minutes(
      stream,
      fromMs,
      end,
      unsealedBars(this.#ticks, this.#ground(stream), fromMs, end),
    );
    if (timeframe === "M1") return minutes;
    const higher = this.#bars.range(stream, timeframe, fromMs, end);
    const built = aggregate(minutes, timeframe);
    if (higher.length === 0) return built;
    return joinBars([...higher, ...keyed(built)]);
  }

  /** Earliest and latest opening time that any bar of the timeframe could have. */
  #known(stream: number, timeframe: Timeframe): { first: number; last: number } | undefined {
    const spans = [this.#bars.span(stream, "M1"), this.#bars.span(stream, timeframe)].filter((s) => s !== undefined);
    const lanes = this.#ticks.lanes(stream).filter((lane) => lane.total > 0);
    const firsts = [...spans.map((span) => span.first), ...lanes.map((lane) => lane.firstMs)];
    const lasts = [...spans.map((span) => span.last), ...lanes.map((lane) => lane.timeMs)];
    return firsts.length === 0 ? undefined : { first: Math.min(...firsts), last: Math.max(...lasts) };
  }
}

function* keyed(bars: BarColumns): Generator<KeyedBar> {
  for (let i = 0; i < bars.count; i++) yield { ...barAt(bars, i), offsetEpoch: 0, source: BAR_SOURCE.ticks };
}

function lastBars(bars: BarColumns, limit: number): BarColumns {
  const from = Math.max(0, bars.count - limit);
  return from === 0 ? bars : sliceBars(bars, from, bars.count);
}
