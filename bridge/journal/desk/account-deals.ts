import type { BrokerDeal } from "#shared/trading/deals/deal.ts";
import { byTime, isTrade } from "#shared/trading/trades/trades-of.ts";

const NONE: readonly BrokerDeal[] = [];

/**
 * One account's deals, the broker's and those of imports, each ticket in its newest revision and by its position. Remembers
 * which positions have changed since they were last asked for: only those have to be read again.
 */
export class AccountDeals {
  readonly #live = new Map<bigint, BrokerDeal>();
  #imported: ReadonlyMap<bigint, BrokerDeal> = new Map();
  #worked: ReadonlySet<bigint> = new Set();
  readonly #positions = new Map<bigint, BrokerDeal[]>();
  readonly #cash = new Map<bigint, BrokerDeal>();
  #changed = new Set<bigint>();
  #cashChanged = false;
  #took = false;
  /** Undefined: to be looked for. */
  #opening: BrokerDeal | undefined;

  get size(): number {
    return this.#live.size + this.#imported.size;
  }

  get(ticket: bigint): BrokerDeal | undefined {
    return this.#live.get(ticket) ?? this.#imported.get(ticket);
  }

  /** Told by a report alone. */
  isImported(ticket: bigint): boolean {
    return !this.#live.has(ticket);
  }

  /** Its position was worked out, not told. */
  isWorked(ticket: bigint): boolean {
    return this.isImported(ticket) && this.#worked.has(ticket);
  }

  /** Those that trade, of one position, in no order. */
  of(position: bigint): readonly BrokerDeal[] {
    return this.#positions.get(position) ?? NONE;
  }

  get positions(): Iterable<bigint> {
    return this.#positions.keys();
  }

  /** Those that only move money, in no order. */
  get cash(): Iterable<BrokerDeal> {
    return this.#cash.values();
  }

  *all(): Iterable<BrokerDeal> {
    yield* this.#live.values();
    for (const [ticket, deal] of this.#imported) if (!this.#live.has(ticket)) yield deal;
  }

  /** The first of all; undefined without deals. */
  get opening(): BrokerDeal | undefined {
    if (this.#opening === undefined) {
      for (const deal of this.all()) {
        if (this.#opening === undefined || byTime(deal, this.#opening) < 0) this.#opening = deal;
      }
    }
    return this.#opening;
  }

  /** The broker told a deal, or a newer revision of it. */
  tell(deal: BrokerDeal): void {
    const before = this.get(deal.ticket);
    this.#live.set(deal.ticket, deal);
    this.#move(before, deal);
  }

  /** All that the broker has told: what is not among it is gone. */
  tellAll(deals: readonly BrokerDeal[]): void {
    const tickets = new Set(deals.map(({ ticket }) => ticket));
    for (const [ticket, deal] of this.#live) {
      if (tickets.has(ticket)) continue;
      this.#live.delete(ticket);
      this.#move(deal, this.#imported.get(ticket));
    }
    for (const deal of deals) if (this.#live.get(deal.ticket) !== deal) this.tell(deal);
  }

  /** All that imports tell, in place of what they told. */
  import(deals: ReadonlyMap<bigint, BrokerDeal>, worked: ReadonlySet<bigint>): void {
    const before = this.#imported;
    this.#imported = deals;
    this.#worked = worked;
    for (const [ticket, deal] of before) if (!this.#live.has(ticket)) this.#move(deal, deals.get(ticket));
    for (const [ticket, deal] of deals) {
      if (!this.#live.has(ticket) && !before.has(ticket)) this.#move(undefined, deal);
    }
  }

  /** What stands beside a deal has changed. */
  touch(ticket: bigint): void {
    const deal = this.get(ticket);
    if (deal !== undefined && isTrade(deal)) this.#changed.add(deal.position);
  }

  touchPosition(position: bigint): void {
    this.#changed.add(position);
  }

  /** What has changed since this was last asked; `tookAway`: not only by new deals. */
  takeChanges(): { readonly positions: ReadonlySet<bigint>; readonly cash: boolean; readonly tookAway: boolean } {
    const changes = { positions: this.#changed, cash: this.#cashChanged, tookAway: this.#took };
    this.#changed = new Set();
    this.#cashChanged = false;
    this.#took = false;
    return changes;
  }

  #move(before: BrokerDeal | undefined, after: BrokerDeal | undefined): void {
    if (before !== undefined) this.#remove(before);
    if (after !== undefined) this.#add(after);
  }

  #remove(deal: BrokerDeal): void {
    this.#took = true;
    if (this.#opening === deal) this.#opening = undefined;
    if (!isTrade(deal)) {
      this.#cash.delete(deal.ticket);
      this.#cashChanged = true;
      return;
    }
    this.#changed.add(deal.position);
    const left = this.of(deal.position).filter((one) => one !== deal);
    if (left.length === 0) this.#positions.delete(deal.position);
    else this.#positions.set(deal.position, left);
  }

  #add(deal: BrokerDeal): void {
    if (this.#opening !== undefined && byTime(deal, this.#opening) < 0) this.#opening = deal;
    if (!isTrade(deal)) {
      this.#cash.set(deal.ticket, deal);
      this.#cashChanged = true;
      return;
    }
    this.#changed.add(deal.position);
    const known = this.#positions.get(deal.position);
    if (known === undefined) this.#positions.set(deal.position, [deal]);
    else known.push(deal);
  }
}
