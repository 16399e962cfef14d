import { z } from "zod";

/** A 64-bit whole number: as a number where it is exact, else as decimal text. */
const Whole = z.union([z.int(), z.string().regex(/^-?\d+$/)]);
const Id = z.int().nonnegative();
const Request = z.record(z.string(), z.union([z.number(), z.string(), z.boolean()]));
const Calc = {
  id: Id,
  action: z.string(),
  symbol: z.string(),
  volume: z.number(),
  open: z.number(),
  close: z.number().default(0),
};

/** Lines that the MQL5 host sends to the trade server (test/mql5-host/TRADE-SERVER.md). */
export const ClientLine = z.discriminatedUnion("type", [
  z.object({ type: z.literal("hello"), id: Id, version: z.literal(1), program: z.string() }),
  z.object({ type: z.literal("order"), id: Id, async: z.boolean(), request_id: Whole, request: Request }),
  z.object({ type: z.literal("check"), id: Id, request: Request }),
  z.object({ type: z.literal("calcMargin"), ...Calc }),
  z.object({ type: z.literal("calcProfit"), ...Calc }),
  z.object({ type: z.literal("control"), id: Id, do: z.unknown() }),
]);
export type ClientLine = z.infer<typeof ClientLine>;
