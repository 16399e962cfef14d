/**
 * Probability that a standard normal value lies within [-z, z], by the series of erf below 3 and by the continued
 * fraction of erfc above (Abramowitz and Stegun 7.1.6 and 7.1.14); exact to some 14 digits.
 */
export function withinNormal(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  if (x > 6) return 1;
  if (x < 3) {
    let term = x;
    let sum = x;
    for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n += 1) {
      term *= (2 * x * x) / (2 * n + 1);
      sum += term;
    }
    return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
  }
  let fraction = x;
  for (let n = 60; n >= 1; n -= 1) fraction = x + n / 2 / fraction;
  return 1 - Math.exp(-x * x) / (fraction * Math.sqrt(Math.PI));
}
