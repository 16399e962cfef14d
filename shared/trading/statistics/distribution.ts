import type { TradeColumns } from "./columns.ts";

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
export function distributionOf({ net: nets }: Pick<TradeColumns, "net">, bins = 24): Distribution {
  if (nets.length === 0) return { edges: new Float64Array(), counts: new Float64Array() };
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let at = 0; at < nets.length; at += 1) {
    low = Math.min(low, nets[at] ?? 0);
    high = Math.max(high, nets[at] ?? 0);
  }
  const width = high > low ? roundWidth((high - low) / bins) : roundWidth(Math.max(Math.abs(high), 1));
  const from = Math.floor(low / width);
  const count = Math.max(1, Math.ceil(high / width) - from);
  const counts = new Float64Array(count);
  for (let at = 0; at < nets.length; at += 1) {
    const bin = Math.min(count - 1, Math.max(0, Math.floor((nets[at] ?? 0) / width) - from));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return { edges: Float64Array.from({ length: count + 1 }, (_, at) => (from + at) * width), counts };
}
