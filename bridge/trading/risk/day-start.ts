import type { AccountId, MinorUnits } from "#shared/market/brands.ts";
import type { RiskDay } from "#shared/trading/day/risk-record.ts";

/** Looks that must agree: deals and balance reach us by different frames, and differ for a moment. */
const AGREEING = 3;

interface Candidate {
  readonly dayStartMs: number;
  readonly start: number;
  readonly times: number;
}

/**
 * What an account's balance was when its day began, by what it is now less what the day's deals made: believed once
 * several looks in a row say the same.
 */
export class DayStarts {
  readonly #candidates = new Map<AccountId, Candidate>();

  /** @returns the start to confirm; null = nothing to confirm, or not yet sure. */
  confirmed(account: AccountId, day: RiskDay, balance: MinorUnits): MinorUnits | null {
    if (day.confirmed) {
      this.#candidates.delete(account);
      return null;
    }
    const start = balance - day.realised - (day.other ?? 0);
    const last = this.#candidates.get(account);
    const times = last?.dayStartMs === day.startMs && last.start === start ? last.times + 1 : 1;
    this.#candidates.set(account, { dayStartMs: day.startMs, start, times });
    return times >= AGREEING ? (start as MinorUnits) : null;
  }
}
