import { readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { Ledger } from "#bridge/store/ledger/ledger.ts";
import { MarketStore } from "#bridge/store/market/market-store.ts";
import { recordLosses } from "#bridge/store/market/record-losses.ts";
import type { FairleadError } from "#shared/contract/errors.ts";
import type { AccountId } from "#shared/market/brands.ts";
import { columnsOf, walk } from "#test/fixtures/plain-ticks.ts";
import { startedThreads } from "#test/fixtures/started-threads.ts";
import { temporaryFolder } from "#test/fixtures/temporary-folder.ts";
import { tickFrames } from "#test/fixtures/tick-frames.ts";

const START = 1_758_499_200_000;
const EURUSD = "1@Demo/EURUSD";

async function open(folder: string) {
  const troubles: FairleadError[] = [];
  const store = await MarketStore.open(folder, (fault) => troubles.push(fault));
  onTestFinished(() => store.close().catch(() => undefined));
  return { store, troubles };
}

test("a thread that reads and dies is replaced; until then reads fail with a code and writes go on", async () => {
  const threads = startedThreads();
  const { store, troubles } = await open(temporaryFolder());
  const { stream } = await store.openStream(EURUSD, 0.00001, 5);
  await threads[1]?.terminate();
  await expect(store.readTail(stream, 10)).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
  await store.append(tickFrames(columnsOf(walk(640, START)), { stream }));
  await expect.poll(() => store.readTail(stream, 10).catch(() => null)).toMatchObject({ count: 10 });
  expect(troubles).toMatchObject([{ code: "STORE_UNAVAILABLE" }]);
});

test("what a dying thread had not answered is refused, and what it did commit is there and not stored again", async () => {
  const threads = startedThreads();
  const { store } = await open(temporaryFolder());
  const { stream } = await store.openStream(EURUSD, 0.00001, 5);
  const frames = tickFrames(columnsOf(walk(64_000, START)), { stream });
  await store.append(frames.slice(0, 100));
  const rest = store.append(frames.slice(100)).then(
    () => "stored",
    () => "refused",
  );
  await threads[0]?.terminate();
  const outcome = await rest;
  await expect.poll(() => store.cursor(stream).catch(() => null)).not.toBeNull();
  const { seq } = await store.cursor(stream);
  expect([100n, 1_000n]).toContain(seq);
  if (outcome === "stored") expect(seq).toBe(1_000n);
  await store.append(frames);
  expect(await store.cursor(stream)).toMatchObject({ seq: 1_000n, total: 64_000 });
  expect((await store.verify()).faults).toEqual([]);
});

test("a sealing thread that could not start once is tried again: ticks do not stay open for the rest of the run", async () => {
  const folder = temporaryFolder();
  const { store } = await open(folder);
  const { stream } = await store.openStream(EURUSD, 0.00001, 5);
  await store.append(tickFrames(columnsOf(walk(640, START)), { stream }));
  const file = join(folder, "market.db");
  renameSync(file, `${file}.away`);
  await expect(store.seal(true)).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
  renameSync(`${file}.away`, file);
  expect(await store.seal(true)).toBe(640);
});

test("a file found damaged by the thread's successor stays where it is until the next start, and the loss is told", async () => {
  const folder = temporaryFolder();
  const threads = startedThreads();
  const { store, troubles } = await open(folder);
  const { stream } = await store.openStream(EURUSD, 0.00001, 5);
  await store.append(tickFrames(columnsOf(walk(64_000, START)), { stream }));
  const file = join(folder, "market.db");
  await threads[0]?.terminate();
  // Both the file and its log, as a failing disk leaves them.
  for (const name of [file, `${file}-wal`]) writeFileSync(name, readFileSync(name).fill(0xa5));
  await expect.poll(() => troubles.map(({ code }) => code), { timeout: 5_000 }).toContain("STORE_CORRUPT");
  await expect(store.cursor(stream)).rejects.toMatchObject({ code: "STORE_CORRUPT" });
  expect(readdirSync(folder).filter((name) => name.includes("damaged"))).toEqual([]);
  await store.close();

  const { store: next } = await open(folder);
  expect(next.setAside).toMatchObject({ code: "STORE_CORRUPT" });
});

test("what a damaged market.db held is a gap of every instrument ever seen, even when the start that found it dies", async () => {
  const folder = temporaryFolder();
  const ledger = Ledger.open(folder);
  onTestFinished(() => ledger.close());
  const account = "1@Demo" as AccountId;
  const known = ["EURUSD", "XAU/USD"].map((symbol) => ({ instrument: `${account}/${symbol}`, point: 0.01, digits: 2 }));
  expect(ledger.instruments.all()).toEqual([]);
  writeFileSync(join(folder, "market.db"), "this was a database once");
  const before = Date.now();
  await (await open(folder)).store.close();

  const { store } = await open(folder);
  expect(store.setAside).toBeUndefined();
  await recordLosses(folder, store, known);
  await recordLosses(folder, store, [{ instrument: "1@Demo/NEW", point: 0, digits: 0 }]);
  const [kept] = readdirSync(folder).filter((name) => name.includes("damaged"));
  for (const { instrument } of known) {
    const { stream } = await store.openStream(instrument, 0, 0);
    const [gap, ...others] = await store.gaps(stream);
    expect(others).toEqual([]);
    expect(gap).toMatchObject({ fromMs: 0, reason: "STORE_LOST", detail: expect.stringContaining(kept ?? "none") });
    expect(gap?.toMs).toBeGreaterThan(before);
  }
  const { stream } = await store.openStream("1@Demo/NEW", 0, 0);
  expect(await store.gaps(stream)).toEqual([]);
});
