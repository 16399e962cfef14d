import type { ItemOf } from "#shared/link/frame.ts";
import { brokerOffset } from "./broker-zone.ts";
import { PLANNED, type PlannedRelease, plannedRelease } from "./news.ts";
import { hash, normal } from "./random.ts";

export type CalendarRecord = ItemOf<"CalendarValues">;

const HOUR = 3_600_000;
const DAY = 86_400_000;
/** MQL5's LONG_MIN: no figure. */
export const NO_FIGURE = -(2n ** 63n);
const MILLION = 1_000_000;
/** How far back an event's release before is looked for. */
const MOST_DAYS_BACK = 60;
const FIGURES = 0x66696775;

interface Shape {
  readonly name: string;
  readonly country: string;
  readonly currency: string;
  readonly importance: CalendarRecord["importance"];
  readonly unit: CalendarRecord["unit"];
  readonly multiplier: CalendarRecord["multiplier"];
  readonly digits: number;
  /** What its figures lie around, and how far. */
  readonly middle: number;
  readonly width: number;
}

const share = { unit: "percent", multiplier: "none", digits: 1 } as const;

/** One for each row of the market's own plan of releases (news.ts): those that move the simulated prices. */
const SHAPES: readonly Shape[] = [
  {
    name: "Simulated: Tankan survey",
    country: "JP",
    currency: "JPY",
    importance: "low",
    unit: "none",
    multiplier: "none",
    digits: 0,
    middle: 8,
    width: 4,
  },
  {
    name: "Simulated: Industrial production m/m",
    country: "JP",
    currency: "JPY",
    importance: "low",
    ...share,
    middle: 0.2,
    width: 0.9,
  },
  {
    name: "Simulated: Composite PMI",
    country: "EU",
    currency: "EUR",
    importance: "low",
    unit: "none",
    multiplier: "none",
    digits: 1,
    middle: 50.5,
    width: 1.5,
  },
  {
    name: "Simulated: Consumer prices y/y",
    country: "EU",
    currency: "EUR",
    importance: "moderate",
    ...share,
    middle: 2.2,
    width: 0.3,
  },
  {
    name: "Simulated: Employment change",
    country: "US",
    currency: "USD",
    importance: "high",
    unit: "job",
    multiplier: "thousands",
    digits: 0,
    middle: 160,
    width: 70,
  },
  {
    name: "Simulated: Consumer confidence",
    country: "US",
    currency: "USD",
    importance: "moderate",
    unit: "none",
    multiplier: "none",
    digits: 1,
    middle: 101,
    width: 5,
  },
  {
    name: "Simulated: Interest rate decision",
    country: "US",
    currency: "USD",
    importance: "high",
    ...share,
    digits: 2,
    middle: 4,
    width: 0.2,
  },
];

/**
 * The paper market's economic calendar: its own planned releases, which its prices feel, as MT5 would tell of them. All of
 * it is made up by the market's seed, and each event's name says so. A figure is known once its moment has come.
 */
export class PaperCalendar {
  readonly #seed: number;

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** Releases in [fromMs, toMs], broker time by today's offset, oldest first, as they are known at `utcNowMs`. */
  releases(fromMs: number, toMs: number, utcNowMs: number): CalendarRecord[] {
    const offsetMs = brokerOffset(utcNowMs);
    const found: CalendarRecord[] = [];
    for (let hour = Math.floor((fromMs - offsetMs) / HOUR); hour * HOUR <= toMs - offsetMs; hour++) {
      for (const [row] of PLANNED.entries()) {
        const planned = plannedRelease(this.#seed, hour, row);
        if (planned === undefined) continue;
        const utcMs = hour * HOUR + planned.minute * 60_000;
        const timeMs = utcMs + offsetMs;
        if (timeMs >= fromMs && timeMs <= toMs) found.push(this.#record(planned, hour, utcMs, timeMs, utcNowMs));
      }
    }
    return found;
  }

  #record({ row }: PlannedRelease, hour: number, utcMs: number, timeMs: number, utcNowMs: number): CalendarRecord {
    const { name, country, currency, importance, unit, multiplier, digits } = SHAPES[row] as Shape;
    const before = this.#before(hour, row);
    return {
      value: BigInt(hour) * 100n + BigInt(row),
      event: BigInt(row + 1),
      timeMs,
      periodMs: timeMs - (timeMs % DAY),
      revision: 0,
      actual: utcMs <= utcNowMs ? this.#figure(hour, row, "actual") : NO_FIGURE,
      forecast: this.#figure(hour, row, "forecast"),
      previous: before === undefined ? NO_FIGURE : this.#figure(before, row, "actual"),
      revisedPrevious: NO_FIGURE,
      impact: utcMs <= utcNowMs ? this.#impact(hour, row) : "unknown",
      kind: "indicator",
      importance,
      timeMode: "exact",
      unit,
      multiplier,
      digits,
      country,
      currency,
      name,
    };
  }

  /** The hour of the same event's release before. */
  #before(hour: number, row: number): number | undefined {
    // Clocks change by an hour: the release of a day before may lie an hour off.
    for (let days = 1; days <= MOST_DAYS_BACK; days++) {
      for (const off of [0, -1, 1]) {
        const then = hour - days * 24 + off;
        if (plannedRelease(this.#seed, then, row) !== undefined) return then;
      }
    }
    return undefined;
  }

  #figure(hour: number, row: number, which: "actual" | "forecast"): bigint {
    const { middle, width, digits } = SHAPES[row] as Shape;
    const expected = middle + width * normal(hash(this.#seed, FIGURES, hour, row));
    const surprise = which === "actual" ? width * 0.5 * normal(hash(this.#seed, FIGURES + 1, hour, row)) : 0;
    return BigInt(Math.round(Number((expected + surprise).toFixed(digits)) * MILLION));
  }

  #impact(hour: number, row: number): CalendarRecord["impact"] {
    const [actual, forecast] = [this.#figure(hour, row, "actual"), this.#figure(hour, row, "forecast")];
    return actual === forecast ? "unknown" : actual > forecast ? "positive" : "negative";
  }
}
