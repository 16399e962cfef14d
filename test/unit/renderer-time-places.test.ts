import fc from "fast-check";
import { expect, test } from "vitest";
import { placeOf, timeAtPlace } from "#renderer/chart/time-places.ts";
import { zoneClock } from "#renderer/format/zone-clock.ts";
import { utcOfBroker } from "#shared/market/broker-clock.ts";
import { barOpen, nextBarOpen, TIMEFRAMES, type Timeframe } from "#shared/market/timeframe.ts";

const START = Date.UTC(2026, 0, 5);
const HOUR = 3_600_000;

/** Bars of a timeframe with holes where `traded` says no. */
function barsOf(timeframe: Timeframe, traded: readonly boolean[]): { readonly timeMs: number }[] {
  let timeMs = barOpen(timeframe, START);
  return traded.flatMap((isTraded) => {
    const bar = { timeMs };
    timeMs = nextBarOpen(timeframe, timeMs);
    return isTraded ? [bar] : [];
  });
}

const traded = fc.array(fc.boolean(), { minLength: 1, maxLength: 60 }).filter((all) => all.includes(true));

test("every place of a chart, also before its first and after its newest bar, is found again by its time", () => {
  fc.assert(
    fc.property(fc.constantFrom(...TIMEFRAMES), traded, fc.integer({ min: -80, max: 140 }), (timeframe, all, place) => {
      const bars = barsOf(timeframe, all);
      const timeMs = timeAtPlace(bars, timeframe, place);
      expect(timeMs).toBeDefined();
      expect(placeOf(bars, timeframe, timeMs ?? 0)).toBe(place);
    }),
  );
});

test("a moment stands on the bar that holds it, whatever timeframe it was marked on; in a gap, on the next bar", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...TIMEFRAMES),
      traded,
      fc.double({ min: 0, max: 1, noNaN: true }),
      (timeframe, all, way) => {
        const bars = barsOf(timeframe, all);
        const [first, last] = [bars[0]?.timeMs ?? 0, bars.at(-1)?.timeMs ?? 0];
        const timeMs = Math.floor(first + way * (last - first));
        const place = placeOf(bars, timeframe, timeMs) ?? -1;
        const bar = bars[place]?.timeMs ?? Number.NaN;
        if (bar <= timeMs) expect(timeMs).toBeLessThan(nextBarOpen(timeframe, bar));
        else expect(nextBarOpen(timeframe, bars[place - 1]?.timeMs ?? 0)).toBeLessThanOrEqual(timeMs);
      },
    ),
  );
});

test("a chart without bars has no places", () => {
  expect(placeOf([], "M1", START)).toBeUndefined();
  expect(timeAtPlace([], "M1", 3)).toBeUndefined();
});

test("times are shown in the zone that was chosen, across changes of either clock", () => {
  // A server on New York + 7: UTC+2 in winter, UTC+3 from 8 March 2026 on.
  const epochs = [
    { fromBrokerMs: Date.UTC(2026, 0, 5, 2), offsetS: 7_200 },
    { fromBrokerMs: Date.UTC(2026, 2, 8, 10), offsetS: 10_800 },
  ];
  const shown = (zone: string, ...at: [number, number, number, number]) =>
    new Date(zoneClock(zone, epochs)(Date.UTC(...at))).toISOString().slice(0, 16);
  expect(shown("broker", 2026, 1, 2, 12)).toBe("2026-02-02T12:00");
  expect(shown("utc", 2026, 1, 2, 12)).toBe("2026-02-02T10:00");
  expect(shown("Asia/Jakarta", 2026, 1, 2, 12)).toBe("2026-02-02T17:00");
  expect(shown("America/New_York", 2026, 1, 2, 0)).toBe("2026-02-01T17:00");
  expect(shown("utc", 2026, 5, 2, 12)).toBe("2026-06-02T09:00");
  // London goes over to summer three weeks after the server.
  expect(shown("Europe/London", 2026, 2, 20, 12)).toBe("2026-03-20T09:00");
  expect(shown("Europe/London", 2026, 3, 20, 12)).toBe("2026-04-20T10:00");
});

test("before anybody recorded the server's clock, New York's rule counts where it fits, else the first offset", () => {
  const ny = [{ fromBrokerMs: Date.UTC(2026, 0, 5, 2), offsetS: 7_200 }];
  expect(utcOfBroker(ny, Date.UTC(2025, 6, 1, 12))).toBe(Date.UTC(2025, 6, 1, 9));
  expect(utcOfBroker(ny, Date.UTC(2024, 11, 1, 12))).toBe(Date.UTC(2024, 11, 1, 10));
  const jakarta = [{ fromBrokerMs: Date.UTC(2026, 0, 5, 7), offsetS: 7 * 3_600 }];
  expect(utcOfBroker(jakarta, Date.UTC(2025, 6, 1, 12))).toBe(Date.UTC(2025, 6, 1, 12) - 7 * HOUR);
  expect(utcOfBroker([], START)).toBe(START);
});
