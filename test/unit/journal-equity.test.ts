import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EquityShelf } from "#bridge/journal/desk/equity-shelf.ts";
import { EquityMinutes } from "#bridge/journal/measure/equity-minutes.ts";
import type { AccountState } from "#bridge/ports/account-state.ts";
import type { EquityMinute } from "#bridge/ports/journal-store.ts";
import type { AccountId } from "#shared/market/brands.ts";
import type { MetricId } from "#shared/trading/statistics/catalogue.ts";
import { columnsOf } from "#shared/trading/statistics/columns.ts";
import { equityDrawdown } from "#shared/trading/statistics/equity-curve.ts";
import { type EquityColumns, figureInput, type StatTrade } from "#shared/trading/statistics/input.ts";
import { figuresOf } from "#shared/trading/statistics/statistics.ts";
import { drawnEquity } from "#shared/trading/statistics/thin-curve.ts";

const MINUTE = 60_000;
const START = Date.UTC(2026, 0, 5, 10);
const ACCOUNT = "1@Made" as AccountId;

const trade = (ticket: number, open: number, close: number, result: number): StatTrade => ({
  ticket: BigInt(ticket),
  side: "buy",
  lots: 1,
  openMs: START + open * MINUTE,
  closeMs: START + close * MINUTE,
  result,
  net: result,
  entryCosts: [],
  risk: null,
});

/** [minute, low, high, last] */
function equityOf(rows: readonly (readonly [number, number, number, number])[]): EquityColumns {
  const column = (at: 0 | 1 | 2 | 3) =>
    Float64Array.from(rows, (row) => (at === 0 ? START + row[0] * MINUTE : row[at]));
  return { timeMs: column(0), low: column(1), high: column(2), last: column(3) };
}

function figures(
  trades: readonly StatTrade[],
  equity: EquityColumns,
  cash: readonly { readonly minute: number; readonly amount: number }[] = [],
) {
  const input = figureInput({
    trades,
    openCosts: [],
    cash: cash.map(({ minute, amount }, at) => ({
      ticket: BigInt(900 + at),
      timeMs: START + minute * MINUTE,
      amount,
      kind: "balance",
    })),
    firstBalance: 1_000,
  });
  const { metrics, equity: curve } = figuresOf({ ...input, equity });
  return { curve, of: (id: MetricId) => metrics.find((one) => one.id === id)?.value ?? null };
}

