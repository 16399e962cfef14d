import { isAllowed } from "../market/indicators/indicator.ts";
import type { Alert, AlertRule, IndicatorRule } from "./alert.ts";
import { ALERT_INDICATORS } from "./studied-value.ts";

/** Why an alert cannot be as it is. `field` is a field of the rule or of the alert. */
export interface AlertProblem {
  readonly field: string;
  readonly code: AlertProblemCode;
}

export const ALERT_PROBLEM_CODES = [
  "NAME_EMPTY",
  "LEVEL_NOT_POSITIVE",
  "LEVEL_OUT_OF_RANGE",
  "PERIOD_OUT_OF_RANGE",
  "PARAMETER_OUT_OF_RANGE",
  "INDICATOR_UNKNOWN",
  "OUTPUT_UNKNOWN",
  "AGAINST_ITSELF",
  "STALE_OUT_OF_RANGE",
  "COOLDOWN_OUT_OF_RANGE",
  "EXPIRES_IN_THE_PAST",
  "NO_SYNC",
] as const;
export type AlertProblemCode = (typeof ALERT_PROBLEM_CODES)[number];

export const COOLDOWN_MS = { least: 10_000, usual: 300_000, most: 7 * 86_400_000 } as const;
export const STALE_MS = { least: 5_000, usual: 60_000, most: 86_400_000 } as const;
const PERIODS = { least: 2, most: 1_000 } as const;

/** What an alert may not be; empty when it is sound. @param nowMs UTC. @param syncs whether there is a cloud to be stuck. */
export function alertProblems(
  { name, rule, repeat, expiresMs }: Omit<Alert, "id">,
  nowMs: number,
  syncs: boolean,
): readonly AlertProblem[] {
  const problems: AlertProblem[] = [];
  const must = (good: boolean, field: string, code: AlertProblemCode): void => {
    if (!good) problems.push({ field, code });
  };
  must(name.trim() !== "", "name", "NAME_EMPTY");
  must(
    repeat === null || (repeat.cooldownMs >= COOLDOWN_MS.least && repeat.cooldownMs <= COOLDOWN_MS.most),
    "cooldownMs",
    "COOLDOWN_OUT_OF_RANGE",
  );
  must(expiresMs === null || expiresMs > nowMs, "expiresMs", "EXPIRES_IN_THE_PAST");
  ruleProblems(rule, syncs, must);
  return problems;
}

type Must = (good: boolean, field: string, code: AlertProblemCode) => void;

function ruleProblems(rule: AlertRule, syncs: boolean, must: Must): void {
  switch (rule.kind) {
    case "price":
      return must(rule.level > 0, "level", "LEVEL_NOT_POSITIVE");
    case "spread":
      return must(rule.points >= 0, "points", "LEVEL_OUT_OF_RANGE");
    case "volatility":
      must(rule.level > 0, "level", "LEVEL_NOT_POSITIVE");
      return must(
        Number.isInteger(rule.period) && rule.period >= PERIODS.least && rule.period <= PERIODS.most,
        "period",
        "PERIOD_OUT_OF_RANGE",
      );
    case "indicator":
      return indicatorProblems(rule, must);
    case "feed":
      return must(rule.staleMs >= STALE_MS.least && rule.staleMs <= STALE_MS.most, "staleMs", "STALE_OUT_OF_RANGE");
    case "account":
      if (rule.figure === "drawdown" || rule.figure === "limitUse")
        return must(rule.level > 0 && rule.level <= 100, "level", "LEVEL_OUT_OF_RANGE");
      return must(rule.level > 0, "level", "LEVEL_NOT_POSITIVE");
    case "platform":
      return must(syncs || rule.trouble !== "syncStuck", "trouble", "NO_SYNC");
    case "session":
  }
}

function indicatorProblems({ indicator, parameters, output, against }: IndicatorRule, must: Must): void {
  const known = ALERT_INDICATORS.find(({ id }) => id === indicator);
  if (known === undefined) return must(false, "indicator", "INDICATOR_UNKNOWN");
  for (const parameter of known.parameters) {
    const value = parameters[parameter.name];
    const endless = parameter.kind === "choice" && value === "all";
    must(value !== undefined && isAllowed(parameter, value) && !endless, parameter.name, "PARAMETER_OUT_OF_RANGE");
  }
  const names = known.outputs(parameters).map(({ name }) => name);
  must(names.includes(output), "output", "OUTPUT_UNKNOWN");
  if (against.kind !== "output") return;
  must(names.includes(against.output), "against", "OUTPUT_UNKNOWN");
  must(against.output !== output, "against", "AGAINST_ITSELF");
}
