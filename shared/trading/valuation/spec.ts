import type { InstrumentSpec } from "../../market/instrument.ts";

/**
 * What of an instrument's specification decides its worth. Tick values are in account currency; they may be absent
 * where the quotes of currencies are at hand instead (the trade server has no tick values but those it works out).
 */
export type ValuedSpec = Pick<
  InstrumentSpec,
  "calculation" | "contractSize" | "tickSize" | "currencyBase" | "currencyProfit" | "currencyMargin" | "marginInitial"
> &
  Partial<Pick<InstrumentSpec, "tickValue" | "tickValueProfit" | "tickValueLoss">>;

/** A side of a position or an order. */
export type Side = "buy" | "sell";

/** A sound positive number: specifications come from brokers, and hold zeros where nothing was set. */
export const positive = (value: number | undefined): value is number =>
  value !== undefined && value > 0 && value < Number.POSITIVE_INFINITY;
