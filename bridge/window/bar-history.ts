import { FairleadError } from "#shared/contract/errors.ts";
import type { Bars, BarsRequest, BarUpdate, Ticks, TicksRequest } from "#shared/contract/market.ts";
import type { BarColumns } from "#shared/market/bar.ts";
import type { InstrumentId } from "#shared/market/brands.ts";
import type { TickColumns } from "#shared/market/tick.ts";
import type { Timeframe } from "#shared/market/timeframe.ts";
import type { Clock } from "../ports/clock.ts";
import type { TickStore } from "../ports/tick-store.ts";
import { barsSoFar } from "./bar-so-far.ts";

/** What is needed of an instrument to find its ticks. */
export interface KnownInstruments {
  get(id: string): { readonly point: number; readonly digits: number } | undefined;
}

/** Completes stored bars from the broker's history. @returns whether nothing older exists. */
export type CompleteBars = (
  instrument: InstrumentId,
  wanted: {
    readonly timeframe: Timeframe;
    /** About `limit` bars before this broker time. */
    readonly beforeMs: number;
    readonly limit: number;
    /** A chart in view waits for them: they go before what nobody looks at. */
    readonly shown: boolean;
  },
) => Promise<boolean>;

/**
 * How long a chart waits for the broker's history when the store can fill a screen already, and when it cannot: MT5 may
 * take 45 s to load a cold history. What comes later is there at the next request.
 */
const PATIENCE_MS = { enough: 1_500, little: 12_000 } as const;
/** Bars without which a chart looks empty: the two minutes that live ticks made are no reason to stop waiting. */
const SCREENFUL = 100;
/** So few that neither we nor a window that makes text of them is busy for more than a ms or two: quotes go in between. */
const TICKS_PER_CHUNK = 2_048;

/** Stored bars and ticks by instrument, in the contract's shapes. */
export class BarHistory {
  readonly #store: TickStore;
  readonly #instruments: KnownInstruments;
  readonly #complete: CompleteBars;
  readonly #brokerNow: (instrument: InstrumentId) => number | undefined;
  readonly #clock: Pick<Clock, "after">;
  readonly #timeMayRunBack: boolean;
  readonly #streams = new Map<InstrumentId, Promise<number>>();

  constructor(ports: {
    readonly store: TickStore;
    readonly instruments: KnownInstruments;
    readonly complete: CompleteBars;
    /** The broker's clock as last heard; undefined before the first sign of it. */
    readonly brokerNow: (instrument: InstrumentId) => number | undefined;
    readonly clock: Pick<Clock, "after">;
    /** A replay's clock can be moved: the bar at its present may have been stored whole before. */
    readonly timeMayRunBack: boolean;
  }) {
    this.#store = ports.store;
    this.#instruments = ports.instruments;
    this.#complete = ports.complete;
    this.#brokerNow = ports.brokerNow;
    this.#clock = ports.clock;
    this.#timeMayRunBack = ports.timeMayRunBack;
  }

