import { expect, test, vi } from "vitest";
import type { ChartBar } from "#renderer/chart/bar-series.ts";
import { type BarCanvas, type BarSource, ChartFeed } from "#renderer/chart/chart-feed.ts";
import { FairleadError } from "#shared/contract/errors.ts";
import type { Bars } from "#shared/contract/market.ts";
import { bars, CHARTED, chartStage, MINUTE, update } from "#test/fixtures/chart-stage.ts";

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test("a live bar that overtakes the first page is drawn over it, in order", async () => {
  const { feed, asked, live, frame, drawn } = chartStage();
  feed.reload(true);
  live(update(11, 7));
  asked[0]?.answer(bars(9, 12, true));
  await settled();
  live(update(12, 8));
  frame();
  expect(drawn()).toEqual([
    [9, 1],
    [10, 1],
    [11, 7],
    [12, 8],
  ]);
  expect(feed.state.get()).toMatchObject({ phase: "ready", count: 4, complete: true });
});

test("a batch with the closed bar and its successor loses neither", async () => {
  const { feed, asked, live, frame, drawn } = chartStage();
  feed.reload(true);
  asked[0]?.answer(bars(9, 10, true));
  await settled();
  frame();
  live(update(9, 5), update(10, 6));
  live(update(11, 7));
  frame();
  expect(drawn()).toEqual([
    [9, 5],
    [10, 6],
    [11, 7],
  ]);
});

test("older bars are asked for once at a time, and not after the market's beginning", async () => {
  const { feed, asked, nearStart, frame } = chartStage();
  feed.reload(true);
  asked[0]?.answer(bars(100, 110, false));
  await settled();
  frame();
  nearStart();
  nearStart();
  expect(asked.map(({ beforeMs }) => beforeMs)).toEqual([undefined, 100 * MINUTE]);
  asked[1]?.answer(bars(90, 100, true));
  await settled();
  frame();
  nearStart();
  expect(asked).toHaveLength(2);
  expect(feed.state.get()).toMatchObject({ count: 20, complete: true, older: false });
});

test("a refused page of older bars may be asked for again", async () => {
  const { feed, asked, nearStart, frame } = chartStage();
  feed.reload(true);
  asked[0]?.answer(bars(100, 110, false));
  await settled();
  frame();
  nearStart();
  asked[1]?.fail(new FairleadError("DEADLINE_EXCEEDED"));
  await settled();
  frame();
  nearStart();
  expect(asked).toHaveLength(3);
  expect(feed.state.get()).toMatchObject({ phase: "ready", count: 10 });
});

test("what an abandoned chart was waiting for never reaches the next one", async () => {
  const { feed, asked, frame, drawn, open } = chartStage();
  feed.reload(true);
  feed.reload(true);
  asked[0]?.answer(bars(1, 5, true));
  asked[1]?.answer(bars(7, 9, true));
  await settled();
  frame();
  expect(drawn().map(([minute]) => minute)).toEqual([7, 8]);
  expect(open()).toBe(1);
  feed.stop();
  expect(open()).toBe(0);
});

test("a first page that fails says so and keeps what was drawn before", async () => {
  const { feed, asked, frame, drawn } = chartStage();
  feed.reload(true);
  asked[0]?.answer(bars(7, 9, true));
  await settled();
  frame();
  feed.reload(false);
  asked[1]?.fail(new FairleadError("WIRE_CLOSED"));
  await settled();
  frame();
  expect(feed.state.get().phase).toBe("failed");
  expect(drawn()).toHaveLength(2);
});

test("a bar that closes and its successor in two batches of one frame are both drawn", async () => {
  const { feed, asked, live, frame, drawn } = chartStage();
  feed.reload(true);
  asked[0]?.answer(bars(9, 10, true));
  await settled();
  frame();
  live(update(9, 5));
  live(update(10, 6));
  frame();
  expect(drawn()).toEqual([
    [9, 5],
    [10, 6],
  ]);
});

test("quotes between two frames draw once, the last of them, and nothing after the end", () => {
  const { feed, frame, quoted } = chartStage();
  feed.quote(1, 2);
  feed.quote(3, 4);
  frame();
  expect(quoted()).toEqual([3, 4]);
  feed.quote(5, 6);
  feed.end();
  frame();
  expect(quoted()).toEqual([3, 4]);
});

test("a chart with two bars asks again until its past is there, and no more once it has ended", async () => {
  vi.useFakeTimers();
  try {
    const { feed, asked, frame } = chartStage();
    feed.reload(true);
    asked[0]?.answer(bars(498, 500, false));
    await vi.advanceTimersByTimeAsync(999);
    expect(asked).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    asked[1]?.answer(bars(498, 500, false));
    await vi.advanceTimersByTimeAsync(2_000);
    asked[2]?.answer(bars(100, 501, false));
    await vi.advanceTimersByTimeAsync(60_000);
    frame();
    expect(asked).toHaveLength(3);
    expect(feed.state.get()).toMatchObject({ phase: "ready", count: 401 });

    feed.reload(true);
    asked[3]?.answer(bars(498, 500, false));
    await vi.advanceTimersByTimeAsync(10);
    feed.end();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toHaveLength(4);
  } finally {
    vi.useRealTimers();
  }
});

test("older bars that come late are asked for again while their edge is in sight, and no longer", async () => {
  vi.useFakeTimers();
  try {
    const { feed, asked, nearStart, lookAway, frame } = chartStage();
    feed.reload(true);
    asked[0]?.answer(bars(100, 400, false));
    await vi.advanceTimersByTimeAsync(1);
    frame();
    nearStart();
    asked[1]?.answer(bars(100, 100, false));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(asked).toHaveLength(3);
    asked[2]?.answer(bars(100, 100, false));
    lookAway();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toHaveLength(3);
  } finally {
    vi.useRealTimers();
  }
});

