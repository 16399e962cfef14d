import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { DiskRecorder } from "#bridge/depth/book-recorder.ts";
import { MarketStore } from "#bridge/store/market/market-store.ts";
import { COMMANDS } from "#cli/commands.ts";
import { runCommand } from "#cli/run-command.ts";
import type { InstrumentId } from "#shared/market/brands.ts";
import type { RecordedBook } from "#shared/market/depth/book-batch.ts";
import { EventRecorder } from "#test/fixtures/profile.ts";
import { temporaryFolder } from "#test/fixtures/temporary-folder.ts";
import { VirtualClock } from "#test/fixtures/virtual-clock.ts";

const EURUSD = "1@Demo/EURUSD" as InstrumentId;
const DAY = 86_400_000;
const NOW = 30 * DAY;
const book = (atMs: number, price = 1.1): RecordedBook => ({
  atMs,
  brokerMs: atMs - 7,
  levels: 40,
  items: [
    { side: "sell", price: price + 1e-5, volume: 0.123_456_789 },
    { side: "buy", price, volume: 5e-324 },
  ],
});

test("recorded depth is there after a restart, digit by digit, by instrument and span; what is older is let go", async () => {
  const folder = temporaryFolder();
  const first = await MarketStore.open(folder);
  const old = Array.from({ length: 50 }, (_, i) => book(1_000 + i, 1 + i / 1_000));
  await first.putBooks(
    new Map([
      [EURUSD, old],
      ["1@Demo/GBPUSD", [book(2_000)]],
    ]),
  );
  await first.putBooks(new Map([[EURUSD, [book(NOW), book(NOW + 1)]]]));
  await first.close();
  const store = await MarketStore.open(folder);
  onTestFinished(() => store.close());
  expect(await store.readBooks(EURUSD, 0, 5_000, 1_000)).toEqual(old);
  expect(await store.readBooks(EURUSD, 1_010, 1_013, 1_000)).toEqual(old.slice(10, 13));
  expect(await store.readBooks(EURUSD, 0, NOW * 2, 51)).toHaveLength(51);
  expect(await store.bookAt(EURUSD, 999)).toBeUndefined();
  expect(await store.bookAt(EURUSD, 1_012)).toEqual(old[12]);
  expect(await store.bookAt(EURUSD, NOW - 1)).toEqual(old[49]);
  expect(await store.recordedBooks()).toEqual([
    { instrument: EURUSD, images: 52, fromMs: 1_000, toMs: NOW + 1 },
    { instrument: "1@Demo/GBPUSD", images: 1, fromMs: 2_000, toMs: 2_000 },
  ]);
  expect(await store.dropBooks(NOW)).toBe(2);
  expect(await store.readBooks(EURUSD, 0, NOW * 2, 1_000)).toEqual([book(NOW), book(NOW + 1)]);
});

test("the recorder writes what came within a pause at once and the rest when it stops; a disk that refuses is said once", async () => {
  const clock = new VirtualClock(NOW);
  const events = new EventRecorder();
  const written: number[] = [];
  let full = false;
  const store = {
    putBooks: (books: ReadonlyMap<string, readonly RecordedBook[]>) => {
      if (full) return Promise.reject(new Error("no space"));
      written.push([...books.values()].reduce((sum, { length }) => sum + length, 0));
      return Promise.resolve();
    },
    dropBooks: () => Promise.resolve(0),
    readBooks: () => Promise.resolve([]),
    bookAt: () => Promise.resolve(undefined),
    recordedBooks: () => Promise.resolve([]),
  };
  const recorder = new DiskRecorder({ store, clock, events, keepDays: () => 7 });
  const record = (times: number): void => {
    for (let i = 0; i < times; i++) recorder.record(EURUSD, NOW, book(NOW));
  };
  record(3);
  await clock.advance(2_100);
  full = true;
  for (let i = 0; i < 3; i++) {
    record(2);
    await clock.advance(2_100);
  }
  full = false;
  record(4);
  await recorder.stop();
  expect(written).toEqual([3, 4]);
  expect(events.notices).toMatchObject([{ code: "DEPTH_NOT_RECORDED", details: { lost: 2 } }]);
});

test("recorded depth goes out as a file by the command line, a row a level, images of one millisecond apart", async () => {
  const profile = temporaryFolder();
  const store = await MarketStore.open(profile);
  await store.putBooks(new Map([[EURUSD, [book(1_000), book(1_000, 1.2), { ...book(5_000), items: [] }]]]));
  await store.close();
  const lines: string[] = [];
  const context = { cwd: profile, print: (line: string) => lines.push(line), say: () => undefined };
  const run = (...args: string[]) => runCommand(COMMANDS, [...args, "--data", profile], context);
  expect(await run("depth", "list")).toBe(0);
  expect(lines.splice(0)).toEqual([`${EURUSD}: 3 images, 1970-01-01T00:00:01.000Z to 1970-01-01T00:00:05.000Z`]);
  expect(await run("depth", "export", "--instrument", "EURUSD", "--out", "book.csv", "--json")).toBe(0);
  expect(JSON.parse(lines.splice(0).join(""))).toMatchObject({ instrument: EURUSD, images: 3 });
  expect(readFileSync(join(profile, "book.csv"), "utf8").split("\n")).toEqual([
    "image,utc_msc,broker_msc,side,price,volume",
    `1,1000,993,sell,${1.1 + 1e-5},0.123456789`,
    "1,1000,993,buy,1.1,5e-324",
    `2,1000,993,sell,${1.2 + 1e-5},0.123456789`,
    "2,1000,993,buy,1.2,5e-324",
    "3,5000,4993,,0,0",
    "",
  ]);
  expect(readdirSync(profile).filter((name) => name.includes("part"))).toEqual([]);
});
