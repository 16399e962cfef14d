import type { MinorUnits } from "../../market/brands.ts";
import { asMinor } from "../valuation/minor-units.ts";

/** What a percentage is taken of. `initialBalance` is what the account began with, as its rule counts it. */
export type PercentBase = "initialBalance" | "dayStartBalance" | "dayStartEquity" | "balance" | "equity";

/** An amount of a limit: money in account currency, or percent of something. */
export type LimitAmount =
  | { readonly in: "money"; readonly minor: MinorUnits }
  | { readonly in: "percent"; readonly percent: number; readonly of: PercentBase };

/** What percentages are taken of, at one moment. */
export type PercentBases = Readonly<Record<PercentBase, MinorUnits>>;

/** The money of a limit, rounded down: a limit never grows by rounding. Nothing is a percentage of a debt. */
export function limitMinor(amount: LimitAmount, bases: PercentBases): MinorUnits {
  if (amount.in === "money") return amount.minor;
  const share = (Math.max(0, bases[amount.of]) * amount.percent) / 100;
  return asMinor(Math.floor(share + share * Number.EPSILON));
}
