import { describe, expect, onTestFinished, test } from "vitest";
import type { TickFrame } from "#bridge/ports/tick-store.ts";
import { MarketStore } from "#bridge/store/market/market-store.ts";
import type { AccountId } from "#shared/market/brands.ts";
import { barColumns, type FormingBar } from "#shared/market/m1-builder.ts";
import { equalTicks, sliceTicks } from "#shared/market/tick-slices.ts";
import { columnsOf, type PlainTick, plainOf, walk } from "#test/fixtures/plain-ticks.ts";
import { temporaryFolder } from "#test/fixtures/temporary-folder.ts";
import { tickFrames } from "#test/fixtures/tick-frames.ts";

const START = Date.UTC(2025, 8, 22, 10);
const MINUTE = 60_000;
const FOREVER = Number.MAX_SAFE_INTEGER;

async function openStream(instrument = "1@Demo/EURUSD") {
  const store = await MarketStore.open(temporaryFolder());
  onTestFinished(() => store.close());
  const { stream } = await store.openStream(instrument, 0.00001, 5);
  return { store, stream };
}

const flat = (timeMs: number, bid = 1.1, flags = 6): PlainTick => ({ timeMs, bid, ask: bid + 0.0002, flags });

describe("a stream of frames", () => {
  test("stores a resent frame once, whether it comes alone or among new ones", async () => {
    const { store, stream } = await openStream();
    const frames = tickFrames(columnsOf(walk(640, START)), { stream });
    await store.append(frames.slice(0, 6));
    await Promise.all([store.append(frames.slice(0, 3)), store.append(frames.slice(2, 8)), store.append(frames)]);
    expect(await store.cursor(stream)).toMatchObject({ seq: 10n, total: 640 });
    expect(plainOf(await store.readTicks(stream, 0, FOREVER))).toEqual(walk(640, START));
  });

  test("refuses a hole, time that runs back, and heads that lie, and stores nothing of that call", async () => {
    const { store, stream } = await openStream();
    const frames = tickFrames(columnsOf(walk(640, START)), { stream });
    await store.append(frames.slice(0, 2));
    const [, , third, fourth] = frames as [TickFrame, TickFrame, TickFrame, TickFrame];
    const past = tickFrames(columnsOf(walk(64, START - 1_000_000)), { stream, after: 2n });
    const bad: TickFrame[][] = [
      [third, { ...fourth, seq: 5n }],
      past,
      [{ ...third, lastMs: third.lastMs + 1 }],
      [{ ...third, count: 63 }],
      [{ ...third, payload: third.payload.subarray(1) }],
      [{ ...third, layout: 99 }],
      [{ ...third, stream: 77 }],
      [{ ...third, epoch: 0, seq: 1n }],
      [{ ...third, epoch: 2, seq: 2n }],
      [{ ...third, seq: 0n }],
    ];
    for (const call of bad) {
      await expect(store.append(call)).rejects.toMatchObject({ code: "STORE_FRAME_REJECTED" });
    }
    expect(await store.cursor(stream)).toMatchObject({ epoch: 1, seq: 2n, total: 128 });
    await store.append([third]);
    expect((await store.verify()).faults).toEqual([]);
  });

  test("a call that is refused does not take the others of its transaction with it", async () => {
    const { store, stream } = await openStream();
    const { stream: other } = await store.openStream("1@Demo/GBPUSD", 0.00001, 5);
    const frames = tickFrames(columnsOf(walk(640, START)), { stream });
    const others = tickFrames(columnsOf(walk(640, START, 2)), { stream: other });
    const settled = await Promise.allSettled([
      store.append(others.slice(0, 1)),
      store.append(frames.slice(3)),
      store.append(others.slice(1)),
      store.append(frames),
    ]);
    expect(settled.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled", "fulfilled"]);
    expect((await store.cursor(stream)).total).toBe(640);
    expect((await store.cursor(other)).total).toBe(640);
  });

  test("the cursor counts the ticks that share its last millisecond, over frames", async () => {
    const { store, stream } = await openStream();
    const times = [0, 0, 1, 1, 1, 1, 1, 2, 2, 2];
    const ticks = columnsOf(times.map((at) => flat(START + at)));
    const counts: number[] = [];
    for (const frame of tickFrames(ticks, { stream, size: 1 })) {
      await store.append([frame]);
      counts.push((await store.cursor(stream)).countAtTime);
    }
    expect(counts).toEqual([1, 2, 1, 2, 3, 4, 5, 1, 2, 3]);
    const { stream: same } = await store.openStream("1@Demo/SAME", 0.00001, 5);
    await store.append(tickFrames(columnsOf(times.map(() => flat(START))), { stream: same, size: 4 }));
    expect((await store.cursor(same)).countAtTime).toBe(10);
  });

  test("a new epoch begins where broker time ran back; both copies of the hour are kept", async () => {
    const { store, stream } = await openStream();
    const first = walk(500, START);
    const second = walk(300, START + 1_000, 2);
    await store.append(tickFrames(columnsOf(first), { stream }));
    await store.append(tickFrames(columnsOf(second), { stream, epoch: 2 }));
    expect(await store.cursor(stream)).toMatchObject({ epoch: 2, seq: 5n, total: 300 });
    expect(plainOf(await store.readTicks(stream, 0, FOREVER))).toEqual([...first, ...second]);
    expect(plainOf(await store.readTail(stream, 1_000))).toEqual(second);
    const late = tickFrames(columnsOf([flat(START + 10_000_000)]), { stream, after: 8n });
    await expect(store.append(late)).rejects.toMatchObject({ code: "STORE_FRAME_REJECTED" });
  });

  test("any range of time and any limit gives exactly its ticks", async () => {
    const { store, stream } = await openStream();
    const ticks = walk(3_000, START);
    await store.append(tickFrames(columnsOf(ticks), { stream, size: 17 }));
    const end = ticks.at(-1)?.timeMs ?? 0;
    for (const [from, to, limit] of [
      [0, START, 9],
      [START, START + 1, FOREVER],
      [START + 5_000, START + 65_000, FOREVER],
      [START + 5_001, end, 40],
      [end, end + 1, FOREVER],
      [end, end, FOREVER],
      [end + 1, FOREVER, FOREVER],
      [START + 100_000, FOREVER, 1],
    ] as const) {
      const expected = ticks.filter(({ timeMs }) => timeMs >= from && timeMs < to).slice(0, limit);
      expect(plainOf(await store.readTicks(stream, from, to, limit))).toEqual(expected);
    }
    expect(plainOf(await store.readTail(stream, 33))).toEqual(ticks.slice(-33));
  });

  test("keeps last, volumes and fractions of a ms where a source has them", async () => {
    const { store, stream } = await openStream();
    const plain = columnsOf(walk(300, START));
    const ticks = { ...plain, subMs: new Uint16Array(300).map((_, i) => (plain.timeMs[i] === START ? 0 : i % 2)) };
    ticks.last.fill(1.5, 100, 200);
    ticks.volume.fill(2n ** 63n + 1n, 150, 160);
    ticks.volumeReal.fill(0.25, 250);
    for (let i = 1; i < 300; i++) if (ticks.timeMs[i] === ticks.timeMs[i - 1]) ticks.subMs[i] = 9_999;
    await store.append(tickFrames(ticks, { stream, size: 50 }));
    expect(equalTicks(await store.readTicks(stream, 0, FOREVER), ticks)).toBe(true);
  });
});

describe("what history says otherwise", () => {
  test("is kept beside the live copy, once for the same ticks, and read back whole", async () => {
    const { store, stream } = await openStream();
    const live = columnsOf(walk(640, START));
    await store.append(tickFrames(live, { stream }));
    const told = sliceTicks(live, 100, 200);
    told.bid[5] = 1.05;
    const span = [told.timeMs[0] ?? 0, (told.timeMs[99] ?? 0) + 1] as const;
    const id = await store.addRevision(stream, ...span, told, "edited");
    expect(id).toBeGreaterThan(0);
    expect(await store.addRevision(stream, ...span, told, "edited")).toBe(0);
    const more = sliceTicks(told, 0, 99);
    expect(await store.addRevision(stream, ...span, more, "dropped one")).toBeGreaterThan(id);
    expect(await store.addRevision(stream, ...span, sliceTicks(told, 0, 0), "emptied")).toBeGreaterThan(id);
    expect(equalTicks(await store.readRevision(id), told)).toBe(true);
    expect((await store.revisions(stream)).map(({ count, reason }) => [count, reason])).toEqual([
      [100, "edited"],
      [99, "dropped one"],
      [0, "emptied"],
    ]);
    expect(equalTicks(await store.readTicks(stream, 0, FOREVER), live)).toBe(true);
  });

  test("a gap is kept once for its span and reason", async () => {
    const { store, stream } = await openStream();
    const gap = { stream, fromMs: 1, toMs: 2, reason: "DISCONNECTED", detail: "first" } as const;
    await store.recordGap(gap);
    await store.recordGap({ ...gap, detail: "second" });
    await store.recordGap({ ...gap, reason: "HISTORY_MISSING" });
    expect(await store.gaps(stream)).toEqual([
      { ...gap, detail: "second" },
      { ...gap, reason: "HISTORY_MISSING" },
    ]);
    await expect(store.recordGap({ ...gap, stream: 99 })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

const bar = (timeMs: number, close: number, tickVolume: number): FormingBar => ({
  timeMs,
  open: 1,
  high: 2,
  low: 0.5,
  close,
  tickVolume,
  spread: 3,
  realVolume: 0,
});

describe("bars", () => {
  test("of the broker fill where we have no ticks; of two, the one with more ticks stands", async () => {
    const { store, stream } = await openStream();
    const ticks = [0, 1, 2].flatMap((minute) =>
      Array.from({ length: 10 }, (_, i) => flat(START + minute * MINUTE + i)),
    );
    await store.append(tickFrames(columnsOf(ticks), { stream }));
    const broker = [bar(START - MINUTE, 1.7, 5), bar(START, 1.8, 60), bar(START + MINUTE, 1.9, 9)];
    await store.putBars(stream, "M1", barColumns(broker));
    const bars = await store.readBars(stream, "M1", 0, FOREVER);
    expect([...bars.timeMs]).toEqual([-1, 0, 1, 2].map((minute) => START + minute * MINUTE));
    expect([...bars.close]).toEqual([1.7, 1.8, 1.1, 1.1]);
    expect([...bars.tickVolume]).toEqual([5, 60, 10, 10]);
    expect([...bars.spread]).toEqual([3, 3, 20, 20]);
    await store.putBars(stream, "M1", barColumns([bar(START - MINUTE, 1.6, 4)]));
    expect((await store.readBars(stream, "M1", 0, START)).close[0]).toBe(1.6);
  });

  test("of higher timeframes come from M1, and from the broker where no M1 reaches", async () => {
    const { store, stream } = await openStream();
    await store.append(tickFrames(columnsOf(walk(9_000, START)), { stream }));
    await store.putBars(stream, "H1", barColumns([bar(START - 7_200_000, 1.3, 900), bar(START, 1.2, 3)]));
    const hours = await store.readBars(stream, "H1", 0, FOREVER);
    const minutes = await store.readBars(stream, "M1", 0, FOREVER);
    expect(hours.timeMs[0]).toBe(START - 7_200_000);
    expect(hours.timeMs[1]).toBe(START);
    expect(hours.tickVolume.slice(1).reduce((a, b) => a + b)).toBe(9_000);
    expect(minutes.tickVolume.reduce((a, b) => a + b)).toBe(9_000);
    const newest = await store.readBars(stream, "M5", 0, FOREVER, 4);
    const all = await store.readBars(stream, "M5", 0, FOREVER);
    expect([...newest.timeMs]).toEqual([...all.timeMs].slice(-4));
    expect([...newest.tickVolume]).toEqual([...all.tickVolume].slice(-4));
  });

  test("are found over a silence of weeks when only the newest are asked for", async () => {
    const { store, stream } = await openStream();
    const times = [START, START + 40 * 86_400_000, START + 40 * 86_400_000 + MINUTE];
    await store.append(tickFrames(columnsOf(times.map((at) => flat(at))), { stream }));
    expect([...(await store.readBars(stream, "M1", 0, FOREVER, 3)).timeMs]).toEqual(times);
    expect([...(await store.readBars(stream, "M1", 0, times[2] ?? 0, 1)).timeMs]).toEqual([times[1]]);
  });

  test("stay the same when their minutes are sealed, and are built anew when the point turns out to be another", async () => {
    const { store, stream } = await openStream();
    const ticks = columnsOf(walk(300_000, START));
    const frames = tickFrames(ticks, { stream, size: 256 });
    await store.append(frames.slice(0, 100));
    const before = await store.readBars(stream, "M1", 0, START + 3_600_000);
    await store.append(frames.slice(100));
    await expect.poll(async () => (await store.verify()).bars, { timeout: 20_000 }).toBeGreaterThan(100);
    const after = await store.readBars(stream, "M1", 0, START + 3_600_000);
    expect(after).toEqual(before);
    const all = await store.readBars(stream, "M1", 0, FOREVER);
    expect(all.tickVolume.reduce((a, b) => a + b)).toBe(300_000);
    await store.openStream("1@Demo/EURUSD", 0.0001, 4);
    const coarse = await store.readBars(stream, "M1", 0, FOREVER);
    expect(coarse.count).toBe(all.count);
    expect([...coarse.close]).toEqual([...all.close]);
    expect(Math.max(...coarse.spread)).toBeLessThanOrEqual(2);
  });

  test("of a repeated hour are joined, each tick counted once, and the offsets are kept in order", async () => {
    const { store, stream } = await openStream();
    await store.recordOffset("Demo", START - 1_000_000, 10_800);
    await store.append(tickFrames(columnsOf(walk(500, START)), { stream }));
    await store.recordOffset("Demo", START, 7_200);
    await store.recordOffset("Demo", START + 50, 7_200);
    await store.append(tickFrames(columnsOf(walk(400, START, 2)), { stream, epoch: 2 }));
    const bars = await store.readBars(stream, "M1", 0, FOREVER);
    expect(new Set(bars.timeMs).size).toBe(bars.count);
    expect(bars.tickVolume.reduce((a, b) => a + b)).toBe(900);
    expect(await store.offsets("Demo")).toEqual([
      { epoch: 0, fromBrokerMs: START - 1_000_000, offsetS: 10_800 },
      { epoch: 1, fromBrokerMs: START, offsetS: 7_200 },
    ]);
  });
});

test("a time that a later epoch tells again (a replay moved back, a corrected clock) makes the bars alone, sealed or not", async () => {
  const { store, stream } = await openStream();
  const first = walk(300_000, START);
  await store.append(tickFrames(columnsOf(first), { stream, size: 1_000 }));
  const sealed = async () => (await store.verify()).bars;
  await expect.poll(sealed, { timeout: 20_000 }).toBeGreaterThan(100);
  const whole = await sealed();
  const backTo = (first[150_000]?.timeMs ?? 0) + 1;
  const second = walk(1_000, backTo, 2);
  await store.append(tickFrames(columnsOf(second), { stream, epoch: 2 }));
  expect(await sealed()).toBeLessThan(whole);
  const standing = first.filter(({ timeMs }) => timeMs < backTo).length + second.length;
  const volume = async () => (await store.readBars(stream, "M1", 0, FOREVER)).tickVolume.reduce((a, b) => a + b);
  expect(await volume()).toBe(standing);
  expect((await store.readBars(stream, "M1", 0, FOREVER)).close.at(-1)).toBe(second.at(-1)?.bid);
  const lastMs = second.at(-1)?.timeMs ?? 0;
  await store.append(tickFrames(columnsOf(walk(300_000, lastMs, 3)), { stream, epoch: 2, after: 16n, size: 1_000 }));
  await expect.poll(sealed, { timeout: 20_000 }).toBeGreaterThan(whole);
  expect(await volume()).toBe(standing + 300_000);
  expect((await store.readTicks(stream, 0, FOREVER)).count).toBe(601_000);
});

test("an account's streams are erased whole, and no other's", async () => {
  const { store, stream } = await openStream("7@Replay/EURUSD");
  const { stream: other } = await store.openStream("7@Replay2/EURUSD", 0.00001, 5);
  for (const one of [stream, other]) {
    await store.append(tickFrames(columnsOf(walk(640, START)), { stream: one }));
    await store.recordGap({ stream: one, fromMs: 1, toMs: 2, reason: "DISCONNECTED", detail: "" });
    await store.addRevision(one, 1, 2, columnsOf(walk(10, START)), "edited");
    await store.putBars(one, "H1", barColumns([bar(START, 1, 1)]));
  }
  await store.eraseAccount("7@Replay" as AccountId);
  await expect(store.cursor(stream)).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect((await store.cursor(other)).total).toBe(640);
  expect(await store.verify()).toMatchObject({ streams: 1, ticks: 640, faults: [] });
  const anew = await store.openStream("7@Replay/EURUSD", 0.00001, 5);
  expect(anew.cursor.total).toBe(0);
  expect((await store.readBars(anew.stream, "H1", 0, FOREVER)).count).toBe(0);
});

test("after closing, every question is answered with a code, none hangs", async () => {
  const store = await MarketStore.open(temporaryFolder());
  const { stream } = await store.openStream("1@Demo/EURUSD", 0.00001, 5);
  const last = store.append(tickFrames(columnsOf(walk(64, START)), { stream }));
  await store.close();
  await last;
  await expect(store.cursor(stream)).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
  await expect(store.append(tickFrames(columnsOf(walk(64, START)), { stream }))).rejects.toMatchObject({
    code: "STORE_UNAVAILABLE",
  });
});
