import type { PendingOrder } from "#shared/contract/accounts.ts";
import type { OrderInput } from "#shared/contract/order-input.ts";

type Modify = Extract<OrderInput, { action: "modify" }>;
export type PendingKind = Modify["kind"];

const KINDS: readonly PendingKind[] = ["buyLimit", "sellLimit", "buyStop", "sellStop", "buyStopLimit", "sellStopLimit"];

/** The kind of an order that can be changed here; undefined for what MT5 itself is carrying out. */
export const pendingKind = ({ kind }: PendingOrder): PendingKind | undefined => KINDS.find((known) => known === kind);

function lifetimeOf({ life, expiryMs }: PendingOrder): Modify["lifetime"] {
  if (life === "day") return { kind: life };
  if ((life === "specified" || life === "specifiedDay") && expiryMs !== undefined) return { kind: life, expiryMs };
  return { kind: "gtc" };
}

export type OrderLevel = "price" | "stopLimit" | "stopLoss" | "takeProfit";

/** Changes one level of a pending order and leaves the rest; null or empty takes a stop or a target away. */
export function modifyOrder(
  order: PendingOrder,
  kind: PendingKind,
  level: OrderLevel,
  price: string | number | null,
): OrderInput {
  const { symbol, id, stopLimit, stopLoss, takeProfit } = order;
  const levels = {
    price: order.price ?? "",
    stopLimit: stopLimit ?? null,
    stopLoss: stopLoss ?? null,
    takeProfit: takeProfit ?? null,
  };
  const changed = { ...levels, [level]: level === "price" ? (price ?? "") : price };
  return { action: "modify", symbol, order: id, kind, lifetime: lifetimeOf(order), ...changed };
}

export const removeOrder = ({ symbol, id }: PendingOrder, kind: PendingKind): OrderInput => ({
  action: "remove",
  symbol,
  order: id,
  kind,
});
