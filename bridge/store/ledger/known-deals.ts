import type { AccountId } from "#shared/market/brands.ts";
import type { BrokerDeal, ClosedOrder } from "#shared/trading/deals/deal.ts";

/** Newest of each account that are held; what is older is looked up in the ledger. */
const REMEMBERED = 8_192;

/**
 * What the ledger is known to hold, in memory: windows of history overlap, and two programs of a terminal tell the same,
 * so nearly everything that comes is known. A miss means nothing.
 */
export class KnownDeals {
  readonly #deals = new Map<AccountId, Map<bigint, BrokerDeal>>();
  readonly #orders = new Map<AccountId, Map<bigint, true>>();

  hasDeal(account: AccountId, deal: BrokerDeal): boolean {
    const known = this.#deals.get(account)?.get(deal.ticket);
    return known !== undefined && isSame(known, deal);
  }

  hasOrder(account: AccountId, { ticket }: ClosedOrder): boolean {
    return this.#orders.get(account)?.has(ticket) === true;
  }

  /** To be called once the ledger holds it, as its newest revision. */
  keepDeal(account: AccountId, deal: BrokerDeal): void {
    keep(this.#deals, account, deal.ticket, deal);
  }

  keepOrder(account: AccountId, { ticket }: ClosedOrder): void {
    keep(this.#orders, account, ticket, true);
  }
}

function keep<V>(all: Map<AccountId, Map<bigint, V>>, account: AccountId, ticket: bigint, value: V): void {
  const own = all.get(account) ?? new Map<bigint, V>();
  all.set(account, own);
  own.delete(ticket);
  own.set(ticket, value);
  if (own.size <= REMEMBERED) return;
  const oldest = own.keys().next();
  if (oldest.done !== true) own.delete(oldest.value);
}

/** Both have all fields of a deal: they come from the link's decoder. */
function isSame(a: BrokerDeal, b: BrokerDeal): boolean {
  for (const key of Object.keys(a) as (keyof BrokerDeal)[]) if (!Object.is(a[key], b[key])) return false;
  return true;
}
