import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Sealing } from "#bridge/store/market/sealing.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Desks of a store without open frames, and how often they were asked for some. */
function desks() {
  const asked = { tails: 0, atOnce: 0, most: 0 };
  const openTails = async () => {
    asked.tails += 1;
    asked.atOnce += 1;
    asked.most = Math.max(asked.most, asked.atOnce);
    await Promise.resolve();
    asked.atOnce -= 1;
    return [];
  };
  const sealing = new Sealing({
    openTails,
    make: () => Promise.resolve([]),
    put: () => Promise.resolve(0),
    makePages: () => Promise.resolve(0),
  });
  return { asked, sealing };
}

test("a store that was sealed on request goes on sealing in the background", async () => {
  const { asked, sealing } = desks();
  await sealing.seal(1);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(asked.tails).toBe(2);
  await sealing.stop();
});

test("two requests follow each other", async () => {
  const { asked, sealing } = desks();
  await Promise.all([sealing.seal(1), sealing.seal(1), sealing.seal(1)]);
  expect(asked).toEqual({ tails: 3, atOnce: 0, most: 1 });
  await sealing.stop();
});
