import type { TickColumns } from "#shared/market/tick.ts";
import { viewTicks } from "#shared/market/tick-slices.ts";
import type { MarketSource } from "../../ports/market-source.ts";
import { latestTicks } from "../market/latest-ticks.ts";
import { type Cursor, TickRing } from "./tick-ring.ts";

/** Ticks at hand per symbol; MT5 keeps 4,096 in its fast cache (mql5.com/en/docs/series/copyticks), a replay runs faster. */
const RING = 16_384;

/** What the terminal knows of its market: recent ticks of each symbol at hand, older ones from the market's history. */
export class TerminalData {
  readonly #market: MarketSource;
  readonly #rings = new Map<string, TickRing>();
  #lastQuoteMs = 0;

  constructor(market: MarketSource) {
    this.#market = market;
    for (const { name } of market.symbols()) this.#rings.set(name, new TickRing(RING, market.now()));
  }

  /** Broker ms of the last tick of any symbol; 0 = none yet. */
  get lastQuoteMs(): number {
    return this.#lastQuoteMs;
  }

  now(): number {
    return this.#market.now();
  }

  has(symbol: string): boolean {
    return this.#rings.has(symbol);
  }

  ring(symbol: string): TickRing {
    const ring = this.#rings.get(symbol);
    if (ring === undefined) throw new RangeError(`the market has no ${symbol}`);
    return ring;
  }

  /** Takes live ticks. @returns true when broker time ran backwards, so that the ring begins anew with them. */
  add(symbol: string, ticks: TickColumns): boolean {
    if (ticks.count === 0) return false;
    const ring = this.ring(symbol);
    const first = ticks.timeMs[0] as number;
    const backwards = ring.lastMs !== null && first < ring.lastMs;
    if (backwards) ring.reset(first);
    ring.add(ticks);
    this.#lastQuoteMs = ticks.timeMs[ticks.count - 1] as number;
    return backwards;
  }

  /** The market's clock was set: what is at hand ends here. */
  moved(toMs: number): void {
    for (const ring of this.#rings.values()) ring.reset(toMs);
    this.#lastQuoteMs = Math.min(this.#lastQuoteMs, toMs);
  }

  /** Up to `limit` ticks after a cursor and before `beforeMs`, from the market's history. */
  async past(symbol: string, cursor: Cursor, beforeMs: number, limit: number): Promise<TickColumns> {
    const { timeMs, count } = cursor;
    const ticks = inMilliseconds(await this.#market.history(symbol, timeMs, beforeMs, count + limit));
    let skip = 0;
    while (skip < count && skip < ticks.count && ticks.timeMs[skip] === timeMs) skip++;
    return viewTicks(ticks, skip, ticks.count);
  }

  /** The last ticks of a symbol, `wanted` if there are so many in its last busy stretch; none for a silent symbol. */
  latest(symbol: string, wanted: number): Promise<TickColumns> {
    return latestTicks(this.#market, symbol, wanted);
  }
}

/** MT5 knows no finer time than the millisecond: a recording's further digits do not go over the link. */
function inMilliseconds(ticks: TickColumns): TickColumns {
  const { subMs: _, ...whole } = ticks;
  return whole;
}
