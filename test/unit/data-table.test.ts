import fc from "fast-check";
import { expect, test } from "vitest";
import { csvText } from "#renderer/ui/data-table/csv.ts";
import { type CellValue, sorted } from "#renderer/ui/data-table/sorted.ts";
import { nextSort, recallChoice } from "#renderer/ui/data-table/table-choice.ts";

const COLUMNS = ["symbol", "profit", "age"];
const memory = (kept: string | null) => ({ getItem: () => kept, setItem: () => undefined });

test("rows are sorted by number and by name, and those that say nothing come last either way", () => {
  const rows = [{ v: 10 }, { v: undefined }, { v: 9 }, { v: -1 }];
  const of = ({ v }: { readonly v: CellValue }): CellValue => v;
  expect(sorted(rows, of, false).map(of)).toEqual([-1, 9, 10, undefined]);
  expect(sorted(rows, of, true).map(of)).toEqual([10, 9, -1, undefined]);
  expect(sorted(["US30", "DE40", "US100"], (name) => name, false)).toEqual(["DE40", "US30", "US100"]);
  expect(sorted(rows, undefined, true)).toBe(rows);
});

test("sorting loses no row, and rows that are alike keep their order", () => {
  const cell = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.constant(undefined));
  fc.assert(
    fc.property(fc.array(cell), fc.boolean(), (cells, descending) => {
      const rows = cells.map((value, at) => ({ value, at }));
      const done = sorted(rows, ({ value }) => value, descending);
      expect(done.toSorted((a, b) => a.at - b.at)).toEqual(rows);
      for (const [at, row] of done.entries()) {
        const next = done[at + 1];
        if (next !== undefined && next.value === row.value) expect(next.at).toBeGreaterThan(row.at);
      }
    }),
  );
});

test("a heading sorts, sorts the other way, and then not at all", () => {
  const usual = { sort: undefined, descending: false, hidden: [] };
  const once = nextSort(usual, "profit");
  const twice = nextSort(once, "profit");
  expect([once, twice, nextSort(twice, "profit")]).toMatchObject([
    { sort: "profit", descending: false },
    { sort: "profit", descending: true },
    { sort: undefined, descending: false },
  ]);
  expect(nextSort(twice, "age")).toMatchObject({ sort: "age", descending: false });
});

test("whatever was kept of a table, it opens; columns that are no more fall away", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (kept) => {
      const { sort, hidden } = recallChoice(memory(kept), "positions", COLUMNS);
      expect(sort === undefined || COLUMNS.includes(sort)).toBe(true);
      expect(hidden.every((column) => COLUMNS.includes(column))).toBe(true);
    }),
  );
  const kept = JSON.stringify({ sort: "profit", descending: true, hidden: ["age", "gone"] });
  expect(recallChoice(memory(kept), "positions", COLUMNS)).toEqual({
    sort: "profit",
    descending: true,
    hidden: ["age"],
  });
  expect(recallChoice(memory(null), "positions", COLUMNS)).toMatchObject({ sort: undefined, hidden: [] });
});

test("a file reads back as it was shown, in every spreadsheet, and runs nothing", () => {
  const file = csvText(
    ["Symbol", "Profit, net"],
    [
      ["EURUSD", -1.5],
      ['say "so"', undefined],
      ["=HYPERLINK(1)", 0],
      ["two\nlines", 1e-7],
    ],
  );
  expect(file).toBe(
    '\uFEFFSymbol,"Profit, net"\r\nEURUSD,-1.5\r\n"say ""so""",\r\n\'=HYPERLINK(1),0\r\n"two\nlines",1e-7\r\n',
  );
});
