import fc from "fast-check";
import { expect, test } from "vitest";
import { schemaOf } from "#bridge/config-manager/settings/setting.ts";
import { WATCH_SETTINGS } from "#bridge/config-manager/settings/watch.ts";
import { extentOf, heightOf, lineThrough, thinned, widened } from "#renderer/panels/market-watch/line-shape.ts";
import {
  fitting,
  placeInDay,
  trendChange,
  WATCH_COLUMNS,
  type WatchColumnKey,
} from "#renderer/panels/market-watch/watch-columns.ts";
import { groupsOf, lineKey, linesOf } from "#renderer/panels/market-watch/watch-groups.ts";
import {
  addList,
  listsValue,
  mayBeNamed,
  moveTo,
  readLists,
  removeList,
  renameList,
  shiftList,
  shiftSymbol,
  type WatchList,
} from "#renderer/panels/market-watch/watch-lists.ts";
import type { AssetClass } from "#shared/market/asset-class.ts";
import type { InstrumentId } from "#shared/market/brands.ts";

const row = (symbol: string, assetClass: AssetClass) => ({ id: `1@X/${symbol}` as InstrumentId, symbol, assetClass });
const ROWS = [row("EURUSD", "forex"), row("BTCUSD", "crypto"), row("GBPUSD", "forex"), row("XAUUSD", "metals")];
const asTheyAre = <T>(rows: readonly T[]): readonly T[] => rows;
const words = (lines: ReturnType<typeof linesOf<(typeof ROWS)[number]>>): string[] =>
  lines.map((line) => (line.kind === "group" ? `${line.group.key} ${line.group.rows.length}` : line.row.symbol));

test("without lists every symbol stands among its like, as the broker orders them", () => {
  expect(words(linesOf(groupsOf(ROWS, []), new Set(), asTheyAre))).toEqual([
    "class:forex 2",
    "EURUSD",
    "GBPUSD",
    "class:metals 1",
    "XAUUSD",
    "class:crypto 1",
    "BTCUSD",
  ]);
});

test("own lists come first with their symbols in their order, an empty one too; a folded group shows its heading only", () => {
  const lists = [
    { name: "Morning", symbols: ["XAUUSD", "GONE", "EURUSD"] },
    { name: "Later", symbols: [] },
  ];
  expect(words(linesOf(groupsOf(ROWS, lists), new Set(["class:crypto"]), asTheyAre))).toEqual([
    "list:Morning 2",
    "XAUUSD",
    "EURUSD",
    "list:Later 0",
    "class:forex 1",
    "GBPUSD",
    "class:crypto 1",
  ]);
});

test("a broker with one kind of instruments needs no heading", () => {
  const forex = ROWS.filter(({ assetClass }) => assetClass === "forex");
  expect(words(linesOf(groupsOf(forex, []), new Set(["class:forex"]), asTheyAre))).toEqual(["EURUSD", "GBPUSD"]);
});

test("a symbol moves from list to list and back among its like; lists are renamed, ordered and deleted without losing one", () => {
  let lists: readonly WatchList[] = addList(addList([], "A"), "B");
  lists = moveTo(moveTo(lists, "EURUSD", "A"), "BTCUSD", "A");
  lists = moveTo(lists, "EURUSD", "B");
  expect(lists).toEqual([
    { name: "A", symbols: ["BTCUSD"] },
    { name: "B", symbols: ["EURUSD"] },
  ]);
  expect(shiftList(renameList(lists, "B", "First"), "First", -1).map(({ name }) => name)).toEqual(["First", "A"]);
  expect(shiftList(lists, "A", -1)).toEqual(lists);
  expect(moveTo(lists, "EURUSD", undefined).map(({ symbols }) => symbols)).toEqual([["BTCUSD"], []]);
  const left = removeList(lists, "A");
  const shown = groupsOf(ROWS, left).flatMap(({ rows }) => rows.map(({ symbol }) => symbol));
  expect(shown.toSorted()).toEqual(ROWS.map(({ symbol }) => symbol).toSorted());
});

test("a symbol goes past the next one that is seen, not past another account's that is not", () => {
  const lists = [{ name: "A", symbols: ["EURUSD", "GONE", "XAUUSD"] }];
  const seen = new Set(["EURUSD", "XAUUSD"]);
  expect(shiftSymbol(lists, "EURUSD", 1, seen)[0]?.symbols).toEqual(["GONE", "XAUUSD", "EURUSD"]);
  expect(shiftSymbol(lists, "XAUUSD", -1, seen)[0]?.symbols).toEqual(["XAUUSD", "EURUSD", "GONE"]);
  expect(shiftSymbol(lists, "EURUSD", -1, seen)).toEqual(lists);
});

test("a list's name is neither empty nor too long nor another's, whatever the case of its letters", () => {
  const lists = addList([], "Gold");
  expect(["", "gold", "x".repeat(41), "a\nb"].map((name) => mayBeNamed(lists, name))).toEqual([
    false,
    false,
    false,
    false,
  ]);
  expect([mayBeNamed(lists, "gold", "Gold"), mayBeNamed(lists, "Silver")]).toEqual([true, true]);
});

const name = fc.string({ minLength: 1, maxLength: 20, unit: "grapheme" }).filter((each) => mayBeNamed([], each));

