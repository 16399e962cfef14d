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
