import { z } from "zod";
import { FaultPlan } from "./faults/fault-plan.ts";
import type { ManualMarket } from "./manual-market.ts";
import { readRequest, resultRow } from "./mql5-request.ts";
import { accountRow, dealRow, orderRow, positionRow } from "./mql5-rows.ts";
import type { TradeServerSocket } from "./socket-server.ts";
import type { TradeServer } from "./trade-server.ts";

const Terms = z.strictObject({
  tradeMode: z.enum(["disabled", "longOnly", "shortOnly", "closeOnly", "full"]).optional(),
  execution: z.enum(["request", "instant", "market", "exchange"]).optional(),
  fillingFlags: z.int().min(0).max(7).optional(),
  orderFlags: z.int().min(0).max(127).optional(),
  expirationFlags: z.int().min(0).max(15).optional(),
  stopsLevel: z.int().min(0).optional(),
  freezeLevel: z.int().min(0).optional(),
  volumeMin: z.number().positive().optional(),
  volumeMax: z.number().positive().optional(),
  volumeStep: z.number().positive().optional(),
  volumeLimit: z.number().min(0).optional(),
  contractSize: z.number().positive().optional(),
  swapLong: z.number().optional(),
  swapShort: z.number().optional(),
  swapTripleDay: z.int().min(0).max(6).optional(),
  commissionPerLot: z.number().min(0).optional(),
});

const Symbol = z.string().min(1).max(32);

/** What a test may tell the server to do (test/mql5-host/TRADE-SERVER.md, Control). */
const Order = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("faults"), plan: FaultPlan }),
  z.strictObject({
    kind: z.literal("trade"),
    as: z.enum(["client", "mobile", "web", "expert"]),
    request: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])),
  }),
  z.strictObject({ kind: z.literal("cut"), forMs: z.number().min(0).max(3_600_000) }),
  z.strictObject({ kind: z.literal("symbol"), symbol: Symbol, terms: Terms }),
  z.strictObject({
    kind: z.literal("market"),
    symbol: Symbol,
    closed: z.boolean().optional(),
    priceOff: z.boolean().optional(),
  }),
  z.strictObject({ kind: z.literal("deposit"), amount: z.number(), comment: z.string().max(31).default("") }),
  z.strictObject({ kind: z.literal("tick"), symbol: Symbol, bid: z.number().positive(), ask: z.number().positive() }),
  z.strictObject({ kind: z.literal("time"), brokerMs: z.int().optional(), advanceMs: z.int().min(0).optional() }),
  z.strictObject({ kind: z.literal("ledger") }),
]);

/** Carries out what a test asks. @throws Error, ZodError when it cannot be done. */
export function control(
  server: TradeServer,
  market: ManualMarket | null,
  order: unknown,
  socket: TradeServerSocket,
): object {
  const wanted = Order.parse(order);
  switch (wanted.kind) {
    case "faults":
      server.setFaults(wanted.plan);
      return {};
    case "trade":
      return resultRow(server.act(readRequest(wanted.request), wanted.as), 0);
    case "cut":
      server.cut(wanted.forMs);
      return {};
    case "symbol":
      server.alterSymbol(wanted.symbol, withoutAbsent(wanted.terms));
      socket.symbolChanged(wanted.symbol);
      return {};
    case "market": {
      const { symbol, closed, priceOff } = wanted;
      server.restrict(symbol, withoutAbsent({ closed, priceOff }));
      return {};
    }
    case "deposit":
      server.deposit(wanted.amount, wanted.comment);
      return {};
    case "tick":
      return manual(market).tick(wanted.symbol, wanted.bid, wanted.ask);
    case "time":
      return { brokerMs: manual(market).setTime(wanted) };
    case "ledger":
      return ledger(server);
  }
}

function manual(market: ManualMarket | null): ManualMarket {
  if (market === null) throw new Error("the market is not the test's: start the server with --market manual");
  return market;
}

/** The truth: every order the server ever took, every deal, and what is open. */
function ledger(server: TradeServer): object {
  const ever = Number.MAX_SAFE_INTEGER;
  return {
    account: accountRow(server.terms, server.account()),
    positions: server.positions().map(positionRow),
    orders: server.orders().map(orderRow),
    history: server.history(0, ever).map(orderRow),
    deals: server.deals(0, ever).map(dealRow),
  };
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function withoutAbsent<T extends object>(values: T): Present<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Present<T>;
}
