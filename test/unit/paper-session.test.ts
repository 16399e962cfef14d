import { expect, test } from "vitest";
import { paperMarketOf } from "#bridge/paper-terminal/market/paper-market.ts";
import { SimulatedMarket } from "#bridge/paper-terminal/market/simulated-market.ts";
import { newPaperAccount } from "#bridge/paper-terminal/trade-server/account-state.ts";
import { digestTicks } from "#shared/link/digest.ts";
import { decodeTickPayload } from "#shared/link/ticks.ts";
import { buildM1 } from "#shared/market/m1-builder.ts";
import { emptyTickColumns, type TickColumns } from "#shared/market/tick.ts";
import { concatTicks, lowerBound, sliceTicks } from "#shared/market/tick-slices.ts";
import { PaperBridge, type PaperBridgeOptions } from "../fixtures/paper-bridge.ts";
import { paperLab } from "../fixtures/paper-lab.ts";
import { RecordedMarket } from "../fixtures/recorded-market.ts";
import { VirtualClock } from "../fixtures/virtual-clock.ts";

const THURSDAY = Date.UTC(2026, 10, 19, 14, 29, 50);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const { bridgeAt, keep } = paperLab();

async function subscribed(bridge: PaperBridge, streams: Record<number, string>): Promise<void> {
  bridge.subscribe(streams);
  await bridge.until(() => Object.keys(streams).every((stream) => bridge.ticks(Number(stream)).length > 0));
}

test("when the broker's clock goes back an hour the stream opens a new epoch, and says so before its first tick", async () => {
  const change = Date.UTC(2026, 10, 1, 6);
  const bridge = await bridgeAt(change - 20_000);
  await subscribed(bridge, { 1: "BTCUSD" });
  await bridge.clock.advance(40_000);
  expect(bridge.faults).toEqual([]);
  expect(bridge.all("OffsetChanged").map(({ fields }) => fields)).toMatchObject([
    { oldOffsetS: 10_800, newOffsetS: 7_200 },
  ]);
  const [epoch] = bridge.all("EpochOpened");
  expect(epoch?.fields).toMatchObject({ stream: 1, epoch: 2 });
  expect(epoch?.fields.previousMs).toBeGreaterThan(epoch?.fields.firstMs ?? Infinity);
  expect(bridge.collected.get(1)?.epoch).toBe(2);
  const times = bridge.ticks(1).flatMap(({ timeMs }) => [...timeMs]);
  const turn = times.findIndex((time, i) => time < (times[i - 1] ?? 0));
  for (const part of [times.slice(0, turn), times.slice(turn)]) expect(part).toEqual(part.toSorted((a, b) => a - b));
  expect((times[turn - 1] ?? 0) - (times[turn] ?? 0)).toBeGreaterThan(HOUR - 10_000);
});

test("a resume is answered with digests of exactly what was committed, before the first tick", async () => {
  const bridge = await bridgeAt(THURSDAY);
  await subscribed(bridge, { 1: "EURUSD" });
  await bridge.clock.advance(20_000);
  bridge.cut();
  await bridge.until(() => bridge.sessions === 2);
  await bridge.clock.advance(1_000);
  const committed = concatTicks(bridge.ticks(1));
  const before = bridge.heard.length;
  bridge.subscribe({ 1: "EURUSD" }, true);
  await bridge.clock.advance(3_000);
  const data = bridge.heard.slice(before).filter(({ name }) => name === "TailDigest" || name === "Ticks");
  expect(data[0]?.name).toBe("TailDigest");
  const digests = bridge.all("TailDigest").flatMap(({ items }) => items);
  expect(digests).toEqual(digestTicks(committed));
  expect(bridge.faults).toEqual([]);
});

test("a digest counts of the cursor's own millisecond only what was committed", async () => {
  const bridge = await bridgeAt(THURSDAY);
  const history = await bridge.market.history("XAUUSD", bridge.market.now() - MINUTE, bridge.market.now(), 10_000);
  const twin = history.timeMs.findIndex((time, i) => i > 10 && time === history.timeMs[i - 1]);
  expect(twin).toBeGreaterThan(0);
  const kept = sliceTicks(history, 0, twin);
  bridge.collected.set(1, { epoch: 1, seq: 4n, frames: [kept] });
  bridge.subscribe({ 1: "XAUUSD" }, true);
  await bridge.until(() => bridge.ticks(1).length > 1);
  expect(bridge.all("TailDigest").flatMap(({ items }) => items)).toEqual(digestTicks(kept));
  const all = concatTicks(bridge.ticks(1));
  expect(all.timeMs.slice(0, history.count)).toEqual(history.timeMs.slice(0, all.count));
});

