import { describe, expect, test } from "vitest";
import { ReplayEngine } from "#bridge/data-collector/replay/replay-engine.ts";
import type { MarketSink } from "#bridge/ports/market-source.ts";
import { memoryRecording } from "#test/fixtures/memory-recording.ts";
import { type PlainTick, plainOf, walk } from "#test/fixtures/plain-ticks.ts";
import { VirtualClock } from "#test/fixtures/virtual-clock.ts";

const START = Date.UTC(2025, 8, 22, 10);

interface Heard {
  readonly symbol: string;
  readonly tick: PlainTick;
  /** Real ms at which it was delivered. */
  readonly atMs: number;
}

/** A sink that writes down what it hears. */
class Listener implements MarketSink {
  readonly heard: Heard[] = [];
  readonly moves: number[] = [];
  ends = 0;
  hold: Promise<void> | undefined;
  readonly #clock: VirtualClock;

  constructor(clock: VirtualClock) {
    this.#clock = clock;
  }

  ticks(symbol: string, ticks: Parameters<MarketSink["ticks"]>[1]): void | Promise<void> {
    const atMs = this.#clock.monotonicMs();
    for (const tick of plainOf(ticks)) this.heard.push({ symbol, tick, atMs });
    return this.hold;
  }

  moved(to: number): void {
    this.moves.push(to);
  }

  ended(): void {
    this.ends++;
  }

  get ticksHeard(): PlainTick[] {
    return this.heard.map(({ tick }) => tick);
  }
}

function replay(speed: number | "max", feeds: Readonly<Record<string, PlainTick[]>>) {
  const clock = new VirtualClock(START);
  const troubles: string[] = [];
  const recordings = Object.entries(feeds).map(([name, ticks]) => memoryRecording(name, ticks));
  const engine = new ReplayEngine(recordings, {
    clock,
    speed,
    files: ["a.csv"],
    trouble: (why) => troubles.push(why),
  });
  return { clock, engine, listener: new Listener(clock), troubles };
}

const euro = walk(400, START, 1);
const pound = walk(300, START + 137, 2);
const firstMs = euro[0]?.timeMs ?? 0;
const lastMs = Math.max(euro.at(-1)?.timeMs ?? 0, pound.at(-1)?.timeMs ?? 0);

