import type { StatTrade } from "./input.ts";

/** How many trades came to how much: `edges` ascending, one more than `counts`; the last bin holds its upper edge too. */
export interface Distribution {
  readonly edges: Float64Array;
  readonly counts: Float64Array;
}

/** Bin widths that people can read: 1, 2 or 5 times a power of ten. */
function roundWidth(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  return ([1, 2, 5].find((step) => step * power >= rough) ?? 10) * power;
}

/** Net results in about `bins` bins of a round width, with an edge at 0. */
export function distributionOf(trades: readonly StatTrade[], bins = 24): Distribution {
  if (trades.length === 0) return { edges: new Float64Array(), counts: new Float64Array() };
  const nets = Float64Array.from(trades, ({ net }) => net);
  const low = nets.reduce((a, b) => Math.min(a, b));
  const high = nets.reduce((a, b) => Math.max(a, b));
  const width = high > low ? roundWidth((high - low) / bins) : roundWidth(Math.max(Math.abs(high), 1));
  const from = Math.floor(low / width);
  const count = Math.max(1, Math.ceil(high / width) - from);
  const counts = new Float64Array(count);
  for (const net of nets) {
    const bin = Math.min(count - 1, Math.max(0, Math.floor(net / width) - from));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return { edges: Float64Array.from({ length: count + 1 }, (_, at) => (from + at) * width), counts };
}
