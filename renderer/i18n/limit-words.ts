import type { LimitsInput } from "#shared/contract/risk.ts";
import type { Text } from "./i18n.ts";
import { type MoneyTerms, minorText } from "./verdict-words.ts";

type Limit = NonNullable<LimitsInput[keyof Pick<LimitsInput, "dailyLoss" | "spread" | "stop" | "hours" | "bestDay">]>;
type AnyLimit =
  | Limit
  | NonNullable<LimitsInput["orderRisk"]>
  | NonNullable<LimitsInput["orderLots"]>
  | NonNullable<LimitsInput["tradesPerDay"]>;

/** A limit's amount as its formula names it: "5 % of the initial balance", "2 lots", "3". */
export function limitAmountWords(limit: AnyLimit, money: MoneyTerms, text: Text): string {
  if ("amount" in limit) {
    const { amount } = limit;
    return amount.in === "money"
      ? minorText(amount.minor, money)
      : text(`base.${amount.of}`, { percent: amount.percent });
  }
  if ("lots" in limit) return text("figure.lots", { value: limit.lots });
  if ("count" in limit) return String(limit.count);
  if ("percent" in limit) return `${limit.percent} %`;
  if ("hours" in limit) return limit.hours.zone;
  return limit.points === 0 ? text("limits.stop.any") : text("figure.points", { value: limit.points });
}
