/** One measured figure. `raw` is the limit measured in the same run without our code; `ratio` = value / raw. */
interface Row {
  readonly bench: string;
  readonly value: number;
  readonly unit: string;
  readonly raw: number;
  readonly [extra: string]: string | number;
}

/** Prints a figure as one JSON line: benchmarks print nothing else on standard output. */
export function printRow({ bench, value, unit, raw, ...extra }: Row): void {
  const ratio = raw === 0 ? 0 : value / raw;
  console.log(JSON.stringify({ bench, value: tidy(value), unit, raw: tidy(raw), ratio: tidy(ratio), ...extra }));
}

const tidy = (value: number): number => Number(value.toPrecision(5));

/** The value that `share` (0 to 1) of the sorted samples do not exceed (nearest rank). */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const at = Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1));
  const value = sorted[at];
  if (value === undefined) throw new RangeError("no samples were taken");
  return value;
}

export const median = (samples: readonly number[]): number => percentile(samples, 0.5);
