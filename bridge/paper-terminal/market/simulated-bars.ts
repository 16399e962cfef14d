import { barAt } from "#shared/market/aggregate.ts";
import type { BarColumns } from "#shared/market/bar.ts";
import { buildM1 } from "#shared/market/m1-builder.ts";
import { lowerBound, viewTicks } from "#shared/market/tick-slices.ts";
import { barOpen, nextBarOpen, type Timeframe } from "#shared/market/timeframe.ts";
import { BarBuilder } from "./bar-builder.ts";
import type { BarReader } from "./bar-history.ts";
import { Breather } from "./breather.ts";
import { instantOf, toBroker } from "./broker-zone.ts";
import type { SymbolQuotes } from "./hour-quotes.ts";
import { ticksOfMinute } from "./minute-ticks.ts";

const MINUTE = 60_000;
/** Minutes between two looks at the clock: an hour's path is computed at one go anyway. */
const STRIDE = 240;

/** Bars of one simulated symbol, from its minutes; the minute that is under way from its ticks so far. */
export class SimulatedBars implements BarReader {
  readonly #symbol: SymbolQuotes;
  readonly #builder: BarBuilder;
  readonly #scale: number;
  readonly #nowUtc: number;
  readonly #endMs: number;
  #nextMs: number;

  /** Bars that open in [fromMs, toMs] and had begun by `nowUtc`; none opens before `oldestMs`. */
  constructor(
    symbol: SymbolQuotes,
    timeframe: Timeframe,
    span: { fromMs: number; toMs: number; oldestMs: number },
    nowUtc: number,
  ) {
    this.#symbol = symbol;
    this.#scale = 10 ** symbol.model.digits;
    this.#builder = new BarBuilder(timeframe);
    this.#nowUtc = nowUtc;
    const from = Math.max(span.fromMs, span.oldestMs);
    const open = barOpen(timeframe, from);
    this.#nextMs = open < from ? nextBarOpen(timeframe, open) : open;
    const lastBarEnd = nextBarOpen(timeframe, barOpen(timeframe, Math.min(span.toMs, toBroker(nowUtc))));
    this.#endMs = Math.min(lastBarEnd, toBroker(nowUtc) + 1);
  }

  async read(limit: number): Promise<BarColumns> {
    const breather = new Breather();
    while (this.#nextMs < this.#endMs && this.#builder.finished < limit) {
      if (breather.due) await breather.pause();
      for (let i = 0; i < STRIDE && this.#nextMs < this.#endMs; i++, this.#nextMs += MINUTE)
        this.#addMinute(this.#nextMs);
    }
    const ready = this.#nextMs < this.#endMs ? this.#builder.finished : this.#builder.count;
    return this.#builder.take(Math.min(ready, limit));
  }

  #addMinute(brokerMs: number): void {
    const utcMs = instantOf(brokerMs, this.#nowUtc);
    if (toBroker(utcMs) !== brokerMs || !this.#symbol.isOpen(utcMs)) return;
    if (utcMs + MINUTE > this.#nowUtc) return this.#addMinuteSoFar(utcMs);
    const address = utcMs / MINUTE;
    const minute = address % 60;
    const hour = this.#symbol.hour((address - minute) / 60);
    this.#builder.add({
      timeMs: brokerMs,
      open: (hour.open[minute] as number) / this.#scale,
      high: (hour.high[minute] as number) / this.#scale,
      low: (hour.low[minute] as number) / this.#scale,
      close: (hour.close[minute] as number) / this.#scale,
      tickVolume: hour.bidTicks[minute] as number,
      spread: hour.spread[minute] as number,
      realVolume: 0,
    });
  }

  #addMinuteSoFar(utcMs: number): void {
    const ticks = ticksOfMinute(this.#symbol, utcMs);
    const come = viewTicks(ticks, 0, lowerBound(ticks, toBroker(this.#nowUtc) + 1));
    const bar = buildM1(come, 1 / this.#scale);
    if (bar.count > 0) this.#builder.add(barAt(bar, 0));
  }
}
