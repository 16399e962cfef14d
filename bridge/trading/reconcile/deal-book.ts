import type { AccountId } from "#shared/market/brands.ts";
import type { BrokerDeal, ClosedOrder } from "#shared/trading/deals/deal.ts";
import type { IntentRecord } from "#shared/trading/intent/intent-record.ts";
import type { DealLedger } from "../../ports/deal-ledger.ts";
import type { Closure, KeptDeal } from "../../ports/trade-events.ts";
import { closureOf } from "./closure.ts";

export interface DealBookPorts {
  readonly ledger: DealLedger;
  readonly byMagic: (magic: bigint) => IntentRecord | undefined;
  readonly installation: number;
  readonly kept: (kept: KeptDeal, fresh: boolean) => void;
  readonly closed: (closure: Closure) => void;
}

/**
 * Every deal of every origin, once. Windows overlap and repeat; the ticket is the key and the ledger's unique rows the
 * proof, so each closure is told exactly when its deal is first kept.
 */
export class DealBook {
  readonly #ports: DealBookPorts;

  constructor(ports: DealBookPorts) {
    this.#ports = ports;
  }

  /** @returns the magics of what was new. */
  add(account: AccountId, deals: readonly BrokerDeal[], orders: readonly ClosedOrder[]): ReadonlySet<bigint> {
    const { ledger, kept, closed, byMagic, installation } = this.#ports;
    const newOrders = ledger.addOrders(account, orders);
    const news = ledger.addDeals(account, inOrder(deals));
    const firstMs = ledger.read(account)?.firstMs ?? Number.POSITIVE_INFINITY;
    for (const each of news) {
      const fresh = each.deal.timeMs >= firstMs;
      kept(each, fresh);
      // A changed deal is a correction of figures, not another closure.
      if (each.revision > 1) continue;
      const ofPosition = (): readonly BrokerDeal[] => ledger.dealsOf(account, each.deal.position);
      const closure = closureOf(account, each.deal, { ofPosition, byMagic, installation, fresh });
      if (closure !== null) closed(closure);
    }
    return new Set([...news.map(({ deal }) => deal.magic), ...newOrders.map(({ magic }) => magic)]);
  }
}

const inOrder = (deals: readonly BrokerDeal[]): readonly BrokerDeal[] =>
  deals.toSorted((a, b) => (a.ticket < b.ticket ? -1 : 1));
