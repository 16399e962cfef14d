import { expect, test, vi } from "vitest";
import type { Lots, Ticket } from "#shared/market/brands.ts";
import type { OrderRequest } from "#shared/trading/intent/intent.ts";
import { limitsWith, minor } from "#test/fixtures/risk/risk-builders.ts";
import { ACCOUNT } from "#test/fixtures/trading/account-states.ts";
import { CLOSE, deal, intentId, position } from "#test/fixtures/trading/records.ts";
import { TradingStory } from "#test/fixtures/trading/trading-story.ts";

const HAND = { cause: "user", words: "Pressed." };
const coded = (code: string) => expect.objectContaining({ code });

/** A story whose disk is full, with one position open. */
function full(): TradingStory {
  const story = new TradingStory();
  story.show({ positions: [position()] });
  story.ledger.isFull = true;
  return story;
}

test("with the disk full flatten all goes out, latches at once, and is on disk as soon as it takes it", async () => {
  const story = full();
  story.service.killSwitch.latch(null, "flattenAll", HAND);
  expect(story.gateway.flattens).toMatchObject([{ account: ACCOUNT, fields: { scope: "account" } }]);
  expect(story.gateway.guards.at(-1)?.fields).toMatchObject({ flattened: true, entriesPaused: true });
  expect(story.service.killSwitch.latches(ACCOUNT).flattenAll).toBe(true);
  expect(story.stored.safety.latches()).toEqual([]);
  expect(story.codes("LEDGER_UNWRITABLE")).toHaveLength(1);
  await story.clock.advance(5_000);
  expect(story.codes("LEDGER_UNWRITABLE")).toHaveLength(1);

  story.ledger.isFull = false;
  await story.clock.advance(1_000);
  expect(story.codes("LEDGER_WRITABLE")).toHaveLength(1);
  expect(story.stored.safety.latches()).toMatchObject([{ account: null, verb: "flattenAll" }]);
  const sent = story.gateway.guards.at(-1)?.fields.version ?? 0n;
  expect(story.stored.safety.guard(ACCOUNT)?.version).toBeGreaterThanOrEqual(sent);
  const run = Buffer.from(story.gateway.flattens[0]?.fields.id ?? []).toString("hex");
  expect(story.stored.safety.flattens()).toMatchObject([{ id: run, account: ACCOUNT }]);
  story.restart();
  expect(story.service.killSwitch.latches(ACCOUNT).flattenAll).toBe(true);
});

test("a limit that breaks while the disk is full flattens all the same", () => {
  const story = new TradingStory();
  story.service.risk.setLimits(
    ACCOUNT,
    limitsWith({
      initialBalance: minor(1_000_000),
      dailyLoss: {
        amount: { in: "money", minor: minor(50_000) },
        anchor: "dayStartBalance",
        unstopped: "asItStands",
        source: null,
      },
    }),
  );
  story.show();
  story.ledger.isFull = true;
  story.show({ equity: 9_500 });
  expect(story.service.killSwitch.view(ACCOUNT).latches).toMatchObject([{ cause: "limit.dailyLoss" }]);
  expect(story.gateway.flattens).toHaveLength(1);
  expect(story.codes("RISK_FAULT")).toEqual([]);
});

test("a close leaves once without the ledger, is asked for again by its id, and is written when the disk takes it", async () => {
  const story = full();
  const wish = story.wish(1, { request: CLOSE });
  const sent = story.service.place(wish);
  expect(sent.outcome.state).toBe("sent");
  expect(story.service.place(wish)).toEqual(sent);
  expect(() => story.service.place({ ...wish, request: { ...CLOSE, lots: 0.5 as Lots } })).toThrowError(
    coded("INTENT_REUSED"),
  );
  expect(story.gateway.commands).toMatchObject([{ reduceOnly: true, position: 5_001n }]);
  story.gateway.says(ACCOUNT, { status: "done", order: 7n, deal: 9_009n, position: 5_001n, volume: 1, price: 1.1 });
  expect(story.service.intent(wish.id)?.outcome.state).toBe("done");
  expect(story.service.recent(5).map(({ intent }) => intent.id)).toEqual([wish.id]);
  expect(story.stored.intents.get(wish.id)).toBeUndefined();

  story.ledger.isFull = false;
  await story.clock.advance(1_000);
  expect(story.stored.intents.get(wish.id)).toEqual(story.service.intent(wish.id));
  expect(story.stored.intents.traces(wish.id).map(({ event }) => event)).toEqual(["journalled", "handOver", "program"]);
  story.restart();
  expect(story.service.place(wish).outcome.state).toBe("done");
  expect(story.gateway.commands).toEqual([]);
});

test("the magic of such a close is one that no order on disk has or will get", async () => {
  const story = full();
  const magics = [1, 2, 3].map((n) => story.service.place(story.wish(n, { request: CLOSE })).intent.magic);
  story.ledger.isFull = false;
  await story.clock.advance(1_000);
  magics.push(story.service.place(story.wish(4)).intent.magic);
  expect(new Set(magics).size).toBe(4);
  expect(story.codes("LEDGER_WRITABLE")).toHaveLength(1);
});

test("what could add risk is refused by name while the disk is full: nothing is sent, nothing is left behind", async () => {
  const story = full();
  const stops: OrderRequest = {
    action: "stops",
    symbol: "EURUSD",
    position: 5_001n as Ticket,
    stopLoss: null,
    takeProfit: null,
  };
  expect(() => story.service.place(story.wish(1))).toThrowError(coded("LEDGER_UNWRITABLE"));
  expect(() => story.service.place(story.wish(2, { request: stops }))).toThrowError(coded("LEDGER_UNWRITABLE"));
  expect(story.gateway.commands).toEqual([]);
  story.ledger.isFull = false;
  await story.clock.advance(1_000);
  expect(story.service.place(story.wish(1)).outcome.state).toBe("sent");
});

