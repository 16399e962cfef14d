import { expect, onTestFinished, test } from "vitest";
import { Ledger } from "#bridge/store/ledger/ledger.ts";
import type { MinorUnits, Ticket, UtcMs } from "#shared/market/brands.ts";
import { FIRST_STEP } from "#shared/trading/gale/gale-state.ts";
import type { IntentId, SessionId } from "#shared/trading/intent/intent.ts";
import { EMPTY_TALLY, type SessionState, type SessionTrade } from "#shared/trading/session/session-state.ts";
import type { Signal, SignalId } from "#shared/trading/signals/signal.ts";
import { labConfig } from "#test/fixtures/session-lab.ts";
import { temporaryFolder } from "#test/fixtures/temporary-folder.ts";

/** Opens the same ledger again and again, as after restarts. */
function reopened(): () => Ledger {
  const folder = temporaryFolder();
  let open: Ledger | undefined;
  onTestFinished(() => open?.close());
  return () => {
    open?.close();
    open = Ledger.open(folder);
    return open;
  };
}

const at = (ms: number): UtcMs => ms as UtcMs;
const id = "0190b5a0-0000-7000-8000-000000000001" as SessionId;
const trade: SessionTrade = {
  number: 1,
  signal: "~1" as SignalId,
  source: "manual",
  symbol: "EURUSD",
  side: "buy",
  galeStep: 0,
  state: "open",
  intent: "0190b5a0-0000-7000-8000-000000000002" as IntentId,
  // Above 2^53: no digit of a ticket may be lost.
  position: 9_007_199_254_740_993n as Ticket,
  lots: 0.1,
  entered: 0.1,
  left: 0,
  entryEnded: true,
  openPrice: 1.1,
  closePrice: null,
  openMs: at(5),
  closeMs: null,
  net: -0.35,
  deals: [18_446_744_073_709_551_615n as Ticket],
  reason: null,
};
const state: SessionState = {
  id,
  config: labConfig({ stopLoss: 12_345 as MinorUnits }),
  currencyDigits: 2,
  phase: { name: "running" },
  startedMs: at(4),
  endedMs: null,
  gale: FIRST_STEP,
  live: [trade],
  tally: { ...EMPTY_TALLY, begun: 1 },
  floating: -1.25,
};

test("a session, its trades and its events come back from disk as they were, every digit of a ticket among them", () => {
  const ledger = reopened();
  const events = ledger().sessions.save({
    state,
    trades: [trade],
    events: [{ code: "STARTED", atMs: at(4), details: { by: "user" } }],
  });
  expect(events).toEqual([{ session: id, seq: expect.any(Number), code: "STARTED", atMs: 4, details: { by: "user" } }]);
  const again = ledger().sessions;
  expect(again.all()).toEqual([state]);
  expect(again.trades(id)).toEqual([trade]);
  expect(again.events(id, 0, 10)).toEqual(events);
  expect(again.events(id, events[0]?.seq ?? 0, 10)).toEqual([]);
});

test("a session that is taken off the list keeps its trades", () => {
  const ledger = reopened();
  ledger().sessions.save({ state, trades: [trade], events: [] });
  ledger().sessions.remove(id, at(9));
  expect(ledger().sessions.all()).toEqual([]);
  expect(ledger().sessions.trades(id)).toEqual([trade]);
});

test("a signal is admitted once for ever under its source and id, and the last word of each session stays", () => {
  const ledger = reopened();
  ledger().sessions.save({ state, trades: [], events: [] });
  const signal: Signal = {
    id: "a" as SignalId,
    source: "manual",
    type: "buy",
    symbol: "EURUSD",
    mode: "paper",
    emittedMs: at(1),
    validUntilMs: at(60_001),
    payload: '{"n":"1n","t":"~2"}',
  };
  expect(ledger().signals.admit(signal, "accepted", at(2))).toBe(true);
  expect(ledger().signals.admit({ ...signal, type: "sell" }, "accepted", at(3))).toBe(false);
  expect(ledger().signals.admit({ ...signal, source: "robot" }, "late", at(4))).toBe(true);
  const { signals } = ledger();
  signals.deliver(signal, [{ session: id, state: "queued", reason: null }], at(3));
  signals.deliver(signal, [{ session: id, state: "blocked", reason: "limit.spread" }], at(5));
  expect(signals.recent(10)).toEqual([
    { signal: { ...signal, source: "robot" }, verdict: "late", receivedMs: 4, deliveries: [] },
    {
      signal,
      verdict: "accepted",
      receivedMs: 2,
      deliveries: [{ session: id, state: "blocked", reason: "limit.spread" }],
    },
  ]);
});

