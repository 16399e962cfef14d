import type { PaperPosition } from "../account-state.ts";
import type { PaperInstrument } from "../instruments.ts";
import type { Rate } from "../rate.ts";
import { closingPrice } from "../valuation.ts";
import { Retcode } from "./retcode.ts";
import { type Filling, type OrderKind, type OrderLife, type Side, sideOf } from "./trade-request.ts";
import { isWholeSteps } from "./volume.ts";

/** Documented bits of SYMBOL_ORDER_MODE, SYMBOL_EXPIRATION_MODE and SYMBOL_FILLING_MODE (marketinfoconstants). */
const ORDER_BITS: Readonly<Partial<Record<OrderKind, number>>> = {
  buy: 1,
  sell: 1,
  buyLimit: 2,
  sellLimit: 2,
  buyStop: 4,
  sellStop: 4,
  buyStopLimit: 8,
  sellStopLimit: 8,
  closeBy: 64,
};
const STOP_LOSS_BIT = 16;
const TAKE_PROFIT_BIT = 32;
const LIFE_BITS: Readonly<Partial<Record<OrderLife, number>>> = { gtc: 1, day: 2, specified: 4, specifiedDay: 8 };
const FILLING_BITS: Readonly<Record<Filling, number>> = { fok: 1, ioc: 2, boc: 4, return: 0 };
const DAY_MS = 86_400_000;

type Levels = { readonly stopLoss: number; readonly takeProfit: number };

/** A rule's verdict: the return code of the refusal, or null. */
export type Refusal = number | null;

/** Whether the symbol offers this kind of order, and the levels it comes with (SYMBOL_ORDER_MODE). */
export function checkKind(kind: OrderKind, levels: Levels, instrument: PaperInstrument): Refusal {
  const bit = ORDER_BITS[kind] ?? 0;
  if ((instrument.orderFlags & bit) === 0) return Retcode.invalidOrder;
  if (levels.stopLoss !== 0 && (instrument.orderFlags & STOP_LOSS_BIT) === 0) return Retcode.invalidOrder;
  return levels.takeProfit !== 0 && (instrument.orderFlags & TAKE_PROFIT_BIT) === 0 ? Retcode.invalidOrder : null;
}

/** Whether lots lie between the symbol's least and most, on whole steps. */
export function checkVolume(volume: number, instrument: PaperInstrument): Refusal {
  const { volumeMin, volumeMax } = instrument;
  const wrong = !Number.isFinite(volume) || volume < volumeMin - 1e-9 || volume > volumeMax + 1e-9;
  return wrong || !isWholeSteps(volume, instrument) ? Retcode.invalidVolume : null;
}

/**
 * Market orders: FOK and IOC as flagged, RETURN in any mode but market execution; in request and instant execution the
 * broker fills all or nothing whatever is asked. Pending orders: RETURN always, BOC where they would add liquidity.
 */
export function checkFilling(kind: OrderKind, filling: Filling, instrument: PaperInstrument): Refusal {
  const flagged = (instrument.fillingFlags & FILLING_BITS[filling]) !== 0;
  if (kind === "buy" || kind === "sell") {
    const { execution } = instrument;
    if (execution === "instant" || execution === "request") return filling === "boc" ? Retcode.invalidFill : null;
    if (filling === "return") return execution === "market" ? Retcode.invalidFill : null;
    return flagged && filling !== "boc" ? null : Retcode.invalidFill;
  }
  if (filling === "return") return null;
  if (filling === "boc" && (kind === "buyStop" || kind === "sellStop")) return Retcode.invalidFill;
  return flagged ? null : Retcode.invalidFill;
}

/** Whether lots may be opened on a side (SYMBOL_TRADE_MODE). */
export function checkTradeMode(side: Side, { tradeMode }: PaperInstrument): Refusal {
  if (tradeMode === "closeOnly") return Retcode.closeOnly;
  if (tradeMode === "longOnly" && side === "sell") return Retcode.longOnly;
  return tradeMode === "shortOnly" && side === "buy" ? Retcode.shortOnly : null;
}

