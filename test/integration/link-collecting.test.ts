import { afterEach, expect, test } from "vitest";
import { CollectingBridge, type CollectingOptions } from "#test/fixtures/collecting-bridge.ts";
import { FeedTerminal } from "#test/fixtures/feed-terminal.ts";
import { until } from "#test/fixtures/open-test-link.ts";
import { type PlainTick, walk } from "#test/fixtures/plain-ticks.ts";
import { startedThreads } from "#test/fixtures/started-threads.ts";

const START = Date.UTC(2026, 10, 16, 9);
const EURUSD = "7001@Harbour-Demo/EURUSD";
const FAST = { backOffFirstMs: 20, backOffMaxMs: 100, settleMs: 20 };

let bridge: CollectingBridge;
const terminals: FeedTerminal[] = [];
afterEach(async () => {
  for (const terminal of terminals.splice(0)) terminal.kill();
  await bridge.close();
});

async function begin(options: CollectingOptions = {}) {
  bridge = await CollectingBridge.open({ collector: FAST, ...options });
  return bridge.link.pair();
}

type Paired = Awaited<ReturnType<typeof begin>>;

async function connect(
  { keys, identity }: Paired,
  history: Map<string, PlainTick[]>,
  hello = {},
): Promise<FeedTerminal> {
  const terminal = new FeedTerminal(bridge.link.dialer(keys), identity, history, hello);
  terminals.push(terminal);
  await terminal.start();
  return terminal;
}

/** The bridge starts again on the same profile. */
async function restart(): Promise<void> {
  const { folder, secrets } = bridge;
  await bridge.stop();
  bridge = await CollectingBridge.open({ folder, secrets, collector: FAST });
}

const all = (wanted: readonly PlainTick[]) => until2(async () => (await bridge.stored(EURUSD)).length >= wanted.length);

async function until2(look: () => Promise<boolean>): Promise<void> {
  for (let i = 0; i < 400; i++) {
    if (await look()) return;
    await new Promise((resume) => setTimeout(resume, 10));
  }
  throw new Error(`waited in vain for ${look.toString()}`);
}

test("every tick of several symbols is stored once, in order, and every frame is acknowledged", async () => {
  const paired = await begin();
  const history = new Map([
    ["EURUSD", walk(5_000, START, 1)],
    ["XAUUSD", walk(3_000, START, 2)],
  ]);
  const terminal = await connect(paired, history);
  await all(history.get("EURUSD") ?? []);
  await until(() => terminal.unacked === 0);
  expect(await bridge.stored(EURUSD)).toEqual(history.get("EURUSD"));
  expect(await bridge.stored("7001@Harbour-Demo/XAUUSD")).toEqual(history.get("XAUUSD"));
  expect(bridge.collector.ticksStored(paired.id)).toBe(8_000);
  const last = history.get("EURUSD")?.at(-1);
  expect(bridge.quotes.get(EURUSD as never)).toEqual({ bid: last?.bid, ask: last?.ask, timeMs: last?.timeMs });
});

test("no frame is acknowledged before its transaction has committed", async () => {
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const paired = await begin({
    wrapStore: (store) =>
      new Proxy(store, {
        get: (target, name) => {
          const value: unknown = Reflect.get(target, name, target);
          if (name === "append")
            return (frames: Parameters<typeof store.append>[0]) => held.then(() => target.append(frames));
          return typeof value === "function" ? value.bind(target) : value;
        },
      }),
  });
  const terminal = await connect(paired, new Map([["EURUSD", walk(10_000, START)]]));
  await until(() => terminal.unacked === 64);
  await new Promise((resume) => setTimeout(resume, 100));
  expect(terminal.acks).toEqual([]);
  expect(terminal.ticksSent).toBe(64 * 64);
  release();
  await all(terminal.history.get("EURUSD") ?? []);
});

test("a terminal that dies and comes back goes on where the store stands", async () => {
  const paired = await begin();
  const history = new Map([["EURUSD", walk(20_000, START)]]);
  const first = await connect(paired, history);
  await until(() => bridge.collector.ticksStored(paired.id) > 2_000);
  first.kill();
  await connect(paired, history);
  await all(history.get("EURUSD") ?? []);
  expect(await bridge.stored(EURUSD)).toEqual(history.get("EURUSD"));
});

test("a bridge that restarts goes on where its store stands", async () => {
  const paired = await begin();
  const history = new Map([["EURUSD", walk(20_000, START)]]);
  const first = await connect(paired, history);
  await until(() => bridge.collector.ticksStored(paired.id) > 2_000);
  await restart();
  first.kill();
  await connect(paired, history);
  await all(history.get("EURUSD") ?? []);
  expect(await bridge.stored(EURUSD)).toEqual(history.get("EURUSD"));
});