const signalOf = (name: string, validUntilMs: number): Signal => ({
  id: name as SignalId,
  source: "manual",
  type: "buy",
  symbol: "EURUSD",
  mode: "paper",
  emittedMs: at(1),
  validUntilMs: at(validUntilMs),
  payload: "",
});

test("signals that waited when Fairlead stopped are dropped by name at the next start: late ones as late, the rest by the restart", () => {
  const ledger = reopened();
  ledger().sessions.save({ state, trades: [], events: [] });
  const { signals } = ledger();
  for (const [name, validUntilMs, how] of [
    ["old", 100, "queued"],
    ["valid", 9_000, "queued"],
    ["done", 9_000, "traded"],
  ] as const) {
    signals.admit(signalOf(name, validUntilMs), "accepted", at(10));
    signals.deliver(signalOf(name, validUntilMs), [{ session: id, state: how, reason: null }], at(10));
  }
  const again = ledger().signals;
  expect(again.dropQueued(at(5_000))).toBe(2);
  expect(again.dropQueued(at(5_000))).toBe(0);
  const left = again
    .recent(10)
    .map(({ signal, deliveries }) => [signal.id, deliveries[0]?.state, deliveries[0]?.reason]);
  expect(left).toEqual([
    ["done", "traded", null],
    ["old", "lateInQueue", null],
    ["valid", "notRunning", "restart"],
  ]);
});

test("old records go, a few at a time, and never those of a session that is not over or of a signal that may still act", () => {
  const ledger = reopened();
  const over = "0190b5a0-0000-7000-8000-000000000009" as SessionId;
  const { sessions, signals } = ledger();
  const events = [1, 2, 3].map((ms) => ({ code: "CREATED", atMs: at(ms), details: {} }));
  sessions.save({ state, trades: [], events });
  const phase = { name: "stopped", reason: "user", rule: null } as const;
  sessions.save({ state: { ...state, id: over, live: [], phase }, trades: [trade], events });
  expect(sessions.prune(3, 1)).toBe(1);
  expect(sessions.prune(3, 10)).toBe(1);
  expect(sessions.events(over, 0, 10).map(({ atMs }) => atMs)).toEqual([3]);
  expect(sessions.events(id, 0, 10)).toHaveLength(3);
  expect(sessions.trades(over)).toEqual([trade]);

  for (const [name, validUntilMs, session, how] of [
    ["a", 100, over, "traded"],
    ["b", 100, id, "traded"],
    ["c", 100, id, "filteredType"],
    ["d", 99_999, over, "traded"],
    ["e", 100, over, "busy"],
  ] as const) {
    const signal = signalOf(name, validUntilMs);
    signals.admit(signal, "accepted", at(10 + name.charCodeAt(0)));
    signals.deliver(signal, [{ session, state: how, reason: null }], at(10));
  }
  const names = (): string[] => signals.recent(10).map(({ signal }) => signal.id);
  expect(signals.prune({ beforeMs: 0, keep: 5, nowMs: 5_000 }, 10)).toBe(0);
  expect(signals.prune({ beforeMs: 0, keep: 4, nowMs: 5_000 }, 10)).toBe(1);
  expect(names()).toEqual(["e", "d", "c", "b"]);
  expect(signals.prune({ beforeMs: 1_000, keep: 5, nowMs: 5_000 }, 1)).toBe(1);
  expect(names()).toEqual(["e", "d", "b"]);
  signals.prune({ beforeMs: 1_000, keep: 5, nowMs: 5_000 }, 10);
  expect(names()).toEqual(["d", "b"]);
});

test("a session that was taken off the list is there to be found, and on the list again once something is written of it", () => {
  const ledger = reopened();
  ledger().sessions.save({ state, trades: [trade], events: [] });
  ledger().sessions.remove(id, at(9));
  expect(ledger().sessions.get(id)).toEqual(state);
  ledger().sessions.save({ state, trades: [], events: [] });
  expect(ledger().sessions.all()).toEqual([state]);
});
