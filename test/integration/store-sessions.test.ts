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
