import fc from "fast-check";
import { expect, test } from "vitest";
import { FeedWindow, SPREAD_SPAN_MS, SPREAD_TICKS } from "#shared/market/monitor/feed-window.ts";
import { weekCalendar } from "#shared/market/monitor/week-calendar.ts";

const POINT = 0.00001;
const START = Date.UTC(2026, 10, 16, 10);
const spreadOf = (window: FeedWindow, points: number, timeMs: number): void =>
  window.add(timeMs, 1.1, 1.1 + points * POINT);

test("median and 95 % are those of a sorted list of the window's ticks, whatever came before", () => {
  const tick = fc.record({ points: fc.integer({ min: -5, max: 400 }), pauseMs: fc.integer({ min: 0, max: 20_000 }) });
  fc.assert(
    fc.property(fc.array(tick, { minLength: 1, maxLength: 300 }), (ticks) => {
      const window = new FeedWindow(POINT);
      let timeMs = START;
      const all = ticks.map(({ points, pauseMs }) => {
        timeMs += pauseMs;
        spreadOf(window, points, timeMs);
        return { timeMs, points };
      });
      const recent = all.filter((one) => one.timeMs >= timeMs - SPREAD_SPAN_MS).map(({ points }) => points);
      const sorted = recent.toSorted((a, b) => a - b);
      const rank = (share: number) => sorted[Math.ceil(share * sorted.length) - 1];
      expect(window.spread(timeMs)).toEqual({
        now: recent.at(-1),
        median: rank(0.5),
        p95: rank(0.95),
        ticks: recent.length,
      });
    }),
  );
});

test("a busy feed keeps its last ticks only, and an idle one forgets them", () => {
  const window = new FeedWindow(POINT);
  for (let i = 0; i < SPREAD_TICKS + 100; i++) spreadOf(window, i < 100 ? 999 : 2, START + i);
  const endMs = START + SPREAD_TICKS + 99;
  expect(window.spread(endMs)).toEqual({ now: 2, median: 2, p95: 2, ticks: SPREAD_TICKS });
  expect(window.spread(endMs + SPREAD_SPAN_MS + 1)).toBeUndefined();
});

test("ticks a second count the last minute and nothing older", () => {
  const window = new FeedWindow(POINT);
  for (let s = 0; s < 120; s++) for (let i = 0; i < 3; i++) spreadOf(window, 2, START + s * 1_000 + i);
  expect(window.rate(START + 119_500)).toBe(3);
  expect(window.rate(START + 149_500)).toBe(1.5);
  expect(window.rate(START + 400_000)).toBe(0);
});

test("a feed is live, then stale; one that repeats itself is frozen; outside the hours it is quiet", () => {
  const window = new FeedWindow(POINT);
  const limits = { staleMs: 60_000, frozenMs: 300_000 };
  expect(window.state(START, true, limits)).toBe("stale");
  for (let s = 0; s <= 400; s += 10) window.add(START + s * 1_000, 1.1, 1.1001);
  expect(window.state(START + 400_000, true, limits)).toBe("frozen");
  window.add(START + 401_000, 1.1001, 1.1002);
  expect(window.state(START + 401_000, true, limits)).toBe("live");
  expect(window.state(START + 461_000, true, limits)).toBe("stale");
  expect(window.state(START + 461_000, false, limits)).toBe("quiet");
});

test("a replay that is moved back begins the window anew", () => {
  const window = new FeedWindow(POINT);
  spreadOf(window, 50, START);
  spreadOf(window, 2, START - 86_400_000);
  expect(window.spread(START - 86_400_000)).toMatchObject({ now: 2, ticks: 1 });
  expect(window.lastTickMs).toBe(START - 86_400_000);
});

test("the week's calendar joins sessions that meet, and closes holidays", () => {
  const hour = 3_600_000;
  const sessions = [1, 2, 3, 4, 5].flatMap((day) => [
    { day, fromMs: hour, toMs: 12 * hour },
    { day, fromMs: 12 * hour, toMs: 24 * hour },
  ]);
  // 2026-11-21 is a Saturday.
  const saturday = Date.UTC(2026, 10, 21);
  const days = weekCalendar(sessions, saturday + 5 * hour, 7, [saturday + 2 * 86_400_000 + 1]);
  expect(days.map(({ spans, holiday }) => [holiday, spans.length])).toEqual([
    [false, 0],
    [false, 0],
    [true, 0],
    [false, 1],
    [false, 1],
    [false, 1],
    [false, 1],
  ]);
  const tuesday = saturday + 3 * 86_400_000;
  expect(days[3]).toEqual({
    dayMs: tuesday,
    holiday: false,
    spans: [{ fromMs: tuesday + hour, toMs: tuesday + 24 * hour }],
  });
});
