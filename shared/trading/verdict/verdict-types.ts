import type { Lots, MinorUnits, UtcMs } from "../../market/brands.ts";
import type { RuleSource } from "../rules/risk-limits.ts";
import type { MessageKey } from "./messages.ts";
import type { RuleId } from "./rule-ids.ts";

/** `info` is told and never blocks. */
export type RuleStatus = "ok" | "warn" | "blocked" | "info";

/** Money in minor units of the account's currency. */
export type RuleUnit = "money" | "lots" | "count" | "points" | "ms" | "percent" | "none";

/** What one rule says of an order. Numbers are in `unit`; null where the rule has none, or nobody can know it. */
export interface RuleResult {
  readonly rule: RuleId;
  readonly status: RuleStatus;
  readonly unit: RuleUnit;
  /** What is measured, with the order carried out and its stop hit where the rule asks for a worst case. */
  readonly value: number | null;
  readonly limit: number | null;
  /** Left of the limit with the order; negative = by how much it would be broken. */
  readonly room: number | null;
  /** Left of the limit before the order. */
  readonly roomBefore: number | null;
  readonly message: MessageKey;
  readonly params: Readonly<Record<string, string | number>>;
  readonly source: RuleSource | null;
}

/** What the order loses at its stop, in minor units; parts add up to the whole but for a unit of rounding each. */
export interface WorstCase {
  /** Null = no stop, or nothing tells what the profit currency is worth: there is no worst case. */
  readonly loss: MinorUnits | null;
  /** Part of `loss` that the spread makes (market orders). */
  readonly spread: MinorUnits;
  readonly commission: MinorUnits;
  readonly slippage: MinorUnits;
}

/** Room before the daily loss limit, and what is left of it after the order's worst case. */
export interface DailyRoom {
  /** Equity now less the floor. */
  readonly now: MinorUnits;
  /** With all stops hit but without this order; null = a position has no stop. */
  readonly before: MinorUnits | null;
  /** With all stops hit, this order's too. */
  readonly after: MinorUnits | null;
  readonly floor: MinorUnits;
  /** False while the balance at the reset is taken from what was seen, not from the broker's history. */
  readonly confirmed: boolean;
  readonly resetMs: UtcMs;
  /** The same after the next reset, if balance and equity stay as they are: a position legal at 23:59 may breach at 00:00. */
  readonly nextFloor: MinorUnits;
  readonly nextNow: MinorUnits;
  readonly nextAfter: MinorUnits | null;
}

/**
 * May this be sent? The same function answers for the ticket, the session engine and the guard, so what is shown is
 * what is enforced.
 */
export interface Verdict {
  readonly allowed: boolean;
  /** The first rule that blocks. */
  readonly blocking: RuleId | null;
  /**
   * `reduces`: closes, removes, or brings a stop closer; no limit ever blocks it. `widens`: takes a stop away or further
   * off. `enters`: opens or may open a position.
   */
  readonly effect: "enters" | "widens" | "reduces";
  /** Lots of new risk: less than asked for where a netting account closes some first. */
  readonly newLots: Lots;
  readonly worst: WorstCase;
  readonly daily: DailyRoom | null;
  /** Margin of the order as estimated; null = unknown, or none needed. */
  readonly margin: MinorUnits | null;
  readonly rules: readonly RuleResult[];
}
