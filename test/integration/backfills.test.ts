import { expect, test } from "vitest";
import { MarketStore } from "#bridge/store/market/market-store.ts";
import type { AccountId, InstrumentId } from "#shared/market/brands.ts";
import { type Broker, PastLab } from "#test/fixtures/past-lab.ts";
import {
  PAST_ACCOUNT,
  PAST_INSTRUMENT,
  PAST_LIVE,
  PAST_START,
  PAST_TICKS,
  pastExpected,
  storePastLive,
} from "#test/fixtures/past-walk.ts";
import { columnsOf, type PlainTick } from "#test/fixtures/plain-ticks.ts";
import { temporaryFolder } from "#test/fixtures/temporary-folder.ts";
import { tickFrames } from "#test/fixtures/tick-frames.ts";

const DAY = 86_400_000;
const START = PAST_START;
const EURUSD = PAST_INSTRUMENT;
const ACCOUNT = PAST_ACCOUNT;
const ALL = PAST_TICKS;
const LIVE = PAST_LIVE;
const expected = pastExpected;
const withLive = storePastLive;

test("an instrument's past comes in front of its live ticks, each tick once and in order, with the same minutes as if it had been there", async () => {
  const folder = temporaryFolder();
  await withLive(folder);
  const lab = await PastLab.open(folder, new Map([[EURUSD, { account: ACCOUNT, ticks: ALL }]]));
  await lab.desk.plan(EURUSD, START, START + 4 * DAY);
  const { ticks } = await lab.until(({ state }) => state === "done");
  const kept = expected(START);
  expect(await lab.stored(EURUSD)).toEqual(kept);
  expect(ticks).toBe(kept.length - (ALL.length - LIVE));
  const { stream, cursor } = await lab.store.openStream(EURUSD, 0.00001, 5);
  expect(cursor).toMatchObject({ epoch: 1, total: ALL.length - LIVE, pastMs: 0 });
  expect((await lab.store.verify()).faults).toEqual([]);

  const whole = await MarketStore.open(temporaryFolder());
  const { stream: once } = await whole.openStream(EURUSD, 0.00001, 5);
  await whole.append(tickFrames(columnsOf(kept), { stream: once }));
  for (const timeframe of ["M1", "H1", "D1"] as const) {
    const bars = await lab.store.readBars(stream, timeframe, 0, START + 10 * DAY);
    expect(bars).toEqual(await whole.readBars(once, timeframe, 0, START + 10 * DAY));
  }
  // A live tick after it goes where live ticks go.
  const next = { ...(ALL.at(-1) as PlainTick), timeMs: START + 20 * DAY };
  await lab.store.append(tickFrames(columnsOf([next]), { stream, after: cursor.seq }));
  expect((await lab.stored(EURUSD)).at(-1)).toEqual(next);
  await whole.close();
  await lab.close();
});

test("whatever stops a backfill leaves whole days, and it goes on where it stood: paused, started again, asked for more", async () => {
  const folder = temporaryFolder();
  await withLive(folder);
  const held = Promise.withResolvers<undefined>();
  const broker: Broker = { account: ACCOUNT, ticks: ALL };
  const brokers = new Map([[EURUSD, broker]]);
  let lab = await PastLab.open(folder, brokers);
  // The second day back stands still.
  broker.asked = (fromMs) => (fromMs >= START + DAY && fromMs < START + 2 * DAY ? held.promise : undefined);
  await lab.desk.plan(EURUSD, START + DAY, START + 4 * DAY);
  await lab.until(({ running, reachedMs }) => reachedMs === START + 2 * DAY && running);
  await lab.desk.pause(EURUSD, true);
  held.resolve(undefined);
  await lab.until(({ state, running }) => state === "paused" && !running);
  expect(await lab.stored(EURUSD)).toEqual(expected(START + 2 * DAY));
  await lab.close();

  lab = await PastLab.open(folder, brokers);
  expect(lab.desk.all()).toMatchObject([{ state: "paused", reachedMs: START + 2 * DAY }]);
  await lab.desk.pause(EURUSD, false);
  await lab.until(({ state }) => state === "done");
  expect(await lab.stored(EURUSD)).toEqual(expected(START + DAY));
  const asked: number[] = [];
  broker.asked = (fromMs) => void asked.push(fromMs);
  await lab.desk.plan(EURUSD, START, START + 4 * DAY);
  await lab.until(({ state, fromMs }) => state === "done" && fromMs === START);
  expect(Math.max(...asked)).toBeLessThan(START + DAY);
  expect(await lab.stored(EURUSD)).toEqual(expected(START));
  await lab.desk.cancel(EURUSD);
  expect(lab.desk.all()).toEqual([]);
  expect(await lab.stored(EURUSD)).toEqual(expected(START));
  await lab.close();
});

test("a day that the broker's history refuses again and again is a gap on record, and older days are fetched all the same", async () => {
  const folder = temporaryFolder();
  await withLive(folder);
  let refusals = 0;
  const broker: Broker = {
    account: ACCOUNT,
    ticks: ALL,
    asked: (fromMs) => {
      if (fromMs < START + DAY || fromMs >= START + 2 * DAY) return undefined;
      refusals += 1;
      return "timeout";
    },
  };
  const lab = await PastLab.open(folder, new Map([[EURUSD, broker]]));
  await lab.desk.plan(EURUSD, START, START + 4 * DAY);
  await lab.until(({ state }) => state === "done");
  const { stream } = await lab.store.openStream(EURUSD, 0.00001, 5);
  expect(refusals).toBe(5);
  expect(await lab.store.gaps(stream)).toMatchObject([
    { fromMs: START + DAY, toMs: START + 2 * DAY, reason: "HISTORY_MISSING" },
  ]);
  const refused = expected(START).filter(({ timeMs }) => timeMs < START + DAY || timeMs >= START + 2 * DAY);
  expect(await lab.stored(EURUSD)).toEqual(refused);
  await lab.close();
});

