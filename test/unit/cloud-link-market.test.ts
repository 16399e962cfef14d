import { inflateRawSync } from "node:zlib";
import { expect, test } from "vitest";
import { MarketLane, type StoredInstrument } from "#bridge/cloud-link/market/market-lane.ts";
import { BAR_COLUMNS, emptyBarColumns } from "#shared/market/bar.ts";
import { emptyTickColumns } from "#shared/market/tick.ts";
import { SyncBlob } from "#shared/sync/lanes.ts";
import { VirtualClock } from "#test/fixtures/virtual-clock.ts";

const MINUTE = 60_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const BEGIN = 1_700_000_000_000 - (1_700_000_000_000 % DAY);

type Answer = Record<string, unknown> | Error;

/** A store with one bar a minute and one tick a second, and a cloud that answers as the test says. */
function room(lastMs = BEGIN + 30 * DAY) {
  const clock = new VirtualClock(BEGIN);
  const blobs: SyncBlob[] = [];
  const state = {
    lastMs,
    wanted: "ticks" as "off" | "bars" | "ticks",
    unsent: 0,
    text: undefined as string | undefined,
  };
  let answers: Answer[] = [];
  let given: readonly number[] | undefined;
  const reads: string[] = [];
  const store = {
    inventory: async (): Promise<readonly StoredInstrument[]> => [
      { stream: 1, instrument: "7@Demo-1/EURUSD", lastMs: state.lastMs },
      { stream: 2, instrument: "7@Demo-1/NEVER", lastMs: 0 },
    ],
    readBars: async (_stream: number, _timeframe: unknown, from: number, to: number) => {
      reads.push(`bars ${from} ${to}`);
      const first = Math.ceil(from / MINUTE) * MINUTE;
      const bars = emptyBarColumns(Math.max(0, Math.ceil((to - first) / MINUTE)));
      for (let at = 0; at < bars.count; at += 1) {
        bars.timeMs[at] = first + at * MINUTE;
        bars.close[at] = 1.1 + at / 100_000;
      }
      return bars;
    },
    readTicks: async (_stream: number, from: number, to: number, limit = 1) => {
      reads.push(`ticks ${from} ${to}`);
      const first = Math.ceil(from / 1_000) * 1_000;
      const usual = (): number[] =>
        Array.from({ length: Math.max(0, Math.ceil((to - first) / 1_000)) }, (_, at) => first + at * 1_000);
      const times = (given?.filter((time) => time >= from && time < to) ?? usual()).slice(0, limit);
      const ticks = emptyTickColumns(times.length);
      ticks.timeMs.set(times);
      return ticks;
    },
  };
  const make = () => {
    const lane = new MarketLane({
      store,
      clock,
      file: { read: () => state.text, write: (text) => void (state.text = text) },
      owner: () => "me",
      wanted: () => state.wanted,
      unsent: () => state.unsent,
      trouble: (why) => {
        throw new Error(why);
      },
    });
    lane.attach({
      ask: async (_event, body) => {
        const answer = answers.shift() ?? { ok: true, shed: false, waitMs: 0 };
        if (answer instanceof Error) throw answer;
        blobs.push(SyncBlob.parse(body));
        return answer;
      },
      ended: new Promise(() => {}),
      close: () => {},
    });
    return lane;
  };
  return {
    clock,
    blobs,
    state,
    reads,
    make,
    answer: (...next: Answer[]) => (answers = next),
    ticks: (times: readonly number[]) => (given = times),
  };
}

const read = ({ data }: SyncBlob): Record<string, number[]> =>
  JSON.parse(inflateRawSync(data).toString()) as Record<string, number[]>;

