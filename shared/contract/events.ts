import { z } from "zod";
import { domain, stream } from "./descriptor.ts";
import { Text, TimeMs } from "./primitives.ts";

/** Something that happened and that a trader or an engineer may want to look up later. */
export const BridgeEvent = z.object({
  seq: z.int().nonnegative(),
  /** UTC ms. */
  atMs: TimeMs,
  severity: z.enum(["info", "warning", "error"]),
  /** Stable name: a code of event-words.ts, or an error code. */
  code: z.string().max(64),
  /** The words in English, as the log has them; windows say them in their language (event-words.ts). */
  message: Text,
  details: z.record(z.string(), z.union([z.string().max(512), z.number(), z.boolean()])),
});
export type BridgeEvent = z.infer<typeof BridgeEvent>;

export const events = domain({
  log: stream({
    doc: "The bridge's events in order; resume with the last seq seen.",
    mode: "log",
    params: z.object({}),
    item: BridgeEvent,
  }),
});