test("a terminal that is away is waited for, a missing history service too, and a broker without older ticks ends it", async () => {
  const folder = temporaryFolder();
  const broker: Broker = { account: ACCOUNT, ticks: ALL, connected: false };
  const lab = await PastLab.open(folder, new Map([[EURUSD, broker]]));
  await lab.desk.plan(EURUSD, START - 60 * DAY, START + 4 * DAY);
  expect(lab.desk.all()).toMatchObject([{ state: "open", why: "terminal", toMs: START + 4 * DAY }]);
  let needed = 3;
  broker.connected = true;
  broker.asked = () => (needed-- > 0 ? "serviceNeeded" : undefined);
  lab.desk.look();
  await lab.until(({ why }) => why === "service");
  const { reachedMs } = await lab.until(({ state }) => state === "older");
  expect(reachedMs).toBe(START - 21 * DAY);
  expect(await lab.stored(EURUSD)).toEqual(ALL);
  expect(lab.troubles).toEqual([]);
  await lab.close();
});

test("a backfill that is stopped between two answers asks for no further one, which may never come", async () => {
  const folder = temporaryFolder();
  await withLive(folder);
  let asked = 0;
  const broker: Broker = { account: ACCOUNT, ticks: ALL };
  broker.asked = () => (++asked === 1 ? undefined : new Promise<undefined>(() => undefined));
  const lab = await PastLab.open(folder, new Map([[EURUSD, broker]]));
  const stopped = Promise.withResolvers<void>();
  lab.told = ({ doneMs }) => {
    if (doneMs > 0) void lab.desk.stop().then(stopped.resolve);
  };
  await lab.desk.plan(EURUSD, START, START + 4 * DAY);
  await stopped.promise;
  expect(asked).toBe(1);
  await lab.close();
});

test("what a broker's history tells for the second time, after its clock was set back, is left out and put on record", async () => {
  const folder = temporaryFolder();
  const hour = ALL.filter(({ timeMs }) => timeMs < START + 3_600_000);
  const lab = await PastLab.open(folder, new Map([[EURUSD, { account: ACCOUNT, ticks: [...hour, ...hour] }]]));
  await lab.desk.plan(EURUSD, START, START + DAY);
  await lab.until(({ state }) => state === "done");
  const stored = await lab.stored(EURUSD);
  expect(stored).toEqual(expect.arrayContaining(hour));
  expect(stored.map(({ timeMs }) => timeMs)).toEqual(stored.map(({ timeMs }) => timeMs).toSorted((a, b) => a - b));
  const { stream } = await lab.store.openStream(EURUSD, 0.00001, 5);
  expect(await lab.store.gaps(stream)).toMatchObject([{ reason: "HISTORY_MISSING" }]);
  expect((await lab.store.verify()).faults).toEqual([]);
  await lab.close();
});

test("terminals are asked side by side, one request at a time each", async () => {
  const folder = temporaryFolder();
  const under = new Map<AccountId, number>();
  let most = 0;
  const both = Promise.withResolvers<undefined>();
  const brokerOf = (account: AccountId): Broker => ({
    account,
    ticks: ALL,
    asked: async () => {
      const now = (under.get(account) ?? 0) + 1;
      under.set(account, now);
      most = Math.max(most, now);
      if (under.size === 2) both.resolve(undefined);
      await both.promise;
      under.set(account, (under.get(account) ?? 1) - 1);
      return undefined;
    },
  });
  const other = "8@Other" as AccountId;
  const names = [EURUSD, "7@Demo/GBPUSD", "8@Other/EURUSD"] as InstrumentId[];
  const brokers = new Map(names.map((name) => [name, brokerOf(name.startsWith(other) ? other : ACCOUNT)]));
  const lab = await PastLab.open(folder, brokers);
  for (const name of names) await lab.desk.plan(name, START + 3 * DAY, START + 4 * DAY);
  for (const name of names) await lab.until(({ instrument, state }) => instrument === name && state === "done");
  expect(most).toBe(1);
  for (const name of names) {
    expect(await lab.stored(name)).toEqual(
      ALL.filter(({ timeMs }) => timeMs >= START + 3 * DAY && timeMs < START + 4 * DAY),
    );
  }
  await lab.close();
});

test("minutes of ticks are compared with the broker's own: counted, and those that differ told with whose stands", async () => {
  const folder = temporaryFolder();
  await withLive(folder, [...ALL]);
  const store = await MarketStore.open(folder);
  const { stream } = await store.openStream(EURUSD, 0.00001, 5);
  const own = await store.readBars(stream, "M1", START, START + 3_600_000);
  const told = { ...own, count: own.count, close: own.close.slice(), tickVolume: own.tickVolume.slice() };
  told.close[3] = (own.close[3] ?? 0) + 0.0001;
  told.tickVolume[5] = (own.tickVolume[5] ?? 0) + 7;
  await store.putBars(stream, "M1", told);
  const found = await store.compareBars(stream, START, START + 3_600_000, 10);
  expect(found).toMatchObject({ own: 0, broker: 0, both: own.count, differing: 2 });
  expect(found.minutes.map(({ timeMs, stands }) => [timeMs, stands])).toEqual([
    [own.timeMs[3], "own"],
    [own.timeMs[5], "broker"],
  ]);
  await store.close();
});
