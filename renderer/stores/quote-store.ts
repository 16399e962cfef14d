import type { Quote } from "#shared/contract/market.ts";
import type { RequestFrame } from "./frame.ts";

/** Which way a price went with the last quote that changed it. */
export type Move = "up" | "down" | "none";

/** What a row shows: the last quote and which way it moved since the row was last told. */
export interface QuoteView {
  readonly quote: Quote;
  readonly bidMove: Move;
  readonly askMove: Move;
  /** `performance.now()` at which the quote reached this window. */
  readonly arrivedMs: number;
}

type Listener = (view: QuoteView) => void;

const moveOf = (now: number, before: number | undefined): Move =>
  before === undefined || now === before ? "none" : now > before ? "up" : "down";

/**
 * The quote path: wire -> here -> at most one flush per animation frame -> the rows whose quote changed. React takes no
 * part in it. However many quotes arrive between two frames, each row is told once, with the last of them.
 */
export class QuoteStore {
  readonly #views = new Map<string, QuoteView>();
  readonly #shown = new Map<string, Quote>();
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #dirty = new Set<string>();
  readonly #requestFrame: RequestFrame;
  readonly #now: () => number;
  readonly #first = Promise.withResolvers<void>();
  #waiting: (() => void)[] = [];
  #scheduled = false;
  #lastArrivalMs: number | undefined;

  constructor(requestFrame: RequestFrame, now: () => number = () => performance.now()) {
    this.#requestFrame = requestFrame;
    this.#now = now;
  }

  /** `performance.now()` of the last quote of any instrument; undefined before the first. */
  get lastArrivalMs(): number | undefined {
    return this.#lastArrivalMs;
  }

  /** Settles when the first quote has been told to its row. */
  get first(): Promise<void> {
    return this.#first.promise;
  }

  get(instrumentId: string): QuoteView | undefined {
    return this.#views.get(instrumentId);
  }

  /** Takes a quote from the wire; cheap enough to be called at any rate. */
  put(quote: Quote): void {
    const arrivedMs = this.#now();
    this.#lastArrivalMs = arrivedMs;
    const shown = this.#shown.get(quote.instrumentId);
    this.#views.set(quote.instrumentId, {
      quote,
      bidMove: moveOf(quote.bid, shown?.bid),
      askMove: moveOf(quote.ask, shown?.ask),
      arrivedMs,
    });
    this.#dirty.add(quote.instrumentId);
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.#requestFrame(this.#flush);
  }

  /** Tells `listener` of each new view of one instrument, in the frame in which it will be painted. */
  subscribe(instrumentId: string, listener: Listener): () => void {
    const listeners = this.#listeners.get(instrumentId) ?? new Set();
    this.#listeners.set(instrumentId, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#listeners.get(instrumentId) === listeners) this.#listeners.delete(instrumentId);
    };
  }

  /**
   * Settles when everything put so far is on its way to the screen. The stream's reader waits for it before it takes
   * more, so that the bridge conflates to the speed of this screen.
   */
  flushed(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#scheduled) this.#waiting.push(resolve);
      else resolve();
    });
  }

  readonly #flush = (): void => {
    this.#scheduled = false;
    for (const id of this.#dirty) {
      const view = this.#views.get(id);
      if (view === undefined) continue;
      this.#shown.set(id, view.quote);
      const listeners = this.#listeners.get(id);
      if (listeners !== undefined) for (const listener of listeners) listener(view);
    }
    this.#dirty.clear();
    this.#first.resolve();
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  };
}
