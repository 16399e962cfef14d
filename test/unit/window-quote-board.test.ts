import { expect, test } from "vitest";
import { QuoteBoard } from "#bridge/window/quote-board.ts";
import type { BarUpdate } from "#shared/contract/market.ts";
import type { InstrumentId } from "#shared/market/brands.ts";
import { emptyTickColumns, TICK_FLAG } from "#shared/market/tick.ts";

const GOLD = "1@X/XAUUSD" as InstrumentId;
const DAY = 86_400_000;
const TODAY = 20_000 * DAY;
const soon = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const day = (timeMs: number, open: number, high: number, low: number, close: number): BarUpdate => ({
  instrumentId: GOLD,
  timeframe: "D1",
  timeMs,
  open,
  high,
  low,
  close,
  tickVolume: 1,
  spread: 1,
});

function board(days: BarUpdate[]) {
  let nowMs = 0;
  let reads = 0;
  const quotes = new QuoteBoard(
    () => {
      reads += 1;
      return Promise.resolve(days);
    },
    { monotonicMs: () => nowMs },
  );
  return {
    quotes,
    reads: () => reads,
    pass: (ms: number) => {
      nowMs += ms;
    },
    row: () => quotes.topic.get(GOLD),
  };
}

test("the first quote is shown at once, its day as soon as the store has told", async () => {
  const { quotes, row } = board([day(TODAY - DAY, 1, 9, 1, 5), day(TODAY, 5, 7, 4, 6)]);
  quotes.quote(GOLD, 6, 6.5, TODAY + 1_000);
  expect(row()).toEqual({ instrumentId: GOLD, bid: 6, ask: 6.5, timeMs: TODAY + 1_000 });
  await soon();
  expect(row()).toMatchObject({ bid: 6, dayOpen: 5, dayHigh: 7, dayLow: 4, previousClose: 5 });
});

test("a high inside a frame counts although only the frame's last tick is a quote", async () => {
  const { quotes, row } = board([day(TODAY, 5, 7, 4, 6)]);
  quotes.quote(GOLD, 6, 6.5, TODAY + 1_000);
  await soon();
  const frame = emptyTickColumns(3);
  frame.timeMs.set([TODAY + 2_000, TODAY + 2_001, TODAY + 2_002]);
  frame.bid.set([9, 9, 6]);
  frame.flags.set([TICK_FLAG.bid, TICK_FLAG.ask, TICK_FLAG.bid]);
  quotes.ticks(GOLD, frame, 3);
  quotes.quote(GOLD, 6, 6.5, TODAY + 2_002);
  expect(row()).toMatchObject({ dayHigh: 9, dayLow: 4 });
});

test("with the broker's midnight a new day begins, measured against the last bid of the one before", async () => {
  const { quotes, row } = board([day(TODAY, 5, 7, 4, 6)]);
  quotes.quote(GOLD, 6, 6.5, TODAY + 1_000);
  await soon();
  quotes.quote(GOLD, 6.25, 6.5, TODAY + DAY - 1);
  quotes.quote(GOLD, 6.75, 7, TODAY + DAY);
  expect(row()).toMatchObject({ dayOpen: 6.75, dayHigh: 6.75, dayLow: 6.75, previousClose: 6.25 });
});

/** Ticks of one frame, as the collector tells them: first the last one as a quote, then all of them. */
function frameOf(quotes: QuoteBoard, ticks: readonly (readonly [number, number])[]): void {
  const [lastMs, bid] = ticks.at(-1) ?? [0, 0];
  quotes.quote(GOLD, bid, bid + 0.5, lastMs);
  const frame = emptyTickColumns(ticks.length);
  frame.timeMs.set(ticks.map(([timeMs]) => timeMs));
  frame.bid.set(ticks.map(([, each]) => each));
  quotes.ticks(GOLD, frame, ticks.length);
}

test("a high inside the last frame before the market closes is shown without waiting for the next quote", async () => {
  const { quotes, row } = board([day(TODAY, 5, 7, 4, 6)]);
  quotes.quote(GOLD, 6, 6.5, TODAY + 1_000);
  await soon();
  frameOf(quotes, [
    [TODAY + 2_000, 9],
    [TODAY + 2_001, 3],
    [TODAY + 2_002, 6],
  ]);
  expect(row()).toMatchObject({ bid: 6, dayHigh: 9, dayLow: 3 });
});

test("a frame that goes over the broker's midnight gives the one day its close and the other its open and range", async () => {
  const { quotes, row } = board([day(TODAY, 5, 7, 4, 6)]);
  quotes.quote(GOLD, 6, 6.5, TODAY + 1_000);
  await soon();
  frameOf(quotes, [
    [TODAY + DAY - 2, 8],
    [TODAY + DAY - 1, 6.25],
    [TODAY + DAY, 6.5],
    [TODAY + DAY + 1, 7],
    [TODAY + DAY + 2, 6.75],
  ]);
  expect(row()).toMatchObject({ bid: 6.75, dayOpen: 6.5, dayLow: 6.5, dayHigh: 7, previousClose: 6.25 });
  frameOf(quotes, [
    [TODAY + DAY + 3, 6],
    [TODAY + DAY + 4, 6.1],
  ]);
  expect(row()).toMatchObject({ dayOpen: 6.5, dayLow: 6, dayHigh: 7, previousClose: 6.25 });
});

test("broker time that runs back to another day shows no figures of its future", async () => {
  const days = [day(TODAY, 5, 7, 4, 6)];
  const { quotes, row } = board(days);
  quotes.quote(GOLD, 6, 6.5, TODAY + 1_000);
  await soon();
  days.splice(0, 1, day(TODAY - DAY, 1, 2, 1, 2));
  quotes.quote(GOLD, 1.5, 1.75, TODAY - DAY + 5_000);
  expect(row()).not.toHaveProperty("dayHigh");
  await soon();
  expect(row()).toMatchObject({ dayOpen: 1, dayHigh: 2, dayLow: 1 });
});

test("the store is asked once, and again only after a while, however many quotes come", async () => {
  const { quotes, reads, pass } = board([]);
  for (let at = 0; at < 1_000; at += 1) quotes.quote(GOLD, 6, 6.5, TODAY + at);
  await soon();
  expect(reads()).toBe(1);
  pass(60_000);
  for (let at = 0; at < 1_000; at += 1) quotes.quote(GOLD, 6, 6.5, TODAY + 2_000 + at);
  expect(reads()).toBe(2);
});

test("of many that are quoted at once, each gets its day, though a closed market sends no second quote", async () => {
  let under = 0;
  let most = 0;
  const quotes = new QuoteBoard(
    async () => {
      under += 1;
      most = Math.max(most, under);
      await soon();
      under -= 1;
      return [day(TODAY, 5, 7, 4, 6)];
    },
    { monotonicMs: () => 0 },
  );
  const ids = Array.from({ length: 20 }, (_, at) => `1@X/${at}` as InstrumentId);
  for (const id of ids) quotes.quote(id, 6, 6.5, TODAY + 1_000);
  for (let turn = 0; turn < 20; turn++) await soon();
  expect(ids.filter((id) => quotes.topic.get(id)?.dayHigh !== 7)).toEqual([]);
  expect(most).toBe(4);
});

test("a store that fails leaves the quote as it is", async () => {
  const quotes = new QuoteBoard(() => Promise.reject(new Error("disk")), { monotonicMs: () => 0 });
  quotes.quote(GOLD, 6, 6.5, TODAY);
  await soon();
  expect(quotes.topic.get(GOLD)).toEqual({ instrumentId: GOLD, bid: 6, ask: 6.5, timeMs: TODAY });
});
