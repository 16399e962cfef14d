import { type Age, type AgeUnit, ageOf } from "../format/age.ts";
import type { Text, TextKey } from "./i18n.ts";

const KEYS: Readonly<Record<AgeUnit, TextKey>> = { ms: "age.ms", s: "age.s", min: "age.min", h: "age.h", d: "age.d" };

/** An age in words a person reads at a glance: `8 ms`, `12 s`, `3 min`. */
export function ageText(text: Text, ms: number): string {
  const { value, unit }: Age = ageOf(ms);
  return text(KEYS[unit], { value });
}

/** The same for sentences, where milliseconds are noise. */
export const longAgeText = (text: Text, ms: number): string => (ms < 1_000 ? text("age.moment") : ageText(text, ms));

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** The two largest units of a duration: `3 d 4 h`, `12 min 30 s`. */
export function durationText(text: Text, ms: number): string {
  const { unit } = ageOf(ms);
  const rest = { d: ms % DAY_MS, h: ms % HOUR_MS, min: ms % MINUTE_MS, s: 0, ms: 0 }[unit];
  const least = unit === "d" ? HOUR_MS : unit === "h" ? MINUTE_MS : 1_000;
  const first = ageText(text, ms);
  return rest >= least ? `${first} ${ageText(text, rest)}` : first;
}
