import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Frame } from "#shared/link/frame.ts";
import { decodeTickPayload } from "#shared/link/ticks.ts";
import { emptyTickColumns } from "#shared/market/tick.ts";
import { EaWorld, subscribe } from "#test/fixtures/ea-world.ts";
import type { ProgramLink } from "#test/fixtures/program-link.ts";
import { randomTicks, rowsOf } from "#test/fixtures/random-ticks.ts";
import type { HostTick, RunningMql } from "../mql5-host/harness.ts";

const START = Date.UTC(2026, 10, 20, 9);
const MINUTE = 60_000;
let world: EaWorld;
beforeEach(() => {
  world = new EaWorld();
});
afterEach(() => world.close());

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const parts = (link: ProgramLink, request: number): Frame<"HistoryTicks">[] =>
  link.all("HistoryTicks").filter(({ fields }) => fields.request === request);
const end = (link: ProgramLink, request: number) => link.next("HistoryEnd", ({ fields }) => fields.request === request);

/** The ticks of a request; parts must count from 0 without a hole. */
function ticksOf(link: ProgramLink, request: number): Required<HostTick>[] {
  const frames = parts(link, request);
  expect(frames.map(({ fields }) => fields.part)).toEqual(frames.map((_, i) => i));
  return frames.flatMap(({ fields, header, payload }) => {
    const columns = emptyTickColumns(header.count);
    decodeTickPayload({ layout: fields.layout, baseMs: fields.baseMs, payload, count: header.count }, columns);
    return rowsOf(columns);
  });
}

/** A paired terminal with its history service, and the link that asks it. */
async function opened(): Promise<{ link: ProgramLink; terminal: RunningMql }> {
  const { bridge } = await world.paired();
  const terminal = await world.start("historyService");
  return { link: await bridge.link("historyService"), terminal };
}

describe("history from the service", () => {
  test("holds every tick of the range, and none beside it", async () => {
    const { link, terminal } = await opened();
    const ticks = randomTicks(41, 5_000, START, true);
    await terminal.ticks("EURUSD", ticks);
    const fromMs = ticks[1_000]?.msc as number;
    const toMs = ticks[4_200]?.msc as number;
    link.send("HistoryTicksRequest", { request: 1, symbol: "EURUSD", fromMs, toMs, credit: 1_000 });
    const wanted = ticks.filter(({ msc }) => msc >= fromMs && msc <= toMs);
    expect((await end(link, 1)).fields).toMatchObject({ status: "complete", total: BigInt(wanted.length), error: 0 });
    expect(ticksOf(link, 1)).toEqual(wanted);
  });

  test("keeps to the credit, goes on with more, and stops when it is cancelled", async () => {
    const { link, terminal } = await opened();
    const ticks = randomTicks(42, 2_000, START);
    await terminal.ticks("EURUSD", ticks);
    const range = { symbol: "EURUSD", fromMs: START, toMs: START + 3_600_000 };
    link.send("HistoryTicksRequest", { request: 1, ...range, credit: 3 });
    link.send("HistoryTicksRequest", { request: 2, ...range, credit: 2 });
    await pause(600);
    expect([parts(link, 1).length, parts(link, 2).length]).toEqual([3, 2]);
    link.send("HistoryCredit", { request: 2, credit: 0 });
    expect((await end(link, 2)).fields).toMatchObject({ status: "cancelled", total: 128n });
    link.send("HistoryCredit", { request: 1, credit: 100 });
    await end(link, 1);
    expect(ticksOf(link, 1)).toEqual(ticks);
  });

  test("is tried again while MT5 still loads, and is reported when it cannot be had", async () => {
    const { link, terminal } = await opened();
    const ticks = randomTicks(43, 300, START);
    await terminal.ticks("EURUSD", ticks);
    await terminal.coldHistory("EURUSD", { failures: 3, error: 4_403 });
    const range = { symbol: "EURUSD", fromMs: START, toMs: START + 3_600_000, credit: 100 };
    link.send("HistoryTicksRequest", { request: 1, ...range });
    await end(link, 1);
    expect(ticksOf(link, 1)).toEqual(ticks);
    // MT5 may hand out what it has loaded so far, and say only in the error that this was not all.
    await terminal.coldHistory("EURUSD", { failures: 2, error: 4_403, copied: 100 });
    link.send("HistoryTicksRequest", { request: 4, ...range });
    expect((await end(link, 4)).fields).toMatchObject({ status: "complete", total: 300n });
    expect(ticksOf(link, 4)).toEqual(ticks);
    await terminal.coldHistory("EURUSD", { failures: 1_000, error: 4_401 });
    link.send("HistoryTicksRequest", { request: 2, ...range });
    expect((await end(link, 2)).fields).toMatchObject({ status: "notAvailable", error: 4_401, total: 0n });
    link.send("HistoryTicksRequest", { request: 3, ...range, symbol: "NOSUCH" });
    expect((await end(link, 3)).fields.status).toBe("unknownSymbol");
  });

  test("gives bars that open in the range, over a gap longer than one slice", async () => {
    const { link, terminal } = await opened();
    const day = (offset: number) =>
      Array.from({ length: 40 }, (_, i) => ({
        msc: START + offset + i * MINUTE + 5,
        bid: 1 + i / 100,
        ask: 1.5 + i / 100,
      }));
    const later = 5 * 86_400_000;
    await terminal.ticks("EURUSD", [...day(0), ...day(later)]);
    const request = {
      request: 4,
      symbol: "EURUSD",
      timeframe: "M1",
      fromMs: START + MINUTE,
      toMs: START + later + 9 * MINUTE,
      credit: 50,
    } as const;
    link.send("HistoryBarsRequest", request);
    expect((await end(link, 4)).fields).toMatchObject({ status: "complete", total: 49n });
    const bars = link.all("HistoryBars").flatMap(({ items }) => items);
    expect(bars.map(({ timeMs }) => timeMs)).toEqual([
      ...Array.from({ length: 39 }, (_, i) => START + (i + 1) * MINUTE),
      ...Array.from({ length: 10 }, (_, i) => START + later + i * MINUTE),
    ]);
    expect(bars[0]).toMatchObject({ open: 1.01, high: 1.01, low: 1.01, close: 1.01, tickVolume: 1n, realVolume: 0n });
  });

  test("lists the broker's symbols", async () => {
    const { link } = await opened();
    link.send("SymbolListRequest", { request: 8, marketWatchOnly: false });
    const { fields, items } = await link.next("SymbolList");
    expect(fields).toEqual({ request: 8, part: 0, parts: 1 });
    expect(items.map(({ symbol }) => symbol)).toEqual(["EURUSD", "GBPUSD", "USDJPY", "XAUUSD"]);
  });

  test("digests a range that a request names by its symbol", async () => {
    const { link, terminal } = await opened();
    const ticks = randomTicks(44, 200, START);
    await terminal.ticks("XAUUSD", ticks);
    link.send("DigestRequest", {
      request: 6,
      stream: 3,
      symbol: "XAUUSD",
      fromMs: START,
      toMs: START + 3_600_000,
      countAtEnd: 0,
    });
    const { items } = await link.next("TailDigest");
    expect(items.reduce((total, { count }) => total + count, 0)).toBe(200);
  });
});

