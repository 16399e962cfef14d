import { expect, test } from "vitest";
import { RECENT_MINUTES, type ReadMinutes, RecentCloses } from "#bridge/window/recent-closes.ts";
import type { Bars, BarsRequest } from "#shared/contract/market.ts";
import type { InstrumentId } from "#shared/market/brands.ts";

const GOLD = "1@X/XAUUSD" as InstrumentId;
const MINUTE = 60_000;
const DAY = 86_400_000;
const MIDNIGHT = 20_000 * DAY;
const soon = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A store whose minute of broker ms `t` closed at `t / MINUTE`, but for those in which nothing was traded. */
function shelf(idle: (minute: number) => boolean = () => false) {
  const asked: BarsRequest[] = [];
  const read = (request: BarsRequest): Promise<Bars> => {
    asked.push(request);
    const times: number[] = [];
    for (let at = (request.beforeMs ?? MIDNIGHT) - MINUTE; times.length < request.limit; at -= MINUTE)
      if (!idle(at)) times.unshift(at);
    const column = Float64Array.from(times, (time) => time / MINUTE);
    const rest = { open: column, high: column, low: column, close: column, tickVolume: column, spread: column };
    const { instrumentId, timeframe } = request;
    const count = times.length;
    return Promise.resolve({
      instrumentId,
      timeframe,
      count,
      timeMs: Float64Array.from(times),
      ...rest,
      complete: true,
    });
  };
  return { asked, read };
}

function board(read: ReadMinutes, now: { ms: number | undefined }) {
  let tick = (): void => undefined;
  const clock = {
    every: (_ms: number, run: () => void) => {
      tick = run;
      return () => undefined;
    },
  };
  const closes = new RecentCloses(read, () => now.ms, clock);
  return { closes, tick: async () => (tick(), soon()), row: () => closes.topic.get(GOLD) };
}

test("closes of whole minutes only, and after each minute those of the one that ended, over the broker's midnight too", async () => {
  const { asked, read } = shelf();
  const now = { ms: (MIDNIGHT - MINUTE / 2) as number | undefined };
  const { closes, tick, row } = board(read, now);
  closes.open([GOLD]);
  await soon();
  const minute = (ms: number): number => ms / MINUTE;
  expect(row()?.closes).toHaveLength(RECENT_MINUTES);
  expect(row()?.closes.at(-1)).toBe(minute(MIDNIGHT - 2 * MINUTE));
  await tick();
  expect(asked).toHaveLength(1);
  now.ms = MIDNIGHT;
  await tick();
  expect(row()).toMatchObject({ lastMs: MIDNIGHT - MINUTE });
  now.ms = MIDNIGHT + MINUTE;
  await tick();
  const after = [...(row()?.closes ?? [])];
  expect(after.slice(-2)).toEqual([minute(MIDNIGHT - MINUTE), minute(MIDNIGHT)]);
  expect(after.every((close, at) => at === 0 || close === (after[at - 1] ?? 0) + 1)).toBe(true);
});

test("a night in which nothing was traded takes no room: the line goes on where the evening ended", async () => {
  const closed = (time: number): boolean => time >= MIDNIGHT - 60 * MINUTE && time < MIDNIGHT + 60 * MINUTE;
  const { read } = shelf(closed);
  const { closes, row } = board(read, { ms: MIDNIGHT + 70 * MINUTE });
  closes.open([GOLD]);
  await soon();
  const told = [...(row()?.closes ?? [])];
  expect(told).toHaveLength(RECENT_MINUTES);
  expect(told.slice(-11, -9)).toEqual([MIDNIGHT / MINUTE - 61, MIDNIGHT / MINUTE + 60]);
});

test("a clock that is turned back shows nothing of its future, and one that has not been heard what is stored", async () => {
  const { asked, read } = shelf();
  const now = { ms: undefined as number | undefined };
  const { closes, tick, row } = board(read, now);
  closes.open([GOLD]);
  await soon();
  expect(asked[0]).not.toHaveProperty("beforeMs");
  now.ms = MIDNIGHT + 5 * MINUTE;
  await tick();
  now.ms = MIDNIGHT - 500 * MINUTE;
  await tick();
  expect(row()?.lastMs).toBe(MIDNIGHT - 501 * MINUTE);
});

test("what nobody lists is not read, and who lists it later is not shown what was so then", async () => {
  const { asked, read } = shelf();
  const now = { ms: MIDNIGHT as number | undefined };
  const { closes, tick, row } = board(read, now);
  const [first, second] = [closes.open([GOLD]), closes.open([GOLD, GOLD])];
  await soon();
  first();
  first();
  expect(row()).toBeDefined();
  second();
  expect(row()).toBeUndefined();
  now.ms = MIDNIGHT + MINUTE;
  await tick();
  expect(asked).toHaveLength(1);
});

test("what is stored is told at once, and the broker's history when it has come, however long that takes", async () => {
  const { read } = shelf();
  const come = Promise.withResolvers<void>();
  const asked: string[] = [];
  const reader: ReadMinutes = async (request, from) => {
    asked.push(from);
    if (from === "broker") await come.promise;
    return read(from === "broker" ? request : { ...request, limit: 3 });
  };
  const now = { ms: MIDNIGHT as number | undefined };
  const { closes, tick, row } = board(reader, now);
  closes.open([GOLD]);
  await soon();
  expect(row()?.closes).toHaveLength(3);
  now.ms = MIDNIGHT + MINUTE;
  await tick();
  // One question is enough while it is not answered; an answer about an older minute takes nothing back.
  expect(asked).toEqual(["stored", "broker", "stored"]);
  expect(row()?.lastMs).toBe(MIDNIGHT);
  come.resolve();
  await soon();
  expect(row()?.lastMs).toBe(MIDNIGHT);
  now.ms = MIDNIGHT + 2 * MINUTE;
  await tick();
  expect(row()).toMatchObject({ lastMs: MIDNIGHT + MINUTE });
  expect(row()?.closes).toHaveLength(RECENT_MINUTES);
});

test("four are read at a time however many are listed, all in the end, and one that fails keeps no other away", async () => {
  const { read } = shelf();
  let under = 0;
  let most = 0;
  const slow = async (request: BarsRequest): Promise<Bars> => {
    under += 1;
    most = Math.max(most, under);
    await soon();
    under -= 1;
    if (request.instrumentId.endsWith("7")) throw new Error("disk");
    return read(request);
  };
  const { closes } = board(slow, { ms: MIDNIGHT });
  closes.open(Array.from({ length: 40 }, (_, at) => `1@X/${at}` as InstrumentId));
  for (let turn = 0; turn < 40; turn++) await soon();
  expect(most).toBe(4);
  expect([...closes.topic.values()]).toHaveLength(36);
});
