import { moneyFromDouble } from "#shared/market/money.ts";
import type { BrokerDeal } from "#shared/trading/deals/deal.ts";

/** Money paid in or out: a deposit, a withdrawal, a broker's bonus. Charges, interest and corrections are results. */
export const isPayment = ({ kind }: Pick<BrokerDeal, "kind">): boolean => kind === "balance" || kind === "bonus";

/** What a deal did to the balance, minor units of the account. Credit is in the equity alone. */
export function worthOf(deal: BrokerDeal, currency: string, digits: number): number {
  const { kind, profit, swap, commission, fee } = deal;
  return kind === "credit" ? 0 : moneyFromDouble(profit + swap + commission + fee, currency, digits).minor;
}
