import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { z } from "zod";
import type { SessionInput, SessionView } from "#shared/contract/sessions.ts";
import type { VerdictView } from "#shared/contract/verdict.ts";
import { temporaryFolder } from "../fixtures/temporary-folder.ts";
import { type WholeBridge, wholeBridge } from "../fixtures/whole-bridge.ts";

const ACCOUNT = "10001@Fairlead-Paper";
const until = { timeout: 30_000, interval: 50 };

const config = (change: Partial<z.input<typeof SessionInput>> = {}): z.input<typeof SessionInput> => ({
  name: "Paper morning",
  account: ACCOUNT,
  mode: "paper",
  symbols: ["EURUSD"],
  amount: { by: "lots", lots: 0.1 },
  gale: { kind: "multiplier", factor: 2, limit: 2, afterLimit: "reset" },
  stopProfit: null,
  stopLoss: 50_000,
  stopPoints: 400,
  takePoints: null,
  holdMs: null,
  maxConcurrent: 1,
  maxTrades: null,
  maxDurationMs: null,
  schedule: null,
  signals: { sources: [], symbols: [], types: [], hours: null },
  onManualStop: "close",
  flattenOnLapse: false,
  ...change,
});

/** The newest view of each session. */
function watched({ client }: WholeBridge): Map<string, SessionView> {
  const views = new Map<string, SessionView>();
  client.sessions.list.subscribe(
    {},
    {
      items: (batch) => {
        for (const view of batch) views.set(view.sessionId, view);
      },
    },
  );
  return views;
}

const signal = () => {
  const emittedMs = Date.now();
  const base = { source: "manual", type: "buy", symbol: "EURUSD", mode: "paper", payload: "" } as const;
  return { ...base, id: randomUUID(), emittedMs, validUntilMs: emittedMs + 60_000 };
};

/** Waits until an order would be allowed: the paper terminal is connected, has a quote and holds its lease. */
async function tradable({ client }: WholeBridge): Promise<void> {
  const order = {
    action: "open",
    symbol: "EURUSD",
    kind: "buy",
    lots: "0.1",
    price: null,
    stopLoss: null,
    takeProfit: null,
    deviation: null,
    holdMs: null,
  } as const;
  const blocking = async (): Promise<VerdictView["blocking"] | "unknown"> => {
    const preview = await client.trading.preview({ accountId: ACCOUNT, order }).catch(() => null);
    return preview?.verdict ? preview.verdict.blocking : "unknown";
  };
  await expect.poll(blocking, until).toBeNull();
}

test("on paper, from arming to stop: a signal trades once with a stop, a restart pauses, and stopping leaves it flat", {
  timeout: 120_000,
}, async () => {
  const profile = temporaryFolder();
  const first = await wholeBridge(profile);
  await tradable(first);
  const sessionId = randomUUID();
  await first.client.sessions.create({ sessionId, config: config() });
  const ladder = await first.client.sessions.ladder({ config: config() });
  expect(ladder.steps.map(({ lots }) => lots)).toEqual([0.1, 0.2, 0.4]);
  await first.client.sessions.start({ sessionId });
  const views = watched(first);
  await expect.poll(() => views.get(sessionId)?.phase, until).toBe("running");

  const sent = signal();
  const receipt = await first.client.signals.submit(sent);
  expect(receipt).toEqual({ verdict: "accepted", deliveries: [{ sessionId, state: "traded", reason: null }] });
  expect(await first.client.signals.submit(sent)).toEqual({ verdict: "duplicate", deliveries: [] });
  await expect.poll(() => views.get(sessionId)?.liveTrades[0]?.state, until).toBe("open");
  await first.close();

  const second = await wholeBridge(profile);
  const after = watched(second);
  await expect.poll(() => after.get(sessionId), until).toMatchObject({ phase: "paused", reason: "restart" });
  expect(await second.client.signals.submit(sent)).toMatchObject({ verdict: "duplicate" });
  await tradable(second);
  expect(after.get(sessionId)?.liveTrades).toHaveLength(1);
  await second.client.sessions.stop({ sessionId });
  await expect.poll(() => after.get(sessionId)?.phase, until).toBe("stopped");
  const view = after.get(sessionId);
  expect(view).toMatchObject({ reason: "user", totalTrades: 1, liveTrades: [] });
  const trades = await second.client.sessions.trades({ sessionId });
  expect(trades.map(({ state, lots }) => [state, lots])).toEqual([["closed", 0.1]]);
  const history = await second.client.trading.history({
    accountId: ACCOUNT,
    fromMs: 0,
    toMs: Date.now() * 2,
    limit: 100,
  });
  const mine = history.deals.filter(({ symbol }) => symbol === "EURUSD");
  expect(mine.map(({ entry }) => entry).toSorted()).toEqual(["in", "out"]);
  const net = mine.reduce(
    (sum, deal) => sum + deal.profit.minor + deal.swap.minor + deal.commission.minor + deal.fee.minor,
    0,
  );
  expect(view?.netMinor).toBe(net);
});

test("the kill switch stops automation: the session is paused, its next signal does nothing, and only a person resets it", {
  timeout: 60_000,
}, async () => {
  const whole = await wholeBridge(temporaryFolder());
  await tradable(whole);
  const { client } = whole;
  const views = watched(whole);
  const sessionId = randomUUID();
  await client.sessions.create({ sessionId, config: config() });
  await client.sessions.start({ sessionId });
  await expect.poll(() => views.get(sessionId)?.phase, until).toBe("running");
  await client.trading.latch({ accountId: ACCOUNT, verb: "stopAutomation" });
  await expect.poll(() => views.get(sessionId), until).toMatchObject({ phase: "paused", reason: "automationStopped" });
  const { deliveries } = await client.signals.submit(signal());
  expect(deliveries).toEqual([{ sessionId, state: "notRunning", reason: "paused" }]);
});

test("what a window may not ask of a session is refused with the field's name, and nothing is kept", async () => {
  const { client } = await wholeBridge(temporaryFolder());
  const bad = config({ stopLoss: 0, maxConcurrent: 2 });
  await expect(client.sessions.create({ sessionId: randomUUID(), config: bad })).rejects.toMatchObject({
    code: "SESSION_INVALID",
    message: expect.stringContaining("maxConcurrent: GALE_NEEDS_ONE_AT_A_TIME"),
  });
  await expect(client.sessions.start({ sessionId: randomUUID() })).rejects.toMatchObject({ code: "NOT_FOUND" });
});
