import { contract } from "#shared/contract/contract.ts";
import type { BarUpdate, Quote } from "#shared/contract/market.ts";
import type { InstrumentId } from "#shared/market/brands.ts";
import type { TickColumns } from "#shared/market/tick.ts";
import { barOpen } from "#shared/market/timeframe.ts";
import { topicOf } from "#shared/rpc/latest.ts";
import type { Clock } from "../ports/clock.ts";
import type { QuoteHub } from "../ports/quote-hub.ts";

/** The newest day bars of an instrument, oldest first. */
export type ReadDays = (instrument: InstrumentId, limit: number) => Promise<readonly BarUpdate[]>;

interface Day {
  readonly openMs: number;
  open: number;
  high: number;
  low: number;
  previousClose: number | undefined;
}

interface Row {
  day: Day | undefined;
  lastBid: number;
  /** Its day has begun with the quote of a frame whose other ticks are yet to be heard. */
  begun: boolean;
  reading: boolean;
  readAtMs: number;
}

/** A row's day figures are read anew from the store this often while it is quoted. */
const REFRESH_MS = 20_000;
/** Reads that may be under way at once, so that a start with hundreds of symbols does not flood the store. */
const MAX_READS = 4;

/**
 * The last quote of each instrument with its day's figures. The day is read from the store once it is quoted; from then
 * on every live tick widens its range, and now and then the store is asked again.
 */
export class QuoteBoard implements QuoteHub {
  readonly topic = topicOf(contract.market.quotes);
  readonly #readDays: ReadDays;
  readonly #clock: Pick<Clock, "monotonicMs">;
  readonly #rows = new Map<InstrumentId, Row>();
  /** Rows whose day is to be read once another read has ended: a market that is closed sends no second quote. */
  readonly #waiting = new Map<InstrumentId, number>();
  #reads = 0;

  constructor(readDays: ReadDays, clock: Pick<Clock, "monotonicMs">) {
    this.#readDays = readDays;
    this.#clock = clock;
  }

  quote(instrumentId: InstrumentId, bid: number, ask: number, timeMs: number): void {
    const row = this.#row(instrumentId);
    const openMs = barOpen("D1", timeMs);
    if (row.day !== undefined && openMs < row.day.openMs) {
      // Broker time ran back to another day (a replay was moved): what is known is of its future.
      row.day = undefined;
      row.readAtMs = Number.NEGATIVE_INFINITY;
    } else if (row.day === undefined || openMs > row.day.openMs) {
      const previousClose = row.day === undefined ? undefined : row.lastBid;
      // The first quote that is seen need not be the day's first: without the store its day is unknown.
      row.begun = row.day !== undefined;
      row.day = row.day === undefined ? undefined : { openMs, open: bid, high: bid, low: bid, previousClose };
    } else {
      if (bid > row.day.high) row.day.high = bid;
      if (bid < row.day.low) row.day.low = bid;
    }
    row.lastBid = bid;
    this.topic.set(quoteOf(instrumentId, bid, ask, timeMs, row.day));
    if (this.#clock.monotonicMs() - row.readAtMs >= REFRESH_MS) void this.#refresh(instrumentId, row, openMs);
  }

  /**
   * Of a frame the collector has named only the last tick, before: highs and lows lie in between, and where the frame goes
   * over midnight the one day's last price and the other's first.
   */
  readonly ticks = (instrumentId: InstrumentId, ticks: TickColumns, count: number): void => {
    const row = this.#rows.get(instrumentId);
    if (row?.day === undefined) return;
    const { day, begun } = row;
    row.begun = false;
    const { high, low } = day;
    let first = begun;
    for (let at = 0; at < count; at += 1) {
      const timeMs = ticks.timeMs[at] ?? 0;
      const bid = ticks.bid[at] ?? 0;
      if (begun && timeMs < day.openMs) day.previousClose = bid;
      if (timeMs < day.openMs || barOpen("D1", timeMs) !== day.openMs) continue;
      if (first) day.open = bid;
      first = false;
      if (bid > day.high) day.high = bid;
      if (bid < day.low) day.low = bid;
    }
    const last = this.topic.get(instrumentId);
    if (last === undefined || (!begun && day.high === high && day.low === low)) return;
    // Nobody may have to wait for the next quote, which comes on Monday.
    this.topic.set(quoteOf(instrumentId, last.bid, last.ask, last.timeMs, day));
  };

  #row(instrumentId: InstrumentId): Row {
    let row = this.#rows.get(instrumentId);
    if (!row) {
      row = { day: undefined, lastBid: 0, begun: false, reading: false, readAtMs: Number.NEGATIVE_INFINITY };
      this.#rows.set(instrumentId, row);
    }
    return row;
  }

  async #refresh(instrumentId: InstrumentId, row: Row, openMs: number): Promise<void> {
    if (row.reading) return;
    if (this.#reads >= MAX_READS) {
      this.#waiting.set(instrumentId, openMs);
      return;
    }
    row.reading = true;
    this.#reads += 1;
    row.readAtMs = this.#clock.monotonicMs();
    try {
      const days = await this.#readDays(instrumentId, 2);
      this.#take(instrumentId, row, days, openMs);
    } catch {
      // The store has said what is wrong; the row goes on with what it has and asks again.
    } finally {
      row.reading = false;
      this.#reads -= 1;
      this.#readNext();
    }
  }

  #readNext(): void {
    for (const [instrumentId, openMs] of this.#waiting) {
      this.#waiting.delete(instrumentId);
      return void this.#refresh(instrumentId, this.#row(instrumentId), openMs);
    }
  }

  #take(instrumentId: InstrumentId, row: Row, days: readonly BarUpdate[], askedForMs: number): void {
    const today = days.findLast((day) => day.timeMs === askedForMs);
    const before = days.findLast((day) => day.timeMs < askedForMs);
    if (row.day !== undefined && row.day.openMs > askedForMs) return;
    const last = this.topic.get(instrumentId);
    if (!last) return;
    const seen = row.day ?? { high: last.bid, low: last.bid, open: undefined };
    row.day = {
      openMs: askedForMs,
      open: today?.open ?? seen.open ?? last.bid,
      high: Math.max(seen.high, today?.high ?? seen.high),
      low: Math.min(seen.low, today?.low ?? seen.low),
      previousClose: before?.close,
    };
    this.topic.set(quoteOf(instrumentId, last.bid, last.ask, last.timeMs, row.day));
  }
}

const quoteOf = (instrumentId: InstrumentId, bid: number, ask: number, timeMs: number, day: Day | undefined): Quote =>
  day === undefined
    ? { instrumentId, bid, ask, timeMs }
    : {
        instrumentId,
        bid,
        ask,
        timeMs,
        dayOpen: day.open,
        dayHigh: day.high,
        dayLow: day.low,
        ...(day.previousClose === undefined ? {} : { previousClose: day.previousClose }),
      };
