import { z } from "zod";
import { command, domain, query, stream } from "./descriptor.ts";
import { Column, Count, Finite, InstrumentIdSchema, Nothing, Text, TimeframeSchema, TimeMs } from "./primitives.ts";

export const BACKFILL_STATES = ["open", "paused", "done", "older"] as const;
export const BACKFILL_WHYS = ["none", "terminal", "service", "refused", "older", "store"] as const;

/** How far an instrument's past has been fetched, broker ms: from `toMs` backwards, the newest day first. */
export const Backfill = z.object({
  instrumentId: InstrumentIdSchema,
  /** `older`: it has ended, as the broker has nothing from before `reachedMs`. */
  state: z.enum(BACKFILL_STATES),
  /** It is this one's turn at its terminal. */
  running: z.boolean(),
  /** What keeps an open one from going on. */
  why: z.enum(BACKFILL_WHYS),
  fromMs: TimeMs,
  toMs: TimeMs,
  reachedMs: TimeMs,
  /** Ticks that it has stored. */
  ticks: Count,
  /** Of all that is wanted, 0 to 1. */
  share: Finite,
});
export type Backfill = z.infer<typeof Backfill>;

/** What is stored of an instrument. */
export const StoredInstrument = z.object({
  instrument: Text,
  digits: z.int().min(0).max(10),
  ticks: Count,
  /** Bytes of sealed ticks on disk. */
  bytes: Finite,
  firstMs: TimeMs,
  lastMs: TimeMs,
  gaps: Count,
});
export type StoredInstrument = z.infer<typeof StoredInstrument>;

/** A line of ticks with no more points than its picture needs; see shared/market/thin-ticks.ts. */
export const ThinLine = z.object({ count: Count, timeMs: Column, bid: Column, ask: Column, of: Count });
export type ThinLine = z.infer<typeof ThinLine>;

const Prices = z.object({ open: Finite, high: Finite, low: Finite, close: Finite, tickVolume: Finite });

/** Minutes that we made of ticks beside those of the broker. */
export const BarDifferences = z.object({
  /** Minutes that only ticks made, that only the broker told, and that both know. */
  own: Count,
  broker: Count,
  both: Count,
  differing: Count,
  /** The first of those that differ; `stands`: whose bar charts show. */
  minutes: z.array(z.object({ timeMs: TimeMs, own: Prices, broker: Prices, stands: z.enum(["own", "broker"]) })),
});
export type BarDifferences = z.infer<typeof BarDifferences>;

/** Whose ticks or bars: made here of ticks of the broker, told by the broker, or out of a file. */
const Origin = z.enum(["own", "broker", "imported"]);
const Version = z.object({ from: Origin, bar: Prices });

/** Where a bar of a chart comes from. */
export const BarOrigin = z.object({
  /** Of the bar that charts show; `mixed`: its minutes are of several origins. */
  origin: z.enum([...Origin.options, "mixed"]),
  /** Its minutes by origin; none where the bar itself was told and stands. */
  minutes: z.object({ own: Count, broker: Count, imported: Count }),
  /** What all stored ticks of its time make, and what was told of it: by the broker or a file. */
  ofTicks: Version.nullable(),
  told: Version.nullable(),
  /** Both are known, and a price or the number of ticks differs. */
  differs: z.boolean(),
});
export type BarOrigin = z.infer<typeof BarOrigin>;

/** A span of broker time of which ticks are missing, or were rewritten. */
export const StoredGap = z.object({
  fromMs: TimeMs,
  toMs: TimeMs,
  reason: z.enum(["DISCONNECTED", "HISTORY_MISSING", "HISTORY_REWRITTEN", "FRAMES_LOST", "STORE_LOST"]),
});
export type StoredGap = z.infer<typeof StoredGap>;

const Span = z.object({ instrument: Text, fromMs: TimeMs, toMs: TimeMs });
const OfInstrument = z.object({ instrumentId: InstrumentIdSchema });

/** The store of ticks and bars, and what is fetched of the past. */
export const data = domain({
  stored: query({
    doc: "What is stored of each instrument.",
    input: z.object({}),
    output: z.object({ instruments: z.array(StoredInstrument) }),
    deadlineMs: 30_000,
  }),
  line: query({
    doc: "The ticks of a span as a line with at most four points in each of `buckets` equal parts of it.",
    input: Span.extend({ buckets: z.int().min(1).max(4_000) }),
    output: ThinLine,
    errors: ["INSTRUMENT_NOT_FOUND"],
    deadlineMs: 30_000,
  }),
  differences: query({
    doc: "Where the minutes made of ticks and the broker's own differ.",
    input: Span,
    output: BarDifferences,
    errors: ["INSTRUMENT_NOT_FOUND"],
    deadlineMs: 30_000,
  }),
  gaps: query({
    doc: "The gaps on record of an instrument, the newest first; the first 200 of `all`.",
    input: z.object({ instrument: Text }),
    output: z.object({ gaps: z.array(StoredGap), all: Count }),
    errors: ["INSTRUMENT_NOT_FOUND"],
    deadlineMs: 30_000,
  }),
  origin: query({
    doc: "Where the bar that opens at a time comes from, and what ticks and the broker each say of it; null where nothing is stored.",
    input: z.object({ instrument: Text, timeframe: TimeframeSchema, timeMs: TimeMs }),
    output: z.object({ bar: BarOrigin.nullable() }),
    errors: ["INSTRUMENT_NOT_FOUND"],
    deadlineMs: 30_000,
  }),
  backfills: stream({
    doc: "The past that is being fetched, one item an instrument.",
    mode: "latest",
    key: "instrumentId",
    params: z.object({}),
    item: Backfill,
  }),
  backfill: command({
    doc: "Fetches an instrument's past ticks from the broker, back to a time; more of it when some was fetched before.",
    input: OfInstrument.extend({ fromMs: TimeMs }),
    output: Nothing,
    errors: ["INSTRUMENT_NOT_FOUND", "STORE_FULL", "STORE_UNAVAILABLE"],
  }),
  pauseBackfill: command({
    doc: "Pauses a backfill, or has it go on.",
    input: OfInstrument.extend({ paused: z.boolean() }),
    output: Nothing,
    errors: ["NOT_FOUND", "STORE_FULL", "STORE_UNAVAILABLE"],
  }),
  cancelBackfill: command({
    doc: "Ends a backfill; what it has fetched stays.",
    input: OfInstrument,
    output: Nothing,
    errors: ["NOT_FOUND", "STORE_FULL", "STORE_UNAVAILABLE"],
  }),
});
