import type { AccountId } from "#shared/market/brands.ts";
import type { RiskRecord } from "#shared/trading/day/risk-record.ts";
import type { RiskLimits } from "#shared/trading/rules/risk-limits.ts";

/** Limits and day records of accounts. Every write is on disk (fsync) when the call returns. @throws STORE_*. */
export interface RiskBook {
  limits(account: AccountId): RiskLimits | null;
  putLimits(account: AccountId, limits: RiskLimits | null): void;
  record(account: AccountId): RiskRecord | null;
  putRecord(account: AccountId, record: RiskRecord): void;
}
