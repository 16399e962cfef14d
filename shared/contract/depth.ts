import { z } from "zod";
import { domain, stream } from "./descriptor.ts";
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

/** Depth of market: asked of a broker only while somebody looks, or records. */
export const depth = domain({
  book: stream({
    doc: "The depth of one instrument, at most as often as the setting says.",
    mode: "latest",
    key: "instrumentId",
    params: z.object({ instrumentId: InstrumentIdSchema }),
    item: BookView,
  }),
});