test("frames that get lost on the way are asked for again, and nothing is doubled", async () => {
  const paired = await begin();
  const history = new Map([["EURUSD", walk(6_000, START)]]);
  const terminal = new FeedTerminal(bridge.link.dialer(paired.keys), paired.identity, history);
  terminals.push(terminal);
  const lost = new Set([3n, 17n, 18n, 55n]);
  terminal.arrives = ({ seq }) => !lost.delete(seq);
  await terminal.start();
  await all(history.get("EURUSD") ?? []);
  expect(lost.size).toBe(0);
  expect(await bridge.stored(EURUSD)).toEqual(history.get("EURUSD"));
});

test("a store that fails loses nothing: the stream is taken up again when it is back", async () => {
  let failing = 3;
  const paired = await begin({
    wrapStore: (store) =>
      new Proxy(store, {
        get: (target, name) => {
          const value: unknown = Reflect.get(target, name, target);
          if (name === "append") {
            return (frames: Parameters<typeof store.append>[0]) =>
              failing-- > 0 ? Promise.reject(new Error("the disk is full")) : target.append(frames);
          }
          return typeof value === "function" ? value.bind(target) : value;
        },
      }),
  });
  const history = new Map([["EURUSD", walk(3_000, START)]]);
  await connect(paired, history);
  await all(history.get("EURUSD") ?? []);
  expect(await bridge.stored(EURUSD)).toEqual(history.get("EURUSD"));
  expect(bridge.notice("TICKS_NOT_STORED")[0]?.message).toContain("the disk is full");
});

test("the store's writing thread may die at any time: another takes over, no tick is lost and none comes twice", async () => {
  const threads = startedThreads();
  const paired = await begin();
  const [writer] = threads;
  const history = new Map([["EURUSD", walk(30_000, START)]]);
  const terminal = await connect(paired, history);
  await until(() => bridge.collector.ticksStored(paired.id) > 2_000);
  await writer?.terminate();
  expect(bridge.collector.ticksStored(paired.id)).toBeLessThan(30_000);
  await all(history.get("EURUSD") ?? []);
  await until(() => terminal.unacked === 0);
  // On a busy machine the first to take over may find the file still held by the one that ended, and give way to another.
  expect(threads.length).toBeGreaterThanOrEqual(3);
  expect(await bridge.stored(EURUSD)).toEqual(history.get("EURUSD"));
  expect((await bridge.store.verify()).faults).toEqual([]);
});

test("the same account on two terminals is collected from one, and from the other when that one goes", async () => {
  const first = await begin();
  const second = await bridge.link.pair();
  const history = new Map([["EURUSD", walk(1_000, START)]]);
  const one = await connect(first, history);
  await all(history.get("EURUSD") ?? []);
  const two = await connect(second, history);
  await until(() => bridge.notice("ACCOUNT_SHARED").length > 0);
  expect(two.ticksSent).toBe(0);
  one.kill();
  await until(() => [...bridge.link.links.values()].some(({ state }) => state === "lost"), 15_000);
  await two.deal("EURUSD", walk(500, START + 10_000_000, 9));
  await all(history.get("EURUSD") ?? []);
  expect(await bridge.stored(EURUSD)).toEqual(history.get("EURUSD"));
}, 30_000);

test("a program that acts on Subscribe later than the bridge waits loses no tick, however its frames are cut the second time", async () => {
  const answerMs = 200;
  const paired = await begin({ collector: { ...FAST, answerMs } });
  const ticks = walk(50, START, 1);
  const history = new Map([["EURUSD", ticks.slice(0, 10)]]);
  const terminal = new FeedTerminal(bridge.link.dialer(paired.keys), paired.identity, history);
  terminals.push(terminal);
  terminal.reconnects = true;
  let asked = 0;
  terminal.before = async ({ name }) => {
    if (name !== "Subscribe") return;
    asked += 1;
    if (asked === 1) await new Promise((resume) => setTimeout(resume, 3 * answerMs));
    if (asked !== 2) return;
    // What was asked first still goes on while the second question is on its way.
    await terminal.deal("EURUSD", ticks.slice(10, 20));
    history.get("EURUSD")?.push(...ticks.slice(20, 40));
  };
  await terminal.start();
  await until(() => asked >= 2 && terminal.idle && terminal.unacked === 0, 20_000);
  await terminal.deal("EURUSD", ticks.slice(40));
  await all(ticks);
  expect(await bridge.stored(EURUSD)).toEqual(ticks);
});
