/** The plans, smallest first. */
export const PLAN_TYPES = ["free", "basic", "pro", "enterprise"] as const;

export type PlanType = (typeof PLAN_TYPES)[number];

/** What a plan counts. `null` in the catalogue: agreed on one by one. */
export const LIMIT_NAMES = [
  "max_accounts",
  "max_sessions",
  "max_bots",
  "max_backtests_per_day",
  "max_backtests_per_month",
  "max_concurrent_trades",
  "max_webhooks",
  "requests_per_minute",
  "signal_retention_days",
] as const;

export type LimitName = (typeof LIMIT_NAMES)[number];
export type PlanLimits = Readonly<Record<LimitName, number | null>>;

/** What a plan allows or asks for. */
export const FEATURE_NAMES = ["live_trading", "api_access", "priority_support", "requires_two_factor"] as const;

export type FeatureName = (typeof FEATURE_NAMES)[number];
export type PlanFeatures = Readonly<Record<FeatureName, boolean>>;
