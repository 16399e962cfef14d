import type { RiskRecord } from "../day/risk-record.ts";
import type { PercentBases } from "../rules/amount.ts";
import type { RiskLimits } from "../rules/risk-limits.ts";
import type { Facts } from "./facts.ts";
import type { RiskAccount, VerdictInput } from "./verdict-input.ts";

/** What limits are judged by: all of it known. */
export interface Judged {
  readonly input: VerdictInput;
  readonly facts: Facts;
  readonly account: RiskAccount;
  readonly limits: RiskLimits;
  /** Of the day in which `nowMs` lies. */
  readonly record: RiskRecord;
  readonly bases: PercentBases;
}
