import type { BarColumns } from "#shared/market/bar.ts";
import { TICK_FLAG, type TickColumns } from "#shared/market/tick.ts";
import { type Timeframe, barOpen, nextBarOpen } from "#shared/market/timeframe.ts";
import { BarBuilder, type BarPiece } from "./bar-builder.ts";
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
    this.#builder = new BarBuilder(timeframe, 10 ** symbol.model.digits);
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
    if (utcMs + MINUTE > this.#nowUtc) {
      const piece = pieceSoFar(
        ticksOfMinute(this.#symbol, utcMs),
        brokerMs + this.#nowUtc - utcMs,
        10 ** this.#symbol.model.digits,
      );
      if (piece !== null) this.#builder.add({ ...piece, timeMs: brokerMs });
      return;
    }
    const address = utcMs / MINUTE;
    const minute = address % 60;
    const hour = this.#symbol.hour((address - minute) / 60);
    const tickVolume = hour.bidTicks[minute] as number;
    if (tickVolume === 0) return;
    this.#builder.add({
      timeMs: brokerMs,
      open: hour.open[minute] as number,
      high: hour.high[minute] as number,
      low: hour.low[minute] as number,
      close: hour.close[minute] as number,
      tickVolume,
      spread: hour.spread[minute] as number,
    });
  }
}

/** What the ticks before `beforeMs` make of their minute's bar; null when there is none yet. */
function pieceSoFar(ticks: TickColumns, beforeMs: number, scale: number): Omit<BarPiece, "timeMs"> | null {
  let piece: { -readonly [K in keyof Omit<BarPiece, "timeMs">]: number } | null = null;
  for (let i = 0; i < ticks.count && (ticks.timeMs[i] as number) < beforeMs; i++) {
    const bid = Math.round((ticks.bid[i] as number) * scale);
    const spread = Math.round((ticks.ask[i] as number) * scale) - bid;
    piece ??= { open: bid, high: bid, low: bid, close: bid, tickVolume: 0, spread };
    piece.high = Math.max(piece.high, bid);
    piece.low = Math.min(piece.low, bid);
    piece.close = bid;
    piece.spread = Math.min(piece.spread, spread);
    piece.tickVolume += ((ticks.flags[i] as number) & TICK_FLAG.bid) === 0 ? 0 : 1;
  }
  return piece;
}
