import type { ClosedTrade } from "#shared/trading/trades/closed-trade.ts";

/** What is known of an instrument where a price has to become money. */
export interface PriceTerms {
  readonly point: number;
  readonly digits: number;
  readonly tickSize: number;
  readonly tickValueLoss: number;
}

type Moved = Pick<ClosedTrade, "side" | "lots" | "openPrice" | "closePrice" | "profit">;

/** What its own profit says that a price move of 1 in its favour is worth; null: nothing, it closed at its entry. */
function toldWorth({ openPrice, closePrice, side, profit }: Moved): number | null {
  if (openPrice === null) return null;
  const move = side === "buy" ? closePrice - openPrice : openPrice - closePrice;
  const told = move === 0 ? 0 : profit / move;
  return told > 0 ? told : null;
}

/** Whether what it risked is known from the instrument's tick value alone. */
export const restsOnTickValue = (trade: Moved & Pick<ClosedTrade, "stopLoss">): boolean =>
  trade.stopLoss !== null && trade.openPrice !== null && toldWorth(trade) === null;

/**
 * Account currency that a price move of 1 in the trade's favour is worth for its lots: from its own profit and move, the
 * broker's own conversion; where it closed at its entry, from the instrument's tick value. Null: neither is known.
 */
export function worthOfMove(trade: Moved, terms: PriceTerms | undefined): number | null {
  if (trade.openPrice === null) return null;
  const told = toldWorth(trade);
  if (told !== null) return told;
  if (terms === undefined || !(terms.tickSize > 0) || !(terms.tickValueLoss > 0)) return null;
  return (terms.tickValueLoss / terms.tickSize) * trade.lots;
}

/** What the stop at the entry put at risk; null without a stop on the losing side. */
export function riskOf(trade: Moved, stop: number | null, terms: PriceTerms | undefined): number | null {
  if (stop === null || trade.openPrice === null) return null;
  const distance = trade.side === "buy" ? trade.openPrice - stop : stop - trade.openPrice;
  const worth = distance > 0 ? worthOfMove(trade, terms) : null;
  return worth === null ? null : worth * distance;
}

/** Points of cost (positive) of a fill against the price that was asked for. */
export function slippageOf(side: "buy" | "sell", asked: number | null, got: number, point: number): number | null {
  if (asked === null || asked === 0 || point <= 0) return null;
  const against = side === "buy" ? got - asked : asked - got;
  return Math.round((against / point) * 1e6) / 1e6;
}
