import fc from "fast-check";
import { expect, test } from "vitest";
import type { TickColumns } from "#shared/market/tick.ts";
import { concatTicks } from "#shared/market/tick-slices.ts";
import type { PaperBridge } from "../fixtures/paper-bridge.ts";
import { paperLab } from "../fixtures/paper-lab.ts";

const THURSDAY = Date.UTC(2026, 10, 19, 14, 29, 50);
const MINUTE = 60_000;
const { bridgeAt } = paperLab();

/** Everything that came is what the market's history shows between the first and the last of it. */
async function expectWhole(bridge: PaperBridge, stream: number, symbol: string): Promise<TickColumns> {
  const seen = concatTicks(bridge.ticks(stream));
  const [first, last] = [seen.timeMs[0] ?? 0, seen.timeMs.at(-1) ?? 0];
  const history = await bridge.market.history(symbol, first, last + 1, 1_000_000);
  expect(seen.timeMs).toEqual(history.timeMs.subarray(0, seen.count));
  expect(seen.bid).toEqual(history.bid.subarray(0, seen.count));
  expect(seen.ask).toEqual(history.ask.subarray(0, seen.count));
  expect(seen.flags).toEqual(history.flags.subarray(0, seen.count));
  return seen;
}

test("a session opens, introduces the paper account and quotes at once", async () => {
  const bridge = await bridgeAt(THURSDAY);
  expect(bridge.sessions).toBe(1);
  const hello = bridge.all("Hello")[0]?.fields;
  expect(hello).toMatchObject({ login: 10_001n, server: "Fairlead-Paper", marginMode: "hedging", utcOffsetS: 7_200 });
  bridge.subscribe({ 1: "EURUSD", 2: "NOSUCH", 3: "XAUUSD" });
  await bridge.until(() => bridge.ticks(1).length > 0 && bridge.ticks(3).length > 0);
  expect(bridge.all("Subscribed")[0]?.items).toEqual([
    { stream: 1, status: "live", error: 0 },
    { stream: 2, status: "unknownSymbol", error: 4_301 },
    { stream: 3, status: "live", error: 0 },
  ]);
  expect(
    concatTicks(bridge.ticks(1)).count,
    "a new chart has a quote before the next tick comes",
  ).toBeGreaterThanOrEqual(64);
  expect(bridge.all("SymbolSpecs").flatMap(({ items }) => items.map(({ symbol }) => symbol))).toEqual([
    "EURUSD",
    "XAUUSD",
  ]);
  expect(bridge.all("AccountSnapshot").at(-1)?.fields).toMatchObject({ balance: 10_000, equity: 10_000, margin: 0 });
  await bridge.clock.advance(5 * MINUTE);
  expect(bridge.faults).toEqual([]);
  const seen = await expectWhole(bridge, 1, "EURUSD");
  expect(seen.timeMs.at(-1)).toBeGreaterThan(bridge.market.now() - 3_000);
  await expectWhole(bridge, 3, "XAUUSD");
});

test("no more frames than the window are ever unacknowledged, however the bridge acknowledges", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 64 }),
      fc.array(fc.record({ waitMs: fc.integer({ min: 0, max: 3_000 }), acks: fc.integer({ min: 0, max: 80 }) }), {
        minLength: 5,
        maxLength: 40,
      }),
      async (window, steps) => {
        const bridge = await bridgeAt(THURSDAY, { autoAck: false, window });
        bridge.subscribe({ 1: "EURUSD", 2: "XAUUSD", 3: "BTCUSD", 4: "EURJPY" });
        for (const { waitMs, acks } of steps) {
          await bridge.clock.advance(waitMs);
          bridge.ack(acks);
        }
        await bridge.clock.advance(100);
        expect(bridge.worstUnacked).toBeLessThanOrEqual(window);
        expect(bridge.faults).toEqual([]);
        for (const [stream, symbol] of [
          [1, "EURUSD"],
          [4, "EURJPY"],
        ] as const) {
          if (bridge.ticks(stream).length > 0) await expectWhole(bridge, stream, symbol);
        }
        await bridge.terminal.stop();
      },
    ),
    { numRuns: 10 },
  );
});

test("a bridge that acknowledges nothing stops the ticks at 64 frames; its first word sets them going, none missing", async () => {
  const bridge = await bridgeAt(THURSDAY, { autoAck: false });
  bridge.subscribe({ 1: "EURUSD", 2: "XAUUSD" });
  await bridge.clock.advance(2 * MINUTE);
  expect(bridge.unacked).toBe(64);
  bridge.autoAck = true;
  bridge.ack();
  await bridge.clock.advance(1_000);
  expect(bridge.faults).toEqual([]);
  const seen = await expectWhole(bridge, 1, "EURUSD");
  expect(seen.timeMs.at(-1)).toBeGreaterThan(bridge.market.now() - 3_000);
});

/** Ends in the very millisecond of a tick: it has come, so the history must have it. */
const STANDING_AT_A_TICK = [
  { runMs: 4_266, downMs: 19_534, lost: 0 },
  { runMs: 9_954, downMs: 57_283, lost: 0 },
];

test("after cut-offs at any moment, whatever frames were not yet committed, every tick comes exactly once", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({
          runMs: fc.integer({ min: 1, max: 20_000 }),
          downMs: fc.integer({ min: 0, max: 60_000 }),
          lost: fc.integer({ min: 0, max: 40 }),
        }),
        {
          minLength: 1,
          maxLength: 5,
        },
      ),
      fc.boolean(),
      async (cuts, autoAck) => {
        const bridge = await bridgeAt(THURSDAY, { autoAck });
        bridge.subscribe({ 1: "EURUSD", 2: "US500", 3: "BTCUSD" });
        for (const { runMs, downMs, lost } of cuts) {
          await bridge.clock.advance(runMs);
          bridge.accepting = false;
          bridge.cut();
          for (const stream of [1, 2, 3]) bridge.lose(stream, lost);
          await bridge.clock.advance(downMs);
          bridge.accepting = true;
          await bridge.clock.advance(20_000);
          bridge.subscribe({ 1: "EURUSD", 2: "US500", 3: "BTCUSD" });
        }
        bridge.autoAck = true;
        await bridge.clock.advance(5_000);
        bridge.ack();
        await bridge.clock.advance(5_000);
        expect(bridge.faults).toEqual([]);
        for (const [stream, symbol] of [
          [1, "EURUSD"],
          [2, "US500"],
          [3, "BTCUSD"],
        ] as const) {
          const seen = await expectWhole(bridge, stream, symbol);
          expect(seen.timeMs.at(-1)).toBeGreaterThan(bridge.market.now() - 15_000);
        }
        await bridge.terminal.stop();
      },
    ),
    { numRuns: 8, examples: [[STANDING_AT_A_TICK, false]] },
  );
}, 60_000);
