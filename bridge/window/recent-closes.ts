import { contract } from "#shared/contract/contract.ts";
import type { Bars, BarsRequest } from "#shared/contract/market.ts";
import type { InstrumentId } from "#shared/market/brands.ts";
import { barOpen } from "#shared/market/timeframe.ts";
import { topicOf } from "#shared/rpc/latest.ts";
import type { Clock } from "../ports/clock.ts";

/** Minutes whose closes are told: four hours of a market that trades all the time. */
export const RECENT_MINUTES = 240;
/** How soon after its end a minute is told. */
const LOOK_MS = 2_000;
/** Reads that may be under way at once, so that a list of hundreds of symbols does not flood the store or the broker. */
const MAX_READS = 4;

/** Reads M1 bars: what is stored, or completed from the broker's history, which may take many seconds. */
export type ReadMinutes = (request: BarsRequest, from: "stored" | "broker") => Promise<Bars>;

interface Row {
  readers: number;
  /** The minute before which the closes lie that were read last; undefined: none yet. */
  asOfMs: number | undefined;
  reading: boolean;
  /** The broker is asked for what the store lacks. */
  asking: boolean;
}

/** What a row is read for while the broker has given no sign of its clock: what is stored, and no more. */
const NO_CLOCK = -1;

/**
 * The closing bids of the last whole minutes of each instrument that a window lists: its line in the market watch. Read
 * from the stored bars when a minute of the broker's clock has ended, never on the way of a quote; what the store lacks is
 * asked of the broker, and told when it has come. A minute in which nothing was traded has no close, so nights and weekends
 * take no room, and a day's end is no gap.
 */
export class RecentCloses {
  readonly topic = topicOf(contract.market.closes);
  readonly #readBars: ReadMinutes;
  readonly #brokerNow: (instrument: InstrumentId) => number | undefined;
  readonly #rows = new Map<InstrumentId, Row>();
  readonly #stop: () => void;
  /** Those of which the store has too few. */
  readonly #short = new Set<InstrumentId>();
  #reads = 0;
  #questions = 0;

  /** @param brokerNow time of the instrument's last quote, broker ms */
  constructor(
    readBars: ReadMinutes,
    brokerNow: (instrument: InstrumentId) => number | undefined,
    clock: Pick<Clock, "every">,
  ) {
    this.#readBars = readBars;
    this.#brokerNow = brokerNow;
    this.#stop = clock.every(LOOK_MS, () => this.#look());
  }

  /** Keeps these told until the answer is called. */
  open(instruments: readonly InstrumentId[]): () => void {
    const wanted = new Set(instruments);
    for (const id of wanted) {
      const row = this.#rows.get(id) ?? { readers: 0, asOfMs: undefined, reading: false, asking: false };
      row.readers += 1;
      this.#rows.set(id, row);
    }
    this.#look();
    return () => {
      for (const id of wanted) this.#release(id);
      wanted.clear();
    };
  }

  stop(): void {
    this.#stop();
  }

  #release(id: InstrumentId): void {
    const row = this.#rows.get(id);
    if (row === undefined) return;
    row.readers -= 1;
    if (row.readers > 0) return;
    this.#rows.delete(id);
    // Whoever lists it next must not be shown what was so then.
    this.topic.delete(id);
  }

  #look(): void {
    for (const [id, row] of this.#rows) {
      if (this.#reads >= MAX_READS) return;
      const now = this.#brokerNow(id);
      const asOfMs = now === undefined ? NO_CLOCK : barOpen("M1", now);
      if (!row.reading && row.asOfMs !== asOfMs) void this.#read(id, row, asOfMs);
    }
  }

  async #read(id: InstrumentId, row: Row, asOfMs: number): Promise<void> {
    row.reading = true;
    row.asOfMs = asOfMs;
    this.#reads += 1;
    try {
      if ((await this.#tell(id, row, asOfMs, "stored")) < RECENT_MINUTES) this.#short.add(id);
    } catch {
      // The store has said what is wrong; the line goes on with what it has, and the next minute asks again.
    } finally {
      row.reading = false;
      this.#reads -= 1;
      this.#askBroker();
      this.#look();
    }
  }

  #askBroker(): void {
    for (const id of this.#short) {
      if (this.#questions >= MAX_READS) return;
      this.#short.delete(id);
      const row = this.#rows.get(id);
      if (row !== undefined && !row.asking) void this.#ask(id, row);
    }
  }

  async #ask(id: InstrumentId, row: Row): Promise<void> {
    row.asking = true;
    this.#questions += 1;
    try {
      await this.#tell(id, row, row.asOfMs ?? NO_CLOCK, "broker");
    } catch {
      // Said by whoever was asked; the next minute finds what has come of it in the store.
    } finally {
      row.asking = false;
      this.#questions -= 1;
      this.#askBroker();
    }
  }

  /** @returns how many closes there are */
  async #tell(id: InstrumentId, row: Row, asOfMs: number, from: "stored" | "broker"): Promise<number> {
    const before = asOfMs === NO_CLOCK ? {} : { beforeMs: asOfMs };
    const request: BarsRequest = { instrumentId: id, timeframe: "M1", limit: RECENT_MINUTES, ...before };
    const bars = await this.#readBars(request, from);
    const lastMs = bars.timeMs[bars.count - 1];
    // A later minute has been told meanwhile, or nobody lists it any more.
    if (lastMs === undefined || this.#rows.get(id) !== row || row.asOfMs !== asOfMs) return bars.count;
    this.topic.set({ instrumentId: id, lastMs, closes: bars.close.slice(0, bars.count) });
    return bars.count;
  }
}
