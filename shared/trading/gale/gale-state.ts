import { type GaleRule, galeSteps } from "./gale-rule.ts";

/** Where a gale stands between two trades. */
export interface GaleState {
  /** Step of the next trade; 0 = the first amount. */
  readonly step: number;
  /** The last step lost and the rule says stop. */
  readonly exhausted: boolean;
}

export const FIRST_STEP: GaleState = { step: 0, exhausted: false };

/** A trade's result as SPEC.md names it; a breakeven neither climbs nor resets. */
export type TradeResult = "win" | "loss" | "breakeven";

/** Where the gale stands after a trade. An exhausted one stays so until a new session begins. */
export function afterTrade(rule: GaleRule, state: GaleState, result: TradeResult): GaleState {
  if (state.exhausted || result === "breakeven") return state;
  if (result === "win" || rule.kind === "off") return FIRST_STEP;
  const steps = galeSteps(rule);
  if (state.step < steps) return { step: state.step + 1, exhausted: false };
  // A limit of 0 is no gale at all: its losses exhaust nothing.
  return steps > 0 && rule.afterLimit === "stop" ? { step: state.step, exhausted: true } : FIRST_STEP;
}