test("with room for intents and none for what becomes of them, the first refused step stops what could add risk, not a close", async () => {
  const story = full();
  story.ledger.hasLog = true;
  story.service.place(story.wish(1));
  story.gateway.says(ACCOUNT, { status: "rejected", retcode: 10_006 });
  expect(story.codes("LEDGER_UNWRITABLE")).toHaveLength(1);
  expect(() => story.service.place(story.wish(2))).toThrowError(coded("LEDGER_UNWRITABLE"));
  expect(story.service.place(story.wish(3, { request: CLOSE })).outcome.state).toBe("sent");
  expect(story.gateway.commands.map(({ reduceOnly }) => reduceOnly)).toEqual([false, true]);
  story.ledger.isFull = false;
  expect(story.service.place(story.wish(2)).outcome.state).toBe("sent");
  expect(story.stored.intents.get(intentId(1))?.outcome.state).toBe("rejected");
});

test("a latch that no disk holds yet cannot be taken back: it would come again with the next start", () => {
  const story = full();
  story.service.killSwitch.latch(ACCOUNT, "pauseEntries", HAND);
  expect(() => story.service.killSwitch.reset(ACCOUNT, "pauseEntries", "user")).toThrowError(
    coded("LEDGER_UNWRITABLE"),
  );
  expect(story.service.killSwitch.latches(ACCOUNT).pauseEntries).toBe(true);
});

test("an order that was under way when the disk filled up is followed to its end, and the ledger learns it later", async () => {
  const story = new TradingStory();
  story.service.place(story.wish(1, { stopWithinMs: 2_000 }));
  story.ledger.isFull = true;
  story.gateway.says(ACCOUNT, { status: "done", order: 5_001n, position: 5_001n, volume: 0.1, price: 1.1 });
  expect(story.service.intent(intentId(1))?.outcome.state).toBe("done");
  await story.clock.advance(4_000);
  // The stop that never came is enforced though neither the duty nor its close could be written.
  story.show({ positions: [position({ volume: 0.1 })] }, "positions");
  expect(story.gateway.commands.map(({ reduceOnly }) => reduceOnly)).toEqual([false, true]);
  story.ledger.isFull = false;
  await story.clock.advance(1_000);
  expect(story.stored.intents.get(intentId(1))?.outcome.state).toBe("done");
  expect(story.stored.safety.duties()).toMatchObject([{ kind: "stop", position: 5_001n }]);
});

test("deals that came while the disk was full are read again and kept once it has room", async () => {
  const story = full();
  const { magic } = story.service.place(story.wish(1, { request: CLOSE })).intent;
  const brokerMs = story.clock.utcMs() + 7_200_000;
  const out = deal({ ticket: 9_009n, entry: "out", kind: "sell", magic, timeMs: brokerMs });
  await story.clock.advance(5_000);
  expect(() => story.gateway.answer(ACCOUNT, brokerMs, 60_000, [out])).toThrowError(coded("STORE_FULL"));
  story.ledger.isFull = false;
  const asked = story.gateway.windows.length;
  await story.clock.advance(30_000);
  expect(story.gateway.windows.length).toBeGreaterThan(asked);
  story.gateway.answer(ACCOUNT, brokerMs + 30_000, 60_000, [out]);
  expect(story.stored.deals.dealsUnder(ACCOUNT, magic)).toHaveLength(1);
});

test("an order's steps on the way wait for its end and are written with it; a step without one waits for a moment only", async () => {
  const story = new TradingStory();
  const states = (n: number): unknown => story.stored.intents.traces(intentId(n)).map(({ state }) => state);
  story.service.place(story.wish(1));
  story.gateway.says(ACCOUNT, { status: "accepted", retcode: 10_008 });
  expect(story.service.intent(intentId(1))?.outcome.state).toBe("accepted");
  expect(states(1)).toEqual(["journalled", "sent"]);
  story.gateway.says(ACCOUNT, { status: "done", order: 7n, deal: 9_009n, position: 7n, volume: 0.1, price: 1.1 });
  expect(states(1)).toEqual(["journalled", "sent", "accepted", "done"]);

  story.service.place(story.wish(2));
  story.gateway.says(ACCOUNT, { status: "accepted", retcode: 10_008 }, story.gateway.commands[1]);
  await story.clock.advance(50);
  expect(states(2)).toEqual(["journalled", "sent", "accepted"]);
});

test("one write that cannot be made keeps no other from the disk", async () => {
  const story = full();
  const { id } = story.service.place(story.wish(1, { request: CLOSE })).intent;
  story.service.killSwitch.latch(ACCOUNT, "pauseEntries", HAND);
  const adopt = vi.spyOn(story.stored.intents, "adopt").mockImplementation(() => {
    throw new RangeError("no such number");
  });
  story.ledger.isFull = false;
  await story.clock.advance(1_000);
  expect(story.stored.safety.latches()).toMatchObject([{ verb: "pauseEntries" }]);
  expect(story.codes("LEDGER_WRITABLE")).toEqual([]);
  adopt.mockRestore();
  await story.clock.advance(1_000);
  expect(story.stored.intents.get(id)?.outcome.state).toBe("sent");
  expect(story.codes("LEDGER_WRITABLE")).toHaveLength(1);
});
