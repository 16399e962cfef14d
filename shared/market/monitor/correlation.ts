/** Instruments whose correlation is shown at once. */
export const MOST_CORRELATED = 16;

/** Closes of several instruments, of the same bars: `closes[i][t]`. */
export type AlignedCloses = readonly (readonly number[])[];

/**
 * Pearson's correlation of logarithmic returns from close to close, each with each.
 * @returns rows of the matrix; 1 on its diagonal, NaN where a series never moves or holds a close that is not positive.
 * @throws RangeError when the series differ in length.
 */
export function correlationMatrix(closes: AlignedCloses): number[][] {
  const length = closes[0]?.length ?? 0;
  if (closes.some((series) => series.length !== length)) throw new RangeError("the series differ in length");
  const centred = closes.map((series) => {
    const returns = series.slice(1).map((close, i) => Math.log(close / (series[i] as number)));
    const mean = returns.reduce((sum, change) => sum + change, 0) / returns.length;
    return returns.map((change) => change - mean);
  });
  const size = centred.map((returns) => Math.sqrt(returns.reduce((sum, change) => sum + change * change, 0)));
  return centred.map((row, i) =>
    centred.map((column, k) => {
      const scale = (size[i] as number) * (size[k] as number);
      if (!(scale > 0)) return Number.NaN;
      if (i === k) return 1;
      const product = row.reduce((sum, change, t) => sum + change * (column[t] as number), 0);
      return Math.max(-1, Math.min(1, product / scale));
    }),
  );
}

/** A pair's logarithmic return over some span: ln(last / first). */
export interface PairReturn {
  readonly base: string;
  readonly quote: string;
  readonly change: number;
}

/**
 * Currency strength: numbers s, with sum 0, whose differences s(base) - s(quote) come nearest to the pairs' returns by
 * least squares (where all pairs of n currencies are there, a currency's mean return against the others times
 * (n - 1) / n). Found by Gauss and Seidel's iteration on the normal equations, which are diagonally dominant.
 * @returns the strength of each currency, as logarithmic returns against the mean of all; the strongest first. Groups of
 * currencies that no pair connects are each set against their own mean.
 */
export function currencyStrength(
  pairs: readonly PairReturn[],
): { readonly currency: string; readonly strength: number }[] {
  const neighbours = new Map<string, { readonly other: string; readonly change: number }[]>();
  const link = (from: string, other: string, change: number): void => {
    const list = neighbours.get(from) ?? [];
    list.push({ other, change });
    neighbours.set(from, list);
  };
  for (const { base, quote, change } of pairs) {
    if (base === quote || !Number.isFinite(change)) continue;
    link(base, quote, change);
    link(quote, base, -change);
  }
  const strength = new Map([...neighbours.keys()].map((currency) => [currency, 0]));
  for (let round = 0; round < MOST_ROUNDS; round++) {
    let moved = 0;
    for (const [currency, links] of neighbours) {
      const next =
        links.reduce((sum, { other, change }) => sum + (strength.get(other) ?? 0) + change, 0) / links.length;
      moved = Math.max(moved, Math.abs(next - (strength.get(currency) ?? 0)));
      strength.set(currency, next);
    }
    if (moved < SMALL_ENOUGH) break;
  }
  centreGroups(strength, neighbours);
  return [...strength]
    .map(([currency, value]) => ({ currency, strength: value }))
    .toSorted((a, b) => b.strength - a.strength || a.currency.localeCompare(b.currency));
}

const MOST_ROUNDS = 10_000;
const SMALL_ENOUGH = 1e-15;

function centreGroups(
  strength: Map<string, number>,
  neighbours: ReadonlyMap<string, readonly { readonly other: string }[]>,
): void {
  const seen = new Set<string>();
  for (const start of neighbours.keys()) {
    if (seen.has(start)) continue;
    const group = [start];
    seen.add(start);
    for (const currency of group) {
      for (const { other } of neighbours.get(currency) ?? []) {
        if (seen.has(other)) continue;
        seen.add(other);
        group.push(other);
      }
    }
    const mean = group.reduce((sum, currency) => sum + (strength.get(currency) ?? 0), 0) / group.length;
    for (const currency of group) strength.set(currency, (strength.get(currency) ?? 0) - mean);
  }
}
