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

type OrderLine = Extract<ClientLine, { type: "order" }>;

/** The schema of an order by hand: a broker that takes no time has none for a parser's. What is none here may still be one there. */
export function isOrderLine(value: unknown): value is OrderLine {
  if (typeof value !== "object" || value === null) return false;
  const { type, id, async: asynchronous, request_id, request } = value as Readonly<Record<string, unknown>>;
  return (
    type === "order" &&
    Number.isSafeInteger(id) &&
    (id as number) >= 0 &&
    typeof asynchronous === "boolean" &&
    Number.isSafeInteger(request_id) &&
    typeof request === "object" &&
    request !== null &&
    !Array.isArray(request) &&
    Object.values(request).every(
      (each) => typeof each === "string" || typeof each === "number" || typeof each === "boolean",
    )
  );
}
