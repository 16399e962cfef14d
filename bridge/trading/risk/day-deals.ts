import type { AccountId } from "#shared/market/brands.ts";
import type { DayCount } from "#shared/trading/day/risk-day.ts";
import type { BrokerDeal } from "#shared/trading/deals/deal.ts";
import { asMinor } from "#shared/trading/valuation/minor-units.ts";
import type { DealLedger } from "../../ports/deal-ledger.ts";
import type { KeptDeal } from "../../ports/trade-events.ts";
import { isPayment, worthOf } from "./deal-worth.ts";

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
  readonly realised: number;
  readonly paid: number;
  readonly other: number;
}

interface Day {
  readonly window: DayWindow;
  readonly shares: Map<bigint, Share>;
  sum: Share;
}

/** What each account's day comes to: read once, then kept true as deals come in and are corrected. */
export class DayDeals {
  readonly #ledger: Pick<DealLedger, "between">;
  readonly #days = new Map<AccountId, Day>();

  constructor(ledger: Pick<DealLedger, "between">) {
    this.#ledger = ledger;
  }

  /** @throws FairleadError STORE_* when a day that is not known cannot be read. */
  count(account: AccountId, window: DayWindow): DayCount {
    const known = this.#days.get(account);
    const { sum } = known?.window.key === window.key ? known : this.#read(account, window);
    const { trades, realised, paid, other } = sum;
    return { trades, realised: asMinor(realised), paid: asMinor(paid), other: asMinor(other) };
  }

  /** To be called with each deal that the ledger has just taken. */
  kept({ account, deal }: KeptDeal): void {
    const day = this.#days.get(account);
    if (day !== undefined) put(day, deal);
  }

  #read(account: AccountId, window: DayWindow): Day {
    const day: Day = { window, shares: new Map(), sum: NOTHING };
    for (const deal of this.#ledger.between(account, window.fromMs, window.toMs, MAX_DEALS)) put(day, deal);
    this.#days.set(account, day);
    return day;
  }
}

/** A deal that comes again was corrected: it counts as it is now, or, when it has left the day, not at all. */
function put(day: Day, deal: BrokerDeal): void {
  const { window, shares, sum } = day;
  const was = shares.get(deal.ticket) ?? NOTHING;
  const isOfDay = deal.timeMs >= window.fromMs && deal.timeMs < window.toMs;
  const is = isOfDay ? shareOf(deal, window) : NOTHING;
  day.sum = {
    trades: sum.trades + is.trades - was.trades,
    realised: sum.realised + is.realised - was.realised,
    paid: sum.paid + is.paid - was.paid,
    other: sum.other + is.other - was.other,
  };
  shares.set(deal.ticket, is);
}

const NOTHING: Share = { trades: 0, realised: 0, paid: 0, other: 0 };

function shareOf(deal: BrokerDeal, { currency, digits }: DayWindow): Share {
  const minor = worthOf(deal, currency, digits);
  if (isPayment(deal)) return { ...NOTHING, paid: minor };
  if (deal.kind !== "buy" && deal.kind !== "sell") return { ...NOTHING, other: minor };
  const opens = deal.entry === "in" || deal.entry === "inOut";
  return { ...NOTHING, trades: opens ? 1 : 0, realised: minor };
}
