import type { ItemOf } from "../../link/frame.ts";
import type { Lots, Ticket } from "../../market/brands.ts";
import type { ClosedOrder } from "../deals/deal.ts";
import type { OrderIntent } from "./intent.ts";
import type { BrokerEvidence } from "./intent-record.ts";

/** The account as a whole snapshot shows it. */
export interface HeldState {
  readonly positions: readonly Readonly<ItemOf<"PositionsSnapshot">>[];
  readonly orders: readonly Readonly<ItemOf<"OrdersSnapshot">>[];
}

/**
 * What became of a change of stops or of a pending order: those leave no order of their own, so what they were to
 * change is looked at. Null: it is still as it was, or nobody can tell yet.
 */
export function stateEvidence(
  { request }: OrderIntent,
  held: HeldState,
  closedOrder: (ticket: bigint) => ClosedOrder | undefined,
): BrokerEvidence | null {
  switch (request.action) {
    case "stops": {
      const position = held.positions.find(({ identifier }) => identifier === request.position);
      if (position === undefined) return outcome("ended", "positionGone", null, request.position);
      const made = isLevel(position.stopLoss, request.stopLoss) && isLevel(position.takeProfit, request.takeProfit);
      return made ? outcome("done", null, null, request.position) : null;
    }
    case "modify": {
      const order = held.orders.find(({ ticket }) => ticket === request.order);
      if (order === undefined)
        return (closedOrder(request.order) && outcome("ended", "orderGone", request.order)) || null;
      const made =
        isLevel(order.price, request.price) &&
        isLevel(order.stopLimit, request.stopLimit) &&
        isLevel(order.stopLoss, request.stopLoss) &&
        isLevel(order.takeProfit, request.takeProfit) &&
        order.life === request.lifetime.kind &&
        (!("expiryMs" in request.lifetime) || Math.abs(order.expiryMs - request.lifetime.expiryMs) < 1_000);
      return made ? outcome("done", null, request.order) : null;
    }
    case "remove": {
      if (held.orders.some(({ ticket }) => ticket === request.order)) return null;
      const closed = closedOrder(request.order);
      if (closed === undefined) return null;
      return closed.state === "cancelled"
        ? outcome("done", null, request.order)
        : outcome("ended", "orderGone", request.order);
    }
    default:
      return null;
  }
}

/** MT5 shows "no level" as 0. Doubles of the same price may differ in their last bits after a broker's rounding. */
const isLevel = (shown: number, asked: number | null): boolean =>
  Math.abs(shown - (asked ?? 0)) <= 1e-9 * Math.max(1, Math.abs(shown));

const outcome = (
  state: "done" | "ended",
  reason: string | null,
  order: Ticket | null,
  position: Ticket | null = null,
): BrokerEvidence => ({ state, reason, order, deals: [], position, lots: 0 as Lots, price: null });
