import { toBroker } from "./broker-zone.ts";

/** When a market is awake: the pulse of the place that trades it. */
export type Pulse = "europe" | "asia" | "america" | "metals" | "crypto";

/**
 * Share of a usual hour's activity by broker hour (New York + 7): 02-09 Tokyo, 10-18 London, 15-23 New York. The
 * figures are rounded from the tick counts and hourly ranges of the recorded EURUSD and XAUUSD days.
 */
const PULSES: Readonly<Record<Pulse, readonly number[]>> = {
  europe: [
    0.25, 0.35, 0.5, 0.55, 0.5, 0.45, 0.45, 0.5, 0.65, 1.1, 1.6, 1.5, 1.25, 1.1, 1.15, 1.75, 2.0, 1.9, 1.5, 1.1, 0.9,
    0.75, 0.6, 0.35,
  ],
  asia: [
    0.4, 0.6, 1.2, 1.35, 1.15, 0.95, 0.85, 0.95, 1.0, 1.1, 1.25, 1.15, 1.0, 0.95, 1.0, 1.45, 1.65, 1.55, 1.2, 0.9, 0.8,
    0.7, 0.55, 0.4,
  ],
  america: [
    0.2, 0.3, 0.4, 0.4, 0.35, 0.35, 0.35, 0.4, 0.5, 0.75, 0.95, 0.9, 0.8, 0.75, 0.85, 1.6, 2.6, 2.3, 1.8, 1.5, 1.4, 1.5,
    1.9, 0.6,
  ],
  metals: [
    0.2, 0.6, 0.8, 0.9, 0.75, 0.65, 0.6, 0.65, 0.8, 1.0, 1.25, 1.2, 1.0, 0.95, 1.1, 1.9, 2.3, 2.1, 1.6, 1.2, 1.0, 0.8,
    0.6, 0.3,
  ],
  crypto: [
    0.9, 0.9, 0.95, 0.95, 0.9, 0.85, 0.85, 0.85, 0.9, 0.95, 1.0, 1.0, 0.95, 0.95, 1.05, 1.3, 1.45, 1.4, 1.25, 1.1, 1.05,
    1.0, 0.95, 0.9,
  ],
};

/** On a simulated weekend the world's desks are empty: prices move little, quotes still come. */
const WEEKEND_VARIANCE = 0.12;
const WEEKEND_QUOTES = 0.55;

const HOUR = 3_600_000;

interface BrokerHour {
  readonly hour: number;
  readonly weekend: boolean;
}

/** The broker's hour of day and kind of day for an hour counted from 1970 UTC. */
export function brokerHour(utcHour: number): BrokerHour {
  const broker = toBroker(utcHour * HOUR);
  const day = Math.floor(broker / (24 * HOUR));
  const weekday = (((day + 4) % 7) + 7) % 7;
  return { hour: Math.floor(broker / HOUR) % 24, weekend: weekday === 0 || weekday === 6 };
}

/** Share of a usual weekday's price variance that falls in an hour (about 1/24 on average). */
export function varianceShare(pulse: Pulse, at: BrokerHour): number {
  const level = PULSES[pulse][at.hour] as number;
  return (level / 24) * (at.weekend && pulse !== "crypto" ? WEEKEND_VARIANCE : 1);
}

/** How busy quoting is in an hour against its mean, 1 on average over a weekday. */
export function quotePace(pulse: Pulse, at: BrokerHour): number {
  const level = Math.sqrt(PULSES[pulse][at.hour] as number);
  return level * (at.weekend && pulse !== "crypto" ? WEEKEND_QUOTES : 1);
}

/** How much wider the spread is than at its usual best: thin hours and the rollover at broker midnight. */
export function spreadWidth(pulse: Pulse, at: BrokerHour): number {
  if (pulse === "crypto") return 1;
  if (at.weekend) return 1.6;
  if (at.hour === 0 || at.hour === 23) return 1.9;
  return at.hour < 9 ? 1.25 : 1;
}