test("a bridge away for longer than the paper broker keeps ticks goes on at the oldest there is", async () => {
  const bridge = await bridgeAt(THURSDAY, { tickDepthMs: HOUR });
  const cursorMs = bridge.market.now() - 5 * HOUR;
  const stale = await bridge.market.history("EURUSD", cursorMs, cursorMs + MINUTE, 5);
  bridge.collected.set(1, { epoch: 1, seq: 9n, frames: [stale] });
  const oldest = bridge.market.now() - HOUR;
  bridge.subscribe({ 1: "EURUSD" });
  await bridge.until(() => bridge.ticks(1).length > 100);
  const first = bridge.ticks(1)[1]?.timeMs[0] ?? 0;
  expect(first).toBeGreaterThanOrEqual(oldest);
  expect(first).toBeLessThan(oldest + 10_000);
  expect(bridge.faults).toEqual([]);
});

test("ticks and bars of the past come within their credit, whole, and end with their number", async () => {
  const bridge = await bridgeAt(THURSDAY);
  const toMs = bridge.market.now() - 24 * HOUR;
  const fromMs = toMs - 2 * HOUR;
  bridge.send("HistoryTicksRequest", { fields: { request: 5, symbol: "GBPUSD", fromMs, toMs, credit: 3 } });
  await bridge.clock.advance(500);
  expect(bridge.all("HistoryTicks")).toHaveLength(3);
  expect(bridge.all("HistoryEnd")).toHaveLength(0);
  bridge.send("HistoryCredit", { fields: { request: 5, credit: 1_000 } });
  await bridge.until(() => bridge.all("HistoryEnd").length === 1);
  const parts = bridge.all("HistoryTicks").map(({ header, fields, payload }, part) => {
    expect(fields.part).toBe(part);
    const ticks = emptyTickColumns(header.count);
    decodeTickPayload({ ...fields, payload, count: header.count }, ticks);
    return ticks;
  });
  const truth = await bridge.market.history("GBPUSD", fromMs, toMs + 1, 1_000_000);
  expect(concatTicks(parts)).toEqual(truth);
  expect(bridge.all("HistoryEnd")[0]?.fields).toEqual({
    request: 5,
    status: "complete",
    total: BigInt(truth.count),
    error: 0,
  });

  bridge.send("HistoryBarsRequest", {
    fields: { request: 6, symbol: "GBPUSD", timeframe: "M1", fromMs, toMs, credit: 10 },
  });
  await bridge.until(() => bridge.all("HistoryEnd").length === 2);
  const bars = bridge.all("HistoryBars").flatMap(({ items }) => items);
  const inRange = await bridge.market.history(
    "GBPUSD",
    Math.ceil(fromMs / MINUTE) * MINUTE,
    Math.floor(toMs / MINUTE) * MINUTE + MINUTE,
    1_000_000,
  );
  const m1 = buildM1(inRange, 0.00001);
  expect(bars.map(({ timeMs, close, tickVolume }) => [timeMs, close, Number(tickVolume)])).toEqual(
    Array.from({ length: m1.count }, (_, i) => [m1.timeMs[i], m1.close[i], m1.tickVolume[i]]),
  );
});

test("a history request can be cancelled, and one for a strange symbol is refused in MQL5's words", async () => {
  const bridge = await bridgeAt(THURSDAY);
  const toMs = bridge.market.now();
  bridge.send("HistoryTicksRequest", {
    fields: { request: 1, symbol: "EURUSD", fromMs: toMs - HOUR, toMs, credit: 1 },
  });
  bridge.send("HistoryBarsRequest", {
    fields: { request: 2, symbol: "NOSUCH", timeframe: "H1", fromMs: 0, toMs, credit: 1 },
  });
  await bridge.clock.advance(100);
  bridge.send("HistoryCredit", { fields: { request: 1, credit: 0 } });
  bridge.send("HistoryCredit", { fields: { request: 0, credit: 0 } });
  await bridge.until(() => bridge.all("HistoryEnd").length === 2);
  expect(bridge.all("HistoryEnd").map(({ fields }) => fields)).toEqual([
    { request: 2, status: "unknownSymbol", total: 0n, error: 4_301 },
    { request: 1, status: "cancelled", total: BigInt(bridge.all("HistoryTicks")[0]?.header.count ?? 0), error: 0 },
  ]);
});

