import type { PaperDeal, PaperOrder } from "../../trade-server/account-state.ts";
import type { Changes } from "../../trade-server/engine/changes.ts";
import type { TradeServer } from "../../trade-server/trade-server.ts";
import { type Outlet, partsOf } from "../outlet.ts";

/** Records of some 300 bytes in one frame. */
const PART = 100;
/** What a new session is told of the time before it. */
const RECENT_MS = 600_000;

/** Tells the bridge of deals and closed orders: asked for a window, and by itself as they happen. */
export class DealReporter {
  readonly #server: TradeServer;
  readonly #connectedForMs: () => number;

  constructor(server: TradeServer, connectedForMs: () => number) {
    this.#server = server;
    this.#connectedForMs = connectedForMs;
  }

  /** The last minutes, to a session that begins. */
  recent(outlet: Outlet): void {
    const now = this.#server.now();
    this.window(outlet, 0n, now - RECENT_MS, now);
  }

  window(outlet: Outlet, id: bigint, fromMs: number, toMs: number): void {
    const deals = this.#server.deals(fromMs, toMs);
    const orders = this.#server.history(fromMs, toMs);
    this.#send(outlet, id, fromMs, toMs, deals, orders);
  }

  /** What has just happened. */
  news(outlet: Outlet, { deals, history }: Changes): void {
    const times = [...deals.map(({ timeMs }) => timeMs), ...history.map(({ doneMs }) => doneMs)];
    if (times.length === 0) return;
    this.#send(outlet, 0n, Math.min(...times), Math.max(...times), deals, history);
  }

  #send(
    outlet: Outlet,
    id: bigint,
    fromMs: number,
    toMs: number,
    deals: readonly PaperDeal[],
    orders: readonly PaperOrder[],
  ): void {
    const head = { id, fromMs, toMs, brokerMs: this.#server.now(), connectedForMs: this.#connectedForMs() };
    const asked = id !== 0n;
    if (asked || deals.length > 0) {
      const parts = partsOf(deals, PART);
      for (const [part, items] of parts.entries())
        outlet.post("TradeDeals", { fields: { ...head, part, parts: parts.length }, items });
    }
    if (asked || orders.length > 0) {
      const parts = partsOf(orders, PART);
      for (const [part, items] of parts.entries())
        outlet.post("TradeOrders", { fields: { ...head, part, parts: parts.length }, items });
    }
  }
}
