import { afterEach, beforeEach, expect, test } from "vitest";
import type { InstrumentId } from "#shared/market/brands.ts";
import { CollectingBridge } from "#test/fixtures/collecting-bridge.ts";
import { FeedTerminal } from "#test/fixtures/feed-terminal.ts";
import { until } from "#test/fixtures/open-test-link.ts";
import { type PlainTick, plainOf, walk } from "#test/fixtures/plain-ticks.ts";

/** A Monday, 09:00 broker time. */
const START = Date.UTC(2026, 10, 16, 9);
const HOUR = 3_600_000;
const INSTRUMENT = "7001@Harbour-Demo/EURUSD" as InstrumentId;
const FAST = { backOffFirstMs: 20, backOffMaxMs: 100, settleMs: 50, gapMs: 60_000, serviceMs: 200 };

let bridge: CollectingBridge;
let paired: Awaited<ReturnType<CollectingBridge["link"]["pair"]>>;
const terminals: FeedTerminal[] = [];
beforeEach(async () => {
  bridge = await CollectingBridge.open({ collector: FAST });
  paired = await bridge.link.pair();
});
afterEach(async () => {
  for (const terminal of terminals.splice(0)) terminal.kill();
  await bridge.close();
});

/** The EA as it is in MT5: streams, and no history. */
async function ea(history: PlainTick[]): Promise<FeedTerminal> {
  const terminal = new FeedTerminal(bridge.link.dialer(paired.keys), paired.identity, new Map([["EURUSD", history]]));
  terminal.needsService = true;
  terminal.historyStatus = "serviceNeeded";
  terminals.push(terminal);
  await terminal.start();
  await until(() => bridge.link.links.get(paired.id)?.state === "live");
  return terminal;
}

async function service(history: PlainTick[]): Promise<FeedTerminal> {
  const books = new Map([["EURUSD", history]]);
  const role = { role: "historyService" } as const;
  const terminal = new FeedTerminal(bridge.link.dialer(paired.keys), paired.identity, books, role);
  terminals.push(terminal);
  await terminal.start();
  return terminal;
}

const stream = (): number => bridge.collector.streamOf(INSTRUMENT) ?? 0;
const morning = (): PlainTick[] => walk(300, START, 1);
const noon = (): PlainTick[] => walk(200, START + 2 * HOUR, 3);
const afternoon = (): PlainTick[] => walk(100, START + 5 * HOUR, 2);

async function missNoon(history = [...morning(), ...afternoon()]): Promise<void> {
  const first = await ea(morning());
  await until(() => bridge.collector.ticksStored(paired.id) === 300);
  first.kill();
  await until(() => bridge.link.links.get(paired.id)?.state === "lost");
  await ea(history);
  await until(() => bridge.collector.ticksStored(paired.id) === 400);
}

test("without a history service ticks flow, the gap stays to be asked about, and the user is told what to start", async () => {
  await missNoon();
  await until(async () => (await bridge.store.gaps(stream())).length > 0);
  await expect.poll(async () => (await bridge.store.gaps(stream()))[0]?.detail).toMatch(/start the history service/);
  expect(bridge.notice("HISTORY_SERVICE_MISSING").map(({ message }) => message)).toEqual([
    expect.stringMatching(/^Start the history service in .*FairleadHistory/),
  ]);
  expect(bridge.notice("GAP_RECORDED")).toEqual([]);

  await service([...morning(), ...noon(), ...afternoon()]);
  await until(() => bridge.notice("GAP_FILLED").length === 1);
  const [revision] = await bridge.store.revisions(stream());
  expect(plainOf(await bridge.store.readRevision(revision?.id ?? 0))).toEqual(noon());
});

test("a rewritten history is found when the history service comes late", async () => {
  const changed = morning().map((tick, i) => (i === 250 ? { ...tick, bid: tick.bid + 1e-4 } : tick));
  await missNoon();
  expect(bridge.notice("HISTORY_REWRITTEN")).toEqual([]);
  await service([...changed, ...afternoon()]);
  const told = await until(() => bridge.notice("HISTORY_REWRITTEN")[0]);
  expect(told.details["fromMs"]).toBe(changed[250]?.timeMs);
});

test("a history service that connects just after its EA is waited for, and nobody is asked to start it", async () => {
  const first = await ea(morning());
  await until(() => bridge.collector.ticksStored(paired.id) === 300);
  first.kill();
  await until(() => bridge.link.links.get(paired.id)?.state === "lost");
  bridge.notices.length = 0;
  const changed = morning().map((tick, i) => (i === 250 ? { ...tick, bid: tick.bid + 1e-4 } : tick));
  const [second] = await Promise.all([ea([...changed, ...afternoon()]), service([...changed, ...afternoon()])]);
  await until(() => bridge.notice("HISTORY_REWRITTEN").length === 1);
  await until(() => second.unacked === 0 && bridge.collector.ticksStored(paired.id) === 400);
  expect(bridge.notice("HISTORY_SERVICE_MISSING")).toEqual([]);
});
