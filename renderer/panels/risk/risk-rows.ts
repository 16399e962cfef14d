import type { Account } from "#shared/contract/accounts.ts";
import type { LimitsInput, RiskView } from "#shared/contract/risk.ts";
import type { RuleView } from "#shared/contract/verdict.ts";
import type { TextKey } from "../../i18n/i18n.ts";

/** The limits in the order in which they are shown; the names are those of the contract's fields. */
export const LIMIT_FIELDS = [
  "dailyLoss",
  "totalLoss",
  "openRisk",
  "orderRisk",
  "orderLots",
  "totalLots",
  "tradesPerDay",
  "openTrades",
  "currencyExposure",
  "spread",
  "stop",
  "hours",
  "minimumBalance",
  "freeMargin",
  "bestDay",
] as const;
export type LimitField = (typeof LIMIT_FIELDS)[number];

export interface RiskRow {
  readonly field: LimitField;
  readonly limit: NonNullable<LimitsInput[LimitField]>;
  /** How it stands now; undefined where only an order is judged by it. */
  readonly now: Omit<RuleView, "roomBefore" | "source"> | undefined;
  /** Share of the limit that is used, 0 to 1; undefined where nothing is used up. */
  readonly used: number | undefined;
}

const share = (part: number, whole: number): number => (whole > 0 ? Math.min(1, Math.max(0, part / whole)) : 1);

/** How much of a limit is used: of the amount that may be lost for floors, of the limit itself for upper bounds. */
export function usedShare({
  value,
  limit,
  room,
  params,
}: Pick<RuleView, "value" | "limit" | "room" | "params">): number | undefined {
  const amount = params["amountMinor"];
  if (typeof amount === "number") return room === null ? undefined : share(amount - room, amount);
  return value === null || limit === null ? undefined : share(value, limit);
}

/** A count that the account tells by itself, in the form of a rule's word. */
function counted(rule: RuleView["rule"], value: number, limit: number): NonNullable<RiskRow["now"]> {
  const status = value >= limit ? "blocked" : value >= 0.8 * limit ? "warn" : "ok";
  return { rule, status, unit: "count", value, limit, room: limit - value, message: "", params: {} };
}

function nowOf(
  field: LimitField,
  { limits, rules, day }: RiskView,
  account: Pick<Account, "positions" | "orders">,
): RiskRow["now"] {
  const told = rules.find(({ rule }) => rule.slice("limit.".length) === field);
  if (told !== undefined) return told;
  if (field === "tradesPerDay" && limits?.tradesPerDay && day !== null)
    return counted("limit.tradesPerDay", day.trades, limits.tradesPerDay.count);
  if (field === "openTrades" && limits?.openTrades)
    return counted("limit.openTrades", account.positions + account.orders, limits.openTrades.count);
  return undefined;
}

/** Every limit that is set, with how it stands. */
export function riskRows(view: RiskView, account: Pick<Account, "positions" | "orders">): readonly RiskRow[] {
  const { limits } = view;
  if (limits === null) return [];
  return LIMIT_FIELDS.flatMap((field) => {
    const limit = limits[field];
    if (limit === null) return [];
    const now = nowOf(field, view, account);
    const used = now === undefined || field === "minimumBalance" ? undefined : usedShare(now);
    return [{ field, limit, now, used }];
  });
}

/** Key of the name of what a loss limit is counted from; undefined for other limits. */
export function anchorKey(limit: RiskRow["limit"]): TextKey | undefined {
  if ("anchor" in limit) return `anchor.${limit.anchor}`;
  return "mode" in limit ? `anchor.${limit.mode}` : undefined;
}
