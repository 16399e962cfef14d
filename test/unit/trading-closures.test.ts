import { describe, expect, onTestFinished, test } from "vitest";
import type { BrokerDeal } from "#shared/trading/deals/deal.ts";
import { temporaryFolder } from "#test/fixtures/temporary-folder.ts";
import { ACCOUNT, accountState, ScriptedStates } from "#test/fixtures/trading/account-states.ts";
import { closedOrder, deal, draft, position } from "#test/fixtures/trading/records.ts";
import { TradingDesk } from "#test/fixtures/trading/trading-desk.ts";
import { VirtualClock } from "#test/fixtures/virtual-clock.ts";

const AHEAD_MS = 7_200_000;

/** A desk that hears no trade event at all: what closed shows in history and snapshots alone. */
class Story {
  readonly folder = temporaryFolder();
  readonly clock = new VirtualClock(Date.UTC(2026, 10, 16, 9));
  readonly states = new ScriptedStates();
  desk = this.#begin();
  readonly history: BrokerDeal[] = [];

  get broker(): number {
    return this.clock.utcMs() + AHEAD_MS;
  }

  #begin(): TradingDesk {
    const desk = new TradingDesk(this.folder, this.clock, this.states);
    onTestFinished(() => desk.die());
    return desk;
  }

  restart(): void {
    this.desk.die();
    this.desk = this.#begin();
  }

  /** The account is seen for the first time, with nothing in its history. */
  async met(): Promise<void> {
    this.states.show(accountState(this.clock.utcMs()));
    this.desk.gateway.tell("ownerReady", ACCOUNT, { role: "ea", fence: 1n, bridgeEpoch: 1n });
    this.answer();
    await this.clock.advance(60_000);
  }

  answer(): void {
    this.desk.gateway.answer(ACCOUNT, this.broker, 60_000, this.history);
  }

  /** Deals happen, and the timer's next look finds them. */
  async happens(...deals: Partial<BrokerDeal>[]): Promise<void> {
    for (const each of deals) this.history.push(deal({ timeMs: this.broker, ...each }));
    await this.clock.advance(30_000);
    this.answer();
  }
}

const out = (over: Partial<BrokerDeal>): Partial<BrokerDeal> => ({
  ticket: 9_100n,
  kind: "sell",
  entry: "out",
  ...over,
});

describe("every closure is seen without any trade event", () => {
  test.each([
    ["its stop loss", { origin: "stopLoss" }, "stopLoss"],
    ["its take profit", { origin: "takeProfit" }, "takeProfit"],
    ["a stop-out", { origin: "stopOut" }, "stopOut"],
    ["a hand in MT5", { origin: "client" }, "manual"],
    ["a hand on a phone", { origin: "mobile" }, "manual"],
    ["another EA", { origin: "expert", magic: 777n }, "otherExpert"],
    ["another position", { origin: "client", entry: "outBy" }, "closeBy"],
  ] as const)("by %s", async (_, over, reason) => {
    const story = new Story();
    await story.met();
    await story.happens({ origin: "client" }, out(over));
    expect(story.desk.closures).toMatchObject([
      { reason, position: 5_001n, lots: 1, remaining: 0, side: "buy", fresh: true },
    ]);
  });

  test("in parts, each told once with what is left, also by overlapping windows and after a restart", async () => {
    const story = new Story();
    await story.met();
    await story.happens({ origin: "client" }, out({ volume: 0.3, origin: "client" }));
    await story.happens(out({ ticket: 9_101n, volume: 0.7, origin: "stopLoss" }));
    await story.happens();
    expect(story.desk.closures.map(({ lots, remaining, reason }) => [lots, remaining, reason])).toEqual([
      [0.3, 0.7, "manual"],
      [0.7, 0, "stopLoss"],
    ]);
    story.restart();
    story.desk.gateway.tell("ownerReady", ACCOUNT, { role: "ea", fence: 2n, bridgeEpoch: 2n });
    story.answer();
    expect(story.desk.closures).toEqual([]);
    expect(story.desk.deals).toEqual([]);
  });

  test("that happened while the bridge was dead, at its next start", async () => {
    const story = new Story();
    await story.met();
    await story.happens({ origin: "client" });
    story.desk.die();
    await story.clock.advance(3_600_000);
    story.history.push(deal({ ...out({ origin: "stopLoss" }), timeMs: story.broker - 60_000 }));
    story.restart();
    story.desk.gateway.tell("ownerReady", ACCOUNT, { role: "ea", fence: 2n, bridgeEpoch: 2n });
    const { fromMs } = story.desk.gateway.windows.at(-1) ?? { fromMs: Number.NaN };
    expect(fromMs).toBeLessThan(story.broker - 3_600_000);
    story.answer();
    expect(story.desk.closures).toMatchObject([{ reason: "stopLoss", fresh: true }]);
  });

  test("by an order of ours, with its intent, and the intent that had opened the position", async () => {
    const story = new Story();
    await story.met();
    const opened = story.desk.executor.place(draft(1, story.clock.utcMs())).intent;
    await story.happens({ magic: opened.magic });
    const request = {
      action: "close",
      symbol: "EURUSD",
      position: 5_001n,
      side: "buy",
      lots: 1,
      deviation: null,
    } as never;
    const closing = story.desk.executor.place(draft(2, story.clock.utcMs(), { request })).intent;
    await story.happens(out({ magic: closing.magic, order: 5_002n }));
    expect(story.desk.closures).toMatchObject([{ reason: "ours", intent: closing.id, openedBy: opened.id }]);
    expect(story.desk.executor.open()).toEqual([]);
  });

  test("by the program's own guard: its deal wears the opening order's magic, and is not taken for that order", async () => {
    const story = new Story();
    await story.met();
    const { intent } = story.desk.executor.place(draft(1, story.clock.utcMs()));
    await story.happens({ magic: intent.magic }, out({ magic: intent.magic, order: 5_009n }));
    expect(story.desk.closures).toMatchObject([{ reason: "ourProgram", intent: null, openedBy: intent.id }]);
    expect(story.desk.notice("ORDER_DOUBLED")).toEqual([]);
    expect(story.desk.steps.at(-1)?.outcome).toMatchObject({ state: "done", deals: [9_001n], lots: 1 });
  });
});

