import { describe, expect, test } from "vitest";
import { curvePoints } from "#renderer/chart/curve-points.ts";
import { dayStart, daysContradict, filterOf, isFiltered, NO_FILTER } from "#renderer/panels/journal/filter-draft.ts";
import { NoteDesk } from "#renderer/panels/journal/note-desk.ts";
import { PAGE, TradePages } from "#renderer/panels/journal/trade-pages.ts";
import { calendarMonths } from "#renderer/panels/statistics/calendar-weeks.ts";
import { SECTION_METRICS } from "#renderer/panels/statistics/metric-sections.ts";
import { isThin, metricText } from "#renderer/panels/statistics/metric-text.ts";
import { readRates } from "#renderer/panels/statistics/read-rates.ts";
import type { JournalTrade } from "#shared/contract/journal-trade.ts";
import { METRIC_IDS } from "#shared/trading/statistics/catalogue.ts";

const words = (key: string): string => key;
const usd = { currency: "USD", digits: 2 };

describe("the filter", () => {
  test("an empty draft filters nothing; days are whole days, both ends included", () => {
    expect(filterOf(NO_FILTER)).toEqual({});
    expect(isFiltered(NO_FILTER)).toBe(false);
    const days = { ...NO_FILTER, period: "days", fromDay: "2026-03-01", toDay: "2026-03-01" } as const;
    expect(filterOf(days)).toEqual({ fromMs: Date.UTC(2026, 2, 1), toMs: Date.UTC(2026, 2, 2) });
  });
  test("a day that does not exist is no day, and a last day before the first is told", () => {
    expect(dayStart("2026-02-30")).toBeUndefined();
    expect(daysContradict({ ...NO_FILTER, period: "days", fromDay: "2026-03-02", toDay: "2026-03-01" })).toBe(true);
  });
});

describe("pages of trades", () => {
  const trade = (number: number) => ({ tradeId: `t${number}` }) as JournalTrade;
  test("only what is in sight is asked for, once; an answer from before a change is dropped", async () => {
    const asked: number[] = [];
    const answers: (() => void)[] = [];
    const pages = new TradePages((offset) => {
      asked.push(offset);
      return new Promise((resolve) => {
        const mark = asked.length * 1_000;
        answers.push(() => resolve({ total: 450, trades: [trade(mark + offset)] }));
      });
    });
    pages.refresh("a");
    pages.want(0, 20);
    pages.want(PAGE, PAGE + 20);
    expect(asked).toEqual([0, PAGE]);
    pages.refresh("b");
    for (const answer of answers) answer();
    await Promise.resolve();
    await Promise.resolve();
    expect(pages.row(PAGE)?.tradeId).toBe(`t${3_000 + PAGE}`);
    expect(pages.row(0)).toBeUndefined();
    expect(pages.total).toBe(450);
  });
});

describe("a note", () => {
  const memory = () => {
    const kept = new Map<string, string>();
    return {
      kept,
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
    };
  };
  type Edit = ConstructorParameters<typeof NoteDesk>[0];
  const answer = (input: Parameters<Edit>[0]) => ({
    tradeId: input.tradeId,
    note: input.note ?? "",
    tags: [],
    revision: input.basedOn + 1,
    overwrote: null,
  });

  test("stays in the window's memory while the bridge does not answer, and goes out again under the same id", async () => {
    const own = memory();
    const ids: string[] = [];
    const failing = new NoteDesk((input) => {
      ids.push(input.editId);
      return Promise.reject(new Error("gone"));
    }, own);
    failing.type("t", 3, "kept");
    await failing.save("t");
    expect(failing.state("t")).toMatchObject({ phase: "failed", draft: "kept" });
    const after = new NoteDesk((input) => {
      ids.push(input.editId);
      return Promise.resolve(answer(input));
    }, own);
    expect(after.state("t")).toMatchObject({ phase: "typed", draft: "kept" });
    await after.save("t");
    expect(after.state("t")).toMatchObject({ phase: "kept", draft: undefined });
    expect(own.kept.size).toBe(0);
    expect(new Set(ids).size).toBe(1);
  });

  test("what is typed while it is being saved is saved too, on top of what is on disk", async () => {
    const sent: { note: string | undefined; basedOn: number }[] = [];
    let release = (): void => undefined;
    const desk = new NoteDesk((input) => {
      sent.push({ note: input.note, basedOn: input.basedOn });
      return new Promise((resolve) => (release = () => resolve(answer(input))));
    }, memory());
    desk.type("t", 0, "a");
    const first = desk.save("t");
    desk.type("t", 0, "ab");
    release();
    await first;
    expect(sent).toEqual([
      { note: "a", basedOn: 0 },
      { note: "ab", basedOn: 1 },
    ]);
    expect(desk.state("t").draft).toBe("ab");
  });
});

describe("figures", () => {
  test("every figure has its place on the page, once", () => {
    expect(Object.values(SECTION_METRICS).flat().toSorted()).toEqual([...METRIC_IDS].toSorted());
  });
  test("money is minor units, a dash is what cannot be said, and minus zero is zero", () => {
    expect(metricText({ id: "net", value: -5084 }, usd, words)).toBe("\u221250.84");
    expect(metricText({ id: "profitFactor", value: null }, usd, words)).toBe("–");
    expect(metricText({ id: "sharpe", value: -0.001 }, usd, words)).toBe("0.00");
    expect(isThin({ value: 1, sample: 29, needs: 30 })).toBe(true);
    expect(isThin({ value: 1, sample: 30, needs: 30 })).toBe(false);
  });
  test("a rate is above 0 and clear, for each currency; nothing is added up otherwise", () => {
    expect(readRates(["EUR"], { EUR: "1.085" })).toEqual([{ from: "EUR", rate: 1.085 }]);
    expect(readRates(["EUR", "JPY"], { EUR: "1.085" })).toBeUndefined();
    expect(readRates(["EUR"], { EUR: "0" })).toBeUndefined();
  });
  test("a curve has one point a second and keeps the depth of a drawdown", () => {
    const times = Float64Array.of(1_000, 1_500, 2_000);
    expect(curvePoints(times, Float64Array.of(-500, -100, 0), 100, "lowest")).toEqual([
      { seconds: 1, value: -5 },
      { seconds: 2, value: 0 },
    ]);
  });
  test("a month has all its days under their weekdays, and its sum", () => {
    const day = { netMinor: 100, trades: 1, wins: 1, ...usd };
    const [march] = calendarMonths([
      { ...day, day: "2026-03-02" },
      { ...day, day: "2026-03-31" },
    ]);
    expect(march?.netMinor).toBe(200);
    expect(march?.weeks[0]?.[6]?.day).toBe("2026-03-01");
    expect(march?.weeks[1]?.[0]?.result?.netMinor).toBe(100);
    expect(march?.weeks.flat().filter(Boolean)).toHaveLength(31);
  });
});
