import { expect, test } from "vitest";
import { CalendarService } from "#bridge/calendar/calendar-service.ts";
import { NO_FIGURE, PaperCalendar } from "#bridge/paper-terminal/market/paper-calendar.ts";
import type { CalendarAnswer, CalendarValue, DataProvider, DataProviderListener } from "#bridge/ports/data-provider.ts";
import { countdownText } from "#renderer/panels/calendar/countdown-text.ts";
import { figureText, nextRelease, shownReleases } from "#renderer/panels/calendar/shown-releases.ts";
import type { CalendarState, Release } from "#shared/contract/calendar.ts";
import type { AccountId } from "#shared/market/brands.ts";
import { releaseOf } from "#shared/market/calendar/release.ts";
import { VirtualClock } from "#test/fixtures/virtual-clock.ts";

const NOW = Date.UTC(2026, 10, 20, 12);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const value = (id: bigint, timeMs: number, more: Partial<CalendarValue> = {}): CalendarValue => ({
  value: id,
  event: 1n,
  timeMs,
  periodMs: 0,
  revision: 0,
  actual: NO_FIGURE,
  forecast: 200_500_000n,
  previous: -12_300_000n,
  revisedPrevious: NO_FIGURE,
  impact: "unknown",
  kind: "indicator",
  importance: "high",
  timeMode: "exact",
  unit: "job",
  multiplier: "thousands",
  digits: 1,
  country: "US",
  currency: "USD",
  name: "Nonfarm Payrolls",
  ...more,
});

test("figures are MT5's divided by a million, none stays none, and times are taken back by today's offset", () => {
  const release = releaseOf(value(7n, NOW + 2 * HOUR), 2 * HOUR);
  expect(release).toMatchObject({ id: "7", atMs: NOW, actual: null, forecast: 200.5, previous: -12.3, revised: null });
  expect(releaseOf(value(8n, 0, { actual: 0n }), 0).actual).toBe(0);
});

class Provider implements DataProvider {
  readonly id: AccountId;
  readonly name: string;
  readonly kind: "mt5" | "paper";
  asked = 0;
  answer: CalendarAnswer = { status: "complete", values: [], offsetMs: 0 };

  constructor(kind: "mt5" | "paper") {
    this.kind = kind;
    this.name = kind;
    this.id = `1@${kind}` as AccountId;
  }

  followBooks(): void {}

  readCalendar(): Promise<CalendarAnswer> {
    this.asked += 1;
    return Promise.resolve(this.answer);
  }
}

function room(...there: Provider[]) {
  const clock = new VirtualClock(NOW);
  const states: CalendarState[] = [];
  let listener: DataProviderListener = {};
  const service = new CalendarService({
    providers: {
      all: () => there,
      listen: (heard) => {
        listener = heard;
        return () => undefined;
      },
    },
    clock,
    show: (state) => states.push(state),
  });
  return { clock, states, service, there, listener };
}

test("nobody is asked before somebody looks; then MT5's calendar stands before the paper market's", async () => {
  const [paper, mt5] = [new Provider("paper"), new Provider("mt5")];
  mt5.answer = { status: "complete", values: [value(1n, NOW + 3 * HOUR)], offsetMs: 2 * HOUR };
  const { clock, service } = room(paper, mt5);
  expect([paper.asked, mt5.asked]).toEqual([0, 0]);
  service.want();
  await clock.advance(0);
  expect(service.state).toMatchObject({ status: "ready", kind: "mt5", revision: 1 });
  expect(service.releases(NOW, NOW + DAY)).toMatchObject([{ id: "1", atMs: NOW + HOUR }]);
  expect(paper.asked).toBe(0);
});

test("an actual that comes is in the calendar at once, and windows are told to look again", async () => {
  const mt5 = new Provider("mt5");
  mt5.answer = { status: "complete", values: [value(1n, NOW)], offsetMs: 0 };
  const { clock, service, listener } = room(mt5);
  service.want();
  await clock.advance(0);
  listener.calendarChanged?.(mt5, [value(1n, NOW, { actual: 5_000_000n })]);
  expect(service.state.revision).toBe(2);
  expect(service.releases(NOW, NOW)).toMatchObject([{ actual: 5 }]);
});

