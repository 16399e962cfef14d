import fc from "fast-check";
import { expect, test } from "vitest";
import { QuoteStore, type QuoteView } from "#renderer/stores/quote-store.ts";
import type { Quote } from "#shared/contract/market.ts";
import type { InstrumentId } from "#shared/market/brands.ts";

/** A screen whose frames come when the test says so. */
function handScreen(): { store: QuoteStore; frame: () => void; asked: () => number } {
  let pending: (() => void)[] = [];
  let asked = 0;
  const store = new QuoteStore(
    (run) => {
      asked += 1;
      pending.push(run);
    },
    () => 0,
  );
  const frame = (): void => {
    const due = pending;
    pending = [];
    for (const run of due) run();
  };
  return { store, frame, asked: () => asked };
}

const quote = (symbol: string, bid: number): Quote => ({
  instrumentId: `a@b/${symbol}` as InstrumentId,
  bid,
  ask: bid + 1,
  timeMs: 0,
});

test("however many quotes arrive, a row is told once a frame, with the last of them", () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.tuple(fc.constantFrom("A", "B", "C"), fc.integer({ min: 1, max: 9 })), { maxLength: 30 })),
      (frames) => {
        const { store, frame, asked } = handScreen();
        const told = new Map<string, QuoteView[]>();
        for (const symbol of ["A", "B", "C"]) {
          told.set(symbol, []);
          store.subscribe(`a@b/${symbol}`, (view) => told.get(symbol)?.push(view));
        }
        for (const batch of frames) {
          const askedBefore = asked();
          for (const rows of told.values()) rows.length = 0;
          for (const [symbol, bid] of batch) store.put(quote(symbol, bid));
          frame();
          expect(asked() - askedBefore).toBe(batch.length === 0 ? 0 : 1);
          for (const [symbol, views] of told) {
            const last = batch.findLast(([name]) => name === symbol);
            expect(views.map((view) => view.quote.bid)).toEqual(last === undefined ? [] : [last[1]]);
          }
        }
      },
    ),
  );
});

test("a price flashes against what was last on screen, not against a quote nobody saw", () => {
  const { store, frame } = handScreen();
  const moves: string[] = [];
  store.subscribe("a@b/A", (view) => moves.push(view.bidMove));
  store.put(quote("A", 5));
  frame();
  store.put(quote("A", 9));
  store.put(quote("A", 4));
  frame();
  store.put(quote("A", 7));
  store.put(quote("A", 4));
  frame();
  expect(moves).toEqual(["none", "down", "none"]);
});

test("the reader of the stream waits until what it gave is on its way to the screen", async () => {
  const { store, frame } = handScreen();
  await store.flushed();
  store.put(quote("A", 1));
  let settled = false;
  const waiting = store.flushed().then(() => {
    settled = true;
  });
  await Promise.resolve();
  expect(settled).toBe(false);
  frame();
  await waiting;
  expect(settled).toBe(true);
});

test("a row that is gone is not told any more, and its place is free for another", () => {
  const { store, frame } = handScreen();
  const heard: string[] = [];
  const stop = store.subscribe("a@b/A", () => heard.push("first"));
  stop();
  stop();
  store.subscribe("a@b/A", () => heard.push("second"));
  stop();
  store.put(quote("A", 1));
  frame();
  expect(heard).toEqual(["second"]);
});

test("the first quote is told of once it is on its way to the screen, not when it arrives", async () => {
  const { store, frame } = handScreen();
  let first = false;
  void store.first.then(() => (first = true));
  await Promise.resolve();
  store.put(quote("A", 1));
  await Promise.resolve();
  expect(first).toBe(false);
  frame();
  await store.first;
  expect(first).toBe(true);
});
