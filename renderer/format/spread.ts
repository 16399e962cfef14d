import type { Instrument, Quote } from "#shared/contract/market.ts";

export type SpreadUnit = "points" | "pips";

/**
 * The spread in whole points. Rounded, because `ask - bid` of two doubles is a hair off a multiple of the point.
 */
export function spreadPoints(quote: Pick<Quote, "bid" | "ask">, point: number): number {
  return Math.round((quote.ask - quote.bid) / point) + 0;
}

/** `"12"` points or `"1.2"` pips; pips keep one decimal where a pip has several points. */
export function spreadText(
  quote: Pick<Quote, "bid" | "ask">,
  instrument: Pick<Instrument, "point" | "pointsPerPip">,
  unit: SpreadUnit,
): string {
  const points = spreadPoints(quote, instrument.point);
  if (unit === "points") return String(points);
  const decimals = instrument.pointsPerPip > 1 ? 1 : 0;
  return (points / instrument.pointsPerPip).toFixed(decimals);
}
