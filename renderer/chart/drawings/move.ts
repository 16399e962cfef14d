import type { DrawingPoint } from "#shared/contract/charts.ts";
import type { Grip } from "./hit.ts";

/** Places among bars, and prices that the instrument can have. */
export interface DrawingGrid {
  /** Place of a moment; undefined without bars. */
  placeOf(timeMs: number): number | undefined;
  timeAt(place: number): number | undefined;
  /** The nearest tick. */
  snapped(price: number): number;
}

/** A way on the chart: bars to the right and price upwards. */
export interface Way {
  readonly bars: number;
  readonly price: number;
}

/**
 * The points of a drawing after it, or one of its points, went a way. Times stay on bars and prices on ticks; a point
 * that did not move keeps its very time and price, whatever timeframe it was drawn on.
 */
export function moved(
  points: readonly DrawingPoint[],
  grip: Grip,
  { bars, price }: Way,
  grid: DrawingGrid,
): readonly DrawingPoint[] {
  return points.map((point, at) => {
    if (grip !== "whole" && grip !== at) return point;
    const place = grid.placeOf(point.timeMs);
    const timeMs = bars === 0 || place === undefined ? point.timeMs : (grid.timeAt(place + bars) ?? point.timeMs);
    return { timeMs, price: price === 0 ? point.price : grid.snapped(point.price + price) };
  });
}