test("a lease is held, lapses when nobody renews it, and a lower epoch cannot renew it", async () => {
  const bridge = await bridgeAt(THURSDAY);
  const lease = { login: 10_001n, server: "Fairlead-Paper", ttlMs: 2_000, flattenOnLapse: false };
  const states = (): string[] =>
    bridge.all("LeaseState").map(({ fields }) => `${fields.status} ${fields.highestEpoch}`);
  bridge.send("Lease", { fields: { ...lease, bridgeEpoch: 5n, renewal: 1n } });
  await bridge.clock.advance(1_000);
  bridge.send("Lease", { fields: { ...lease, bridgeEpoch: 4n, renewal: 9n } });
  await bridge.clock.advance(3_000);
  expect(states()).toEqual(["none 0", "held 5", "held 5", "lapsed 5"]);
  expect(bridge.all("Notice").map(({ fields }) => fields.noticeCode)).toEqual(["LEASE_STALE_EPOCH"]);
  bridge.send("Lease", { fields: { ...lease, login: 1n, bridgeEpoch: 6n, renewal: 1n } });
  await bridge.clock.advance(100);
  expect(states().at(-1)).toBe("lapsed 5");
  expect(bridge.all("Notice").at(-1)?.fields.noticeCode).toBe("LEASE_WRONG_ACCOUNT");
  bridge.send("Lease", { fields: { ...lease, bridgeEpoch: 6n, renewal: 1n } });
  await bridge.clock.advance(100);
  expect(states().at(-1)).toBe("held 6");
});

test("a bridge that falls silent is left after its own silence limit, and found again", async () => {
  const bridge = await bridgeAt(THURSDAY);
  await subscribed(bridge, { 1: "EURUSD" });
  bridge.deaf = true;
  await bridge.clock.advance(7_000);
  bridge.deaf = false;
  await bridge.until(() => bridge.sessions === 2);
  bridge.subscribe({ 1: "EURUSD" });
  await bridge.clock.advance(5_000);
  const times = bridge.ticks(1).flatMap(({ timeMs }) => [...timeMs]);
  const history = await bridge.market.history("EURUSD", times[0] ?? 0, (times.at(-1) ?? 0) + 1, 100_000);
  expect(times).toEqual([...history.timeMs]);
});

test("a PC that slept for hours starts its session anew, so that the bridge looks into the gap", async () => {
  const bridge = await bridgeAt(THURSDAY, { tickDepthMs: HOUR });
  await subscribed(bridge, { 1: "EURUSD" });
  bridge.clock.setUtc(THURSDAY + 8 * HOUR);
  await bridge.until(() => bridge.sessions === 2);
  const before = concatTicks(bridge.ticks(1)).count;
  bridge.subscribe({ 1: "EURUSD" });
  await bridge.clock.advance(2_000);
  const first = concatTicks(bridge.ticks(1)).timeMs[before] ?? 0;
  expect(first).toBeGreaterThan(bridge.market.now() - HOUR - 10_000);
  expect(bridge.faults).toEqual([]);
});