test("a chart is ready, and tells how many bars it has, when they are on it and not before", async () => {
  const { feed, asked, nearStart, frame, drawn } = chartStage();
  feed.reload(true);
  asked[0]?.answer(bars(100, 110, false));
  await settled();
  expect(feed.state.get()).toMatchObject({ phase: "loading", count: 0 });
  frame();
  expect(drawn()).toHaveLength(10);
  expect(feed.state.get()).toMatchObject({ phase: "ready", count: 10 });
  nearStart();
  asked[1]?.answer(bars(90, 100, false));
  await settled();
  expect(feed.state.get().count).toBe(10);
  frame();
  expect(feed.state.get().count).toBe(drawn().length);
  expect(drawn()).toHaveLength(20);
});

test("after a night away, a page that does not reach back to the old bars replaces them: no hole is drawn", async () => {
  const { feed, asked, frame, drawn } = chartStage();
  feed.reload(true);
  asked[0]?.answer(bars(100, 200, false));
  await settled();
  frame();
  feed.reload(false);
  asked[1]?.answer(bars(900, 1_000, false));
  await settled();
  frame();
  expect(drawn().map(([minute]) => minute)).toEqual(Array.from({ length: 100 }, (_, at) => 900 + at));
});

/** A market of minutes with holes, that answers at once as the bridge does. */
function longMarket(traded: (minute: number) => boolean, minutes: number) {
  const all = Array.from({ length: minutes }, (_, minute) => minute).filter(traded);
  const answer = (beforeMs: number, limit: number): Bars => {
    const end = all.findLastIndex((minute) => minute * MINUTE < beforeMs) + 1;
    const some = all.slice(Math.max(0, end - limit), end);
    const page = bars(0, some.length, end <= limit);
    return { ...page, timeMs: Float64Array.from(some, (minute) => minute * MINUTE) };
  };
  return { all, answer };
}

test("scrolling to the first bar of a long history and back to now shows every bar, and holds few at a time", async () => {
  const minutes = 45_000;
  // A market that rests: nights, and a fortnight without a single bar.
  const { all, answer } = longMarket(
    (minute) => minute % 1_440 < 1_200 && (minute < 15_000 || minute > 36_000),
    minutes,
  );
  let drawn: readonly ChartBar[] = [];
  let most = 0;
  let edge: (which: "start" | "end") => void = () => undefined;
  const source: BarSource = {
    bars: async ({ beforeMs, limit }) => answer(beforeMs ?? Infinity, limit),
    barUpdates: {
      subscribe: (_params, observer) => {
        void observer.items([update(all.at(-1) ?? 0, 1)]);
        return { close: () => undefined };
      },
    },
  };
  const canvas: BarCanvas = {
    setBars: (next) => {
      drawn = [...next];
      most = Math.max(most, drawn.length);
    },
    updateLast: () => undefined,
    setQuote: () => undefined,
    isNear: () => false,
    onNearEdge: (listener) => (edge = listener),
  };
  const feed = new ChartFeed(source, canvas, (run) => run(), CHARTED, "M1");
  feed.reload(true);
  await settled();
  const places = new Map(all.map((minute, place) => [minute * MINUTE, place]));
  const placeOf = ({ timeMs }: ChartBar): number => places.get(timeMs) ?? Number.NaN;
  const isWhole = (): boolean => drawn.every((bar, k) => k === 0 || placeOf(bar) === placeOf(drawn[k - 1] ?? bar) + 1);
  const seen = new Set<number>();
  const scroll = async (which: "start" | "end", until: () => boolean): Promise<void> => {
    for (let turn = 0; turn < 200 && !until(); turn++) {
      edge(which);
      await settled();
      expect(isWhole()).toBe(true);
      for (const { timeMs } of drawn) seen.add(timeMs / MINUTE);
    }
  };
  await scroll("start", () => drawn[0]?.timeMs === 0);
  expect(seen.size).toBe(all.length);
  seen.clear();
  await scroll("end", () => !feed.isCutOff);
  expect(drawn.at(-1)?.timeMs).toBe((all.at(-1) ?? 0) * MINUTE);
  expect(seen.size).toBeGreaterThan(all.length - 1_500);
  expect(most).toBeLessThan(15_000);
  feed.end();
});

test("a view far in the past is not torn when the connection comes back, and a live bar has no place in it", async () => {
  const { all, answer } = longMarket(() => true, 30_000);
  const { feed, asked, nearStart, frame, drawn, live } = chartStage();
  feed.reload(true);
  asked[0]?.answer(answer(Infinity, 600));
  await settled();
  frame();
  for (let page = 1; feed.state.get().count < 12_000 || !feed.isCutOff; page++) {
    nearStart();
    asked[page]?.answer(answer(asked[page]?.beforeMs ?? 0, 1_500));
    await settled();
    frame();
  }
  const before = JSON.stringify(drawn());
  const questions = asked.length;
  feed.reload(false);
  live(update(all.length, 9));
  await settled();
  frame();
  expect(asked).toHaveLength(questions);
  expect(JSON.stringify(drawn())).toBe(before);
});

test("a feed that takes over a chart draws nothing of its own before its first page: what is there may be newer", async () => {
  const { feed, asked, live, frame, drawn } = chartStage();
  feed.reload(false);
  live(update(10, 5));
  feed.quote(1, 2);
  frame();
  expect(drawn()).toEqual([]);
  asked[0]?.answer(bars(8, 10, true));
  await settled();
  frame();
  live(update(10, 6));
  frame();
  expect(drawn()).toEqual([
    [8, 1],
    [9, 1],
    [10, 6],
  ]);
});
