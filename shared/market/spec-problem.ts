import type { InstrumentSpec } from "./instrument.ts";

/** MetaTrader shows prices with at most eight decimals; two more are room. */
const MOST_DIGITS = 10;
/** What a broker may leave at zero, also while MT5 has not loaded a symbol yet, but never put below. */
const NEVER_NEGATIVE = [
  "point",
  "tickSize",
  "contractSize",
  "volumeMin",
  "volumeMax",
  "volumeStep",
  "volumeLimit",
  "stopsLevel",
  "freezeLevel",
] as const satisfies readonly (keyof InstrumentSpec)[];

/** Why a specification cannot be true, in words that finish "... cannot be true: "; undefined when it can. */
export function specProblem(spec: InstrumentSpec): string | undefined {
  if (spec.symbol === "") return "it has no name";
  for (const [field, value] of Object.entries(spec)) {
    if (typeof value === "number" && !Number.isFinite(value)) return `${field} is no number`;
  }
  if (spec.digits > MOST_DIGITS) return `digits is ${spec.digits}`;
  const negative = NEVER_NEGATIVE.find((field) => spec[field] < 0);
  return negative === undefined ? undefined : `${negative} is below zero`;
}
