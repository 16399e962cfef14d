import { afterEach, beforeEach, expect, test } from "vitest";
import type { InstrumentId } from "#shared/market/brands.ts";
import { CollectingBridge } from "#test/fixtures/collecting-bridge.ts";
import { FeedTerminal } from "#test/fixtures/feed-terminal.ts";
import { until } from "#test/fixtures/open-test-link.ts";
import { type PlainTick, plainOf, walk } from "#test/fixtures/plain-ticks.ts";

/** A Monday, 09:00 broker time. */
const START = Date.UTC(2026, 10, 16, 9);
const HOUR = 3_600_000;
const FAST = { backOffFirstMs: 20, backOffMaxMs: 100, settleMs: 150, gapMs: 60_000 };
const INSTRUMENT = "7001@Harbour-Demo/EURUSD" as InstrumentId;

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

async function connect(
  history: PlainTick[],
  change: (terminal: FeedTerminal) => void = () => undefined,
): Promise<FeedTerminal> {
  const terminal = new FeedTerminal(bridge.link.dialer(paired.keys), paired.identity, new Map([["EURUSD", history]]));
  change(terminal);
  terminals.push(terminal);
  await terminal.start();
  await until(() => bridge.link.links.get(paired.id)?.state === "live");
  return terminal;
}

const stream = (): number => bridge.collector.streamOf(INSTRUMENT) ?? 0;
const morning = (): PlainTick[] => walk(300, START, 1);
const afternoon = (): PlainTick[] => walk(100, START + 5 * HOUR, 2);

/** Collects the morning, loses the terminal, and meets it again when it has the afternoon only. */
async function missNoon(change: (terminal: FeedTerminal) => void = () => undefined): Promise<FeedTerminal> {
  const first = await connect(morning());
  await until(() => bridge.collector.ticksStored(paired.id) === 300);
  first.kill();
  await until(() => bridge.link.links.get(paired.id)?.state === "lost");
  return connect([...morning(), ...afternoon()], change);
}

test("ticks that MT5 fetched after a reconnection fill the gap, beside what came live", async () => {
  const noon = walk(500, START + 2 * HOUR, 3);
  await missNoon((terminal) => {
    terminal.archive = new Map([["EURUSD", [...morning(), ...noon, ...afternoon()]]]);
  });
  await until(() => bridge.notice("GAP_FILLED").length > 0);
  const [revision] = await bridge.store.revisions(stream());
  expect(revision).toMatchObject({ reason: "GAP_FILLED", count: 500 });
  expect(plainOf(await bridge.store.readRevision(revision?.id ?? 0))).toEqual(noon);
  expect(await bridge.stored(INSTRUMENT)).toEqual([...morning(), ...afternoon()]);
  const gaps = await bridge.store.gaps(stream());
  expect(gaps.map(({ reason, detail }) => [reason, detail])).toEqual([
    ["DISCONNECTED", expect.stringContaining("filled with 500 ticks")],
  ]);
});

test("a gap whose look was cut short is looked into when the terminal is back", async () => {
  const terminal = await missNoon((slow) => {
    slow.historyStatus = "silent";
  });
  await until(() => terminal.asked > 0);
  terminal.kill();
  await until(() => bridge.link.links.get(paired.id)?.state === "lost");
  expect(bridge.notice("GAP_RECORDED")).toEqual([]);
  const noon = walk(500, START + 2 * HOUR, 3);
  await connect([...morning(), ...afternoon()], (back) => {
    back.archive = new Map([["EURUSD", [...morning(), ...noon, ...afternoon()]]]);
  });
  await until(() => bridge.notice("GAP_FILLED").length > 0);
});

test("a gap for which MT5 has no ticks either is on record, with both ends and the reason", async () => {
  await missNoon();
  await until(() => bridge.notice("GAP_RECORDED").length > 0);
  const [gap] = await bridge.store.gaps(stream());
  expect(gap).toMatchObject({
    reason: "DISCONNECTED",
    fromMs: (morning().at(-1)?.timeMs ?? 0) + 1,
    toMs: (afternoon()[0]?.timeMs ?? 0) - 1,
  });
  expect(gap?.detail).toContain("no ticks of it");
});

test("a gap that MT5 cannot look into is on record after three tries, with what MT5 answered", async () => {
  await missNoon((terminal) => {
    terminal.historyStatus = "notAvailable";
  });
  await until(() => bridge.notice("GAP_RECORDED").length > 0);
  const gap = (await bridge.store.gaps(stream())).find(({ reason }) => reason === "HISTORY_MISSING");
  expect(gap?.detail).toContain("notAvailable (error 4401)");
});

test("a night in which the market was closed is no gap", async () => {
  await missNoon((terminal) => {
    const session = (fromS: number, toS: number) => ({
      symbol: "EURUSD",
      kind: "quote" as const,
      weekday: 1,
      fromS,
      toS,
    });
    terminal.sessions = [session(0, 9 * 3_600 + 150), session(14 * 3_600, 86_400)];
  });
  await until(() => bridge.collector.ticksStored(paired.id) === 400);
  await new Promise((resume) => setTimeout(resume, 500));
  expect(await bridge.store.gaps(stream())).toEqual([]);
  expect(bridge.notice("GAP_FILLED")).toEqual([]);
});

test("a silence while MT5 itself had no broker is looked into, too", async () => {
  const terminal = await connect(morning());
  await until(() => bridge.collector.ticksStored(paired.id) === 300);
  const reason = (): string => bridge.link.links.get(paired.id)?.reason ?? "";
  // Control and data know no common order: the ticks may follow only when the heartbeats have been heard.
  terminal.brokerConnected = false;
  await until(() => reason().includes("no connection to the broker"));
  terminal.brokerConnected = true;
  await until(() => bridge.link.links.get(paired.id)?.state === "live");
  await terminal.deal("EURUSD", afternoon());
  await until(() => bridge.notice("GAP_RECORDED").length > 0);
  expect((await bridge.store.gaps(stream()))[0]?.reason).toBe("DISCONNECTED");
});

test("ticks missed while the computer slept are looked for, though no connection was seen to end", async () => {
  const terminal = await connect(morning());
  await until(() => bridge.collector.ticksStored(paired.id) === 300);
  bridge.collector.suspectSilence();
  const noon = walk(500, START + 2 * HOUR, 3);
  terminal.archive = new Map([["EURUSD", [...morning(), ...noon, ...afternoon()]]]);
  await terminal.deal("EURUSD", afternoon());
  await until(() => bridge.notice("GAP_FILLED").length > 0);
  expect(await bridge.stored(INSTRUMENT)).toEqual([...morning(), ...afternoon()]);
});

test("a quiet market with the link up is no gap", async () => {
  const terminal = await connect(morning());
  await until(() => bridge.collector.ticksStored(paired.id) === 300);
  await terminal.deal("EURUSD", afternoon());
  await until(() => bridge.collector.ticksStored(paired.id) === 400);
  await new Promise((resume) => setTimeout(resume, 400));
  expect(await bridge.store.gaps(stream())).toEqual([]);
});
