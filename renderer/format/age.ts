export type AgeUnit = "ms" | "s" | "min" | "h" | "d";

export interface Age {
  readonly value: number;
  readonly unit: AgeUnit;
}

/** The largest unit in which an age is at least 1, rounded down: 999 ms, 1 s, 59 s, 1 min. Negative ages are 0 ms. */
export function ageOf(ms: number): Age {
  const whole = Math.max(0, Math.floor(ms));
  if (whole < 1_000) return { value: whole, unit: "ms" };
  const seconds = Math.floor(whole / 1_000);
  if (seconds < 60) return { value: seconds, unit: "s" };
  if (seconds < 3_600) return { value: Math.floor(seconds / 60), unit: "min" };
  if (seconds < 86_400) return { value: Math.floor(seconds / 3_600), unit: "h" };
  return { value: Math.floor(seconds / 86_400), unit: "d" };
}
