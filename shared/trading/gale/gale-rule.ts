/** What the next trade stakes after a loss (SPEC.md: `gale_limit`, default 1, 0 = off). */
export type GaleRule =
  | { readonly kind: "off" }
  /** Step n stakes amount x factor ** n. */
  | {
      readonly kind: "multiplier";
      readonly factor: number;
      /** Most steps after the first trade. */
      readonly limit: number;
      readonly afterLimit: AfterLimit;
    }
  /** Step n stakes amount x stakes[n - 1]; no more steps than stakes. */
  | {
      readonly kind: "list";
      readonly stakes: readonly number[];
      readonly limit: number;
      readonly afterLimit: AfterLimit;
    };

/** A loss at the last step starts again at the first amount, or ends the session. A win always starts again. */
export type AfterLimit = "reset" | "stop";

/** More steps than any account carries: the twentieth of a doubling stakes a million times the first amount. */
export const MAX_GALE_STEPS = 20;
const MAX_FACTOR = 1_000;

export type GaleProblem = "FACTOR_OUT_OF_RANGE" | "LIMIT_OUT_OF_RANGE" | "STAKES_EMPTY" | "STAKE_OUT_OF_RANGE";

const inRange = (factor: number): boolean => factor > 0 && factor <= MAX_FACTOR;

/** What is wrong with a rule by itself; null when it can be used. */
export function galeProblem(rule: GaleRule): GaleProblem | null {
  if (rule.kind === "off") return null;
  if (!Number.isSafeInteger(rule.limit) || rule.limit < 0 || rule.limit > MAX_GALE_STEPS) return "LIMIT_OUT_OF_RANGE";
  if (rule.kind === "multiplier") return inRange(rule.factor) ? null : "FACTOR_OUT_OF_RANGE";
  if (rule.stakes.length === 0 || rule.stakes.length > MAX_GALE_STEPS) return "STAKES_EMPTY";
  return rule.stakes.every(inRange) ? null : "STAKE_OUT_OF_RANGE";
}

/** Steps after the first trade that the rule allows; 0 = off. */
export function galeSteps(rule: GaleRule): number {
  if (rule.kind === "off") return 0;
  return rule.kind === "list" ? Math.min(rule.limit, rule.stakes.length) : rule.limit;
}

/** How many times the first amount a step stakes; step 0 is the first trade. Steps beyond the limit stake as the last. */
export function galeFactor(rule: GaleRule, step: number): number {
  const at = Math.min(step, galeSteps(rule));
  if (rule.kind === "off" || at <= 0) return 1;
  return rule.kind === "multiplier" ? rule.factor ** at : (rule.stakes[at - 1] ?? 1);
}

/** True when no step of `is` stakes more than the same step of `was`, and none is added: all that a running session allows. No gale at all is always allowed. */
export function galeNoRiskier(was: GaleRule, is: GaleRule): boolean {
  const steps = galeSteps(is);
  if (steps === 0) return true;
  if (steps > galeSteps(was)) return false;
  for (let step = 1; step <= steps; step++) {
    if (galeFactor(is, step) > galeFactor(was, step)) return false;
  }
  const ends = (rule: GaleRule): boolean => rule.kind !== "off" && rule.afterLimit === "stop";
  return ends(is) || !ends(was);
}
