import type { OrderInput } from "#shared/contract/order-input.ts";
import type { TradeLine } from "../../chart/trade-lines.ts";
import { modifyOrder, pendingKind } from "../orders/orders-for-pending.ts";
import { stopsOrder } from "../positions/orders-for-position.ts";

/** Whether a line can be moved: an entry is history, and MT5 carries some orders out itself. */
export const isMovable = ({ role, subject }: TradeLine): boolean =>
  role !== "entry" && (subject.kind === "position" || pendingKind(subject.order) !== undefined);

/** The order that puts a line at a price; undefined for a line that cannot be moved. */
export function moveOrder({ role, subject }: TradeLine, price: number): OrderInput | undefined {
  if (subject.kind === "position")
    return role === "stopLoss" || role === "takeProfit" ? stopsOrder(subject.position, role, price) : undefined;
  const kind = pendingKind(subject.order);
  if (kind === undefined || role === "entry") return undefined;
  return modifyOrder(subject.order, kind, role, price);
}
