import type { InstrumentId } from "#shared/market/brands.ts";
import { barOpen, type Timeframe } from "#shared/market/timeframe.ts";
import type { TerminalLink } from "../ports/terminal-link.ts";
import type { TickStore } from "../ports/tick-store.ts";
import type { HistoryDesk, Wish } from "./history-desk.ts";
import type { StreamFlow } from "./stream-flow.ts";

/** Average length of a bar's slot in broker time, weekends and breaks included, with room to spare. */
const SLOT_MS: Readonly<Record<Timeframe, number>> = {
  M1: 60_000,
  M5: 300_000,
  M15: 900_000,
  M30: 1_800_000,
  H1: 3_600_000,
  H4: 14_400_000,
  D1: 86_400_000,
  W1: 7 * 86_400_000,
  MN1: 31 * 86_400_000,
};
const WEEKEND_SHARE = 1.5;
const LONGEST_BREAK_MS = 4 * 86_400_000;
const MAX_STEPS = 4;

/** What has been asked of the broker for one instrument and timeframe: [fromMs, toMs) in broker time. */
interface Covered {
  fromMs: number;
  toMs: number;
  /** The broker has nothing older. */
  complete: boolean;
}

/** Requests for one instrument and timeframe, one after another: two charts of one instrument ask for the same bars. */
interface Running {
  /** Shared by all of them: a chart that comes last waits for those before it, so they are its own. */
  readonly wish: Wish;
  last: Promise<boolean>;
}

/** What `ensure` is asked for. */
export interface WantedBars {
  readonly timeframe: Timeframe;
  /** About `limit` bars before this broker time. */
  readonly beforeMs: number;
  readonly limit: number;
  /** A chart in view waits for them. */
  readonly shown: boolean;
}

/** Completes stored bars from the broker's history, as far back as a chart asks. */
export class BarBackfill {
  readonly #store: Pick<TickStore, "putBars">;
  readonly #history: HistoryDesk;
  readonly #covered = new Map<string, Covered>();
  readonly #running = new Map<string, Running>();

  constructor(store: Pick<TickStore, "putBars">, history: HistoryDesk) {
    this.#store = store;
    this.#history = history;
  }

  /** After a lost link the newest bars have to be asked for again. */
  linkLost(): void {
    this.#covered.clear();
  }

  /**
   * Makes sure that the wanted bars are in the store, as far as the broker has them.
   * @returns whether nothing older than what is stored now is known to the broker.
   */
  ensure(link: TerminalLink, flow: StreamFlow, wanted: WantedBars): Promise<boolean> {
    const key = keyOf(flow.instrument, wanted.timeframe);
    const running = this.#running.get(key) ?? { wish: { shown: false }, last: Promise.resolve(false) };
    this.#running.set(key, running);
    if (wanted.shown && !running.wish.shown) {
      running.wish.shown = true;
      this.#history.wishChanged();
    }
    const turn = running.last.catch(() => false).then(() => this.#ensure(link, flow, wanted, running.wish));
    running.last = turn;
    const over = (): void => {
      if (running.last === turn) this.#running.delete(key);
    };
    turn.then(over, over);
    return turn;
  }

  async #ensure(
    link: TerminalLink,
    flow: StreamFlow,
    { timeframe, beforeMs, limit }: WantedBars,
    wish: Wish,
  ): Promise<boolean> {
    const covered = this.#covered.get(keyOf(flow.instrument, timeframe)) ?? {
      fromMs: beforeMs,
      toMs: beforeMs,
      complete: false,
    };
    if (beforeMs > covered.toMs) {
      // No bar may have opened since: that is an answer, and older bars are still to be asked for.
      const count = await this.#fetch(link, flow, timeframe, [covered.toMs, beforeMs], wish);
      if (count === null) return covered.complete;
      covered.toMs = beforeMs;
    }
    const step = limit * SLOT_MS[timeframe] * WEEKEND_SHARE + LONGEST_BREAK_MS;
    const wantedFromMs = barOpen(timeframe, Math.max(0, beforeMs - step));
    for (let steps = 0; !covered.complete && covered.fromMs > wantedFromMs && steps < MAX_STEPS; steps++) {
      const count = await this.#fetch(link, flow, timeframe, [wantedFromMs, covered.fromMs], wish);
      if (count === null) break;
      covered.complete = count === 0;
      covered.fromMs = wantedFromMs;
    }
    this.#covered.set(keyOf(flow.instrument, timeframe), covered);
    return covered.complete;
  }

  /** @returns how many bars came; null when the broker's history could not be read now. */
  async #fetch(
    link: TerminalLink,
    flow: StreamFlow,
    timeframe: Timeframe,
    [fromMs, toMs]: readonly [number, number],
    wish: Wish,
  ): Promise<number | null> {
    const { status, data } = await this.#history.bars(link, flow.symbol, timeframe, fromMs, toMs - 1, wish);
    if (data.count > 0) await this.#store.putBars(flow.stream, timeframe, data);
    return status === "complete" ? data.count : null;
  }
}

const keyOf = (instrument: InstrumentId, timeframe: Timeframe): string => `${timeframe} ${instrument}`;
