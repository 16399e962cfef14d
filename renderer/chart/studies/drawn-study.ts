import type { Indicator, Output } from "#shared/market/indicators/indicator.ts";
import type { Study, StudyBar } from "#shared/market/indicators/study.ts";
import { nextBarOpen, type Timeframe } from "#shared/market/timeframe.ts";
import type { ChartBar } from "../bar-series.ts";
import type { StudyLine } from "../study-line.ts";
import type { StudyWish } from "./study-wish.ts";

/** What indicators read of a bar on the chart; volume is tick volume, as MetaTrader's own indicators use it. */
const asStudyBar = ({ tickVolume, ...bar }: ChartBar): StudyBar => ({ ...bar, volume: tickVolume });

/**
 * One indicator on one chart. Invariant: the study has taken every drawn bar but the newest as finished; the newest is
 * taken again with each update.
 */
export class DrawnStudy {
  readonly wish: StudyWish;
  readonly outputs: readonly Output[];
  readonly #indicator: Indicator;
  readonly #lines: readonly StudyLine[];
  readonly #timeframe: Timeframe;
  readonly #out: Float64Array;
  #study: Study;
  #times: number[] = [];
  /** A row per output: the value that belongs to each bar, without shift. */
  #values: number[][] = [];
  #newest: ChartBar | undefined;

  constructor(indicator: Indicator, wish: StudyWish, timeframe: Timeframe, lines: readonly StudyLine[]) {
    this.wish = wish;
    this.outputs = indicator.outputs(wish.values);
    this.#indicator = indicator;
    this.#lines = lines;
    this.#timeframe = timeframe;
    this.#out = new Float64Array(this.outputs.length);
    this.#study = indicator.study(wish.values);
  }

  setBars(bars: readonly ChartBar[]): void {
    this.#study = this.#indicator.study(this.wish.values);
    this.#times = bars.map(({ timeMs }) => timeMs);
    this.#values = this.outputs.map(() => []);
    this.#newest = bars.at(-1);
    for (const [i, bar] of bars.entries()) this.#take(bar, i, i < bars.length - 1);
    for (const k of this.outputs.keys()) this.#draw(k);
  }

  /** The newest bar anew, or one after it. */
  updateLast(bar: ChartBar): void {
    const before = this.#newest;
    const appended = before !== undefined && bar.timeMs > before.timeMs;
    if (before === undefined || bar.timeMs < before.timeMs) return;
    if (appended) {
      this.#take(before, this.#times.length - 1, true);
      this.#times.push(bar.timeMs);
    }
    this.#newest = bar;
    const at = this.#times.length - 1;
    this.#take(bar, at, false);
    for (const [k, { shift }] of this.outputs.entries()) {
      const timeMs = this.#timeOf(at + shift);
      // Times that were only expected are now known: the market may have been closed in between.
      if (appended && shift > 0) this.#draw(k);
      else if (timeMs !== undefined) this.#lines[k]?.update(timeMs, this.#values[k]?.[at] ?? Number.NaN);
    }
  }

  /** The values drawn at a bar's place, NaN where there is none; at the newest bar when `timeMs` is undefined. */
  valuesAt(timeMs: number | undefined): readonly number[] {
    const at = timeMs === undefined ? this.#times.length - 1 : this.#times.lastIndexOf(timeMs);
    return this.outputs.map(({ shift }, k) => this.#values[k]?.[at - shift] ?? Number.NaN);
  }

  recolour(colours: readonly string[]): void {
    for (const [k, line] of this.#lines.entries()) line.colour(colours[k] ?? "");
  }

  remove(): void {
    for (const line of this.#lines) line.remove();
  }

  #take(bar: ChartBar, at: number, finished: boolean): void {
    this.#study.take(asStudyBar(bar), finished, this.#out);
    for (const [k, row] of this.#values.entries()) row[at] = this.#out[k] ?? Number.NaN;
  }

  #draw(k: number): void {
    const shift = this.outputs[k]?.shift ?? 0;
    const values = this.#values[k] ?? [];
    const skipped = Math.max(0, -shift);
    const shown = values.slice(skipped);
    this.#lines[k]?.set(this.#placesFrom(skipped + shift, shown.length), shown);
  }

  /** Times of `count` places from one on; those after the newest bar are where the next would open. */
  #placesFrom(first: number, count: number): number[] {
    const places = this.#times.slice(first, first + count);
    let last = places.at(-1) ?? this.#times.at(-1) ?? 0;
    for (let ahead = first - this.#times.length; ahead > 0; ahead -= 1) last = nextBarOpen(this.#timeframe, last);
    while (places.length < count) places.push((last = nextBarOpen(this.#timeframe, last)));
    return places;
  }

  #timeOf(at: number): number | undefined {
    return at < 0 ? undefined : this.#placesFrom(at, 1)[0];
  }
}
