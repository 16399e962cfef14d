import type { contract } from "#shared/contract/contract.ts";
import type { DomainHandlers } from "#shared/rpc/handlers.ts";
import type { SessionConfig } from "#shared/trading/session/config.ts";
import type { SessionState } from "#shared/trading/session/session-state.ts";
import type { SessionEngine } from "../trading/sessions/session-engine.ts";
import type { SignalDesk } from "../trading/signals/signal-desk.ts";
import { receiptView, type SessionBoard } from "./session-board.ts";
import { tradeView } from "./session-view.ts";

type Ladder = Awaited<ReturnType<DomainHandlers<typeof contract.sessions>["ladder"]>>;

/** Serves `sessions`. Each command has happened, on disk, when it is answered. */
export function sessionsMethods(
  engine: SessionEngine,
  board: SessionBoard,
  assertMayStart: (session: SessionState) => void,
  ladder: (config: SessionConfig) => Ladder,
): DomainHandlers<typeof contract.sessions> {
  for (const state of engine.states()) board.changed(state, []);
  return {
    list: () => board.list,
    events: () => board.events,
    create: ({ sessionId, config }) => board.view(engine.create(sessionId, config)),
    edit: ({ sessionId, config }) => board.view(engine.edit(sessionId, config)),
    start: ({ sessionId }) => {
      const draft = engine.states().find(({ id }) => id === sessionId);
      // One that was paused goes on: only what is new needs a plan.
      if (draft?.phase.name === "draft") assertMayStart(draft);
      return board.view(engine.start(sessionId));
    },
    pause: ({ sessionId }) => board.view(engine.pause(sessionId)),
    stop: ({ sessionId }) => board.view(engine.stop(sessionId)),
    remove: ({ sessionId }) => {
      board.removed(engine.remove(sessionId));
      return {};
    },
    trades: ({ sessionId }) => {
      const digits = engine.states().find(({ id }) => id === sessionId)?.currencyDigits ?? 0;
      return engine.trades(sessionId).map((trade) => tradeView(trade, digits));
    },
    ladder: ({ config }) => ladder(config),
  };
}

/** Serves `signals`. */
export function signalsMethods(desk: SignalDesk, board: SessionBoard): DomainHandlers<typeof contract.signals> {
  return {
    submit: (signal) => receiptView(desk.submit(signal as Parameters<SignalDesk["submit"]>[0])),
    log: () => board.signals,
  };
}
