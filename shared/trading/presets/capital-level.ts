/** Levels of capital, by the whole units of the account's currency from which each begins. */
export const CAPITAL_LEVELS = [
  { id: "below25", from: 0 },
  { id: "25K", from: 25_000 },
  { id: "50K", from: 50_000 },
  { id: "100K", from: 100_000 },
  { id: "250K", from: 250_000 },
] as const;
export type CapitalLevel = (typeof CAPITAL_LEVELS)[number]["id"];

/** The level of a balance, counted as the account's currency counts: a yen account of 100,000 is not a rich one, and says so. */
export function capitalLevel(balanceMinor: number, digits: number): CapitalLevel {
  const whole = balanceMinor / 10 ** digits;
  return CAPITAL_LEVELS.findLast(({ from }) => whole >= from)?.id ?? "below25";
}
