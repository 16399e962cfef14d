import type { AccountId } from "#shared/market/brands.ts";
import type { DealLedger } from "../ports/deal-ledger.ts";

/** Deals of every account in the ledger, but those of one account elsewhere. */
export class RoutedDeals implements DealLedger {
  readonly #of: (account: AccountId) => DealLedger;

  constructor(ledger: DealLedger, apart: AccountId, elsewhere: DealLedger) {
    this.#of = (account) => (account === apart ? elsewhere : ledger);
  }

  addDeals(account: AccountId, ...rest: Tail<DealLedger["addDeals"]>): ReturnType<DealLedger["addDeals"]> {
    return this.#of(account).addDeals(account, ...rest);
  }

  addOrders(account: AccountId, ...rest: Tail<DealLedger["addOrders"]>): ReturnType<DealLedger["addOrders"]> {
    return this.#of(account).addOrders(account, ...rest);
  }

  dealsUnder(account: AccountId, magic: bigint): ReturnType<DealLedger["dealsUnder"]> {
    return this.#of(account).dealsUnder(account, magic);
  }

  dealsOf(account: AccountId, position: bigint): ReturnType<DealLedger["dealsOf"]> {
    return this.#of(account).dealsOf(account, position);
  }

  ordersUnder(account: AccountId, magic: bigint): ReturnType<DealLedger["ordersUnder"]> {
    return this.#of(account).ordersUnder(account, magic);
  }

  order(account: AccountId, ticket: bigint): ReturnType<DealLedger["order"]> {
    return this.#of(account).order(account, ticket);
  }

  between(account: AccountId, ...rest: Tail<DealLedger["between"]>): ReturnType<DealLedger["between"]> {
    return this.#of(account).between(account, ...rest);
  }

  read(account: AccountId): ReturnType<DealLedger["read"]> {
    return this.#of(account).read(account);
  }

  noteRead(account: AccountId, ...rest: Tail<DealLedger["noteRead"]>): void {
    this.#of(account).noteRead(account, ...rest);
  }
}

type Tail<F> = F extends (first: never, ...rest: infer R) => unknown ? R : never;