test("an open position is marked to market, and its changes are sent at most five times a second", async () => {
  const clock = new VirtualClock(THURSDAY);
  const market = new SimulatedMarket({ clock, seed: 7, weekends: "open" });
  const account = {
    ...newPaperAccount(market.now()),
    positions: [
      {
        ticket: 77n,
        identifier: 77n,
        symbol: "EURJPY",
        side: "buy" as const,
        volume: 0.5,
        priceOpen: 170,
        stopLoss: 0,
        takeProfit: 0,
        swap: -1.2,
        magic: 3n,
        openMs: market.now() - HOUR,
        updateMs: market.now() - HOUR,
        origin: "client" as const,
        comment: "by hand",
      },
    ],
  };
  const bridge = new PaperBridge({ clock, market, account });
  keep(bridge);
  await bridge.open();
  await subscribed(bridge, { 1: "EURJPY" });
  const before = bridge.all("AccountSnapshot").length;
  await clock.advance(10_000);
  const snapshots = bridge.all("AccountSnapshot").slice(before);
  expect(snapshots.length).toBeGreaterThan(5);
  expect(snapshots.length).toBeLessThanOrEqual(51);
  const last = snapshots.at(-1)?.fields;
  const positions = bridge.all("PositionsSnapshot").at(-1);
  expect(positions?.items).toMatchObject([{ ticket: 77n, symbol: "EURJPY", comment: "by hand" }]);
  expect(last?.profit).toBeCloseTo((positions?.items[0]?.profit ?? 0) - 1.2, 2);
  expect(last?.equity).toBeCloseTo(10_000 + (last?.profit ?? 0), 2);
  expect(last?.margin).toBeGreaterThan(0);
});

function recording(count: number): TickColumns {
  const ticks = emptyTickColumns(count);
  for (let i = 0; i < count; i++) {
    ticks.timeMs[i] = Date.UTC(2025, 8, 22, 10) + Math.floor(i / 3) * 40;
    ticks.bid[i] = 1.17 + (i % 91) / 1e5;
    ticks.ask[i] = 1.1701 + (i % 89) / 1e5;
    ticks.flags[i] = 134;
  }
  return ticks;
}

async function replaying(ticks: TickColumns, options: Partial<PaperBridgeOptions> = {}) {
  const clock = new VirtualClock(THURSDAY);
  const source = new RecordedMarket({ name: "EURUSD", digits: 5, point: 0.00001 }, ticks);
  const bridge = new PaperBridge({ clock, market: paperMarketOf(source), ...options });
  keep(bridge);
  await bridge.open();
  return { clock, source, bridge };
}

test("a recording waits until it is subscribed, and then every tick of it comes, at whatever speed it is played", async () => {
  const ticks = recording(60_000);
  const { clock, source, bridge } = await replaying(ticks);
  await clock.advance(5_000);
  expect(source.started).toBe(false);
  bridge.subscribe({ 1: "EURUSD" });
  await bridge.until(() => source.started);
  let over = false;
  const played = source.play(ticks.timeMs.at(-1) ?? 0, 2_500).then(() => (over = true));
  await bridge.until(() => over);
  await played;
  await clock.advance(1_000);
  expect(bridge.faults).toEqual([]);
  expect(bridge.worstUnacked).toBeLessThanOrEqual(64);
  expect(concatTicks(bridge.ticks(1))).toEqual(ticks);
});

test("a bridge that does not keep up holds a fast recording back instead of losing any of it", async () => {
  const ticks = recording(40_000);
  const { clock, source, bridge } = await replaying(ticks, { autoAck: false });
  bridge.subscribe({ 1: "EURUSD" });
  await bridge.until(() => source.started);
  let over = false;
  void source.play(ticks.timeMs.at(-1) ?? 0, 500).then(() => (over = true));
  await clock.advance(2_000);
  expect(over).toBe(false);
  bridge.autoAck = true;
  bridge.ack();
  await bridge.until(() => over);
  await clock.advance(1_000);
  expect(concatTicks(bridge.ticks(1))).toEqual(ticks);
});

test("a seek back plays the recording again in a new epoch, from the place that was sought", async () => {
  const ticks = recording(3_000);
  const { clock, source, bridge } = await replaying(ticks);
  bridge.subscribe({ 1: "EURUSD" });
  await bridge.until(() => source.started);
  await source.play(ticks.timeMs[2_000] ?? 0);
  await clock.advance(500);
  const before = concatTicks(bridge.ticks(1)).count;
  const sought = ticks.timeMs[1_000] ?? 0;
  source.seekBack(sought);
  await source.play(ticks.timeMs.at(-1) ?? 0);
  await clock.advance(1_000);
  expect(bridge.faults).toEqual([]);
  expect(bridge.all("EpochOpened").map(({ fields }) => fields.epoch)).toEqual([2]);
  const again = concatTicks(bridge.ticks(1));
  expect(again.timeMs.slice(before)).toEqual(ticks.timeMs.slice(lowerBound(ticks, sought)));
});

