import { z } from "zod";
import { domain, query, stream } from "./descriptor.ts";
import { Count, Finite, InstrumentIdSchema, TimeMs } from "./primitives.ts";

const Level = z.object({ price: Finite, volume: Finite });

/** A symbol's depth of market. Volumes in lots, as the broker tells them. */
export const BookView = z.object({
  instrumentId: InstrumentIdSchema,
  /**
   * `waiting`: asked for, no word yet; `notOffered`: the broker sends no depth for the symbol; `refused`: MT5 refuses, with
   * its error; `silent`: the EA knows nothing of depth; `away`: its terminal is not connected.
   */
  status: z.enum(["waiting", "live", "notOffered", "unknownSymbol", "refused", "silent", "away"]),
  /** MQL5's GetLastError() where it refused. */
  error: Count,
  /** UTC ms at which the image came; null before the first. */
  heardMs: TimeMs.nullable(),
  /** The best price first. */
  bids: z.array(Level),
  asks: z.array(Level),
  /** Lots of orders without a price. */
  marketBuy: Finite,
  marketSell: Finite,
  /** Levels that the broker has; more than are told were cut. */
  levels: Count,
  /** Whether each image is kept on disk. */
  recording: z.boolean(),
});
export type BookView = z.infer<typeof BookView>;

/** A book as it was recorded at a moment. */
export const RecordedBookView = z.object({
  /** UTC ms at which it came. */
  atMs: TimeMs,
  /** The best price first. */
  bids: z.array(Level),
  asks: z.array(Level),
  marketBuy: Finite,
  marketSell: Finite,
  levels: Count,
});
export type RecordedBookView = z.infer<typeof RecordedBookView>;

const OfInstrument = z.object({ instrumentId: InstrumentIdSchema });

/** Depth of market: asked of a broker only while somebody looks, or records. */
export const depth = domain({
  book: stream({
    doc: "The depth of one instrument, at most as often as the setting says.",
    mode: "latest",
    key: "instrumentId",
    params: z.object({ instrumentId: InstrumentIdSchema }),
    item: BookView,
  }),
  recorded: query({
    doc: "How much of an instrument's depth is recorded, and from when to when (UTC ms); null while nothing is.",
    input: OfInstrument,
    output: z.object({ span: z.object({ images: Count, fromMs: TimeMs, toMs: TimeMs }).nullable() }),
  }),
  recordedAt: query({
    doc: "The book as it stood at a time (UTC ms): the last image until then; null before the first.",
    input: OfInstrument.extend({ atMs: TimeMs }),
    output: z.object({ book: RecordedBookView.nullable() }),
  }),
  recordedFrom: query({
    doc: "Recorded images with fromMs <= time < toMs, oldest first.",
    input: OfInstrument.extend({ fromMs: TimeMs, toMs: TimeMs, limit: z.int().min(1).max(500) }),
    output: z.object({ books: z.array(RecordedBookView) }),
    deadlineMs: 30_000,
  }),
});
