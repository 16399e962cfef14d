import type { Body } from "#shared/link/frame.ts";
import type { OrderIntent, OrderRequest } from "#shared/trading/intent/intent.ts";
import type { OpenPosition } from "../../ports/account-state.ts";
import { intentBytes } from "./intent-bytes.ts";

type Command = Omit<Body<"TradeCommand">["fields"], "bridgeEpoch" | "fence" | "login" | "server">;
type Asked = Pick<Command, "action" | "kind" | "volume"> & Partial<Command>;

/** TradeCommand's word for "as the broker likes". */
const ANY_DEVIATION = 0xffff_ffff;

/** What a command says when it says nothing: no level, no ticket, no limit. */
const NOTHING = {
  price: 0,
  stopLimit: 0,
  stopLoss: 0,
  takeProfit: 0,
  deviation: ANY_DEVIATION,
  life: "gtc",
  expiryMs: 0,
  order: 0n,
  position: 0n,
  positionBy: 0n,
  closesFor: 0n,
  reduceOnly: false,
  holdMs: 0,
} as const satisfies Partial<Command>;

/**
 * An intent as the link carries it.
 * @param position the position that it changes, as last seen; undefined when it is not known.
 * @param closesFor magic of the order whose lots it closes; 0 = nobody's in particular.
 */
export function tradeCommand(intent: OrderIntent, position: OpenPosition | undefined, closesFor: bigint): Command {
  const { request, source } = intent;
  return {
    ...NOTHING,
    ...asked(request, position),
    closesFor,
    intent: intentBytes(intent.id),
    magic: intent.magic,
    symbol: request.symbol,
    automated: source.kind === "session",
    stopWithinMs: intent.stopWithinMs ?? 0,
    validUntilMs: intent.validUntilMs,
    // A hint for people who look into MT5; brokers rewrite comments, so nothing here reads it.
    comment: `FL ${intent.id.replaceAll("-", "").slice(-12)}`,
  };
}

function asked(request: OrderRequest, held: OpenPosition | undefined): Asked {
  switch (request.action) {
    case "open": {
      const { kind, lots, price, deviation, holdMs } = request;
      const bound = { price: price ?? 0, deviation: deviation ?? ANY_DEVIATION };
      return { action: "deal", kind, volume: lots, ...bound, ...levels(request), holdMs: holdMs ?? 0 };
    }
    case "pending":
      return {
        action: "pending",
        kind: request.kind,
        volume: request.lots,
        ...resting(request),
        holdMs: request.holdMs ?? 0,
      };
    case "close": {
      const kind = request.side === "buy" ? "sell" : "buy";
      const deviation = request.deviation ?? ANY_DEVIATION;
      return { action: "deal", kind, volume: request.lots, position: request.position, deviation, reduceOnly: true };
    }
    case "closeBy": {
      const { position, positionBy } = request;
      return { action: "closeBy", kind: "closeBy", volume: 0, position, positionBy, reduceOnly: true };
    }
    case "stops": {
      const reduceOnly = held !== undefined && tightens(held, request.stopLoss);
      return {
        action: "stops",
        kind: held?.side ?? "buy",
        volume: 0,
        position: request.position,
        ...levels(request),
        reduceOnly,
      };
    }
    case "modify":
      return { action: "modify", kind: request.kind, volume: 0, order: request.order, ...resting(request) };
    case "remove":
      return { action: "remove", kind: request.kind, volume: 0, order: request.order, reduceOnly: true };
  }
}

const levels = ({ stopLoss, takeProfit }: { stopLoss: number | null; takeProfit: number | null }) => ({
  stopLoss: stopLoss ?? 0,
  takeProfit: takeProfit ?? 0,
});

const resting = (request: Extract<OrderRequest, { action: "pending" | "modify" }>) => ({
  price: request.price,
  stopLimit: request.stopLimit ?? 0,
  life: request.lifetime.kind,
  expiryMs: "expiryMs" in request.lifetime ? request.lifetime.expiryMs : 0,
  ...levels(request),
});

/** A stop that comes closer, or stays, takes no new risk: it needs no lease. */
function tightens({ side, stopLoss: now }: OpenPosition, stopLoss: number | null): boolean {
  if (now === 0) return true;
  if (stopLoss === null) return false;
  return side === "buy" ? stopLoss >= now : stopLoss <= now;
}