describe("a replay's pace", () => {
  test.each([1, 10, 1_000])("at %dx each tick comes at its market time, within a sleep, in order", async (speed) => {
    const { clock, engine, listener } = replay(speed, { EURUSD: euro });
    engine.start(listener);
    await clock.advance((lastMs - firstMs) / speed + 20);
    expect(listener.ticksHeard).toEqual(euro);
    for (const { tick, atMs } of listener.heard) {
      const due = (tick.timeMs - firstMs) / speed;
      expect(atMs).toBeGreaterThanOrEqual(due);
      expect(atMs).toBeLessThan(due + 6);
    }
    expect(engine.state()).toMatchObject({ finished: true, playing: false, nowMs: engine.state().toMs });
    expect(listener.ends).toBe(1);
    await engine.stop();
  });

  test("at max all of it comes without any wait but breath for others", async () => {
    const long = walk(40_000, START, 3);
    const { clock, engine, listener } = replay("max", { EURUSD: long });
    engine.start(listener);
    await clock.advance(10);
    expect(listener.ticksHeard).toEqual(long);
    await engine.stop();
  });

  test("two instruments come as one market, in order of time, none before another's earlier tick", async () => {
    const { clock, engine, listener } = replay("max", { EURUSD: euro, GBPUSD: pound });
    engine.start(listener);
    await clock.advance(10);
    const times = listener.ticksHeard.map(({ timeMs }) => timeMs);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    const of = (symbol: string) => listener.heard.filter((one) => one.symbol === symbol).map(({ tick }) => tick);
    expect(of("EURUSD")).toEqual(euro);
    expect(of("GBPUSD")).toEqual(pound);
    await engine.stop();
  });

  test("the same clock gives the same log", async () => {
    const run = async (): Promise<readonly Heard[]> => {
      const { clock, engine, listener } = replay(7, { EURUSD: euro, GBPUSD: pound });
      engine.start(listener);
      await clock.advance(1_000);
      engine.setSpeed(100);
      await clock.advance(300);
      engine.pause();
      await clock.advance(500);
      engine.play();
      await clock.advance(100_000);
      await engine.stop();
      return listener.heard;
    };
    expect(await run()).toEqual(await run());
  });

  test("a paused market stands still, and a change of speed does not move its clock", async () => {
    const { clock, engine, listener } = replay(10, { EURUSD: euro });
    engine.start(listener);
    await clock.advance(1_000);
    expect(Math.abs(engine.now() - (firstMs + 10_000))).toBeLessThanOrEqual(50);
    engine.pause();
    const { nowMs } = engine.state();
    const heard = listener.heard.length;
    await clock.advance(60_000);
    expect(engine.state()).toMatchObject({ playing: false, nowMs });
    expect(listener.heard.length).toBe(heard);
    engine.setSpeed(2);
    expect(engine.state().nowMs).toBe(nowMs);
    engine.play();
    await clock.advance(1_000);
    expect(engine.now() - nowMs).toBeLessThanOrEqual(2_000);
    expect(engine.now() - nowMs).toBeGreaterThan(1_900);
    await engine.stop();
  });

  test("the clock never passes a tick that has not been delivered", async () => {
    const { clock, engine, listener } = replay(50, { EURUSD: euro });
    engine.start(listener);
    for (let i = 0; i < 200; i++) {
      await clock.advance(3);
      const due = euro.filter(({ timeMs }) => timeMs <= engine.now()).length;
      expect(listener.heard.length).toBeGreaterThanOrEqual(due);
    }
    await engine.stop();
  });

  test("a sink that is slow holds the market back; afterwards it goes on at its pace, not in a rush", async () => {
    const { clock, engine, listener } = replay(10, { EURUSD: euro });
    let release: () => void = () => undefined;
    engine.start(listener);
    await clock.advance(500);
    listener.hold = new Promise((resolve) => {
      release = resolve;
    });
    await clock.advance(200);
    const before = engine.now();
    const heard = listener.heard.length;
    await clock.advance(5_000);
    expect(engine.now()).toBe(before);
    expect(listener.heard.length).toBe(heard);
    listener.hold = undefined;
    release();
    await clock.advance(1_000);
    expect(engine.now() - before).toBeLessThanOrEqual(10_100);
    await engine.stop();
    expect(listener.ticksHeard).toEqual(euro.slice(0, listener.heard.length));
  });
});

describe("seeking", () => {
  test("forward takes the ticks in between at once, each exactly once", async () => {
    const { clock, engine, listener } = replay(1, { EURUSD: euro, GBPUSD: pound });
    engine.start(listener);
    await clock.advance(100);
    const to = START + 60_000;
    const done = engine.seek(to);
    await clock.advance(0);
    await done;
    expect(engine.now()).toBe(to);
    const until = (ticks: PlainTick[]) => ticks.filter(({ timeMs }) => timeMs <= to).length;
    expect(listener.heard.length).toBe(until(euro) + until(pound));
    expect(listener.moves).toEqual([]);
    engine.setSpeed("max");
    await clock.advance(10);
    expect(listener.heard.length).toBe(euro.length + pound.length);
    await engine.stop();
  });

  test("backward tells the sink where the clock stands and brings the ticks from there again", async () => {
    const { clock, engine, listener } = replay("max", { EURUSD: euro });
    engine.start(listener);
    await clock.advance(10);
    expect(engine.state().finished).toBe(true);
    const back = euro[150]?.timeMs ?? 0;
    listener.heard.length = 0;
    const done = engine.seek(back);
    await clock.advance(10);
    await done;
    expect(listener.moves).toEqual([back]);
    expect(listener.ticksHeard).toEqual(euro.filter(({ timeMs }) => timeMs >= back));
    expect(engine.state().finished).toBe(true);
    await engine.stop();
  });

  test("while paused moves the clock and leaves it paused", async () => {
    const { clock, engine, listener } = replay(1, { EURUSD: euro });
    engine.pause();
    engine.start(listener);
    const done = engine.seek(START + 30_000);
    await clock.advance(10_000);
    await done;
    expect(engine.state()).toMatchObject({ playing: false, nowMs: START + 30_000 });
    await engine.stop();
  });

  test("several at once end at the last place, with no tick between lost or doubled", async () => {
    const { clock, engine, listener } = replay(1, { EURUSD: euro });
    engine.start(listener);
    const seeks = [engine.seek(START + 20_000), engine.seek(START + 10_000), engine.seek(START + 40_000)];
    await clock.advance(0);
    await Promise.all(seeks);
    expect(engine.now()).toBe(START + 40_000);
    expect(listener.ticksHeard).toEqual(euro.filter(({ timeMs }) => timeMs <= START + 40_000));
    await engine.stop();
  });

  test("beyond the ends stays inside, and before the start it sets where the start will be", async () => {
    const { clock, engine, listener } = replay("max", { EURUSD: euro });
    await engine.seek(-5);
    expect(engine.now()).toBe(firstMs);
    const middle = euro[200]?.timeMs ?? 0;
    await engine.seek(middle);
    engine.start(listener);
    await clock.advance(10);
    expect(listener.ticksHeard).toEqual(euro.filter(({ timeMs }) => timeMs >= middle));
    const done = engine.seek(Number.MAX_SAFE_INTEGER);
    await clock.advance(10);
    await done;
    expect(engine.state().finished).toBe(true);
    await engine.stop();
  });
});

