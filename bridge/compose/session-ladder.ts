import type { contract } from "#shared/contract/contract.ts";
import { FairleadError } from "#shared/contract/errors.ts";
import type { DomainHandlers } from "#shared/rpc/handlers.ts";
import { FIRST_STEP } from "#shared/trading/gale/gale-state.ts";
import { galeLadder, type LadderBlock } from "#shared/trading/gale/ladder.ts";
import type { SessionId } from "#shared/trading/intent/intent.ts";
import { configProblems, type SessionConfig } from "#shared/trading/session/config.ts";
import { EMPTY_TALLY } from "#shared/trading/session/session-state.ts";
import type { AccountStates } from "../ports/account-state.ts";
import { nextOrder } from "../trading/sessions/open-request.ts";
import type { TradingService } from "../trading/trading-service.ts";

type Ladder = Awaited<ReturnType<DomainHandlers<typeof contract.sessions>["ladder"]>>;

const nameOf = (block: LadderBlock): string =>
  block.by === "rule" ? block.rule : block.by === "size" ? block.refusal : "stopLoss";

/**
 * The gale's steps as they would be traded now, each judged by the verdict that is enforced.
 * @throws FairleadError SESSION_INVALID, ACCOUNT_NOT_FOUND, INSTRUMENT_NOT_FOUND.
 */
export function ladderOf(config: SessionConfig, service: TradingService, states: AccountStates): Ladder {
  const [problem] = configProblems(config);
  if (problem !== undefined) throw new FairleadError("SESSION_INVALID", undefined, { ...problem });
  const state = states.current(config.account);
  if (state === undefined) throw new FairleadError("ACCOUNT_NOT_FOUND");
  const [symbol = ""] = config.symbols;
  const terms = service.risk.exposures.terms(state, symbol, service.risk.exposures.of(state).rates);
  if (terms === null) throw new FairleadError("INSTRUMENT_NOT_FOUND", undefined, { symbol });
  const { currency, currencyDigits: digits } = state.account;
  const draft = {
    id: "" as SessionId,
    config,
    currencyDigits: digits,
    phase: { name: "draft" as const },
    startedMs: null,
    endedMs: null,
    gale: FIRST_STEP,
    live: [],
    tally: EMPTY_TALLY,
    floating: 0,
  };
  const { balance } = service.risk.riskAccount(state);
  const first = nextOrder(draft, symbol, "buy", balance, terms);
  if (!first.ok) return { currency, digits, steps: [] };
  const { account, instrument, ...now } = service.risk.input(config.account, first.request, true);
  if (account === null || instrument === null) throw new FairleadError("INSTRUMENT_NOT_FOUND", undefined, { symbol });
  const steps = galeLadder({
    rule: config.gale,
    amount: config.amount,
    request: first.request,
    now: { ...now, account, instrument },
    stopLoss: config.stopLoss,
  });
  return {
    currency,
    digits,
    steps: steps.map(({ step, lots, loss, cumulativeLoss, margin, sessionRoom, dailyRoom, totalRoom, block }) => ({
      step,
      lots,
      lossMinor: loss,
      cumulativeLossMinor: cumulativeLoss,
      marginMinor: margin,
      roomToStopLossMinor: sessionRoom,
      roomDailyMinor: dailyRoom,
      roomTotalMinor: totalRoom,
      ...(block === null ? {} : { blockedBy: nameOf(block) }),
    })),
  };
}
