import type { BarUpdate } from "#shared/contract/market.ts";
import type { InstrumentId } from "#shared/market/brands.ts";
import type { Timeframe } from "#shared/market/timeframe.ts";
import type { BarSource } from "./chart-feed.ts";
import type { CompareLine, ComparePoint } from "./price-chart.ts";

/** The most that the bridge gives at once (shared/contract/market.ts). */
const MOST_ASKED = 20_000;

type Openings = readonly { readonly timeMs: number }[];

/** Another instrument's closes at the times of a chart's bars: fetched for what the chart holds, then kept up live. */
export class CompareOverlay {
  readonly #source: BarSource;
  readonly #line: CompareLine;
  readonly #instrumentId: InstrumentId;
  readonly #timeframe: Timeframe;
  readonly #abort = new AbortController();
  readonly #closes = new Map<number, number>();
  readonly #live: { close(): void };
  #bars: Openings = [];
  /** Opening of the oldest bar that was asked for. */
  #fromMs = Number.POSITIVE_INFINITY;
  #asking = false;

  constructor(source: BarSource, line: CompareLine, instrumentId: InstrumentId, timeframe: Timeframe) {
    this.#source = source;
    this.#line = line;
    this.#instrumentId = instrumentId;
    this.#timeframe = timeframe;
    this.#live = source.barUpdates.subscribe(
      { instrumentId, timeframe },
      { items: (batch) => this.#update(batch), failed: () => undefined },
    );
  }

  /** The chart's bars are others now. */
  setBars(bars: Openings): void {
    this.#bars = bars;
    this.#draw();
    const first = bars[0]?.timeMs;
    if (first !== undefined && first < this.#fromMs) void this.#load();
  }

  /** The chart's newest bar moved on. */
  newest(timeMs: number): void {
    const value = this.#closes.get(timeMs);
    if (value !== undefined) this.#line.update({ timeMs, value });
  }

  recolour(colour: string): void {
    this.#line.colour(colour);
  }

  remove(): void {
    this.#abort.abort();
    this.#live.close();
    this.#line.remove();
  }

  #update(batch: readonly BarUpdate[]): void {
    for (const { timeMs, close } of batch) this.#closes.set(timeMs, close);
    const last = this.#bars.at(-1)?.timeMs;
    if (last !== undefined && batch.some(({ timeMs }) => timeMs === last)) this.newest(last);
  }

  async #load(): Promise<void> {
    const [first, last] = [this.#bars[0]?.timeMs, this.#bars.at(-1)?.timeMs];
    if (this.#asking || first === undefined || last === undefined) return;
    this.#asking = true;
    const { signal } = this.#abort;
    try {
      const page = await this.#source.bars(
        {
          instrumentId: this.#instrumentId,
          timeframe: this.#timeframe,
          beforeMs: last + 1,
          limit: Math.min(MOST_ASKED, 2 * this.#bars.length + 100),
        },
        { signal },
      );
      if (signal.aborted) return;
      this.#fromMs = first;
      for (let at = 0; at < page.count; at += 1) {
        const [timeMs, close] = [page.timeMs[at], page.close[at]];
        if (timeMs !== undefined && close !== undefined && !this.#closes.has(timeMs)) this.#closes.set(timeMs, close);
      }
      this.#draw();
    } catch {
      // Asked for again when the chart's own bars come next; the chart says by itself when the bridge is gone.
    } finally {
      this.#asking = false;
    }
    // The chart may have gone on meanwhile.
    const now = this.#bars[0]?.timeMs;
    if (!signal.aborted && now !== undefined && now < this.#fromMs && this.#fromMs !== Number.POSITIVE_INFINITY)
      await this.#load();
  }

  #draw(): void {
    const points: ComparePoint[] = [];
    for (const { timeMs } of this.#bars) {
      const value = this.#closes.get(timeMs);
      if (value !== undefined) points.push({ timeMs, value });
    }
    this.#line.set(points);
  }
}
