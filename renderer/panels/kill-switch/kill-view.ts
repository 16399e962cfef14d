import type { Account } from "#shared/contract/accounts.ts";
import type { RiskView } from "#shared/contract/risk.ts";
import type { FlattenView, LatchesView } from "#shared/contract/trading.ts";
import type { RuleView } from "#shared/contract/verdict.ts";
import type { AccountId } from "#shared/market/brands.ts";

/** The verbs in the order of their force. */
export const KILL_VERBS = ["pauseEntries", "stopAutomation", "flattenAll"] as const;
export type KillVerb = (typeof KILL_VERBS)[number];

/** One latch as a line: of one account, or (null) of all. */
export interface LatchLine {
  readonly accountId: AccountId | null;
  readonly verb: KillVerb;
  readonly sinceMs: number;
  readonly cause: string;
  /** MT5 has told of every account it holds for that it enforces it. */
  readonly confirmed: boolean;
}

/** Every latch once, global ones first: an account's list repeats those that hold for all. */
export function latchLines(views: readonly LatchesView[]): readonly LatchLine[] {
  const everywhere = new Map<KillVerb, LatchLine>();
  const own: LatchLine[] = [];
  for (const { accountId, latches, confirmed } of views) {
    for (const { verb, global, sinceMs, cause } of latches) {
      if (!global) own.push({ accountId, verb, sinceMs, cause, confirmed });
      else {
        const known = everywhere.get(verb);
        everywhere.set(verb, {
          accountId: null,
          verb,
          sinceMs,
          cause,
          confirmed: confirmed && (known?.confirmed ?? true),
        });
      }
    }
  }
  return [...everywhere.values(), ...own];
}

/** Whether a verb is latched in this scope: exactly that account, or (null) all. */
export const isLatched = (lines: readonly LatchLine[], verb: KillVerb, scope: AccountId | null): boolean =>
  lines.some((line) => line.verb === verb && (line.accountId === null || line.accountId === scope));

/** Only flattening real money asks to be held: whatever else takes risk away is one click. */
export const mustHold = (verb: KillVerb, accounts: readonly Pick<Account, "nature">[]): boolean =>
  verb === "flattenAll" && accounts.some(({ nature }) => nature === "live");

/** Flattens that a latch line tells of. */
export const flattensOf = ({ accountId, verb }: LatchLine, views: readonly FlattenView[]): readonly FlattenView[] =>
  verb === "flattenAll" ? views.filter((view) => accountId === null || view.accountId === accountId) : [];

export interface NearLine {
  readonly accountId: AccountId;
  readonly rule: RuleView;
  readonly currency: string;
  readonly digits: number;
}

/** Limits that are at least 80 % used, or used up, of any account. */
export const nearLines = (views: readonly RiskView[]): readonly NearLine[] =>
  views.flatMap(({ accountId, rules, currency, digits }) =>
    rules
      .filter(({ rule, message }) => message === `${rule}.near` || message === `${rule}.over`)
      .filter(({ status }) => status === "warn" || status === "blocked")
      .map((rule) => ({ accountId, rule, currency, digits })),
  );