test("a stopped replay goes on where it stopped, without a tick lost or doubled", async () => {
  const { clock, engine } = replay(100, { EURUSD: euro, GBPUSD: pound });
  const heard: PlainTick[] = [];
  for (let i = 0; i < 5; i++) {
    const listener = new Listener(clock);
    engine.start(listener);
    await clock.advance(i === 4 ? 100_000 : 150);
    await engine.stop();
    await clock.advance(1_000);
    heard.push(...listener.ticksHeard);
  }
  // toSorted is stable: of the same ms, the first recording's ticks come first.
  expect(heard).toEqual([...euro, ...pound].toSorted((a, b) => a.timeMs - b.timeMs));
});

test("history shows the past up to the clock and nothing of what is to come", async () => {
  const { clock, engine, listener } = replay(1, { EURUSD: euro });
  engine.start(listener);
  await clock.advance(30_000);
  const seen = plainOf(await engine.history("EURUSD", 0, Number.MAX_SAFE_INTEGER, 10_000));
  expect(seen).toEqual(euro.filter(({ timeMs }) => timeMs <= engine.now()));
  expect(seen.length).toBeGreaterThan(20);
  expect(plainOf(await engine.history("EURUSD", START + 5_000, START + 20_000, 7))).toEqual(
    euro.filter(({ timeMs }) => timeMs >= START + 5_000 && timeMs < START + 20_000).slice(0, 7),
  );
  await expect(engine.history("XAUUSD", 0, 1, 1)).rejects.toThrow("no XAUUSD");
  await engine.stop();
});

test("what was delivered is history at once, also the last tick, where the clock stands still", async () => {
  const { clock, engine, listener } = replay("max", { EURUSD: euro });
  engine.start(listener);
  await clock.advance(1_000);
  expect(listener.ends).toBe(1);
  expect(plainOf(await engine.history("EURUSD", 0, Number.MAX_SAFE_INTEGER, 10_000))).toEqual(listener.ticksHeard);
  await engine.stop();
});

test("a staging file that cannot be read any more stops the replay with words, not the program", async () => {
  const clock = new VirtualClock(START);
  const troubles: string[] = [];
  const broken = { ...memoryRecording("EURUSD", euro), read: () => Promise.reject(new Error("disk gone")) };
  const engine = new ReplayEngine([broken], { clock, speed: 1, files: [], trouble: (why) => troubles.push(why) });
  engine.start(new Listener(clock));
  await clock.advance(1_000);
  expect(troubles).toEqual(["disk gone"]);
  expect(engine.state().playing).toBe(false);
  await engine.stop();
});