test("a new epoch opens only when the bridge has acknowledged the old one to its end", async () => {
  const ticks = recording(1_000);
  const { clock, source, bridge } = await replaying(ticks, { autoAck: false });
  bridge.subscribe({ 1: "EURUSD" });
  await bridge.until(() => source.started);
  await source.play(ticks.timeMs[500] ?? 0);
  await clock.advance(500);
  expect(bridge.unacked).toBeGreaterThan(3);
  source.seekBack(ticks.timeMs[100] ?? 0);
  await source.play(ticks.timeMs[200] ?? 0);
  bridge.ack(bridge.unacked - 1);
  await clock.advance(500);
  expect(bridge.all("EpochOpened")).toEqual([]);
  bridge.ack();
  await clock.advance(500);
  expect(bridge.all("EpochOpened")).toHaveLength(1);
  expect(bridge.faults).toEqual([]);
});

test("two hundred ticks of one millisecond come over several frames, each once", async () => {
  const ticks = recording(600);
  ticks.timeMs.fill(ticks.timeMs[100] ?? 0, 100, 300);
  const { clock, source, bridge } = await replaying(ticks);
  bridge.subscribe({ 1: "EURUSD" });
  await bridge.until(() => source.started);
  await source.play(ticks.timeMs.at(-1) ?? 0, 150);
  await clock.advance(500);
  expect(concatTicks(bridge.ticks(1))).toEqual(ticks);
});

test("the same recording played anew continues in a new epoch after what was stored of its last run", async () => {
  const ticks = recording(600);
  const { clock, source, bridge } = await replaying(ticks);
  bridge.collected.set(1, { epoch: 3, seq: 10n, frames: [ticks] });
  bridge.subscribe({ 1: "EURUSD" }, true);
  await bridge.until(() => source.started);
  await source.play(ticks.timeMs.at(-1) ?? 0);
  await clock.advance(1_000);
  expect(bridge.faults).toEqual([]);
  expect(
    bridge.all("TailDigest").map(({ fields }) => fields.error),
    "there is no history of the future",
  ).toEqual([4_401]);
  expect(bridge.collected.get(1)?.epoch).toBe(4);
  expect(concatTicks(bridge.ticks(1)).count).toBe(2 * ticks.count);
});

test("a bridge that comes back while the recording stands at a tick finds that tick in its history", async () => {
  const ticks = recording(600);
  const { clock, source, bridge } = await replaying(ticks);
  bridge.subscribe({ 1: "EURUSD" });
  await bridge.until(() => source.started);
  await source.play(ticks.timeMs[400] ?? 0);
  await clock.advance(500);
  const committed = concatTicks(bridge.ticks(1));
  expect(committed.timeMs.at(-1)).toBe(source.now());
  bridge.cut();
  await bridge.until(() => bridge.sessions === 2);
  bridge.subscribe({ 1: "EURUSD" }, true);
  await clock.advance(1_000);
  expect(bridge.all("TailDigest").flatMap(({ items }) => items)).toEqual(digestTicks(committed));
});

test("bars of a recording are made of the ticks that have been played", async () => {
  const ticks = recording(20_000);
  const { clock, source, bridge } = await replaying(ticks);
  bridge.subscribe({ 1: "EURUSD" });
  await bridge.until(() => source.started);
  const halfway = ticks.timeMs[10_000] ?? 0;
  let over = false;
  void source.play(halfway).then(() => (over = true));
  await bridge.until(() => over);
  bridge.send("HistoryBarsRequest", {
    fields: { request: 1, symbol: "EURUSD", timeframe: "M1", fromMs: 0, toMs: Date.UTC(2030, 0), credit: 5 },
  });
  await bridge.until(() => bridge.all("HistoryEnd").length === 1);
  const truth = buildM1(sliceTicks(ticks, 0, lowerBound(ticks, halfway + 1)), 0.00001);
  const bars = bridge.all("HistoryBars").flatMap(({ items }) => items);
  expect(
    bars.map(({ timeMs, high, low, tickVolume, spread }) => [timeMs, high, low, Number(tickVolume), spread]),
  ).toEqual(
    Array.from({ length: truth.count }, (_, i) => [
      truth.timeMs[i],
      truth.high[i],
      truth.low[i],
      truth.tickVolume[i],
      truth.spread[i],
    ]),
  );
  await clock.advance(10);
});
