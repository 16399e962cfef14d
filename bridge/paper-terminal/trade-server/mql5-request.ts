import type { TradeRequest, TradeResult } from "./engine/trade-request.ts";
import { ACTIONS, FILLINGS, ORDER_KINDS, ORDER_LIVES, reversed } from "./mql5-names.ts";
import type { Mql5Row } from "./mql5-rows.ts";

type Values = Readonly<Record<string, number | string | boolean | undefined>>;

const ACTION_OF = reversed(ACTIONS);
const KIND_OF = reversed(ORDER_KINDS);
const FILLING_OF = reversed(FILLINGS);
const LIFE_OF = reversed(ORDER_LIVES);

const number = (value: Values[string]): number => (typeof value === "boolean" ? Number.NaN : Number(value ?? 0));
const text = (value: Values[string]): string => (typeof value === "string" ? value : "");

/** A 64-bit whole number; 0 for what is none. */
function whole(value: Values[string]): bigint {
  if (typeof value === "number") return Number.isInteger(value) ? BigInt(value) : 0n;
  return typeof value === "string" && /^-?\d+$/.test(value) ? BigInt(value) : 0n;
}

/** Reads MqlTradeRequest's fields by their own names; an action that we do not know is `other`. */
export function readRequest(values: Values): TradeRequest {
  return {
    action: ACTION_OF.get(text(values["action"])) ?? "other",
    magic: whole(values["magic"]),
    order: whole(values["order"]),
    symbol: text(values["symbol"]),
    volume: number(values["volume"]),
    price: number(values["price"]),
    stopLimit: number(values["stoplimit"]),
    stopLoss: number(values["sl"]),
    takeProfit: number(values["tp"]),
    deviation: number(values["deviation"]),
    kind: KIND_OF.get(text(values["type"])) ?? "other",
    filling: FILLING_OF.get(text(values["type_filling"])) ?? "fok",
    life: LIFE_OF.get(text(values["type_time"])) ?? "gtc",
    expiryMs: number(values["expiration"]) * 1_000,
    comment: text(values["comment"]),
    position: whole(values["position"]),
    positionBy: whole(values["position_by"]),
  };
}

/** MqlTradeResult's fields. */
export function resultRow(result: TradeResult, requestId: number | string): Mql5Row {
  const { retcode, deal, order, volume, price, bid, ask, comment } = result;
  return {
    retcode,
    deal: deal.toString(),
    order: order.toString(),
    volume,
    price,
    bid,
    ask,
    comment,
    request_id: requestId,
    retcode_external: 0,
  };
}

/** The request as the terminal sent it, by MqlTradeRequest's names. */
export function requestRow(request: TradeRequest): Mql5Row {
  const { action, kind, life, symbol, volume, price, deviation, comment } = request;
  return {
    ...(action === "other" ? {} : { action: ACTIONS[action] }),
    ...(kind === "other" ? {} : { type: ORDER_KINDS[kind] }),
    ...(life === "other" ? {} : { type_time: ORDER_LIVES[life] }),
    type_filling: FILLINGS[request.filling],
    symbol,
    volume,
    price,
    deviation,
    comment,
    stoplimit: request.stopLimit,
    sl: request.stopLoss,
    tp: request.takeProfit,
    expiration: Math.floor(request.expiryMs / 1_000),
    magic: request.magic.toString(),
    order: request.order.toString(),
    position: request.position.toString(),
    position_by: request.positionBy.toString(),
  };
}
