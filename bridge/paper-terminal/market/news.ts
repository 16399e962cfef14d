import { brokerHour } from "./activity.ts";
import { hash, normal, unit } from "./random.ts";

/** Whose news it is. A market feels each region's news by its own measure. */
const REGIONS = ["america", "europe", "asia", "crypto"] as const;
type Region = (typeof REGIONS)[number];
export type NewsFelt = Readonly<Partial<Record<Region, number>>>;

/** A release: from `minute` of its hour on, prices get `variance` (shares of a usual day's) beyond the usual. */
export interface Release {
  readonly region: Region;
  readonly minute: number;
  readonly variance: number;
}

/** Releases that come at a fixed broker time (New York + 7), with the chance that a day has one. */
export const PLANNED: readonly { region: Region; hour: number; minute: number; chance: number; size: number }[] = [
  { region: "asia", hour: 2, minute: 50, chance: 0.12, size: 0.03 },
  { region: "asia", hour: 4, minute: 30, chance: 0.1, size: 0.04 },
  { region: "europe", hour: 10, minute: 30, chance: 0.25, size: 0.03 },
  { region: "europe", hour: 12, minute: 0, chance: 0.2, size: 0.03 },
  { region: "america", hour: 15, minute: 30, chance: 0.55, size: 0.1 },
  { region: "america", hour: 17, minute: 0, chance: 0.4, size: 0.05 },
  { region: "america", hour: 21, minute: 0, chance: 0.08, size: 0.3 },
];

/** Each minute after a release carries this much of the minute before. */
const DECAY = 0.66;
const LASTS = 15;

/** Share of a release's variance in each minute after it; sums to 1. */
const SHAPE: readonly number[] = Array.from(
  { length: LASTS },
  (_, k) => (DECAY ** k * (1 - DECAY)) / (1 - DECAY ** LASTS),
);

const KIND = 0x6e657773;

/** A release of the plan that an hour really has. */
export interface PlannedRelease {
  readonly row: number;
  readonly minute: number;
  readonly draw: number;
}

/** Whether an hour counted from 1970 UTC has the release of that row of the plan: known for every hour to come. */
export function plannedRelease(seed: number, utcHour: number, row: number): PlannedRelease | undefined {
  const entry = PLANNED[row];
  const at = brokerHour(utcHour);
  if (entry === undefined || at.weekend || entry.hour !== at.hour) return undefined;
  const draw = hash(seed, KIND, utcHour, row);
  return unit(draw) < entry.chance ? { row, minute: entry.minute, draw } : undefined;
}

/** The releases of an hour counted from 1970 UTC. */
export function releasesOf(seed: number, utcHour: number): readonly Release[] {
  const at = brokerHour(utcHour);
  const found: Release[] = [];
  const add = (region: Region, minute: number, size: number, draw: number): void => {
    found.push({ region, minute, variance: size * Math.exp(normal(draw)) });
  };
  if (!at.weekend) {
    for (const [row, entry] of PLANNED.entries()) {
      const planned = plannedRelease(seed, utcHour, row);
      if (planned !== undefined) add(entry.region, entry.minute, entry.size, hash(planned.draw, KIND));
    }
  }
  for (const [row, region] of REGIONS.entries()) {
    const draw = hash(seed, KIND + 1, utcHour, row);
    const chance = at.weekend && region !== "crypto" ? 0.004 : 0.012;
    if (unit(draw) < chance) add(region, hash(draw, 1) % 45, 0.02, hash(draw, 2));
  }
  return found;
}

/** Extra variance of each minute of an hour, in shares of a usual day's, as one market feels it. */
export function newsVariance(releases: readonly Release[], felt: NewsFelt): Float64Array | null {
  let minutes: Float64Array | null = null;
  for (const { region, minute, variance } of releases) {
    const measure = felt[region] ?? 0;
    if (measure === 0) continue;
    minutes ??= new Float64Array(60);
    for (let k = 0; k < LASTS && minute + k < 60; k++) {
      minutes[minute + k] = (minutes[minute + k] as number) + measure * variance * (SHAPE[k] as number);
    }
  }
  return minutes;
}
