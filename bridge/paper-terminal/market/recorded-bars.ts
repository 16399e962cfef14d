import type { BarColumns } from "#shared/market/bar.ts";
import { M1Builder } from "#shared/market/m1-builder.ts";
import { lowerBound } from "#shared/market/tick-slices.ts";
import { barOpen, nextBarOpen, type Timeframe } from "#shared/market/timeframe.ts";
import type { MarketSource } from "../../ports/market-source.ts";
import { BarBuilder } from "./bar-builder.ts";
import type { BarReader } from "./bar-history.ts";

/** Ticks read at a time. */
const PAGE = 8_192;

/** Bars of a recorded symbol, from its ticks: the recording's past up to its clock. */
export class RecordedBars implements BarReader {
  readonly #source: MarketSource;
  readonly #symbol: string;
  readonly #minutes: M1Builder;
  readonly #bars: BarBuilder;
  readonly #endMs: number;
  #nextMs: number;
  #done = false;

  constructor(
    source: MarketSource,
    { symbol, point }: { readonly symbol: string; readonly point: number },
    timeframe: Timeframe,
    fromMs: number,
    toMs: number,
  ) {
    this.#source = source;
    this.#symbol = symbol;
    this.#bars = new BarBuilder(timeframe);
    this.#minutes = new M1Builder(point, (minute) => this.#bars.add(minute));
    const open = barOpen(timeframe, fromMs);
    this.#nextMs = open < fromMs ? nextBarOpen(timeframe, open) : open;
    this.#endMs = nextBarOpen(timeframe, barOpen(timeframe, Math.min(toMs, source.now())));
  }

  async read(limit: number): Promise<BarColumns> {
    while (!this.#done && this.#bars.finished < limit) await this.#readPage();
    return this.#bars.take(Math.min(limit, this.#done ? this.#bars.count : this.#bars.finished));
  }

  /** A page ends between two milliseconds, so that the next begins with none of its ticks. */
  async #readPage(): Promise<void> {
    const ticks = await this.#source.history(this.#symbol, this.#nextMs, this.#endMs, PAGE);
    if (ticks.count < PAGE) {
      this.#minutes.add(ticks);
      this.#minutes.finish();
      this.#done = true;
      return;
    }
    const lastMs = ticks.timeMs[ticks.count - 1] as number;
    const whole = lowerBound(ticks, lastMs);
    if (whole === 0) throw new RangeError(`${this.#symbol} has more than ${PAGE} ticks in millisecond ${lastMs}`);
    this.#minutes.add(ticks, 0, whole);
    this.#nextMs = lastMs;
  }
}