  /**
   * @param from where they may come from: what is stored; the broker's history too; the same, while a chart in view waits
   * @throws FairleadError INSTRUMENT_NOT_FOUND
   */
  async bars(
    { instrumentId, timeframe, beforeMs, limit }: BarsRequest,
    from: "stored" | "broker" | "brokerForChart" = "brokerForChart",
  ): Promise<Bars> {
    const stream = await this.#stream(instrumentId);
    const to = Math.min(beforeMs ?? Number.MAX_SAFE_INTEGER, this.#present(instrumentId));
    const wanted = { timeframe, beforeMs: to, limit, shown: from === "brokerForChart" };
    const complete = from !== "stored" && (await this.#completed(stream, instrumentId, wanted));
    const columns = await this.#read(stream, instrumentId, timeframe, to, limit);
    const { count, timeMs, open, high, low, close, tickVolume, spread } = columns;
    const all = complete && count < limit;
    return { instrumentId, timeframe, count, timeMs, open, high, low, close, tickVolume, spread, complete: all };
  }

  /** How far the server's clock stood ahead of UTC, and since when. @throws FairleadError INSTRUMENT_NOT_FOUND */
  async offsets(instrumentId: InstrumentId): Promise<{ fromBrokerMs: number; offsetS: number }[]> {
    if (this.#instruments.get(instrumentId) === undefined)
      throw new FairleadError("INSTRUMENT_NOT_FOUND", undefined, { instrumentId });
    const server = instrumentId.slice(instrumentId.indexOf("@") + 1, instrumentId.indexOf("/"));
    const epochs = await this.#store.offsets(server);
    return epochs.map(({ fromBrokerMs, offsetS }) => ({ fromBrokerMs, offsetS }));
  }

  /** The newest day bars, completed from the broker's history. @throws FairleadError INSTRUMENT_NOT_FOUND */
  async days(instrumentId: InstrumentId, limit: number): Promise<BarUpdate[]> {
    const stream = await this.#stream(instrumentId);
    const wanted = { timeframe: "D1", beforeMs: this.#present(instrumentId), limit, shown: false } as const;
    await this.#completed(stream, instrumentId, wanted);
    return this.newest(instrumentId, "D1", limit);
  }

  /** The newest `limit` bars, oldest first. @throws FairleadError INSTRUMENT_NOT_FOUND */
  async newest(instrumentId: InstrumentId, timeframe: Timeframe, limit: number): Promise<BarUpdate[]> {
    const stream = await this.#stream(instrumentId);
    const columns = await this.#read(stream, instrumentId, timeframe, this.#present(instrumentId), limit);
    return Array.from({ length: columns.count }, (_, at) => barAt(columns, at, instrumentId, timeframe));
  }

  /** Stored ticks, each once, in order of arrival. @throws FairleadError INSTRUMENT_NOT_FOUND */
  async *ticks({ instrumentId, fromMs, toMs }: TicksRequest): AsyncGenerator<Ticks, void> {
    const stream = await this.#stream(instrumentId);
    for await (const run of this.#store.scanTicks(stream, fromMs, toMs)) {
      // Copies: the run's memory is the next one's, and a port would send all of it with each part.
      for (let at = 0; at < run.count; at += TICKS_PER_CHUNK) yield ticksOf(run, at, at + TICKS_PER_CHUNK);
    }
  }

  async #read(
    stream: number,
    instrument: InstrumentId,
    timeframe: Timeframe,
    to: number,
    limit: number,
  ): Promise<BarColumns> {
    const bars = await this.#store.readBars(stream, timeframe, 0, to, limit);
    const point = this.#instruments.get(instrument)?.point;
    if (!this.#timeMayRunBack || point === undefined || to !== this.#present(instrument)) return bars;
    return barsSoFar(this.#store, { stream, point }, timeframe, bars, to - 1);
  }

  /**
   * Just behind the market's present. A replay that was moved back, and the second pass of a repeated hour, have stored
   * bars of their future: nobody gets to see those.
   */
  #present(instrument: InstrumentId): number {
    const now = this.#brokerNow(instrument);
    return now === undefined ? Number.MAX_SAFE_INTEGER : now + 1;
  }

  /** @returns whether nothing older exists, as far as that was found out in time. */
  async #completed(stream: number, instrument: InstrumentId, wanted: Parameters<CompleteBars>[1]): Promise<boolean> {
    const { timeframe, beforeMs, limit } = wanted;
    const now = this.#brokerNow(instrument);
    // Without a sign of the broker there is nobody to ask; whoever shows too few bars asks again.
    if (now === undefined) return false;
    const enough = Math.min(limit, SCREENFUL);
    const { count } = await this.#store.readBars(stream, timeframe, 0, beforeMs, enough);
    const patience = Promise.withResolvers<boolean>();
    const cancel = this.#clock.after(PATIENCE_MS[count >= enough ? "enough" : "little"], () => patience.resolve(false));
    // Whatever keeps the broker's history away has been reported by the collector: the chart shows what is stored.
    const upTo = { ...wanted, beforeMs: Math.min(beforeMs, now + 1) };
    const completing = this.#complete(instrument, upTo).catch(() => false);
    try {
      return await Promise.race([completing, patience.promise]);
    } finally {
      cancel();
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

function ticksOf({ count, timeMs, bid, ask, last, volumeReal, flags }: TickColumns, from: number, end: number): Ticks {
  const to = Math.min(end, count);
  return {
    count: to - from,
    timeMs: timeMs.slice(from, to),
    bid: bid.slice(from, to),
    ask: ask.slice(from, to),
    last: last.slice(from, to),
    volumeReal: volumeReal.slice(from, to),
    flags: flags.slice(from, to),
  };
}

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