test("what is kept of lists reads back, and is a value that the setting takes", () => {
  const all = fc.uniqueArray(fc.tuple(name, fc.array(fc.constantFrom("EURUSD", "#AAPL", "list:x"))), {
    selector: ([each]) => each,
    maxLength: 5,
  });
  fc.assert(
    fc.property(all, (made) => {
      const lists = readLists(made.flatMap(([each, symbols]) => listsValue([{ name: each, symbols }])));
      expect(readLists(listsValue(lists))).toEqual(lists);
      expect(schemaOf(WATCH_SETTINGS["watch.lists"]).safeParse(listsValue(lists)).success).toBe(true);
      const placed = lists.flatMap(({ symbols }) => symbols);
      expect(new Set(placed).size).toBe(placed.length);
    }),
  );
});

test("whatever a hand wrote into the setting, every instrument is shown once", () => {
  const written = fc.array(
    fc.oneof(fc.string(), fc.constantFrom("list:A", "list:B", "symbol:EURUSD", "symbol:XAUUSD")),
  );
  fc.assert(
    fc.property(written, (value) => {
      const groups = groupsOf(ROWS, readLists(value));
      const shown = groups.flatMap(({ rows }) => rows.map(({ id }) => id));
      expect(shown.toSorted()).toEqual(ROWS.map(({ id }) => id).toSorted());
      const keys = linesOf(groups, new Set(), asTheyAre).map(lineKey);
      expect(new Set(keys).size).toBe(keys.length);
    }),
  );
});

test("where the price stands in the day: at its low, its high, in between; unknown while the day is", () => {
  const at = (bid: number, dayLow?: number, dayHigh?: number) =>
    placeInDay({ bid, ...(dayLow === undefined ? {} : { dayLow }), ...(dayHigh === undefined ? {} : { dayHigh }) });
  expect([at(1, 1, 3), at(3, 1, 3), at(1.5, 1, 3), at(2, 2, 2)]).toEqual([0, 1, 0.25, 0.5]);
  expect([at(1), at(1, 1), placeInDay(undefined)]).toEqual([undefined, undefined, undefined]);
  // A quote may be a moment ahead of its day's range.
  expect([at(0, 1, 3), at(9, 1, 3)]).toEqual([0, 1]);
});

test("the change over the line is that from its first close to the bid of now", () => {
  expect(trendChange(Float64Array.of(100, 50), 101)).toBe(1);
  expect(trendChange(Float64Array.of(100, 99.5), undefined)).toBe(-0.5);
  expect(trendChange(Float64Array.of(100), 99.999)).toBe(0);
  expect([trendChange(undefined, 1), trendChange(new Float64Array(), 1)]).toEqual([undefined, undefined]);
});

test("a line runs from the first close at the left to the bid at the right, its ends inside the picture", () => {
  const size = { width: 48, height: 16 };
  const through = (closes: Float64Array, bid: number) => lineThrough(closes, bid, widened(extentOf(closes), bid), size);
  const points = [...through(Float64Array.of(1, 3), 2)];
  expect(points).toEqual([2, 14, 24, 2, 46, 8]);
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0.1, max: 1e6, noNaN: true })),
      fc.double({ min: 0.1, max: 1e6, noNaN: true }),
      (closes, bid) => {
        const drawn = through(Float64Array.from(closes), bid);
        for (let at = 0; at < drawn.length; at += 2) {
          expect(drawn[at]).toBeGreaterThanOrEqual(2);
          expect(drawn[at]).toBeLessThanOrEqual(46);
          expect(drawn[at + 1]).toBeGreaterThanOrEqual(2);
          expect(drawn[at + 1]).toBeLessThanOrEqual(14);
        }
      },
    ),
  );
  expect(heightOf(5, extentOf(Float64Array.of(5, 5)), size)).toBe(8);
});

test("a line of few pixels leaves out what it cannot show, and no spike", () => {
  const quiet = Float64Array.from({ length: 240 }, (_, at) => (at === 100 ? 9 : 1));
  const drawn = thinned(quiet, 96);
  expect(drawn).toHaveLength(80);
  expect(drawn.filter((close) => close === 9)).toHaveLength(1);
  expect(thinned(quiet, 240)).toBe(quiet);
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 300 }),
      fc.integer({ min: 1, max: 100 }),
      (closes, most) => {
        const kept = thinned(Float64Array.from(closes), most);
        expect(kept.length).toBeLessThanOrEqual(most);
        expect([...kept].every((close) => closes.includes(close))).toBe(true);
      },
    ),
  );
});

test("columns go by their worth when there is no room, and come back in their places", () => {
  const chosen = WATCH_COLUMNS.filter(({ key }) => key !== "watch.low" && key !== "watch.high");
  const keys = (room: number): WatchColumnKey[] => fitting(chosen, room).map(({ key }) => key);
  const all = chosen.map(({ key }) => key);
  expect(keys(Number.POSITIVE_INFINITY)).toEqual(all);
  expect(keys(400)).toEqual(all.filter((key) => key !== "watch.range"));
  expect(keys(340)).toEqual(["watch.symbol", "watch.bid", "watch.ask", "watch.spread", "watch.day"]);
  expect(keys(290)).toEqual(["watch.symbol", "watch.bid", "watch.ask", "watch.day"]);
  expect(keys(0)).toEqual(["watch.symbol"]);
});
