import type { BarColumns } from "../bar.ts";

/** A jump of the price over time without trading. */
export interface PriceGap {
  /** Last bar before and first bar after, broker ms of their opening. */
  readonly beforeMs: number;
  readonly afterMs: number;
  /** Open after less close before, in prices. */
  readonly jump: number;
}

/**
 * Price gaps: neighbouring bars further apart than `lengthMs` (a weekend, a break) whose open and close before differ
 * by at least `least` in prices.
 */
export function priceGaps({ count, timeMs, open, close }: BarColumns, lengthMs: number, least: number): PriceGap[] {
  const gaps: PriceGap[] = [];
  for (let i = 1; i < count; i++) {
    const [beforeMs, afterMs] = [timeMs[i - 1] as number, timeMs[i] as number];
    const jump = (open[i] as number) - (close[i - 1] as number);
    if (afterMs - beforeMs > lengthMs && Math.abs(jump) >= least) gaps.push({ beforeMs, afterMs, jump });
  }
  return gaps;
}

/** How far a symbol moved. */
export interface Mover {
  readonly symbol: string;
  /** Last over reference, less 1: 0.01 = 1 % up. */
  readonly change: number;
}

/** Symbols by how far they moved from their reference price (the close of the day before), the furthest first. */
export function movers(
  prices: readonly { readonly symbol: string; readonly reference: number; readonly last: number }[],
): Mover[] {
  return prices
    .filter(({ reference, last }) => reference > 0 && last > 0)
    .map(({ symbol, reference, last }) => ({ symbol, change: last / reference - 1 }))
    .toSorted((a, b) => Math.abs(b.change) - Math.abs(a.change) || a.symbol.localeCompare(b.symbol));
}
