import type { AccountId, UtcMs } from "#shared/market/brands.ts";
import type { BrokerDeal, ClosedOrder } from "#shared/trading/deals/deal.ts";
import type { HistoryHead } from "../../ports/trade-gateway.ts";

interface Ask {
  readonly account: AccountId;
  readonly askedMs: UtcMs;
  deals?: { readonly head: HistoryHead; readonly items: readonly BrokerDeal[] };
  orders?: { readonly head: HistoryHead; readonly items: readonly ClosedOrder[] };
}

/** A window of history that was answered in full: its deals and its closed orders. */
export interface ReadWindow {
  readonly account: AccountId;
  readonly askedMs: UtcMs;
  /** Broker ms; the narrower of both answers. */
  readonly fromMs: number;
  readonly toMs: number;
  /** Broker ms at the earlier of both readings. */
  readonly brokerMs: number;
  readonly connectedForMs: number;
  readonly deals: readonly BrokerDeal[];
  readonly orders: readonly ClosedOrder[];
}

/** Answers that never came are forgotten; a later window covers theirs. */
const MAX_OPEN = 8;

/** Windows that were asked for and whose two answers are still to come. */
export class HistoryAsks {
  readonly #asks = new Map<bigint, Ask>();

  asked(id: bigint, account: AccountId, askedMs: UtcMs): void {
    this.#asks.set(id, { account, askedMs });
    const own = [...this.#asks].filter(([, ask]) => ask.account === account);
    for (const [old] of own.slice(0, Math.max(0, own.length - MAX_OPEN))) this.#asks.delete(old);
  }

  isOpen(account: AccountId): boolean {
    return [...this.#asks.values()].some((ask) => ask.account === account);
  }

  deals(account: AccountId, head: HistoryHead, items: readonly BrokerDeal[]): ReadWindow | null {
    const ask = this.#of(account, head.id);
    if (ask === undefined) return null;
    ask.deals = { head, items };
    return this.#whole(head.id, ask);
  }

  orders(account: AccountId, head: HistoryHead, items: readonly ClosedOrder[]): ReadWindow | null {
    const ask = this.#of(account, head.id);
    if (ask === undefined) return null;
    ask.orders = { head, items };
    return this.#whole(head.id, ask);
  }

  forget(account: AccountId): void {
    for (const [id, ask] of this.#asks) if (ask.account === account) this.#asks.delete(id);
  }

  #of(account: AccountId, id: bigint): Ask | undefined {
    const ask = this.#asks.get(id);
    return ask?.account === account ? ask : undefined;
  }

  #whole(id: bigint, { account, askedMs, deals, orders }: Ask): ReadWindow | null {
    if (deals === undefined || orders === undefined) return null;
    this.#asks.delete(id);
    return {
      account,
      askedMs,
      fromMs: Math.max(deals.head.fromMs, orders.head.fromMs),
      toMs: Math.min(deals.head.toMs, orders.head.toMs),
      brokerMs: Math.min(deals.head.brokerMs, orders.head.brokerMs),
      connectedForMs: Math.min(deals.head.connectedForMs, orders.head.connectedForMs),
      deals: deals.items,
      orders: orders.items,
    };
  }
}