test("without MT5's history service the reason is said, nothing simulated is shown beside a broker, and a service that joins is asked", async () => {
  const [paper, mt5] = [new Provider("paper"), new Provider("mt5")];
  const { clock, service, listener, there } = room(paper);
  service.want();
  await clock.advance(0);
  expect(service.state).toMatchObject({ status: "ready", kind: "paper" });
  mt5.answer = { status: "serviceNeeded", values: [], offsetMs: 0 };
  there.push(mt5);
  listener.came?.(mt5);
  await clock.advance(0);
  expect(service.state).toMatchObject({ status: "serviceNeeded", kind: null });
  mt5.answer = { status: "complete", values: [], offsetMs: 0 };
  listener.came?.(mt5);
  await clock.advance(0);
  expect(service.state).toMatchObject({ status: "ready", kind: "mt5" });
});

test("a calendar that could not be had is asked for again, and without a terminal that is said", async () => {
  const mt5 = new Provider("mt5");
  mt5.answer = { status: "timeout", values: [], offsetMs: 0 };
  const { clock, service, there, listener } = room(mt5);
  service.want();
  await clock.advance(0);
  expect(service.state.status).toBe("timeout");
  mt5.answer = { status: "complete", values: [], offsetMs: 0 };
  await clock.advance(61_000);
  expect(service.state.status).toBe("ready");
  there.length = 0;
  listener.went?.(mt5);
  await clock.advance(0);
  expect(service.state).toMatchObject({ status: "none", source: null, kind: null });
});

test("the paper calendar is the same at every look, says that it is simulated, and knows no figure before its moment", () => {
  const calendar = new PaperCalendar(1);
  const [from, to] = [NOW - 7 * DAY, NOW + 14 * DAY];
  const values = calendar.releases(from, to, NOW);
  expect(values.length).toBeGreaterThan(10);
  expect(calendar.releases(from, to, NOW)).toEqual(values);
  const offset = 2 * HOUR;
  for (const { name, timeMs, actual, forecast } of values) {
    expect(name).toMatch(/^Simulated: /);
    expect(actual === NO_FIGURE).toBe(timeMs - offset > NOW);
    expect(forecast).not.toBe(NO_FIGURE);
  }
  // What was a forecast becomes an actual, and nothing else changes but what MT5 tells with it.
  const coming = values.find(({ timeMs }) => timeMs - offset > NOW);
  const later = calendar.releases(from, to, (coming?.timeMs ?? 0) - offset);
  expect(later.find(({ value: id }) => id === coming?.value)?.actual).not.toBe(NO_FIGURE);
  const named = values.filter(({ event }) => event === 5n);
  for (const [i, { previous }] of named.slice(1).entries()) {
    const before = named[i];
    if (before !== undefined && before.actual !== NO_FIGURE) expect(previous).toBe(before.actual);
  }
});

const release = (more: Partial<Release>): Release => ({ ...releaseOf(value(1n, NOW), 0), ...more });

test("filters keep what is chosen, and holidays always; the next release is one whose minute is known", () => {
  const all = [
    release({ id: "a", currency: "USD", importance: "low", atMs: NOW + HOUR }),
    release({ id: "b", currency: "EUR", importance: "high", atMs: NOW + 2 * HOUR }),
    release({ id: "c", currency: "USD", importance: "none", kind: "holiday", atMs: NOW + 60_000 }),
    release({ id: "d", currency: "USD", importance: "high", timeMode: "tentative", atMs: NOW + 120_000 }),
  ];
  const ids = (list: readonly Release[]): string => list.map(({ id }) => id).join("");
  expect(ids(shownReleases(all, { currencies: [], importance: "none" }))).toBe("abcd");
  expect(ids(shownReleases(all, { currencies: ["USD"], importance: "moderate" }))).toBe("cd");
  expect(nextRelease(all, NOW)?.id).toBe("a");
  expect(nextRelease(all, NOW + 3 * HOUR)).toBeUndefined();
});

test("figures and the countdown read as people write them", () => {
  expect(figureText(227, release({ digits: 0, multiplier: "thousands", unit: "job" }))).toBe("227 K");
  expect(figureText(-0.3, release({ digits: 1, multiplier: "none", unit: "percent" }))).toBe("\u22120.3 %");
  expect(figureText(null, release({}))).toBe("");
  expect(countdownText(2 * DAY + 3 * HOUR + 4_000, "d")).toBe("2 d 03:00:04");
  expect(countdownText(59_001, "d")).toBe("00:01:00");
  expect(countdownText(-5, "d")).toBe("00:00:00");
});