test("bars go up once, whole minutes only, from where the last ones ended, also after a restart", async () => {
  const { blobs, state, make } = room();
  await make().round("M1");
  const [first] = blobs;
  expect(first).toMatchObject({
    server: "Demo-1",
    symbol: "EURUSD",
    series: "M1",
    count: 60,
    codec: "bars-columns-deflate",
  });
  expect(first?.fromMs).toBe(state.lastMs - HOUR);
  expect(first?.toMs).toBe(state.lastMs - MINUTE);
  const columns = read(first as SyncBlob);
  expect(Object.keys(columns).toSorted()).toEqual([...BAR_COLUMNS].toSorted());
  expect(columns["timeMs"]?.slice(0, 3)).toEqual([state.lastMs - HOUR, MINUTE, MINUTE]);
  expect(columns["close"]?.[1]).toBe(1.1 + 1 / 100_000);
  state.lastMs += 2 * MINUTE + 5_000;
  await make().round("M1");
  expect(blobs).toHaveLength(2);
  expect(blobs[1]).toMatchObject({ fromMs: (first?.toMs ?? 0) + MINUTE, count: 2 });
  await make().round("M1");
  expect(blobs).toHaveLength(2);
});

test("what is too old to be sent is named by a marker that joins what came before and what comes after", async () => {
  const { blobs, state, make } = room();
  const lane = make();
  await lane.round("M1");
  await lane.round("ticks");
  blobs.length = 0;
  const before = state.lastMs;
  state.lastMs += 3 * DAY;
  await lane.round("M1");
  await lane.round("ticks");
  const bars = blobs.filter(({ series }) => series === "M1");
  expect(bars[0]).toMatchObject({ count: 0, fromMs: before, toMs: state.lastMs - DAY - 1 });
  expect(bars[0]?.data).toHaveLength(0);
  expect(bars[1]).toMatchObject({ fromMs: state.lastMs - DAY, count: 1_440 });
  const ticks = blobs.filter(({ series }) => series === "ticks");
  expect(ticks[0]).toMatchObject({ count: 0, toMs: state.lastMs - 600_000 - 1 });
  expect(ticks[1]).toMatchObject({ fromMs: state.lastMs - 600_000, count: 600 });
});

test("ticks of one millisecond are never parted; more of them than a blob can hold are a gap by name", async () => {
  const { blobs, state, make, ticks } = room();
  const lane = make();
  await lane.round("ticks");
  const begin = state.lastMs;
  const singles = Array.from({ length: 3_999 }, (_, at) => begin + at);
  ticks([...singles, ...Array.from({ length: 10 }, () => begin + 3_999)]);
  state.lastMs = begin + 4_000;
  await lane.round("ticks");
  expect(blobs.map(({ count, fromMs, toMs }) => [count, fromMs - begin, toMs - begin])).toEqual([
    [3_999, 0, 3_998],
    [10, 3_999, 3_999],
  ]);
  ticks(Array.from({ length: 9_000 }, () => begin + 5_000));
  state.lastMs = begin + 5_001;
  await lane.round("ticks");
  expect(blobs.slice(2)).toMatchObject([{ count: 0, fromMs: begin + 5_000, toMs: begin + 5_000 }]);
});

test("it stands back for the durable lane, for a cloud that sheds, and for its user's word", async () => {
  const { blobs, state, reads, clock, answer, make } = room();
  const lane = make();
  state.unsent = 5_000;
  await lane.round("M1");
  state.unsent = 0;
  state.wanted = "bars";
  await lane.round("ticks");
  state.wanted = "off";
  await lane.round("M1");
  expect([blobs, reads]).toEqual([[], []]);
  state.wanted = "bars";
  answer({ ok: true, shed: true, waitMs: 5_000 });
  await lane.round("M1");
  state.lastMs += MINUTE;
  await lane.round("M1");
  expect(blobs).toHaveLength(1);
  await clock.advance(5_000);
  await lane.round("M1");
  // What was shed was named by the cloud itself: it is not sent again.
  expect(blobs).toHaveLength(2);
  expect(blobs[1]).toMatchObject({ count: 1 });
});

test("what was not taken is sent again from the same place", async () => {
  const { blobs, answer, make } = room();
  const lane = make();
  answer(new Error("gone"));
  await lane.round("M1");
  answer({ ok: false, code: "BUSY", detail: "" });
  await lane.round("M1");
  const [refused] = blobs;
  await lane.round("M1");
  expect(blobs[1]).toEqual(refused);
});
