import type { Lots, MinorUnits } from "../../market/brands.ts";
import { type Entry, entryLoss, entryRisk, type LineTerms } from "../exposure/risk-line.ts";
import { asMinor } from "../valuation/minor-units.ts";
import { floorToStep, lotsOfUnits, lotUnits, stepDown } from "../volume/volume-grid.ts";

/** How much an order is to risk or to buy. `riskPercent` is taken of `SizingInput.riskBase`. */
export type SizeBy =
  | { readonly by: "lots"; readonly lots: number }
  | { readonly by: "money"; readonly minor: MinorUnits }
  | { readonly by: "riskPercent"; readonly percent: number };

export interface SizingInput {
  readonly amount: SizeBy;
  /** Times the amount: the gale's factor. 1 = as it is. */
  readonly factor: number;
  /** Entry, side, stop; `slips` for market and stop orders. */
  readonly entry: Omit<Entry, "lots">;
  readonly terms: LineTerms;
  /** What percentages are taken of: balance or equity, minor units. */
  readonly riskBase: MinorUnits;
}

export type SizingRefusal =
  /** An amount, a price or a factor that is no positive finite number. */
  | "notANumber"
  /** Money or percent without a stop: nothing says how much a lot loses. */
  | "noStop"
  | "stopWrongSide"
  /** Nothing tells what the profit currency is worth. */
  | "notValued"
  /** The smallest volume the broker takes would risk more than asked for. */
  | "belowMinimum";

/** Every number that led to a size. */
export type Sizing =
  | {
      readonly ok: true;
      readonly lots: Lots;
      /** Loss at the stop, charges included; never above `budget`. Null by lots without a stop. */
      readonly loss: MinorUnits | null;
      /** Money that was to be risked; null by lots. */
      readonly budget: MinorUnits | null;
      /** Loss of one lot at the stop. */
      readonly lossPerLot: MinorUnits | null;
      /** Lots before rounding down. */
      readonly exactLots: number;
      /** The broker's own limit that made it smaller. */
      readonly cappedBy: "volumeMax" | "volumeLimit" | null;
    }
  | {
      readonly ok: false;
      readonly refusal: SizingRefusal;
      readonly budget: MinorUnits | null;
      /** What the smallest volume would lose, where that is why. */
      readonly lossAtMinimum: MinorUnits | null;
    };

const positive = (value: number): boolean => value > 0 && value < Number.POSITIVE_INFINITY;
const refused = (refusal: SizingRefusal, budget: MinorUnits | null = null): Sizing => ({
  ok: false,
  refusal,
  budget,
  lossAtMinimum: null,
});

/**
 * Lots for an amount, rounded down to the broker's volume step: the loss at the stop, rounded up to whole minor units
 * and with charges and assumed slippage in it, is never above what was asked to be risked.
 * By lots: those lots, rounded down.
 */
export function sizeOrder(input: SizingInput): Sizing {
  const { amount, factor, entry, terms } = input;
  const asked = amount.by === "lots" ? amount.lots : amount.by === "money" ? amount.minor : amount.percent;
  if (!positive(asked) || !positive(factor) || !positive(entry.open)) return refused("notANumber");
  if (entry.stop !== null) {
    if (!positive(entry.stop)) return refused("notANumber");
    if (entry.side === "buy" ? entry.stop >= entry.open : entry.stop <= entry.open) return refused("stopWrongSide");
  }
  const lossOf = (lots: number): MinorUnits | null => entryRisk({ ...entry, lots }, terms);
  if (amount.by === "lots") return fitted(amount.lots * factor, null, lossOf, terms);
  const budget = budgetOf(input);
  if (entry.stop === null) return refused("noStop", budget);
  const perLot = entryLoss({ ...entry, lots: 1 }, terms);
  if (perLot === null) return refused("notValued", budget);
  const exact = perLot > 0 ? budget / (perLot * 10 ** terms.digits) : Number.POSITIVE_INFINITY;
  return fitted(exact, budget, lossOf, terms);
}

function budgetOf({ amount, factor, riskBase }: SizingInput): MinorUnits {
  if (amount.by === "lots") return asMinor(0);
  const whole = amount.by === "money" ? amount.minor : (Math.max(0, riskBase) * amount.percent) / 100;
  return asMinor(Math.min(Number.MAX_SAFE_INTEGER, Math.floor(whole * factor * (1 + Number.EPSILON))));
}

function fitted(
  exact: number,
  budget: MinorUnits | null,
  lossOf: (lots: number) => MinorUnits | null,
  { spec }: LineTerms,
): Sizing {
  const max = spec.volumeMax > 0 ? spec.volumeMax : Number.POSITIVE_INFINITY;
  const most = spec.volumeLimit > 0 ? Math.min(max, spec.volumeLimit) : max;
  const cappedBy = exact <= most ? null : most === max ? "volumeMax" : "volumeLimit";
  let lots = floorToStep(Math.min(exact, most), spec);
  // The blur that lets 0.3 be three steps of 0.1 must not cost a cent more than asked for.
  const within = (size: number): boolean => budget === null || (lossOf(size) ?? 0) <= budget;
  while (lots > 0 && !within(lots)) lots = stepDown(lots, spec);
  const minimum = lotsOfUnits(Math.max(lotUnits(spec.volumeMin), 1));
  if (lots < minimum) return { ok: false, refusal: "belowMinimum", budget, lossAtMinimum: lossOf(minimum) };
  return { ok: true, lots, loss: lossOf(lots), budget, lossPerLot: lossOf(1), exactLots: exact, cappedBy };
}
