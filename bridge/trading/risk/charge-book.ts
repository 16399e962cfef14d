import type { AccountId } from "#shared/market/brands.ts";
import type { BrokerDeal } from "#shared/trading/deals/deal.ts";
import type { Charges } from "#shared/trading/exposure/charges.ts";
import { estimateCharges } from "#shared/trading/exposure/estimate-charges.ts";
import type { DealLedger } from "../../ports/deal-ledger.ts";
import type { BrokerClock } from "../broker-clock.ts";

const DAY_MS = 86_400_000;
/** How far back deals tell what trading costs, and how many of them are read. */
const LOOK_BACK_MS = 90 * DAY_MS;
const DEALS = 500;
/** Brokers change their prices rarely; reading deals at each order would make orders wait. */
const KEPT_MS = 60_000;

interface Kept {
  readonly atMs: number;
  readonly deals: readonly BrokerDeal[];
  readonly bySymbol: Map<string, Charges>;
}

export interface ChargeBookPorts {
  readonly deals: Pick<DealLedger, "between">;
  readonly brokerClock: BrokerClock;
  readonly clock: { monotonicMs(): number };
  /** Points that fills are assumed to slip. */
  readonly slippagePoints: number;
}

/** What trading a symbol costs beyond its spread, by the account's own deals of late. */
export class ChargeBook {
  readonly #ports: ChargeBookPorts;
  readonly #kept = new Map<AccountId, Kept>();

  constructor(ports: ChargeBookPorts) {
    this.#ports = ports;
  }

  of(account: AccountId, symbol: string): Charges {
    const { deals, bySymbol } = this.#recent(account);
    const known = bySymbol.get(symbol);
    if (known !== undefined) return known;
    const charges = estimateCharges(deals, symbol, this.#ports.slippagePoints);
    bySymbol.set(symbol, charges);
    return charges;
  }

  #recent(account: AccountId): Kept {
    const { clock, brokerClock, deals } = this.#ports;
    const atMs = clock.monotonicMs();
    const known = this.#kept.get(account);
    if (known !== undefined && atMs - known.atMs < KEPT_MS) return known;
    const toMs = brokerClock.atMost(account) + DAY_MS;
    try {
      const made = { atMs, deals: deals.between(account, toMs - LOOK_BACK_MS, toMs, DEALS), bySymbol: new Map() };
      this.#kept.set(account, made);
      return made;
    } catch {
      // Limits are enforced with what was known last: a broken disk must not keep them from it, and is told of elsewhere.
      return known ?? { atMs, deals: [], bySymbol: new Map() };
    }
  }
}
