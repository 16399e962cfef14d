import { FairleadError } from "#shared/contract/errors.ts";
import type { AccountId, Lots, MinorUnits, Price } from "#shared/market/brands.ts";
import type { RemoteKind } from "#shared/sync/remote.ts";
import type { IntentId, SessionId } from "#shared/trading/intent/intent.ts";
import type { SessionConfig } from "#shared/trading/session/config.ts";
import type { SessionState } from "#shared/trading/session/session-state.ts";
import type { RemoteActs, RemoteArgs, RemoteResult } from "../cloud-link/remote/remote-acts.ts";
import type { AccountStates } from "../ports/account-state.ts";
import type { SessionEngine } from "../trading/sessions/session-engine.ts";
import type { TradingService } from "../trading/trading-service.ts";

/** The gateway waits about this long for an answer; the order's own end comes by the durable lane. */
const ANSWER_MS = 5_000;

export interface RemoteActsParts {
  readonly service: TradingService;
  readonly states: AccountStates;
  readonly engine: SessionEngine;
  /** Refuses a session that the plan does not allow. @throws FairleadError PLAN_BLOCKS. */
  readonly assertMayStart: (session: SessionState) => void;
  /** Signs what the link told of an account for the cloud's nonce. */
  readonly proveAccount: (account: AccountId, nonce: string) => Promise<string>;
}

type Act<K extends RemoteKind> = (
  parts: RemoteActsParts,
  account: AccountId,
  args: RemoteArgs<K>,
  id: string,
) => Promise<RemoteResult> | RemoteResult;

/** The cloud's commands as the same wishes of a window: the same services, so the same rules. */
export function remoteActs(parts: RemoteActsParts): RemoteActs {
  return {
    account: (id) => parts.states.all().find(({ account }) => account.id === id)?.account.id,
    act: async (kind, account, args, id) => ACTS[kind](parts, account, args, id),
  };
}

const CLOUD = { cause: "cloud", words: "The cloud asked for it." } as const;

const ACTS: { readonly [K in RemoteKind]: Act<K> } = {
  "account.test": async ({ proveAccount }, account, { nonce }) => ({ proof: await proveAccount(account, nonce) }),
  "account.pause": ({ service }, account) => {
    service.killSwitch.latch(account, "pauseEntries", CLOUD);
    return { paused: true };
  },
  "account.flatten": ({ service }, account) => {
    service.killSwitch.latch(account, "flattenAll", CLOUD);
    return { flattening: true };
  },
  "session.pause": ({ engine }, account, { session_id }) => told(engine.pause(own(engine, account, session_id).id)),
  "session.stop": ({ engine }, account, { session_id }) => told(engine.stop(own(engine, account, session_id).id)),
  "session.remove": ({ engine }, account, { session_id }) => told(engine.remove(own(engine, account, session_id).id)),
  "session.start": ({ engine, assertMayStart }, account, { session_id }) => {
    const session = own(engine, account, session_id);
    assertMayStart(session);
    return told(engine.start(session.id));
  },
  "session.create": ({ engine, states }, account, args) =>
    told(engine.create(args.session_id as SessionId, configOf(states, account, args))),
  "session.edit": ({ engine, states }, account, args) => {
    const { id, config } = own(engine, account, args.session_id);
    // What the command does not name stays as this computer's user set it.
    return told(engine.edit(id, { ...config, ...namedIn(states, account, args) }));
  },
  "trade.manual": async ({ service }, account, args, id) => {
    const { intent } = service.place({
      // The executor knows an id for ever: the same command never becomes a second order.
      id: id.toLowerCase() as IntentId,
      account,
      source: { kind: "ticket" },
      stopWithinMs: null,
      request: {
        action: "open",
        symbol: args.asset,
        kind: args.direction,
        lots: args.amount as Lots,
        price: null,
        deviation: null,
        holdMs: args.duration_s === null ? null : args.duration_s * 1_000,
        stopLoss: args.stop_loss as Price | null,
        takeProfit: args.take_profit as Price | null,
      },
    });
    const { outcome } = await service.answered(intent.id, ANSWER_MS);
    return {
      order_id: intent.id,
      state: outcome.state,
      reason: outcome.reason,
      position: outcome.position === null ? null : `${outcome.position}`,
      lots: outcome.lots,
      price: outcome.price,
    };
  },
};

const told = ({ id, phase }: SessionState): RemoteResult => ({ session_id: id, state: phase.name });

function own(engine: SessionEngine, account: AccountId, id: string): SessionState {
  const found = engine.states().find((state) => state.id === id && state.config.account === account);
  if (found === undefined) throw new FairleadError("NOT_FOUND", "There is no such session on that account.");
  return found;
}

type Asked = RemoteArgs<"session.create">;

function namedIn(states: AccountStates, account: AccountId, args: Asked) {
  const digits = states.current(account)?.account.currencyDigits ?? 2;
  const minor = (decimal: string): MinorUnits => Math.round(Number(decimal) * 10 ** digits) as MinorUnits;
  return {
    name: args.session_name,
    symbols: args.symbols,
    amount: { by: "lots", lots: args.trade_amount },
    gale:
      args.gale_limit === 0
        ? { kind: "off" }
        : { kind: "multiplier", factor: 2, limit: args.gale_limit, afterLimit: "stop" },
    stopProfit: args.stop_profit === null ? null : minor(args.stop_profit),
    stopLoss: minor(args.stop_loss),
    stopPoints: args.stop_points,
    takePoints: args.take_points,
    holdMs: args.duration_s === null ? null : args.duration_s * 1_000,
  } as const satisfies Partial<SessionConfig>;
}

function configOf(states: AccountStates, account: AccountId, args: Asked): SessionConfig {
  const state = states.current(account);
  const live = state?.kind === "mt5" && state.account.tradeMode === "real";
  return {
    ...namedIn(states, account, args),
    account,
    mode: live ? "live" : "paper",
    maxConcurrent: 1,
    maxTrades: null,
    maxDurationMs: null,
    schedule: null,
    signals: { sources: [], symbols: [], types: [], hours: null },
    onManualStop: "close",
    flattenOnLapse: false,
  };
}
