import { expect, test } from "vitest";
import { ReceiveTurns } from "#bridge/metatrader-connector/receive-turns.ts";

/** Takes messages of `costMs` each that are all at hand; `others` happens once, when a turn comes. @returns messages before it. */
async function takenBeforeOthers(messages: number, costMs: number): Promise<number> {
  let nowMs = 0;
  const turns = new ReceiveTurns(() => nowMs);
  let taken = 0;
  let before = messages;
  setImmediate(() => {
    before = taken;
  });
  for (; taken < messages; taken++) {
    if (turns.over()) await turns.next();
    else await Promise.resolve();
    nowMs += costMs;
  }
  return before;
}

test("what waits while a burst of messages is taken has its turn after about two ms, not after all of them", async () => {
  const before = await takenBeforeOthers(512, 0.05);
  expect(before).toBeGreaterThan(0);
  expect(before * 0.05).toBeLessThanOrEqual(2.4);
});

test("a burst that takes less than that is taken without a pause", async () => {
  expect(await takenBeforeOthers(100, 0.01)).toBe(100);
});
