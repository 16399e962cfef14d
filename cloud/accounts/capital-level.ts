/** The size of an account: the highest level its balance reaches, `25K` being the least. Whole units of its own currency. */
export function capitalLevel(balanceMinor: bigint, digits: number): "25K" | "50K" | "100K" | "250K+" {
  const whole = balanceMinor / 10n ** BigInt(digits);
  if (whole < 50_000n) return "25K";
  if (whole < 100_000n) return "50K";
  return whole < 250_000n ? "100K" : "250K+";
}

/** Integer minor units as the decimal text of the wire. */
export function decimalOf(minor: bigint, digits: number): string {
  const figures = (minor < 0n ? -minor : minor).toString().padStart(digits + 1, "0");
  const sign = minor < 0n ? "-" : "";
  return digits === 0 ? sign + figures : `${sign}${figures.slice(0, -digits)}.${figures.slice(-digits)}`;
}
