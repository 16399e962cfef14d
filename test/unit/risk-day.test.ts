import fc from "fast-check";
import { expect, test } from "vitest";
import { asUtcMs } from "#shared/market/brands.ts";
import {
  confirmDayStart,
  type DayTerms,
  firstRecord,
  onAccount,
  onDayStart,
  withCount,
} from "#shared/trading/day/risk-day.ts";
import type { RiskRecord } from "#shared/trading/day/risk-record.ts";
import { minor } from "#test/fixtures/risk/risk-builders.ts";

const PRAGUE: DayTerms = { day: { zone: "Europe/Prague", resetMinute: 0 }, initialBalance: minor(10_000_000) };
const at = (text: string) => asUtcMs(Date.parse(text));
const seen = (balance: number, equity: number, text: string) => ({
  balance: minor(balance),
  equity: minor(equity),
  atMs: at(text),
});
const begun = (): RiskRecord =>
  firstRecord(PRAGUE, seen(10_000_000, 10_000_000, "2026-07-01T10:00:00Z"), minor(10_000_000));

test("a watched midnight takes the balance of that moment as the day's start, floating loss not in it", () => {
  const before = onAccount(begun(), PRAGUE, seen(10_400_000, 9_900_000, "2026-07-01T21:59:58Z"));
  const after = onAccount(before, PRAGUE, seen(10_400_000, 9_890_000, "2026-07-01T22:00:01Z"));
  expect(after.day).toMatchObject({
    key: "2026-07-02",
    startBalance: 10_400_000,
    startEquity: 9_900_000,
    confirmed: true,
    trades: 0,
    realised: 0,
  });
});

test("a midnight that nobody watched starts from the higher balance, unconfirmed, until history tells", () => {
  const before = onAccount(begun(), PRAGUE, seen(10_000_000, 10_000_000, "2026-07-01T15:00:00Z"));
  const lost = onAccount(before, PRAGUE, seen(9_700_000, 9_700_000, "2026-07-02T06:00:00Z"));
  expect(lost.day).toMatchObject({ startBalance: 10_000_000, confirmed: false });
  const won = onAccount(before, PRAGUE, seen(10_300_000, 10_300_000, "2026-07-02T06:00:00Z"));
  expect(won.day).toMatchObject({ startBalance: 10_300_000, confirmed: false });
  expect(confirmDayStart(lost, minor(9_800_000), null).day).toMatchObject({ startBalance: 9_800_000, confirmed: true });
});

test("the end-of-day peak takes closed days only, not what a day touched in between", () => {
  let record = begun();
  record = onAccount(record, PRAGUE, seen(10_900_000, 10_900_000, "2026-07-01T14:00:00Z"));
  record = onAccount(record, PRAGUE, seen(10_400_000, 10_400_000, "2026-07-01T21:59:59Z"));
  expect(record.peakDayEndBalance).toBe(10_000_000);
  record = onAccount(record, PRAGUE, seen(10_400_000, 10_400_000, "2026-07-01T22:00:00Z"));
  expect(record.peakDayEndBalance).toBe(10_400_000);
  record = onAccount(record, PRAGUE, seen(10_300_000, 10_300_000, "2026-07-02T21:59:59Z"));
  record = onAccount(record, PRAGUE, seen(10_300_000, 10_300_000, "2026-07-02T22:00:00Z"));
  expect(record.peakDayEndBalance).toBe(10_400_000);
  expect(record.peakEquity).toBe(10_900_000);
});

test("another rule of the day begins its day anew, unconfirmed, and ends none", () => {
  const record = onAccount(begun(), PRAGUE, seen(10_200_000, 10_100_000, "2026-07-01T20:00:00Z"));
  const newYork: DayTerms = { ...PRAGUE, day: { zone: "America/New_York", resetMinute: 1_020 } };
  const moved = onAccount(record, newYork, seen(10_200_000, 10_050_000, "2026-07-01T20:00:01Z"));
  expect(moved.day).toMatchObject({ key: "2026-06-30", startBalance: 10_200_000, confirmed: false, realised: 0 });
  expect(moved.peakDayEndBalance).toBe(record.peakDayEndBalance);
});

test("an initial balance that was mistyped leaves no mark on the peaks once it is corrected", () => {
  const wrong: DayTerms = { ...PRAGUE, initialBalance: minor(100_000_000) };
  const first = firstRecord(wrong, seen(10_000_000, 10_000_000, "2026-07-01T10:00:00Z"));
  expect([first.peakEquity, first.peakDayEndBalance]).toEqual([10_000_000, 0]);
});

/** Nothing but a result. */
const made = (net: number) => ({ trades: 1, realised: minor(net), paid: minor(0), other: minor(0) });

test("a day counts opened trades and results; money paid in or out moves its start, once, and only when that is confirmed", () => {
  const count = { trades: 1, realised: minor(23_650), paid: minor(500_000), other: minor(0) };
  const record = withCount(begun(), count);
  expect(record.day).toMatchObject({ trades: 1, realised: 23_650, startBalance: 10_500_000, startEquity: 10_500_000 });
  expect(withCount(record, count)).toBe(record);
  expect(withCount(record, { ...count, paid: minor(-100) }).day.startBalance).toBe(9_999_900);
  const unconfirmed = firstRecord(PRAGUE, seen(10_500_000, 10_500_000, "2026-07-01T10:00:00Z"));
  expect(withCount(unconfirmed, count).day).toMatchObject({ startBalance: 10_500_000, paid: 500_000 });
});

test("the best day and the sum of profitable days are kept when a day ends", () => {
  let record = begun();
  for (const [net, day] of [
    [300, "2026-07-01"],
    [-900, "2026-07-02"],
    [200, "2026-07-03"],
  ] as const)
    record = withCount(onDayStart(record, PRAGUE, at(`${day}T12:00:00Z`)), made(net));
  record = onDayStart(record, PRAGUE, at("2026-07-04T12:00:00Z"));
  expect(record).toMatchObject({ bestDay: { key: "2026-07-01", profit: 300 }, profitableDays: 500 });
});

test("peaks never fall, days never run back, and the record survives the ledger as it is", () => {
  const step = fc.record({
    afterMs: fc.integer({ min: -60_000, max: 40 * 3_600_000 }),
    balance: fc.integer({ min: -1_000_000, max: 30_000_000 }),
    floating: fc.integer({ min: -5_000_000, max: 5_000_000 }),
    deal: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      let record = begun();
      let now: number = record.atMs;
      for (const { afterMs, balance, floating, deal } of steps) {
        now += afterMs;
        const atMs = asUtcMs(now);
        const before = record;
        record = deal
          ? withCount(onDayStart(record, PRAGUE, atMs), made(floating))
          : onAccount(record, PRAGUE, { balance: minor(balance), equity: minor(balance + floating), atMs });
        expect(record.peakEquity).toBeGreaterThanOrEqual(before.peakEquity);
        expect(record.peakDayEndBalance).toBeGreaterThanOrEqual(before.peakDayEndBalance);
        expect(record.peakEquity).toBeGreaterThanOrEqual(record.equity);
        expect(record.day.startMs).toBeGreaterThanOrEqual(before.day.startMs);
        expect(record.profitableDays).toBeGreaterThanOrEqual(before.profitableDays);
        expect(JSON.parse(JSON.stringify(record))).toEqual(record);
      }
    }),
    { numRuns: 200 },
  );
});
