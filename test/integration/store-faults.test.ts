import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { Ledger } from "#bridge/store/ledger/ledger.ts";
import { MarketStore } from "#bridge/store/market/market-store.ts";
import { columnsOf, walk } from "#test/fixtures/plain-ticks.ts";
import { temporaryFolder } from "#test/fixtures/temporary-folder.ts";
import { tickFrames } from "#test/fixtures/tick-frames.ts";

const START = 1_758_499_200_000;

async function openStore(folder: string): Promise<MarketStore> {
  const store = await MarketStore.open(folder);
  onTestFinished(() => store.close().catch(() => undefined));
  return store;
}

/** A market.db with 64,000 ticks in it, closed. */
async function filledFolder(): Promise<string> {
  const folder = temporaryFolder();
  const store = await MarketStore.open(folder);
  const { stream } = await store.openStream("1@Demo/EURUSD", 0.00001, 5);
  await store.append(tickFrames(columnsOf(walk(64_000, START)), { stream }));
  await store.close();
  return folder;
}

function overwrite(file: string, at: number, bytes: number): void {
  const content = readFileSync(file);
  content.fill(0xa5, at, at + bytes);
  writeFileSync(file, content);
}

describe("a damaged market.db", () => {
  const damages: [string, (file: string) => void][] = [
    ["that is no database", (file) => writeFileSync(file, "this was a database once")],
    ["whose header is overwritten", (file) => overwrite(file, 0, 100)],
    ["whose pages are overwritten", (file) => overwrite(file, 16_384, 400_000)],
    ["that was cut in half", (file) => truncateSync(file, 700_001)],
  ];

  test.each(damages)("%s is kept aside, and a new one works at once", async (_, damage) => {
    const folder = await filledFolder();
    damage(join(folder, "market.db"));
    const store = await openStore(folder);
    expect(store.setAside).toMatchObject({ code: "STORE_CORRUPT" });
    expect(readdirSync(folder).filter((name) => name.includes("damaged"))).toHaveLength(1);
    const { stream, cursor } = await store.openStream("1@Demo/EURUSD", 0.00001, 5);
    expect(cursor).toEqual({ epoch: 1, seq: 0n, timeMs: 0, countAtTime: 0, total: 0, firstMs: 0, pastMs: 0 });
    await store.append(tickFrames(columnsOf(walk(100, START)), { stream }));
    await store.close();

    const next = await openStore(folder);
    expect(next.setAside).toBeUndefined();
    expect((await next.openStream("1@Demo/EURUSD", 0.00001, 5)).cursor.total).toBe(100);
  });
});

test("a damaged ledger.db is kept aside, and the new one gives no bridge epoch that was given before", () => {
  vi.useFakeTimers({ now: START, toFake: ["Date"] });
  onTestFinished(() => void vi.useRealTimers());
  const folder = temporaryFolder();
  const ledger = Ledger.open(folder);
  const before = ledger.terminals.nextBridgeEpoch();
  ledger.close();
  overwrite(join(folder, "ledger.db"), 0, 64);
  const next = Ledger.open(folder);
  expect(next.setAside).toMatchObject({ code: "STORE_CORRUPT", details: { file: join(folder, "ledger.db") } });
  vi.setSystemTime(START + 2_000);
  expect(next.terminals.nextBridgeEpoch()).toBeGreaterThan(before);
  next.close();
});

test("damage that is met only in use is said with its code, and the next start sets the file aside", async () => {
  const folder = temporaryFolder();
  const store = await MarketStore.open(folder);
  const { stream } = await store.openStream("1@Demo/EURUSD", 0.00001, 5);
  // Larger than what every start reads through.
  const frames = tickFrames(columnsOf(walk(1_600_000, START)), { stream, size: 1_000 });
  for (let i = 0; i < frames.length; i += 200) await store.append(frames.slice(i, i + 200));
  await store.close();
  const file = join(folder, "market.db");
  expect(statSync(file).size).toBeGreaterThan(32 * 1024 * 1024);
  overwrite(file, 1_000_000, 30_000_000);

  const damaged = await openStore(folder);
  expect(damaged.setAside).toBeUndefined();
  await expect(damaged.readTicks(stream, 0, Number.MAX_SAFE_INTEGER)).rejects.toMatchObject({ code: "STORE_CORRUPT" });
  await damaged.close();
  const next = await openStore(folder);
  expect(next.setAside).toMatchObject({ code: "STORE_CORRUPT" });
  expect((await next.openStream("1@Demo/EURUSD", 0.00001, 5)).cursor.total).toBe(0);
});

test("a file of a newer Fairlead is left untouched and refused by name", async () => {
  const folder = await filledFolder();
  const { default: Sqlite } = await import("better-sqlite3");
  const db = new Sqlite(join(folder, "market.db"));
  db.prepare("INSERT INTO schema_version VALUES (999, 'from the future', 0)").run();
  db.close();
  await expect(MarketStore.open(folder)).rejects.toMatchObject({ code: "STORE_NEWER", details: { version: 999 } });
  expect(readdirSync(folder).filter((name) => name.includes("damaged"))).toEqual([]);
});

test("a full disk is said with its code, acknowledges nothing that is not stored, and ends with it", async (ctx) => {
  const folder = temporaryFolder();
  if (spawnSync("mount", ["-t", "tmpfs", "-o", "size=3m", "tmpfs", folder]).status !== 0) {
    console.log("skipped: the store on a full disk (no right to mount a small tmpfs)");
    ctx.skip();
  }
  onTestFinished(() => void spawnSync("umount", ["-l", folder]));
  const store = await openStore(folder);
  const { stream } = await store.openStream("1@Demo/EURUSD", 0.00001, 5);
  const frames = tickFrames(columnsOf(walk(400_000, START)), { stream });
  let acknowledged = 0n;
  let refused: unknown;
  for (const frame of frames) {
    try {
      await store.append([frame]);
      acknowledged = frame.seq;
    } catch (error) {
      refused = error;
      break;
    }
  }
  expect(refused).toMatchObject({ code: "STORE_FULL" });
  expect(acknowledged).toBeGreaterThan(0n);
  expect((await store.cursor(stream)).seq).toBe(acknowledged);
  // Sealing makes room in the end, and needs some before: without it, it changes nothing.
  await expect(store.seal()).rejects.toMatchObject({ code: "STORE_FULL" });
  const stored = (await store.cursor(stream)).total;
  expect((await store.readTicks(stream, 0, Number.MAX_SAFE_INTEGER)).count).toBe(stored);

  expect(spawnSync("mount", ["-o", "remount,size=64m", folder]).status).toBe(0);
  const rest = frames.filter((frame) => frame.seq > acknowledged).slice(0, 100);
  await store.append(rest);
  expect((await store.cursor(stream)).seq).toBe(acknowledged + 100n);
  expect(await store.seal()).toBeGreaterThan(0);
  expect((await store.verify()).faults).toEqual([]);
  await store.close();
});
