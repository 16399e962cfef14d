import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { MarketStore } from "#bridge/store/market/market-store.ts";
import { columnsOf, seeded, walk } from "#test/fixtures/plain-ticks.ts";
import { equalTicks } from "#shared/market/tick-slices.ts";
import { temporaryFolder } from "#test/fixtures/temporary-folder.ts";

const PROGRAM = fileURLToPath(new URL("../fixtures/appending-process.ts", import.meta.url));
const FRAMES = 4_000;

/** Runs the appending process and kills it (SIGKILL) when it has acknowledged `until` frames; all of them if it may end. */
function appendUntil(folder: string, until: number): Promise<{ acknowledged: bigint; done: boolean }> {
  const child = spawn(process.execPath, [PROGRAM, folder, String(FRAMES)], { stdio: ["ignore", "pipe", "inherit"] });
  let text = "";
  let lines = 0;
  child.stdout.setEncoding("utf8").on("data", (piece: string) => {
    text += piece;
    lines += piece.split("\n").length - 1;
    if (lines >= until) child.kill("SIGKILL");
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", () => {
      const words = text.split("\n").slice(0, -1);
      const numbers = words.filter((word) => word !== "done").map(BigInt);
      resolve({ acknowledged: numbers.reduce((a, b) => (a > b ? a : b), 0n), done: words.includes("done") });
    });
  });
}

test("whenever the process is killed, every acknowledged frame is stored, once, and the cursor is right", async () => {
  const folder = temporaryFolder();
  const random = seeded(20_251_121);
  let kills = 0;
  for (let acknowledged = 0n, done = false; !done; ) {
    const until = kills < 4 ? 1 + Math.floor(random() * 500) : Number.POSITIVE_INFINITY;
    const run = await appendUntil(folder, until);
    done = run.done;
    if (run.acknowledged > acknowledged) acknowledged = run.acknowledged;
    if (!done) kills++;
    const store = await MarketStore.open(folder);
    const { cursor } = await store.openStream("1@Demo/EURUSD", 0.00001, 5);
    expect(cursor.seq).toBeGreaterThanOrEqual(acknowledged);
    expect(cursor.total).toBe(Number(cursor.seq) * 16);
    expect((await store.verify()).faults).toEqual([]);
    await store.close();
  }
  expect(kills).toBe(4);

  const store = await MarketStore.open(folder);
  const { stream } = await store.openStream("1@Demo/EURUSD", 0.00001, 5);
  const stored = await store.readTicks(stream, 0, Number.MAX_SAFE_INTEGER);
  expect(equalTicks(stored, columnsOf(walk(FRAMES * 16, 1_758_499_200_000)))).toBe(true);
  await store.close();
});
