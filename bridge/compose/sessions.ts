import { uptime } from "node:os";
import type { contract } from "#shared/contract/contract.ts";
import type { AccountId, InstrumentId, MinorUnits } from "#shared/market/brands.ts";
import { moneyFromDouble } from "#shared/market/money.ts";
import type { DomainHandlers } from "#shared/rpc/handlers.ts";
import type { LineTerms } from "#shared/trading/exposure/risk-line.ts";
import type { SessionState } from "#shared/trading/session/session-state.ts";
import type { Signal } from "#shared/trading/signals/signal.ts";
import type { Settings } from "../config-manager/settings/settings.ts";
import type { AccountState, AccountStates } from "../ports/account-state.ts";
import type { Clock } from "../ports/clock.ts";
import { eventNotice } from "../ports/event-notice.ts";
import type { EventSink } from "../ports/event-sink.ts";
import type { Ledger } from "../store/ledger/ledger.ts";
import { isUnwritable } from "../trading/endurance/pending-writes.ts";
import { newIntentId } from "../trading/intent-ids.ts";
import { SessionEngine } from "../trading/sessions/session-engine.ts";
import type { SessionAccount } from "../trading/sessions/session-parts.ts";
import { SignalDesk } from "../trading/signals/signal-desk.ts";
import type { TradingService } from "../trading/trading-service.ts";
import { SessionBoard } from "../window/session-board.ts";
import { sessionsMethods, signalsMethods } from "../window/sessions-methods.ts";
import { ladderOf } from "./session-ladder.ts";
import { sessionValues } from "./session-settings.ts";

const SECOND_MS = 1_000;
const DAY_MS = 86_400_000;
/** Old records go a few at a time: orders must not wait for them. */
const PRUNE_EVERY_MS = 600_000;
const PRUNE_AT_MOST = 500;
/** Intents of earlier runs that may have been filled late. */
const REMEMBERED = 500;
/** Every session order carries a stop at the broker; without an accepted one this long after its fill it is closed. */
export const STOP_WITHIN_MS = 2_000;

export interface SessionsParts {
  readonly settings: Settings;
  readonly ledger: Ledger;
  readonly service: TradingService;
  readonly states: AccountStates;
  readonly clock: Clock;
  readonly events: EventSink;
  /** The account and symbol behind an instrument; undefined while it is not known. */
  readonly instrument: (id: InstrumentId) => { readonly accountId: AccountId; readonly symbol: string } | undefined;
  /** Tells MT5 at once what the leases promise now. */
  readonly renewLeases: () => void;
  /** @throws FairleadError PLAN_BLOCKS. */
  readonly assertMayStart: (session: SessionState) => void;
}

export interface ComposedSessions {
  readonly engine: SessionEngine;
  readonly methods: {
    readonly sessions: DomainHandlers<typeof contract.sessions>;
    readonly signals: DomainHandlers<typeof contract.signals>;
  };
  /** Advice of another source than a window: kept once, and given to every session that listens to its source. */
  signal(signal: Signal): void;
  /** A live tick of an instrument came: on the hot path. */
  ticked(instrument: InstrumentId): void;
  /** The kill switch of an account has changed. */
  latched(account: AccountId): void;
  /** Whether a session at work wants its trades closed when the bridge dies. */
  flattensOnLapse(account: AccountId): boolean;
  stop(): void;
}

