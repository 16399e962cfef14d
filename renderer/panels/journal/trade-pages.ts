import type { JournalTrade } from "#shared/contract/journal-trade.ts";

/** Trades asked for at once. */
export const PAGE = 200;

export interface TradePage {
  readonly total: number;
  readonly trades: readonly JournalTrade[];
}

type AskPage = (offset: number, limit: number) => Promise<TradePage>;
interface Held {
  readonly epoch: number;
  readonly trades: readonly JournalTrade[];
}

/**
 * The rows of a long list, asked for page by page as they come into sight. After `refresh` the rows known so far stay
 * in sight until newer ones arrive; an answer to a question from before it is dropped.
 */
export class TradePages {
  readonly #ask: AskPage;
  readonly #pages = new Map<number, Held>();
  readonly #asked = new Set<number>();
  readonly #listeners = new Set<() => void>();
  #epoch = 0;
  #asOf = "";
  #wanted: readonly [number, number] = [0, 0];
  #total: number | undefined;
  #error: unknown;
  #version = 0;

  constructor(ask: AskPage) {
    this.#ask = ask;
  }

  /** Rows in all; undefined until the first answer. */
  get total(): number | undefined {
    return this.#total;
  }

  /** Why the newest question failed. */
  get error(): unknown {
    return this.#error;
  }

  row(index: number): JournalTrade | undefined {
    return this.#pages.get(Math.floor(index / PAGE))?.trades[index % PAGE];
  }

  /** Asks for what is lacking of the rows `first` to `last`. */
  want(first: number, last: number): void {
    this.#wanted = [first, last];
    for (let page = Math.floor(first / PAGE); page <= Math.floor(last / PAGE); page++) this.#fetch(page);
  }

  /**
   * What is known may be outdated: asks anew for what is in sight, and for the rest when it comes into sight.
   * @param asOf names the state of the journal; the same again asks for nothing
   */
  refresh(asOf: string): void {
    if (asOf === this.#asOf) return;
    this.#asOf = asOf;
    this.#epoch++;
    this.#asked.clear();
    this.want(...this.#wanted);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Grows with every change. */
  readonly version = (): number => this.#version;

  #fetch(page: number): void {
    const epoch = this.#epoch;
    if (this.#asked.has(page) || this.#pages.get(page)?.epoch === epoch) return;
    this.#asked.add(page);
    this.#ask(page * PAGE, PAGE).then(
      ({ total, trades }) => this.#told(epoch, () => this.#take(page, total, trades)),
      (error: unknown) => this.#told(epoch, () => (this.#error = error)),
    );
  }

  #told(epoch: number, change: () => void): void {
    if (epoch !== this.#epoch) return;
    change();
    this.#version++;
    for (const listener of this.#listeners) listener();
  }

  #take(page: number, total: number, trades: readonly JournalTrade[]): void {
    this.#error = undefined;
    this.#total = total;
    this.#pages.set(page, { epoch: this.#epoch, trades });
    for (const known of this.#pages.keys()) if (known * PAGE >= total) this.#pages.delete(known);
  }
}
