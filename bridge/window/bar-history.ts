import { FairleadError } from "#shared/contract/errors.ts";
import type { Bars, BarsRequest, BarUpdate, Ticks, TicksRequest } from "#shared/contract/market.ts";
import type { BarColumns } from "#shared/market/bar.ts";
import type { InstrumentId } from "#shared/market/brands.ts";
import type { TickColumns } from "#shared/market/tick.ts";
import type { Timeframe } from "#shared/market/timeframe.ts";
import type { TickStore } from "../ports/tick-store.ts";

/** What is needed of an instrument to find its ticks. */
export interface KnownInstruments {
  get(id: string): { readonly point: number; readonly digits: number } | undefined;
}

const TICKS_PER_CHUNK = 8_192;

/** Stored bars and ticks by instrument, in the contract's shapes. */
export class BarHistory {
  readonly #store: TickStore;
  readonly #instruments: KnownInstruments;
  readonly #streams = new Map<InstrumentId, Promise<number>>();

  constructor(store: TickStore, instruments: KnownInstruments) {
    this.#store = store;
    this.#instruments = instruments;
  }

  /** @throws FairleadError INSTRUMENT_NOT_FOUND */
  async bars({ instrumentId, timeframe, beforeMs, limit }: BarsRequest): Promise<Bars> {
    const stream = await this.#stream(instrumentId);
    const to = beforeMs ?? Number.MAX_SAFE_INTEGER;
    const columns = await this.#store.readBars(stream, timeframe, 0, to, limit);
    const { count, timeMs, open, high, low, close, tickVolume, spread } = columns;
    const complete = count < limit;
    return { instrumentId, timeframe, count, timeMs, open, high, low, close, tickVolume, spread, complete };
  }

  /** The newest `limit` bars, oldest first. @throws FairleadError INSTRUMENT_NOT_FOUND */
  async newest(instrumentId: InstrumentId, timeframe: Timeframe, limit: number): Promise<BarUpdate[]> {
    const stream = await this.#stream(instrumentId);
    const columns = await this.#store.readBars(stream, timeframe, 0, Number.MAX_SAFE_INTEGER, limit);
    return Array.from({ length: columns.count }, (_, at) => barAt(columns, at, instrumentId, timeframe));
  }

  /** Live ticks in order of time, one chunk at a time. @throws FairleadError INSTRUMENT_NOT_FOUND */
  async *ticks({ instrumentId, fromMs, toMs }: TicksRequest): AsyncGenerator<Ticks, void> {
    const stream = await this.#stream(instrumentId);
    let from = fromMs;
    let limit = TICKS_PER_CHUNK;
    for (;;) {
      const read = await this.#store.readTicks(stream, from, toMs, limit);
      const last = read.count < limit;
      // A chunk ends between two milliseconds, so that the next begins with whole ones.
      const keep = last ? read.count : wholeMilliseconds(read);
      if (keep === 0 && !last) {
        limit *= 2;
        continue;
      }
      if (keep > 0) yield ticksOf(read, keep);
      if (last) return;
      from = read.timeMs[keep] ?? toMs;
      limit = TICKS_PER_CHUNK;
    }
  }

  #stream(id: InstrumentId): Promise<number> {
    const known = this.#streams.get(id);
    if (known) return known;
    const instrument = this.#instruments.get(id);
    if (!instrument) throw new FairleadError("INSTRUMENT_NOT_FOUND", undefined, { instrumentId: id });
    const opened = this.#store.openStream(id, instrument.point, instrument.digits).then(({ stream }) => stream);
    this.#streams.set(id, opened);
    opened.catch(() => this.#streams.delete(id));
    return opened;
  }
}

/** How many leading ticks do not share their millisecond with the last one. */
function wholeMilliseconds({ timeMs, count }: TickColumns): number {
  const last = timeMs[count - 1];
  let keep = count;
  while (keep > 0 && timeMs[keep - 1] === last) keep -= 1;
  return keep;
}

const ticksOf = ({ timeMs, bid, ask, last, volumeReal, flags }: TickColumns, count: number): Ticks => ({
  count,
  timeMs: timeMs.slice(0, count),
  bid: bid.slice(0, count),
  ask: ask.slice(0, count),
  last: last.slice(0, count),
  volumeReal: volumeReal.slice(0, count),
  flags: flags.slice(0, count),
});

function barAt(columns: BarColumns, at: number, instrumentId: InstrumentId, timeframe: Timeframe): BarUpdate {
  const value = (column: Float64Array): number => column[at] ?? 0;
  return {
    instrumentId,
    timeframe,
    timeMs: value(columns.timeMs),
    open: value(columns.open),
    high: value(columns.high),
    low: value(columns.low),
    close: value(columns.close),
    tickVolume: value(columns.tickVolume),
    spread: value(columns.spread),
  };
}
