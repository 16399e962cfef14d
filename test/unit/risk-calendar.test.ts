import fc from "fast-check";
import { expect, test } from "vitest";
import { dayAt } from "#shared/trading/day/risk-calendar.ts";
import { isZone, zoneOffsetMs } from "#shared/trading/day/zone-offset.ts";
import { isWithinHours } from "#shared/trading/rules/trading-hours.ts";

const HOUR = 3_600_000;
const at = (text: string): number => Date.parse(text);
const day = (zone: string, resetMinute: number, text: string) => {
  const { key, startMs, endMs } = dayAt({ zone, resetMinute }, at(text));
  return { key, start: new Date(startMs).toISOString(), hours: (endMs - startMs) / HOUR };
};

test("the prop day of CE(S)T has 23 hours when summer begins and 25 when it ends", () => {
  expect(day("Europe/Prague", 0, "2026-03-29T10:00:00Z")).toEqual({
    key: "2026-03-29",
    start: "2026-03-28T23:00:00.000Z",
    hours: 23,
  });
  expect(day("Europe/Prague", 0, "2026-10-25T10:00:00Z")).toEqual({
    key: "2026-10-25",
    start: "2026-10-24T22:00:00.000Z",
    hours: 25,
  });
  // The second pass of the repeated hour (02:30 CET) is still the same day.
  expect(day("Europe/Prague", 0, "2026-10-25T01:30:00Z").key).toBe("2026-10-25");
});

test("the millisecond before midnight CE(S)T is yesterday, midnight is today", () => {
  expect(day("Europe/Prague", 0, "2026-07-01T21:59:59.999Z").key).toBe("2026-07-01");
  expect(day("Europe/Prague", 0, "2026-07-01T22:00:00.000Z").key).toBe("2026-07-02");
});

test("a day that ends at 17:00 New York keeps that hour through both clock changes", () => {
  expect(day("America/New_York", 17 * 60, "2026-03-08T12:00:00Z")).toEqual({
    key: "2026-03-07",
    start: "2026-03-07T22:00:00.000Z",
    hours: 23,
  });
  expect(day("America/New_York", 17 * 60, "2026-11-01T12:00:00Z")).toEqual({
    key: "2026-10-31",
    start: "2026-10-31T21:00:00.000Z",
    hours: 25,
  });
});

test("zones with odd offsets: quarters of an hour, half-hour summer, midnights that do not exist or come twice", () => {
  expect(day("Asia/Kathmandu", 0, "2026-11-01T18:20:00Z").start).toBe("2026-11-01T18:15:00.000Z");
  expect(day("Australia/Lord_Howe", 0, "2026-04-04T18:20:00Z").hours).toBe(24.5);
  // Cairo, 24 April 2026: clocks go from 00:00 to 01:00, so the day begins at 01:00.
  expect(day("Africa/Cairo", 0, "2026-04-24T10:00:00Z")).toMatchObject({
    start: "2026-04-23T22:00:00.000Z",
    hours: 23,
  });
  // Havana, 1 November 2026: 01:00 becomes 00:00 again; the day began the first time.
  expect(day("America/Havana", 0, "2026-11-01T05:30:00Z")).toMatchObject({ key: "2026-11-01", hours: 25 });
  // What is shown again after the reset already belongs to the new day: 00:15 for the second time, reset at 00:30.
  expect(day("America/Havana", 30, "2026-11-01T05:15:00Z")).toMatchObject({ key: "2026-11-01", hours: 25 });
  expect(day("Europe/Prague", 150, "2026-10-25T01:15:00Z").key).toBe("2026-10-25");
  // Sao Paulo, 18 February 2018: 24:00 became 23:00 of the day before; midnight came an hour later.
  expect(day("America/Sao_Paulo", 0, "2018-02-18T02:30:00Z")).toMatchObject({ key: "2018-02-17", hours: 25 });
});

const ZONES = [
  "Europe/Prague",
  "America/New_York",
  "UTC",
  "Asia/Jakarta",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "America/St_Johns",
  "Pacific/Chatham",
  "Africa/Cairo",
  "America/Havana",
  "America/Sao_Paulo",
  "Africa/Casablanca",
  "Pacific/Kiritimati",
  "Asia/Tehran",
];

test("days tile all time: each instant is in exactly one, its neighbours begin where it ends", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...ZONES),
      fc.constantFrom(0, 1, 90, 150, 1_020, 1_439),
      fc.integer({ min: at("2012-01-01T00:00:00Z"), max: at("2035-01-01T00:00:00Z") }),
      (zone, resetMinute, now) => {
        const rule = { zone, resetMinute };
        const { startMs, endMs, key } = dayAt(rule, now);
        expect(startMs).toBeLessThanOrEqual(now);
        expect(endMs).toBeGreaterThan(now);
        expect((endMs - startMs) / HOUR).toBeGreaterThanOrEqual(22);
        expect((endMs - startMs) / HOUR).toBeLessThanOrEqual(26);
        expect(dayAt(rule, startMs)).toEqual({ startMs, endMs, key });
        expect(dayAt(rule, endMs).startMs).toBe(endMs);
        expect(dayAt(rule, startMs - 1).endMs).toBe(startMs);
        expect(dayAt(rule, endMs).key > key).toBe(true);
        // The wall clock shows the reset time, or has just jumped over it.
        const wall = new Date(startMs + zoneOffsetMs(zone, startMs));
        const shown = wall.getUTCHours() * 60 + wall.getUTCMinutes();
        const jumped = zoneOffsetMs(zone, startMs) - zoneOffsetMs(zone, startMs - 1);
        if (jumped <= 0) expect(shown).toBe(resetMinute);
        else expect(shown - resetMinute).toBeLessThanOrEqual(jumped / 60_000);
      },
    ),
    { numRuns: 400 },
  );
});

test("a time zone that nobody knows is told from one that is", () => {
  expect(["Europe/Prague", "UTC", "Asia/Jakarta"].every(isZone)).toBe(true);
  expect(["", "CE(S)T", "Europe/Nowhere", "../etc"].some(isZone)).toBe(false);
});

test("trading hours follow the wall clock of their zone, over midnight and weekends too", () => {
  const london = { zone: "Europe/London", windows: [{ weekdays: [1, 2, 3, 4, 5], fromMinute: 480, toMinute: 990 }] };
  expect(isWithinHours(london, at("2026-07-01T07:00:00Z"))).toBe(true);
  expect(isWithinHours(london, at("2026-07-01T06:59:59Z"))).toBe(false);
  expect(isWithinHours(london, at("2026-01-07T07:30:00Z"))).toBe(false);
  expect(isWithinHours(london, at("2026-07-04T10:00:00Z"))).toBe(false);
  const night = { zone: "UTC", windows: [{ weekdays: [5], fromMinute: 1_320, toMinute: 120 }] };
  expect(["2026-11-20T22:00:00Z", "2026-11-21T01:59:00Z"].every((text) => isWithinHours(night, at(text)))).toBe(true);
  expect(["2026-11-20T21:59:00Z", "2026-11-21T02:00:00Z"].some((text) => isWithinHours(night, at(text)))).toBe(false);
});