describe("history from the EA, which has orders to look after", () => {
  const range = { symbol: "EURUSD", fromMs: START, toMs: START + 3_600_000 };

  test("is refused with a code at once, however cold MT5's history is, and the EA goes on", async () => {
    const { ea, link } = await world.paired();
    await ea.ticks("GBPUSD", randomTicks(51, 100, START));
    await subscribe(link, { stream: 1, symbol: "GBPUSD" });
    await ea.coldHistory("EURUSD", { delayMs: 20_000 });
    const asked = performance.now();
    link.send("HistoryTicksRequest", { request: 1, ...range, credit: 10 });
    link.send("HistoryBarsRequest", { request: 2, ...range, timeframe: "M1", credit: 10 });
    link.send("DigestRequest", { request: 3, stream: 9, ...range, countAtEnd: 0 });
    expect((await end(link, 1)).fields).toMatchObject({ status: "serviceNeeded", total: 0n });
    expect((await end(link, 2)).fields).toMatchObject({ status: "serviceNeeded", total: 0n });
    const digest = await link.next("TailDigest", ({ fields }) => fields.request === 3);
    expect(digest).toMatchObject({ fields: { error: 65_538, parts: 1 }, items: [] });
    expect(performance.now() - asked).toBeLessThan(5_000);
    const now = link.all("Ticks").length;
    await ea.ticks("GBPUSD", randomTicks(52, 10, START + 600_000));
    await link.next("Ticks", ({ fields }) => fields.baseMs >= START + 600_000);
    expect(link.all("Ticks").length).toBeGreaterThan(now);
  });

  test("gives the bars that MT5 has loaded, and lists the broker's symbols", async () => {
    const { ea, link } = await world.paired();
    const ticks = Array.from({ length: 600 }, (_, i) => ({
      msc: START + i * 1_000,
      bid: 1 + i / 1e4,
      ask: 1.1 + i / 1e4,
    }));
    await ea.ticks("EURUSD", ticks);
    const minutes = { ...range, fromMs: START + MINUTE, toMs: START + 5 * MINUTE - 1 };
    link.send("HistoryBarsRequest", { request: 4, ...minutes, timeframe: "M1", credit: 10 });
    expect((await end(link, 4)).fields).toMatchObject({ status: "complete", total: 4n });
    link.send("SymbolListRequest", { request: 8, marketWatchOnly: false });
    const { items } = await link.next("SymbolList");
    expect(items.map(({ symbol }) => symbol)).toEqual(["EURUSD", "GBPUSD", "USDJPY", "XAUUSD"]);
  });
});

test("a history service that is blocked for seconds delays no live tick of the EA", async () => {
  const { bridge, ea, link } = await world.paired();
  const service = await world.start("historyService");
  const history = await bridge.link("historyService");
  await service.coldHistory("EURUSD", { delayMs: 4_000 });
  history.send("HistoryTicksRequest", { request: 1, symbol: "EURUSD", fromMs: START, toMs: START * 2, credit: 10 });
  await subscribe(link, { stream: 1, symbol: "EURUSD" });
  await pause(300);
  const wanted = randomTicks(53, 20, START);
  await ea.ticks("EURUSD", wanted);
  await link.next("Ticks", undefined, 1_000);
  expect(history.all("HistoryEnd")).toHaveLength(0);
  await end(history, 1);
  expect(bridge.sessions).toHaveLength(2);
});
