import type { contract } from "#shared/contract/contract.ts";
import { FairleadError } from "#shared/contract/errors.ts";
import type { LimitsInput } from "#shared/contract/risk.ts";
import type { AccountId, MinorUnits } from "#shared/market/brands.ts";
import type { DomainHandlers } from "#shared/rpc/handlers.ts";
import { limitsFrom } from "#shared/trading/presets/preset.ts";
import { PRESETS } from "#shared/trading/presets/presets.ts";
import { limitsProblem } from "#shared/trading/rules/limits-problem.ts";
import type { RiskLimits } from "#shared/trading/rules/risk-limits.ts";
import type { AccountStates } from "../ports/account-state.ts";
import type { TradingService } from "../trading/trading-service.ts";
import type { TradingBoard } from "./trading-board.ts";

/** Serves `risk`. Limits are on disk, and on their way to MT5's guard, when the command is answered. */
export function riskMethods(
  service: TradingService,
  board: TradingBoard,
  states: AccountStates,
): DomainHandlers<typeof contract.risk> {
  const known = (account: AccountId): void => {
    if (!service.accounts().includes(account)) throw new FairleadError("ACCOUNT_NOT_FOUND", undefined, { account });
  };
  return {
    state: () => board.risk,
    presets: ({ accountId }) => {
      known(accountId);
      const state = states.current(accountId);
      const initial = state === undefined ? (0 as MinorUnits) : service.risk.riskAccount(state).balance;
      return Object.values(PRESETS).map((preset) => {
        const limits = limitsInput(limitsFrom(preset, initial));
        const source = limits.dailyLoss?.source ?? limits.totalLoss?.source ?? null;
        return { id: preset.id, title: preset.name, source, limits };
      });
    },
    setLimits: ({ accountId, limits }) => {
      known(accountId);
      if (limits !== null) assertPossible(limits);
      service.risk.setLimits(accountId, limits as RiskLimits | null);
      service.lookAgain(accountId);
      return {};
    },
  };
}

function assertPossible(limits: LimitsInput): void {
  const problem = limitsProblem(limits as RiskLimits);
  if (problem !== null)
    throw new FairleadError("LIMITS_INVALID", undefined, { field: problem.field, why: problem.code });
}

/** Limits as the wire carries them: the same plain data, in lists that may be written to. */
export const limitsInput = (limits: RiskLimits): LimitsInput => structuredClone(limits);
