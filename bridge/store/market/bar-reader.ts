import { absorbBar, aggregate, barAt } from "#shared/market/aggregate.ts";
import type { BarColumns } from "#shared/market/bar.ts";
import { barColumns, type FormingBar } from "#shared/market/m1-builder.ts";
import { barOpen, nextBarOpen, type Timeframe } from "#shared/market/timeframe.ts";
import { BAR_SOURCE, type BarBook, type KeyedBar } from "./bar-book.ts";
import { unsealedBars } from "./built-bars.ts";
import { type OffsetBook, serverOf } from "./offset-book.ts";
import type { StreamBook } from "./stream-book.ts";
import type { TickReader } from "./tick-reader.ts";

/** Reads bars: stored ones, those that unsealed ticks make, and higher timeframes from both. */
export class BarReader {
  readonly #streams: StreamBook;
  readonly #ticks: TickReader;
  readonly #bars: BarBook;
  readonly #offsets: OffsetBook;

  constructor(parts: { streams: StreamBook; ticks: TickReader; bars: BarBook; offsets: OffsetBook }) {
    this.#streams = parts.streams;
    this.#ticks = parts.ticks;
    this.#bars = parts.bars;
    this.#offsets = parts.offsets;
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

  #span(stream: number, timeframe: Timeframe, fromMs: number, toMs: number): BarColumns {
    const { point, instrument } = this.#streams.get(stream);
    const end = toMs === barOpen(timeframe, toMs) ? toMs : nextBarOpen(timeframe, barOpen(timeframe, toMs));
    const ground = { lanes: this.#ticks.lanes(stream), point, offsets: this.#offsets.of(serverOf(instrument)) };
    const minutes = joinBars([
      ...this.#bars.range(stream, "M1", fromMs, end),
      ...unsealedBars(this.#ticks, ground, fromMs, end),
    ]);
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

/**
 * One bar a time. Within an offset epoch, bars of ticks are parts of one bar, and of the broker's and ours the one with
 * more ticks stands: a minute that we saw in part has fewer than the broker's, a minute that still runs has more.
 * Bars of several offset epochs (a repeated hour) are then joined.
 */
function joinBars(bars: KeyedBar[]): BarColumns {
  bars.sort((a, b) => a.timeMs - b.timeMs || a.offsetEpoch - b.offsetEpoch || b.source - a.source);
  const out: FormingBar[] = [];
  for (let i = 0; i < bars.length; ) {
    const bar = bars[i] as KeyedBar;
    let joined: FormingBar | undefined;
    while (i < bars.length && (bars[i] as KeyedBar).timeMs === bar.timeMs) {
      const [best, next] = bestOfEpoch(bars, i);
      i = next;
      if (joined === undefined) joined = best;
      else absorbBar(joined, best);
    }
    if (joined !== undefined) out.push(joined);
  }
  return barColumns(out);
}

/** The bar that stands among those of one time and offset epoch from `at` on, and the index after them. */
function bestOfEpoch(bars: readonly KeyedBar[], at: number): [FormingBar, number] {
  const { timeMs, offsetEpoch } = bars[at] as KeyedBar;
  let ours: FormingBar | undefined;
  let best: FormingBar | undefined;
  let i = at;
  for (; i < bars.length; i++) {
    const bar = bars[i] as KeyedBar;
    if (bar.timeMs !== timeMs || bar.offsetEpoch !== offsetEpoch) break;
    if (bar.source === BAR_SOURCE.ticks) {
      if (ours === undefined) best = ours = { ...bar };
      else absorbBar(ours, bar);
    } else if (best === undefined || bar.tickVolume > best.tickVolume) {
      best = { ...bar };
    }
  }
  return [best as FormingBar, i];
}

function lastBars(bars: BarColumns, limit: number): BarColumns {
  const from = Math.max(0, bars.count - limit);
  if (from === 0) return bars;
  return barColumns(Array.from({ length: bars.count - from }, (_, i) => barAt(bars, from + i)));
}
