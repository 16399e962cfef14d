import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ItemOf } from "#shared/link/frame.ts";
import { EaWorld } from "#test/fixtures/ea-world.ts";
import type { ProgramLink } from "#test/fixtures/program-link.ts";
import type { RunningMql } from "../mql5-host/harness.ts";

const DAY = 86_400;
const FROM = Date.UTC(2026, 10, 20) / 1_000;
let world: EaWorld;
beforeEach(() => {
  world = new EaWorld();
});
afterEach(() => world.close());

const COUNTRIES = [
  { id: 840, code: "US", currency: "USD" },
  { id: 999, code: "EU", currency: "EUR" },
];
const EVENTS = [
  { id: 1, country: 840, name: "Nonfarm Payrolls", type: 1, importance: 3, unit: 4, multiplier: 1, digits: 0 },
  { id: 2, country: 999, name: "ECB, Größe €", type: 0, importance: 1, timeMode: 3 },
];
const value = (id: number, event: number, time: number, more: object = {}) => ({ id, event, time, ...more });

async function opened(): Promise<{ link: ProgramLink; service: RunningMql; ea: ProgramLink }> {
  const { bridge, link: ea } = await world.paired();
  const service = await world.start("historyService");
  return { link: await bridge.link("historyService"), service, ea };
}
const end = (link: ProgramLink, request: number) =>
  link.next("CalendarEnd", ({ fields }) => fields.request === request);
const valuesOf = (link: ProgramLink, request: number): ItemOf<"CalendarValues">[] => {
  const frames = link.all("CalendarValues").filter(({ fields }) => fields.request === request);
  expect(frames.map(({ fields }) => fields.part)).toEqual(frames.map((_, i) => i));
  return frames.flatMap(({ items }) => [...items]);
};

describe("the economic calendar from the history service", () => {
  test("has every value of the span with its event's words, and no figure where MT5 has none", async () => {
    const { link, service } = await opened();
    const many = Array.from({ length: 500 }, (_, i) => value(100 + i, 1, FROM + 60 * i));
    await service.calendar({
      countries: COUNTRIES,
      events: EVENTS,
      values: [
        value(1, 1, FROM + 3_600, {
          actual: 227_000_000_000,
          forecast: 200_500_000,
          previous: -12_300_000,
          impact: 1,
          revision: 1,
        }),
        value(2, 2, FROM + 7_200),
        value(3, 1, FROM - DAY),
        value(4, 9, FROM + 7_201),
        ...many,
      ],
    });
    link.send("CalendarRequest", { request: 7, fromMs: FROM * 1_000, toMs: (FROM + DAY) * 1_000, follow: false });
    expect((await end(link, 7)).fields).toEqual({ request: 7, status: "complete", total: 503, error: 0 });
    const values = valuesOf(link, 7);
    expect(values).toHaveLength(503);
    const NONE = -(2n ** 63n);
    expect(values.find(({ value: id }) => id === 1n)).toEqual({
      value: 1n,
      event: 1n,
      timeMs: (FROM + 3_600) * 1_000,
      periodMs: 0,
      revision: 1,
      actual: 227_000_000_000n,
      forecast: 200_500_000n,
      previous: -12_300_000n,
      revisedPrevious: NONE,
      impact: "positive",
      kind: "indicator",
      importance: "high",
      timeMode: "exact",
      unit: "job",
      multiplier: "thousands",
      digits: 0,
      country: "US",
      currency: "USD",
      name: "Nonfarm Payrolls",
    });
    expect(values.find(({ value: id }) => id === 2n)).toMatchObject({
      actual: NONE,
      name: "ECB, Größe €",
      currency: "EUR",
      importance: "low",
      timeMode: "tentative",
    });
    expect(values.find(({ value: id }) => id === 4n)).toMatchObject({ name: "", currency: "" });
  });

  test("is tried again while MT5 still downloads it, and what changes afterwards is told", async () => {
    const { link, service } = await opened();
    await service.calendar({
      countries: COUNTRIES,
      events: EVENTS,
      values: [value(1, 1, FROM)],
      failures: 2,
      error: 5_401,
    });
    link.send("CalendarRequest", { request: 1, fromMs: FROM * 1_000, toMs: (FROM + DAY) * 1_000, follow: true });
    expect((await end(link, 1)).fields).toMatchObject({ status: "complete", total: 1 });
    await service.calendar({ values: [value(1, 1, FROM, { actual: 5_000_000 })] });
    const { fields, items } = await link.next("CalendarChanged");
    expect(fields.request).toBe(1);
    expect(items).toMatchObject([{ value: 1n, actual: 5_000_000n }]);
    // An empty span is an answer, not a failure.
    link.send("CalendarRequest", { request: 2, fromMs: 0, toMs: 1_000, follow: false });
    expect((await end(link, 2)).fields).toMatchObject({ status: "complete", total: 0 });
  });

  test("that cannot be had, or is asked for years, ends in words; the EA sends whoever asks it to the service", async () => {
    const { link, service, ea } = await opened();
    link.send("CalendarRequest", { request: 1, fromMs: 0, toMs: FROM * 1_000, follow: false });
    expect((await end(link, 1)).fields).toMatchObject({ status: "failed", error: 65_537 });
    await service.calendar({ failures: 1_000, error: 5_401 });
    link.send("CalendarRequest", { request: 2, fromMs: FROM * 1_000, toMs: FROM * 1_000, follow: true });
    expect((await end(link, 2)).fields).toMatchObject({ status: "timeout", error: 5_401 });
    ea.send("CalendarRequest", { request: 3, fromMs: FROM * 1_000, toMs: FROM * 1_000, follow: true });
    expect((await end(ea, 3)).fields).toEqual({ request: 3, status: "serviceNeeded", total: 0, error: 0 });
  });
});
