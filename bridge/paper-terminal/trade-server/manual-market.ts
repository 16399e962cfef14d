import type { TickColumns } from "#shared/market/tick.ts";
import { toBroker } from "../market/broker-zone.ts";
import { QUOTE_MODELS } from "../market/models.ts";
import type { SessionHours } from "../market/sessions.ts";
import type { NamedSymbol } from "./instruments.ts";

const ALWAYS: readonly SessionHours[] = [0, 1, 2, 3, 4, 5, 6].map((weekday) => ({ weekday, fromS: 0, toS: 86_400 }));
/** SYMBOL's tick flags: bid and ask changed. */
const BID_AND_ASK = 6;

/** A market in a test's hands: it quotes what it is told, and its clock runs on from the time it was set to. */
export class ManualMarket {
  readonly #sink: (symbol: string, ticks: TickColumns) => void;
  readonly #utcMs: () => number;
  #aheadMs = 0;

  constructor(utcMs: () => number, sink: (symbol: string, ticks: TickColumns) => void) {
    this.#utcMs = utcMs;
    this.#sink = sink;
  }

  symbols(): readonly NamedSymbol[] {
    return QUOTE_MODELS.map(({ name, digits }) => ({ name, digits }));
  }

  sessions(): readonly SessionHours[] {
    return ALWAYS;
  }

  now(): number {
    return toBroker(this.#utcMs()) + this.#aheadMs;
  }

  tick(symbol: string, bid: number, ask: number): object {
    const timeMs = this.now();
    this.#sink(symbol, {
      count: 1,
      timeMs: Float64Array.of(timeMs),
      bid: Float64Array.of(bid),
      ask: Float64Array.of(ask),
      last: Float64Array.of(0),
      volume: BigUint64Array.of(0n),
      volumeReal: Float64Array.of(0),
      flags: Uint32Array.of(BID_AND_ASK),
    });
    return { timeMs };
  }

  /** @returns the broker's time from which the clock runs on. */
  setTime({
    brokerMs,
    advanceMs = 0,
  }: {
    readonly brokerMs?: number | undefined;
    readonly advanceMs?: number | undefined;
  }): number {
    if (brokerMs !== undefined) this.#aheadMs += brokerMs - this.now();
    this.#aheadMs += advanceMs;
    return this.now();
  }
}
