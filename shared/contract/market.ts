import { z } from "zod";
import { ASSET_CLASSES } from "../market/asset-class.ts";
import { domain, query, stream } from "./descriptor.ts";
import {
  AccountIdSchema,
  Column,
  Count,
  Finite,
  FlagColumn,
  InstrumentIdSchema,
  Text,
  TimeframeSchema,
  TimeMs,
} from "./primitives.ts";

/** What the window needs to show and format an instrument; the full specification stays in the bridge. */
export const Instrument = z.object({
  id: InstrumentIdSchema,
  accountId: AccountIdSchema,
  symbol: Text,
  description: Text,
  /** What kind it is: see shared/market/asset-class.ts. */
  assetClass: z.enum(ASSET_CLASSES),
  digits: z.int().min(0).max(10),
  point: Finite,
  /** Points per pip as the field counts them (10 on 5- and 3-digit currency pairs, else as the spec says). */
  pointsPerPip: Finite,
  currencyProfit: Text,
  /** Smallest step in which its price may move; often, not always, `point`. */
  tickSize: Finite,
  /** Lots: the least the broker takes, and the step. */
  volumeMin: Finite,
  volumeStep: Finite,
  /** What one lot gains when the price rises by 1, in `currencyProfit`; absent where MT5 does not reckon so (futures, bonds). */
  gainPerPrice: Finite.optional(),
  /** Points from the price within which the broker takes no stop, and within which it changes nothing; 0 = none. */
  stopsLevel: Finite,
  freezeLevel: Finite,
});
export type Instrument = z.infer<typeof Instrument>;

/** The last quote of an instrument. Everything derived from it (spread, change) is computed by whoever shows it. */
export const Quote = z.object({
  instrumentId: InstrumentIdSchema,
  bid: Finite,
  ask: Finite,
  /** Broker ms of the tick. */
  timeMs: TimeMs,
  /** Bid with which the broker's day opened; NaN-free: absent while unknown. */
  dayOpen: Finite.optional(),
  /** Bid with which the previous broker day closed: what day change is measured against. */
  previousClose: Finite.optional(),
  dayHigh: Finite.optional(),
  dayLow: Finite.optional(),
});
export type Quote = z.infer<typeof Quote>;

export const BarsRequest = z.object({
  instrumentId: InstrumentIdSchema,
  timeframe: TimeframeSchema,
  /** Bars that open before this broker time; absent = up to now. */
  beforeMs: TimeMs.optional(),
  limit: z.int().min(1).max(20_000),
});

export type BarsRequest = z.infer<typeof BarsRequest>;

/** Bars as columns (see shared/market/bar.ts), oldest first. `complete`: nothing older is known anywhere. */
export const Bars = z.object({
  instrumentId: InstrumentIdSchema,
  timeframe: TimeframeSchema,
  count: Count,
  timeMs: Column,
  open: Column,
  high: Column,
  low: Column,
  close: Column,
  tickVolume: Column,
  spread: Column,
  complete: z.boolean(),
});
export type Bars = z.infer<typeof Bars>;

/** The bar that is forming, or the one that has just closed. */
export const BarUpdate = z.object({
  instrumentId: InstrumentIdSchema,
  timeframe: TimeframeSchema,
  timeMs: TimeMs,
  open: Finite,
  high: Finite,
  low: Finite,
  close: Finite,
  tickVolume: Finite,
  spread: Finite,
});
export type BarUpdate = z.infer<typeof BarUpdate>;

export const TicksRequest = z.object({
  instrumentId: InstrumentIdSchema,
  /** Broker ms: ticks with fromMs <= time < toMs. */
  fromMs: TimeMs,
  toMs: TimeMs,
});
export type TicksRequest = z.infer<typeof TicksRequest>;

/** A chunk of ticks as columns (see shared/market/tick.ts), in order of arrival. */
export const Ticks = z.object({
  count: Count,
  timeMs: Column,
  bid: Column,
  ask: Column,
  last: Column,
  volumeReal: Column,
  flags: FlagColumn,
});
export type Ticks = z.infer<typeof Ticks>;

/** Closing bids of an instrument's last whole minutes: its line in a list. */
export const RecentCloses = z.object({
  instrumentId: InstrumentIdSchema,
  /** Broker ms at which the last of these minutes opened. */
  lastMs: TimeMs,
  /** Oldest first; a minute in which nothing was traded has none. */
  closes: Column,
});
export type RecentCloses = z.infer<typeof RecentCloses>;

/** Market data of every connected account. */
export const market = domain({
  instruments: stream({
    doc: "Instruments whose ticks are collected; one item an instrument, again whenever its specification changes.",
    mode: "latest",
    key: "id",
    params: z.object({ accountId: AccountIdSchema.optional() }),
    item: Instrument,
  }),
  quotes: stream({
    doc: "The latest quote of each instrument asked for (all when none is named).",
    mode: "latest",
    key: "instrumentId",
    params: z.object({ instrumentIds: z.array(InstrumentIdSchema).max(2_000).optional() }),
    item: Quote,
  }),
  closes: stream({
    doc: "Closing bids of the last whole minutes that were traded, of each instrument asked for, again after each minute.",
    mode: "latest",
    key: "instrumentId",
    params: z.object({ instrumentIds: z.array(InstrumentIdSchema).max(2_000) }),
    item: RecentCloses,
  }),
  bars: query({
    doc: "Stored bars of an instrument, completed from the broker's history where ticks are missing.",
    input: BarsRequest,
    output: Bars,
    errors: ["INSTRUMENT_NOT_FOUND"],
    deadlineMs: 20_000,
  }),
  offsets: query({
    doc: "Since when (broker ms) the clock of the instrument's server stood how far ahead of UTC, as recorded; oldest first.",
    input: z.object({ instrumentId: InstrumentIdSchema }),
    output: z.array(z.object({ fromBrokerMs: TimeMs, offsetS: z.int() })),
    errors: ["INSTRUMENT_NOT_FOUND"],
  }),
  ticks: stream({
    doc: "Stored ticks of an instrument in chunks, in order of arrival: as fast as they are taken, with a pause after each.",
    mode: "bulk",
    params: TicksRequest,
    item: Ticks,
    errors: ["INSTRUMENT_NOT_FOUND"],
  }),
  barUpdates: stream({
    doc: "The forming bar of one instrument and timeframe; the item with a new timeMs closes the one before.",
    mode: "latest",
    key: "timeMs",
    params: z.object({ instrumentId: InstrumentIdSchema, timeframe: TimeframeSchema }),
    item: BarUpdate,
    errors: ["INSTRUMENT_NOT_FOUND"],
  }),
});
