import { expect, test } from "vitest";
import { BulkOutlet } from "#shared/rpc/outlets.ts";
import type { Clock } from "#shared/rpc/platform.ts";

/** A clock that stands still until it is moved. */
function standingClock() {
  let now = 1_000;
  const timers = new Set<{ readonly at: number; readonly run: () => void }>();
  const clock: Clock = {
    now: () => now,
    after: (ms, run) => {
      const timer = { at: now + ms, run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    soon: (run) => queueMicrotask(run),
  };
  const pass = async (ms: number): Promise<void> => {
    now += ms;
    for (const timer of timers) {
      if (timer.at > now) continue;
      timers.delete(timer);
      timer.run();
    }
    await settled();
  };
  return { clock, pass, timers };
}

/** Everything that waits for no timer has happened. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** An outlet over numbers, what it asked its source for and what it sent. */
function open(clock: Clock, count = 100) {
  const seen = { asked: 0, sent: [] as number[], ended: false, closed: false };
  async function* source(): AsyncGenerator<number, void> {
    try {
      for (let n = 1; n <= count; n++) {
        seen.asked = n;
        yield await Promise.resolve(n);
      }
    } finally {
      seen.closed = true;
    }
  }
  const outlet = new BulkOutlet(
    source(),
    clock,
    ({ items }) => void seen.sent.push(...items),
    () => void (seen.ended = true),
  );
  return { outlet, seen };
}

test("after a chunk the next one waits as long as that took to be made, sent and taken", async () => {
  const { clock, pass } = standingClock();
  const { outlet, seen } = open(clock);
  await settled();
  expect(seen.sent).toEqual([1]);
  await pass(8);
  outlet.credit(1);
  await pass(7);
  expect(seen.asked).toBe(1);
  await pass(1);
  expect(seen.sent).toEqual([1, 2]);
  await pass(2);
  outlet.credit(1);
  await pass(1);
  expect(seen.asked).toBe(2);
  await pass(1);
  expect(seen.sent).toEqual([1, 2, 3]);
});

test("a reader that takes its time does not wait for ages on top of it", async () => {
  const { clock, pass } = standingClock();
  const { outlet, seen } = open(clock);
  await settled();
  await pass(600_000);
  outlet.credit(1);
  await pass(50);
  expect(seen.sent).toEqual([1, 2]);
});

test("one that is closed while it rests asks for nothing more, and leaves no timer", async () => {
  const { clock, pass, timers } = standingClock();
  const { outlet, seen } = open(clock);
  await settled();
  await pass(10);
  outlet.credit(1);
  await settled();
  expect(timers.size).toBe(1);
  outlet.close();
  await pass(20);
  expect(seen).toEqual({ asked: 1, sent: [1], ended: false, closed: true });
  expect(timers.size).toBe(0);
});

test("the end of the source is told once, after its last chunk", async () => {
  const { clock, pass } = standingClock();
  const { outlet, seen } = open(clock, 2);
  await settled();
  for (let round = 0; round < 4; round++) {
    await pass(1);
    outlet.credit(1);
    await pass(1);
  }
  expect(seen).toMatchObject({ sent: [1, 2], ended: true });
});