test("history from before the account was first seen is kept, and alerts nobody", async () => {
  const story = new Story();
  story.history.push(
    deal({ timeMs: story.broker - 86_400_000 }),
    deal({ ...out({ origin: "stopLoss" }), timeMs: story.broker - 1_000 }),
  );
  await story.met();
  expect(story.desk.closures).toMatchObject([{ reason: "stopLoss", fresh: false }]);
});

test("a deal that the broker changes is a new revision beside the first, and no second closure", async () => {
  const story = new Story();
  await story.met();
  await story.happens({ origin: "client" }, out({ origin: "stopLoss", swap: 0 }));
  const last = story.history.pop();
  if (last !== undefined) story.history.push({ ...last, swap: -1.2 });
  await story.happens();
  expect(story.desk.closures).toHaveLength(1);
  expect(story.desk.deals.at(-1)).toMatchObject({ revision: 2, deal: { swap: -1.2 } });
  expect(story.desk.ledger.deals.dealsOf(ACCOUNT, 5_001n).map(({ swap }) => swap)).toEqual([0, -1.2]);
});

test("a close in the hour that the broker's clock repeats in autumn is seen, with what it left", async () => {
  const story = new Story();
  await story.met();
  await story.clock.advance(7_200_000);
  await story.happens({ origin: "client" });
  const repeated = out({ volume: 0.4, origin: "client" });
  story.history.push(deal({ ...repeated, timeMs: story.broker - 3_600_000 }));
  await story.clock.advance(30_000);
  const { fromMs } = story.desk.gateway.windows.at(-1) ?? { fromMs: Number.NaN };
  expect(fromMs).toBeLessThan(story.broker - 3_700_000);
  story.desk.gateway.answer(ACCOUNT, story.broker - 3_600_000, 60_000, story.history);
  expect(story.desk.closures).toMatchObject([{ lots: 0.4, remaining: 0.6, fresh: true }]);
});

test("a reversal on a netting account closes what was there and no more", async () => {
  const story = new Story();
  await story.met();
  await story.happens({ origin: "client", volume: 0.4 }, out({ entry: "inOut", volume: 1, origin: "client" }));
  expect(story.desk.closures).toMatchObject([{ lots: 0.4, remaining: 0, side: "buy" }]);
});

test("a pending order that fills long after it was placed is followed to its end by snapshot and history", async () => {
  const story = new Story();
  await story.met();
  const rest = { stopLimit: null, lifetime: { kind: "gtc" }, holdMs: null, stopLoss: null, takeProfit: null };
  const request = { action: "pending", symbol: "EURUSD", kind: "buyLimit", lots: 1, price: 1.09, ...rest } as never;
  const { magic } = story.desk.executor.place(draft(1, story.clock.utcMs(), { request })).intent;
  story.desk.gateway.tell("ownerLost", ACCOUNT, "cable");
  const order = {
    ...closedOrder({ magic, ticket: 6_001n, kind: "buyLimit", state: "placed" }),
    volumeCurrent: 1,
    expiryMs: 0,
  };
  story.states.show(accountState(story.clock.utcMs(), { orders: [order] }), "orders");
  expect(story.desk.executor.open()).toMatchObject([{ outcome: { state: "accepted", order: 6_001n } }]);
  await story.clock.advance(86_400_000);
  story.states.show(accountState(story.clock.utcMs(), { positions: [position({ magic, identifier: 6_001n })] }));
  await story.happens({ magic, order: 6_001n, position: 6_001n });
  expect(story.desk.executor.open()).toEqual([]);
  expect(story.desk.steps.at(-1)?.outcome).toMatchObject({ state: "done", position: 6_001n, lots: 1 });
});