/** Whether a price is a whole number of ticks. */
export function isOnGrid(price: number, { tickSize }: PaperInstrument): boolean {
  const ticks = price / tickSize;
  return Number.isFinite(ticks) && Math.abs(ticks - Math.round(ticks)) < 1e-4;
}

/** How far `above` lies over `below` in points, dust removed. */
const pointsOver = (above: number, below: number, { point }: PaperInstrument): number =>
  Math.round(((above - below) / point) * 1e4) / 1e4;

/** Stops must lie on the right side of the price they refer to, at least the stops level away. */
export function checkStops(side: Side, reference: number, levels: Levels, instrument: PaperInstrument): Refusal {
  const { stopLoss, takeProfit } = levels;
  const sign = side === "buy" ? 1 : -1;
  for (const [level, towards] of [
    [stopLoss, -sign],
    [takeProfit, sign],
  ] as const) {
    if (level === 0) continue;
    if (!(level > 0) || !isOnGrid(level, instrument)) return Retcode.invalidStops;
    const distance = towards > 0 ? pointsOver(level, reference, instrument) : pointsOver(reference, level, instrument);
    if (distance <= 0 || distance < instrument.stopsLevel) return Retcode.invalidStops;
  }
  return null;
}

/** A pending order's price must lie on its side of the market, the stops level away; a stop-limit's limit behind its stop. */
export function checkPendingPrice(
  kind: OrderKind,
  price: number,
  stopLimit: number,
  { bid, ask }: Rate,
  instrument: PaperInstrument,
): Refusal {
  if (!(price > 0) || !isOnGrid(price, instrument)) return Retcode.invalidPrice;
  const below = kind === "buyLimit" || kind === "sellStop" || kind === "sellStopLimit";
  const market = sideOf(kind) === "buy" ? ask : bid;
  const distance = below ? pointsOver(market, price, instrument) : pointsOver(price, market, instrument);
  if (distance <= 0 || distance < instrument.stopsLevel) return Retcode.invalidPrice;
  if (kind !== "buyStopLimit" && kind !== "sellStopLimit") return null;
  if (!(stopLimit > 0) || !isOnGrid(stopLimit, instrument)) return Retcode.invalidPrice;
  const behind =
    kind === "buyStopLimit" ? pointsOver(price, stopLimit, instrument) : pointsOver(stopLimit, price, instrument);
  return behind < 0 || behind < instrument.stopsLevel ? Retcode.invalidPrice : null;
}

/** Within the freeze level of the market nothing may be changed any more. */
export function isFrozenAt(level: number, market: number, { freezeLevel, point }: PaperInstrument): boolean {
  return level !== 0 && freezeLevel > 0 && Math.abs(level - market) <= freezeLevel * point + point * 1e-4;
}

/** A position is frozen while one of its stops is about to be hit. */
export function isFrozen(position: PaperPosition, quote: Rate, instrument: PaperInstrument): boolean {
  const market = closingPrice(position.side, quote);
  return isFrozenAt(position.stopLoss, market, instrument) || isFrozenAt(position.takeProfit, market, instrument);
}

/** Whether the symbol offers this end of an order (SYMBOL_EXPIRATION_MODE), and it lies ahead. Broker ms. */
export function checkLife(life: OrderLife, expiryMs: number, nowMs: number, instrument: PaperInstrument): Refusal {
  const bit = LIFE_BITS[life] ?? 0;
  if ((instrument.expirationFlags & bit) === 0) return Retcode.invalidExpiration;
  const ends = endOf({ life, expiryMs, setupMs: nowMs });
  return ends !== null && !(ends > nowMs) ? Retcode.invalidExpiration : null;
}

/** Broker ms at which an order expires; null = never. A day order lives to the end of its day, a dated one to its date's. */
export function endOf(order: {
  readonly life: OrderLife;
  readonly expiryMs: number;
  readonly setupMs: number;
}): number | null {
  switch (order.life) {
    case "day":
      return (Math.floor(order.setupMs / DAY_MS) + 1) * DAY_MS;
    case "specified":
      return order.expiryMs;
    case "specifiedDay":
      return (Math.floor(order.expiryMs / DAY_MS) + 1) * DAY_MS;
    default:
      return null;
  }
}
