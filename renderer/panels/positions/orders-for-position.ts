import type { Position } from "#shared/contract/accounts.ts";
import type { OrderInput } from "#shared/contract/order-input.ts";

/** Closes lots of a position as typed; null = all of it. */
export const closeOrder = ({ symbol, id, side }: Position, lots: string | null): OrderInput => ({
  action: "close",
  symbol,
  position: id,
  side,
  lots,
  deviation: null,
});

export type LevelName = "stopLoss" | "takeProfit";

/** Sets one level of a position and leaves the other; null or empty takes it away. */
export const stopsOrder = (
  { symbol, id, stopLoss, takeProfit }: Position,
  level: LevelName,
  price: string | number | null,
): OrderInput => ({
  action: "stops",
  symbol,
  position: id,
  stopLoss: stopLoss ?? null,
  takeProfit: takeProfit ?? null,
  [level]: price,
});

export const closeByOrder = ({ symbol, id }: Position, positionBy: string): OrderInput => ({
  action: "closeBy",
  symbol,
  position: id,
  positionBy,
});

/** Positions that this one can be closed by: of the same symbol, on the other side. */
export const opposites = (position: Position, all: readonly Position[]): readonly Position[] =>
  all.filter(({ symbol, side }) => symbol === position.symbol && side !== position.side);
