import type { RawBuilder } from "kysely";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Database } from "#cloud/database/database.ts";
import { FrameLine } from "#cloud/ingest/frame-line.ts";

/** How long a transaction takes. */
const COMMIT_MS = 3;

interface Frame {
  readonly stream: string;
  readonly first: number;
}

/** A database that notes what each transaction held, and takes its time. Frames named "poison" fail theirs. */
class SlowDatabase {
  readonly transactions: Frame[][] = [];
  readonly #under = new Set<string>();

  async tenantStatement(query: RawBuilder<unknown>): Promise<unknown[]> {
    const { parameters } = query.toOperationNode() as unknown as { parameters: { value: string }[] };
    const frames = JSON.parse(parameters[0]?.value ?? "[]") as Frame[];
    this.transactions.push(frames);
    for (const { stream } of frames) expect(this.#under.has(stream)).toBe(false);
    for (const { stream } of frames) this.#under.add(stream);
    await new Promise((resolve) => setTimeout(resolve, COMMIT_MS));
    for (const { stream } of frames) this.#under.delete(stream);
    if (frames.some(({ stream }) => stream === "poison")) throw new Error("It cannot be written.");
    return frames.map(({ first }, ord) => ({ ord, outcome: "ok", hwm: String(first) }));
  }
}

function line() {
  const database = new SlowDatabase();
  const frames = new FrameLine(database as unknown as Database, () => 0);
  const take = (stream: string, first = 1, rows = 10, tenant = "t") =>
    frames.take({ tenant, stream, json: JSON.stringify({ stream, first }), rows }).then(({ hwm }) => hwm);
  return { database, take };
}

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setImmediate", "performance"] }));
afterEach(() => void vi.useRealTimers());

test("who comes alone does not wait; of many at once each shares a transaction with its neighbours, and none waits long", async () => {
  const { database, take } = line();
  const alone = take("alone");
  await vi.advanceTimersByTimeAsync(COMMIT_MS);
  expect(await alone).toBe(1);
  await vi.advanceTimersByTimeAsync(100);
  database.transactions.length = 0;
  const waits: number[] = [];
  // 1,500 frames of 200 streams within a second.
  for (let n = 0; n < 1_500; n += 1) {
    if (n % 3 !== 2) await vi.advanceTimersByTimeAsync(1);
    const begun = performance.now();
    void take(`stream ${n % 200}`, n).then(() => waits.push(performance.now() - begun));
  }
  await vi.advanceTimersByTimeAsync(100);
  expect(waits).toHaveLength(1_500);
  expect(Math.max(...waits)).toBeLessThanOrEqual(5 + 1 + COMMIT_MS + 1);
  expect(database.transactions.length).toBeLessThanOrEqual(1_000 / 5 + 2);
  expect(database.transactions.flat()).toHaveLength(1_500);
});

test("a stream is in one transaction at a time, in the order its frames came, and a full load does not wait for the next turn", async () => {
  const { database, take } = line();
  const all = [take("a", 1), take("b", 1), take("a", 2)];
  await vi.advanceTimersByTimeAsync(0);
  all.push(take("a", 3), take("c", 1, 500));
  await vi.advanceTimersByTimeAsync(0);
  // Not "a" again while it is under way; "c" at once, for it is a load of its own.
  expect(database.transactions).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(50);
  expect(await Promise.all(all)).toEqual([1, 1, 2, 3, 1]);
  const ofA = database.transactions.flat().filter(({ stream }) => stream === "a");
  expect(ofA.map(({ first }) => first)).toEqual([1, 2, 3]);
});

test("a transaction takes organisations in one order, and the streams of each: two never wait for each other in a circle", async () => {
  const { database, take } = line();
  const all = [
    take("1", 1, 10, "b"),
    take("2", 1, 10, "a"),
    take("4", 1, 10, "a"),
    take("3", 1, 10, "b"),
    take("2", 2, 10, "a"),
  ];
  await vi.advanceTimersByTimeAsync(50);
  await Promise.all(all);
  expect(database.transactions).toHaveLength(1);
  expect(database.transactions[0]?.map(({ stream, first }) => `${stream}/${first}`)).toEqual([
    "2/1",
    "2/2",
    "4/1",
    "1/1",
    "3/1",
  ]);
});

test("a frame that cannot be written is the end of itself alone", async () => {
  const { take } = line();
  const all = [take("a"), take("poison"), take("b")].map((one) => one.catch((fault: Error) => fault.message));
  await vi.advanceTimersByTimeAsync(100);
  expect(await Promise.all(all)).toEqual([1, "It cannot be written.", 1]);
});
