import type { MarketKind, OrderRequest, PendingKind } from "../intent/intent.ts";
import type { Side } from "../valuation/spec.ts";

export const sideOf = (kind: MarketKind | PendingKind): Side => (kind.startsWith("buy") ? "buy" : "sell");
export const opposite = (side: Side): Side => (side === "buy" ? "sell" : "buy");

/** Where a pending order opens: a stop-limit at its limit. */
export const pendingEntry = (request: OrderRequest & { action: "pending" | "modify" }): number =>
  request.kind.endsWith("StopLimit") && request.stopLimit !== null ? request.stopLimit : request.price;

/** Stop orders become market orders and slip; limits fill at their price or better. */
export const slips = (kind: PendingKind): boolean => !kind.endsWith("Limit");