/** Sessions and signals, made after trading has been started: what its executor found out of earlier runs they take up. */
export function composeSessions(parts: SessionsParts): ComposedSessions {
  const { settings, ledger, service, states, clock, events } = parts;
  const seen = ledger.terminals.accounts();
  const currencyOf = (id: AccountId): string =>
    (states.current(id)?.account ?? seen.find((account) => account.id === id))?.currency ?? "";
  const board = new SessionBoard(clock, currencyOf);
  settings.sessionsFrom((id) => {
    const state = engine.states().find((session) => session.id === id);
    return state && sessionValues(state);
  });
  const flattensOnLapse = (account: AccountId): boolean =>
    engine
      .states()
      .some(
        ({ id, config, live }) =>
          config.account === account &&
          live.length > 0 &&
          settings.value("trading.flattenOnLapse", { account, session: id }),
      );
  const engine = new SessionEngine({
    store: ledger.sessions,
    clock,
    events,
    upMs: () => uptime() * 1_000,
    orders: {
      newId: () => newIntentId(clock.utcMs()),
      place: (account, id, request, source) => {
        // Dying right after the fill must close it as well: its trade is in `live` already, MT5 may not know yet.
        if (request.action === "open" && flattensOnLapse(account)) parts.renewLeases();
        service.place({
          id,
          account,
          source,
          request,
          stopWithinMs: request.action === "open" ? STOP_WITHIN_MS : null,
        });
      },
      intent: (id) => service.intent(id),
      byMagic: (magic) => service.byMagic(magic),
      open: (account) => service.open(account),
      dealsOf: (account, position) => ledger.deals.dealsOf(account, position),
      dealsUnder: (account, magic) => ledger.deals.dealsUnder(account, magic),
    },
    market: {
      account: (id) => accountOf(service, states.current(id), clock.utcMs()),
      terms: (id, symbol) => termsOf(service, states.current(id), symbol),
    },
    queueBound: () => settings.value("sessions.queueBound"),
    delivered: (signal, delivery) => ledger.signals.deliver(signal, [delivery], clock.utcMs()),
    changed: (state, kept) => board.changed(state, kept),
  });
  const desk = new SignalDesk({
    store: ledger.signals,
    clock,
    takers: () => engine.takers(),
    settings: () => settings.group("sessions"),
    received: (signal, receipt) => board.received(signal, receipt),
  });
  const dropped = ledger.signals.dropQueued(clock.utcMs());
  if (dropped > 0) events.report(eventNotice("warning", "SIGNALS_DROPPED", { count: dropped }));
  engine.resume();
  // A late fill that was adopted just before Fairlead died, and that its session did not hear of.
  for (const record of service.recent(REMEMBERED)) if (record.outcome.adopted) engine.intent(record);
  const unlisten = service.listen({
    intent: (record) => engine.intent(record),
    deal: ({ account, deal, revision }) => engine.deal(account, deal, revision > 1),
  });
  const unticked = clock.every(SECOND_MS, () => engine.second());
  const unpruned = clock.every(PRUNE_EVERY_MS, () => prune(settings, ledger, clock.utcMs()));
  return {
    engine,
    methods: {
      sessions: sessionsMethods(engine, board, parts.assertMayStart, (config) => ladderOf(config, service, states)),
      signals: signalsMethods(desk, board),
    },
    signal: (signal) => void desk.submit(signal),
    ticked: (id) => {
      const found = parts.instrument(id);
      if (found !== undefined) engine.quote(found.accountId, found.symbol);
    },
    latched: (account) => {
      for (const { verb, cause } of service.killSwitch.view(account).latches) {
        if (verb !== "pauseEntries") engine.latched(account, verb, cause.startsWith("limit.") ? cause : null);
      }
    },
    flattensOnLapse,
    stop: () => {
      unticked();
      unpruned();
      unlisten();
    },
  };
}

function accountOf(service: TradingService, state: AccountState | undefined, utcMs: number): SessionAccount | null {
  if (state === undefined) return null;
  const { account, figures, positions } = state;
  const link = service.risk.link(account.id);
  const { tradeMode, marginMode, currency, currencyDigits: digits } = account;
  return {
    nature: state.kind === "paper" ? "paper" : tradeMode === "real" ? "live" : tradeMode,
    netting: marginMode !== "hedging",
    digits,
    connected: link.live && link.lease === "held",
    balance: moneyFromDouble(figures.is.balance, currency, digits).minor satisfies MinorUnits,
    brokerMs: state.live ? figures.brokerMs + (utcMs - figures.takenAt) : null,
    flattened: service.killSwitch.latches(account.id).flattenAll,
    lotsOn: (symbol) =>
      positions.is.filter((held) => held.symbol === symbol).reduce((sum, { volume }) => sum + volume, 0),
    swapOf: (position) => positions.is.find(({ identifier }) => identifier === position)?.swap ?? 0,
  };
}

/** On a full or broken disk old records stay until the next time: a timer's fault would end the bridge. */
function prune(settings: Settings, { signals, sessions }: Ledger, nowMs: number): void {
  const beforeMs = nowMs - settings.value("sessions.keepDays") * DAY_MS;
  try {
    signals.prune({ beforeMs, keep: settings.value("sessions.keepSignals"), nowMs }, PRUNE_AT_MOST);
    sessions.prune(beforeMs, PRUNE_AT_MOST);
  } catch (fault) {
    if (!isUnwritable(fault)) throw fault;
  }
}

function termsOf({ risk }: TradingService, state: AccountState | undefined, symbol: string): LineTerms | null {
  if (state === undefined) return null;
  return risk.exposures.terms(state, symbol, risk.exposures.of(state).rates);
}
