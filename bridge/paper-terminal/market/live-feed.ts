import { emptyTickColumns, type TickColumns } from "#shared/market/tick.ts";
import { viewTicks } from "#shared/market/tick-slices.ts";
import type { SymbolQuotes } from "./hour-quotes.ts";
import { ticksOfMinute } from "./minute-ticks.ts";

const MINUTE = 60_000;

/** Ticks of one symbol that belong together: no other symbol has one between them. */
export interface Run {
  readonly symbol: string;
  readonly ticks: TickColumns;
}

/** One symbol's place in the live feed. */
class Lane {
  readonly symbol: SymbolQuotes;
  #minuteUtc: number;
  #ticks: TickColumns;
  #base = 0;
  #next = 0;

  constructor(symbol: SymbolQuotes, fromUtc: number) {
    this.symbol = symbol;
    this.#minuteUtc = Math.floor(fromUtc / MINUTE) * MINUTE;
    this.#ticks = emptyTickColumns(0);
    this.#load();
    while (this.#nextInMinute() < fromUtc) this.#next++;
  }

  /** When the next tick comes, UTC ms; at a quiet symbol, when to look again. */
  get nextUtc(): number {
    return Math.min(this.#nextInMinute(), this.#minuteUtc + MINUTE);
  }

  /** Takes the ticks up to `untilUtc`, at least one; none when the next minute had to be opened first. */
  take(untilUtc: number): Run | null {
    if (this.#next >= this.#ticks.count) {
      this.#minuteUtc += MINUTE;
      this.#load();
      return null;
    }
    const from = this.#next;
    while (this.#nextInMinute() <= untilUtc) this.#next++;
    return { symbol: this.symbol.model.name, ticks: viewTicks(this.#ticks, from, this.#next) };
  }

  #load(): void {
    this.#ticks = ticksOfMinute(this.symbol, this.#minuteUtc);
    this.#next = 0;
    const first = this.#ticks.timeMs[0] ?? 0;
    this.#base = Math.floor(first / MINUTE) * MINUTE;
  }

  #nextInMinute(): number {
    return this.#next < this.#ticks.count ? this.#utcOf(this.#next) : Number.POSITIVE_INFINITY;
  }

  #utcOf(index: number): number {
    return this.#minuteUtc + (this.#ticks.timeMs[index] as number) - this.#base;
  }
}

/** The live ticks of all symbols in the order in which they happen. */
export class LiveFeed {
  readonly #lanes: readonly Lane[];

  /** Begins with the ticks at or after `fromUtc`. */
  constructor(symbols: readonly SymbolQuotes[], fromUtc: number) {
    this.#lanes = symbols.map((symbol) => new Lane(symbol, fromUtc));
  }

  /** When something next happens, UTC ms. */
  get nextUtc(): number {
    let next = Number.POSITIVE_INFINITY;
    for (const lane of this.#lanes) next = Math.min(next, lane.nextUtc);
    return next;
  }

  /** The next ticks that have happened by `nowUtc`, oldest first; null when there are none (yet). */
  take(nowUtc: number): Run | null {
    for (;;) {
      let first: Lane | undefined;
      let second = nowUtc;
      for (const lane of this.#lanes) {
        if (first === undefined || lane.nextUtc < first.nextUtc) {
          if (first !== undefined) second = Math.min(second, first.nextUtc);
          first = lane;
        } else second = Math.min(second, lane.nextUtc);
      }
      if (first === undefined || first.nextUtc > nowUtc) return null;
      const run = first.take(second);
      if (run !== null) return run;
    }
  }
}
