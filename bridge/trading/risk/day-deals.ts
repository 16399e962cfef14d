import type { AccountId, MinorUnits } from "#shared/market/brands.ts";
import { moneyFromDouble } from "#shared/market/money.ts";
import type { BrokerDeal } from "#shared/trading/deals/deal.ts";
import { asMinor } from "#shared/trading/valuation/minor-units.ts";
import type { DealLedger } from "../../ports/deal-ledger.ts";
import type { KeptDeal } from "../../ports/trade-events.ts";

/** A day's deals; more than an account may make in one. */
const MAX_DEALS = 100_000;

/** A risk day in the broker's time; `key` changes whenever its deals have to be read anew. */
export interface DayWindow {
  readonly key: string;
  readonly fromMs: number;
  readonly toMs: number;
  /** The account's. */
  readonly currency: string;
  readonly digits: number;
}

interface Share {
  /** 1 when it opened something. */
  readonly trades: number;
  readonly minor: number;
}

interface Day {
  readonly window: DayWindow;
  readonly shares: Map<bigint, Share>;
  trades: number;
  minor: number;
}

/** What each account's day comes to: read once, then kept true as deals come in and are corrected. */
export class DayDeals {
  readonly #ledger: Pick<DealLedger, "between">;
  readonly #days = new Map<AccountId, Day>();

  constructor(ledger: Pick<DealLedger, "between">) {
    this.#ledger = ledger;
  }

  /** @throws FairleadError STORE_* when a day that is not known cannot be read. */
  count(account: AccountId, window: DayWindow): { readonly trades: number; readonly realised: MinorUnits } {
    const known = this.#days.get(account);
    const { trades, minor } = known?.window.key === window.key ? known : this.#read(account, window);
    return { trades, realised: asMinor(minor) };
  }

  /** To be called with each deal that the ledger has just taken. */
  kept({ account, deal }: KeptDeal): void {
    const day = this.#days.get(account);
    if (day !== undefined) put(day, deal);
  }

  #read(account: AccountId, window: DayWindow): Day {
    const day: Day = { window, shares: new Map(), trades: 0, minor: 0 };
    for (const deal of this.#ledger.between(account, window.fromMs, window.toMs, MAX_DEALS)) put(day, deal);
    this.#days.set(account, day);
    return day;
  }
}

/** A deal that comes again was corrected: it counts as it is now, or, when it has left the day, not at all. */
function put(day: Day, deal: BrokerDeal): void {
  const { window, shares } = day;
  const was = shares.get(deal.ticket) ?? NOTHING;
  const isOfDay = deal.timeMs >= window.fromMs && deal.timeMs < window.toMs;
  const is = isOfDay ? shareOf(deal, window) : NOTHING;
  day.trades += is.trades - was.trades;
  day.minor += is.minor - was.minor;
  shares.set(deal.ticket, is);
}

const NOTHING: Share = { trades: 0, minor: 0 };

function shareOf({ kind, entry, profit, swap, commission, fee }: BrokerDeal, { currency, digits }: DayWindow): Share {
  if (kind !== "buy" && kind !== "sell") return NOTHING;
  const opens = entry === "in" || entry === "inOut";
  return { trades: opens ? 1 : 0, minor: moneyFromDouble(profit + swap + commission + fee, currency, digits).minor };
}