describe("equity", () => {
  test("falls deeper than the balance while a position is open, and the time under water counts", () => {
    const { of, curve } = figures(
      [trade(1, 0, 10, 50), trade(2, 20, 40, 10)],
      equityOf([
        [0, 1_000, 1_040, 1_030],
        [10, 1_020, 1_050, 1_050],
        [25, 900, 1_045, 980],
        [40, 1_000, 1_060, 1_060],
      ]),
    );
    expect(curve?.sinceMs).toBe(START);
    expect(of("equityDrawdownMaximal")).toBeCloseTo(150, 9);
    expect(of("equityDrawdownAbsolute")).toBeCloseTo(100, 9);
    expect(of("equityDrawdownDuration")).toBe(30 * MINUTE);
    expect(of("balanceDrawdownMaximal")).toBe(0);
  });

  test("a win that is booked while other positions lose is no new highest equity", () => {
    const { of } = figures(
      [trade(1, 0, 10, 500), trade(2, 0, 30, -500)],
      equityOf([
        [0, 1_000, 1_000, 1_000],
        [9, 990, 1_000, 1_000],
        [30, 990, 1_000, 1_000],
      ]),
    );
    expect(of("balanceDrawdownMaximal")).toBeCloseTo(500, 9);
    expect(of("equityDrawdownMaximal")).toBeCloseTo(10, 9);
  });

  test("money that comes or goes with a position open is neither gain nor fall", () => {
    const rows = [
      [0, 995, 1_005, 1_000],
      [5, 1_000, 6_000, 6_000],
      [6, 5_990, 6_000, 5_995],
      [7, 1_990, 5_995, 1_995],
      [8, 1_985, 2_000, 2_000],
    ] as const;
    const moves = [
      { minute: 5.5, amount: 5_000 },
      { minute: 7.5, amount: -4_000 },
    ];
    const { of } = figures([trade(1, 0, 9, 0)], equityOf(rows), moves);
    expect(of("equityDrawdownMaximal")).toBeCloseTo(20, 9);
  });

  test("what was not recorded is not made up: figures begin with the first recorded minute", () => {
    const { of, curve } = figures([trade(1, 0, 10, -600), trade(2, 100, 110, 5)], equityOf([[100, 395, 410, 405]]));
    expect(curve?.sinceMs).toBe(START + 100 * MINUTE);
    expect(of("balanceDrawdownMaximal")).toBeCloseTo(600, 9);
    expect(of("equityDrawdownAbsolute")).toBeCloseTo(5, 9);
  });

  test("as drawn it keeps its lowest and its highest, in at most as many points as wanted", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(fc.double({ min: 900, max: 1_000, noNaN: true }), fc.double({ min: 0, max: 50, noNaN: true })),
          {
            minLength: 1,
            maxLength: 300,
          },
        ),
        (list) => {
          const rows = list.map(([low, range], at) => [at, low, low + range, low + range / 2] as const);
          const { curve } = figures([], equityOf(rows));
          if (curve === null) throw new Error("nothing was recorded");
          const drawn = drawnEquity(curve, 40);
          expect(drawn.timeMs.length).toBeLessThanOrEqual(40);
          if (list.length <= 40) return;
          expect(Math.min(...drawn.value)).toBe(Math.min(...curve.low));
          expect(-Math.min(...drawn.drawdown)).toBeLessThanOrEqual(equityDrawdown(curve).maximal + 1e-6);
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe("recorded minutes", () => {
  const state = (minute: number, equity: number, positions: number): AccountState =>
    ({
      account: { id: ACCOUNT },
      live: true,
      figures: { brokerMs: START + minute * MINUTE, is: { equity, balance: 1_000, positions } },
    }) as unknown as AccountState;

  test("tell the first sight of an account, each minute with a position, and the one in which it was closed", () => {
    const kept: EquityMinute[] = [];
    const minutes = new EquityMinutes((each) => kept.push(...each));
    const seen = [
      state(0, 1_000, 0),
      state(1, 1_000, 0),
      state(2, 990, 1),
      state(2.2, 970, 1),
      state(2.9, 980, 1),
      state(3, 1_010, 0),
      state(4, 1_010, 0),
    ];
    for (const each of seen) minutes.seen(each);
    // The minute of the close was over before the last sight: nothing is left to be told.
    const before = kept.length;
    minutes.flush();
    expect(kept).toHaveLength(before);
    expect(kept.map(({ minuteMs, low, high, last }) => [(minuteMs - START) / MINUTE, low, high, last])).toEqual([
      [0, 1_000, 1_000, 1_000],
      [2, 970, 990, 980],
      [3, 1_010, 1_010, 1_010],
    ]);
  });

  test("are on record as soon as somebody asks, and again only when more was seen", () => {
    const kept: EquityMinute[] = [];
    const minutes = new EquityMinutes((each) => kept.push(...each));
    minutes.seen(state(2, 990, 1));
    minutes.flush();
    minutes.flush();
    minutes.seen(state(2.5, 980, 1));
    minutes.flush();
    expect(kept.map(({ low, high, last }) => [low, high, last])).toEqual([
      [990, 990, 990],
      [980, 990, 980],
    ]);
  });

  test("are read once; what a clock that was put back has changed is read again", () => {
    const table = new Map<number, number>([[0, 5]]);
    const asked: number[] = [];
    const shelf = new EquityShelf((_, fromMs) => {
      asked.push(fromMs);
      return [...table]
        .filter(([minute]) => minute * MINUTE >= fromMs)
        .toSorted(([a], [b]) => a - b)
        .map(([minute, last]) => [minute * MINUTE, last, last, last] as const);
    });
    const all = { fromMs: Number.NEGATIVE_INFINITY, toMs: Number.POSITIVE_INFINITY };
    for (let minute = 1; minute < 3_000; minute += 1) table.set(minute, minute);
    expect(shelf.of(ACCOUNT, all).last).toHaveLength(3_000);
    table.set(2_950, -1);
    table.set(3_000, 7);
    const { last } = shelf.of(ACCOUNT, all);
    expect([last.length, last[2_950], last[3_000]]).toEqual([3_001, -1, 7]);
    expect(asked[1]).toBeGreaterThan(2_000 * MINUTE);
    expect(shelf.of(ACCOUNT, { fromMs: 10 * MINUTE, toMs: 12 * MINUTE }).last).toEqual(Float64Array.of(10, 11));
  });
});

test("without a trade there are columns all the same", () => {
  expect(columnsOf([], []).count).toBe(0);
});
