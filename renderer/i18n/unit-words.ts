import type { Text, TextKey } from "./i18n.ts";

const KEYS: Readonly<Record<string, TextKey>> = {
  ms: "unit.ms",
  s: "unit.s",
  frames: "unit.frames",
  ticks: "unit.ticks",
  tries: "unit.tries",
  symbols: "unit.symbols",
  days: "unit.days",
  signals: "unit.signals",
  points: "unit.points",
};

/** The unit of a setting as the language has it; one that a newer bridge brings stands as it came. */
export function unitText(text: Text, unit: string): string {
  const key = KEYS[unit];
  return key === undefined ? unit : text(key);
}
