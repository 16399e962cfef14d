import type { ItemOf } from "../../link/frame.ts";

/** A deal in MT5's own figures: lots and money as doubles, `timeMs` broker time. `ticket` is its key. */
export type BrokerDeal = Readonly<ItemOf<"TradeDeals">>;

/** An order that is over, in MT5's own figures. `ticket` is its key. */
export type ClosedOrder = Readonly<ItemOf<"TradeOrders">>;

/** Closed by the server because of the position's own levels or of margin: such a deal wears the position's magic, but no intent asked for it. */
export const isServerClose = ({ origin }: Pick<BrokerDeal, "origin">): boolean =>
  origin === "stopLoss" || origin === "takeProfit" || origin === "stopOut";

/** Adds lots without the dust of binary fractions; volumes have at most 8 decimals. */
export const sumLots = (lots: readonly number[]): number =>
  Math.round(lots.reduce((sum, each) => sum + each, 0) * 1e8) / 1e8;
