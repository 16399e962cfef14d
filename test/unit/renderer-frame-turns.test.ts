import fc from "fast-check";
import { expect, test } from "vitest";
import { FrameTurns } from "#renderer/stores/frame-turns.ts";

/** Turns on a screen whose frames come when the test says so, and what ran in each. */
function stage() {
  let asked: (() => void)[] = [];
  const turns = new FrameTurns((run) => asked.push(run));
  let now: string[] = [];
  const frame = (): string[] => {
    const due = asked;
    asked = [];
    now = [];
    expect(due.length).toBeLessThanOrEqual(1);
    for (const run of due) run();
    return now;
  };
  const jobs = new Map<string, () => void>();
  const job = (name: string): (() => void) => {
    const known = jobs.get(name) ?? (() => void now.push(name));
    jobs.set(name, known);
    return known;
  };
  return { turns, frame, job, idle: () => asked.length === 0 };
}

test("charts take turns, let rows go first once, and the frame after each is left to its painting", () => {
  const { turns, frame, job, idle } = stage();
  for (const name of ["A", "B", "A"]) turns.heavy(job(name));
  turns.light(job("rows"));
  expect(frame()).toEqual(["rows"]);
  turns.light(job("rows"));
  expect(frame()).toEqual(["A", "rows"]);
  turns.light(job("rows"));
  expect(frame()).toEqual([]);
  expect(frame()).toEqual(["rows"]);
  expect(frame()).toEqual(["B"]);
  expect(frame()).toEqual([]);
  expect(idle()).toBe(true);
});

test("without charts, rows are drawn in every frame", () => {
  const { turns, frame, job, idle } = stage();
  for (let round = 0; round < 3; round++) {
    turns.light(job("rows"));
    expect(frame()).toEqual(["rows"]);
  }
  expect(idle()).toBe(true);
});

test("whatever is asked in whatever order, all of it runs, light work within two frames, charts within two rounds of three frames", () => {
  const ask = fc.record({ heavy: fc.boolean(), name: fc.constantFrom("a", "b", "c", "d") });
  fc.assert(
    fc.property(fc.array(fc.array(ask, { maxLength: 6 }), { maxLength: 30 }), (frames) => {
      const { turns, frame, job, idle } = stage();
      const waiting = new Map<string, number>();
      const run = (): void => {
        const ran = frame();
        expect(ran.filter((name) => name.startsWith("chart")).length).toBeLessThanOrEqual(1);
        for (const name of ran) waiting.delete(name);
        for (const [name, age] of waiting) {
          waiting.set(name, age + 1);
          expect(age + 1).toBeLessThanOrEqual(name.startsWith("chart") ? 13 : 1);
        }
      };
      for (const asks of frames) {
        for (const { heavy, name } of asks) {
          const full = `${heavy ? "chart" : "row"} ${name}`;
          if (heavy) turns.heavy(job(full));
          else turns.light(job(full));
          if (!waiting.has(full)) waiting.set(full, 0);
        }
        run();
      }
      for (let left = 0; left < 16; left++) run();
      expect([...waiting.keys()]).toEqual([]);
      expect(idle()).toBe(true);
    }),
  );
});
