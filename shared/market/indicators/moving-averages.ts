import { exponentialAverage, SimpleAverage, WeightedAverage } from "./averages.ts";
import type { Filter, Study } from "./study.ts";

const ofClose = (average: Filter): Study => ({
  take(bar, keep, out) {
    out[0] = average.take(bar.close, keep);
  },
});

/** Simple moving average of the closes. */
export const sma = (period: number): Study => ofClose(new SimpleAverage(period));

/** Exponential moving average of the closes, begun with their plain mean. */
export const ema = (period: number): Study => ofClose(exponentialAverage(period));

/** Linearly weighted moving average of the closes. */
export const wma = (period: number): Study => ofClose(new WeightedAverage(period));
