import { afterEach, beforeEach, expect, test } from "vitest";
import type { InstrumentId } from "#shared/market/brands.ts";
import { CollectingBridge } from "#test/fixtures/collecting-bridge.ts";
import { FeedTerminal } from "#test/fixtures/feed-terminal.ts";
import { until } from "#test/fixtures/open-test-link.ts";
import { type PlainTick, plainOf, walk } from "#test/fixtures/plain-ticks.ts";
import { rewritesOf } from "#test/fixtures/rewrites.ts";

const START = Date.UTC(2026, 10, 16, 9);
const FAST = { backOffFirstMs: 20, backOffMaxMs: 100, settleMs: 20, gapMs: 3_600_000 };
const WITHIN = 4_000;

let bridge: CollectingBridge;
beforeEach(async () => {
  bridge = await CollectingBridge.open({ collector: FAST });
});
afterEach(() => bridge.close());

type Paired = Awaited<ReturnType<CollectingBridge["link"]["pair"]>>;

/** Connects with this history until the link is live, then goes. */
async function visit({ id, keys, identity }: Paired, history: Map<string, PlainTick[]>): Promise<void> {
  const terminal = new FeedTerminal(bridge.link.dialer(keys), identity, history);
  await terminal.start();
  await until(() => bridge.link.links.get(id)?.state === "live", 30_000);
  await until(() => terminal.unacked === 0 && terminal.idle, 30_000);
  terminal.kill();
  await until(() => bridge.link.links.get(id)?.state === "lost", 20_000);
}

test("history that was rewritten around the cursor in 20 ways is reported with its range, and no live tick is touched", async () => {
  const paired = await bridge.link.pair();
  const live = walk(6_000, START, 7);
  const ways = rewritesOf(live, WITHIN, 3).map((way, i) => ({ ...way, symbol: `SYM${i}` }));
  expect(ways).toHaveLength(20);
  await visit(paired, new Map(ways.map(({ symbol }) => [symbol, [...live]])));
  await visit(paired, new Map(ways.map(({ symbol, history }) => [symbol, history])));
  for (const { name, symbol, touched, history } of ways) {
    const instrument = `7001@Harbour-Demo/${symbol}` as InstrumentId;
    const told = bridge.notice("HISTORY_REWRITTEN").filter(({ details }) => details["instrument"] === instrument);
    expect(told.length, name).toBeGreaterThan(0);
    const fromMs = Math.min(...told.map(({ details }) => Number(details["fromMs"])));
    const toMs = Math.max(...told.map(({ details }) => Number(details["toMs"])));
    expect({ fromMs, toMs }, name).toEqual(touched);
    const stream = bridge.collector.streamOf(instrument) ?? 0;
    const kept = await bridge.store.readTicks(stream, 0, (live.at(-1)?.timeMs ?? 0) + 1, live.length);
    expect(plainOf(kept), name).toEqual(live);
    const revisions = await bridge.store.revisions(stream);
    expect(revisions.length, name).toBe(told.length);
    for (const { fromMs: from, toMs: to, id } of revisions) {
      const shown = history.filter(({ timeMs }) => timeMs >= from && timeMs < to);
      expect(plainOf(await bridge.store.readRevision(id)), name).toEqual(shown);
    }
  }
});

test("the same rewrite is reported once, however often the terminal connects again", async () => {
  const paired = await bridge.link.pair();
  const live = walk(3_000, START, 4);
  await visit(paired, new Map([["EURUSD", [...live]]]));
  const changed = live.map((tick, i) => (i === 2_500 ? { ...tick, bid: tick.bid + 1e-4 } : tick));
  await visit(paired, new Map([["EURUSD", [...changed]]]));
  await visit(paired, new Map([["EURUSD", [...changed]]]));
  expect(bridge.notice("HISTORY_REWRITTEN")).toHaveLength(1);
  const stream = bridge.collector.streamOf("7001@Harbour-Demo/EURUSD" as InstrumentId) ?? 0;
  expect((await bridge.store.gaps(stream)).map(({ reason }) => reason)).toEqual(["HISTORY_REWRITTEN"]);
});

test("a history that was not changed is not reported", async () => {
  const paired = await bridge.link.pair();
  const live = walk(9_000, START, 5);
  await visit(paired, new Map([["EURUSD", [...live]]]));
  await visit(paired, new Map([["EURUSD", [...live]]]));
  expect(bridge.notice("HISTORY_REWRITTEN")).toEqual([]);
});
