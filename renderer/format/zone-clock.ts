import { type ClockEpoch, utcOfBroker } from "#shared/market/broker-clock.ts";
import { zoneOffsetMs } from "#shared/trading/day/zone-offset.ts";

const HOUR = 3_600_000;
const MINUTE = 60_000;
/** No zone changes its clock more often than at a quarter of an hour. */
const STEP = HOUR / 4;

const offsets = new Map<string, Map<number, number>>();

/** Ms that a zone's clock is ahead of UTC at a moment. */
function offsetAt(zone: string, utcMs: number): number {
  if (zone === "utc") return 0;
  if (zone === "local") return -new Date(utcMs).getTimezoneOffset() * MINUTE;
  const known = offsets.get(zone) ?? new Map<number, number>();
  offsets.set(zone, known);
  const step = Math.floor(utcMs / STEP);
  const cached = known.get(step);
  if (cached !== undefined) return cached;
  const made = zoneOffsetMs(zone, step * STEP);
  known.set(step, made);
  return made;
}

/** Turns a broker stamp into the wall clock of a zone, written as if it were UTC. */
export type ZoneClock = (brokerMs: number) => number;

/** The clock of a zone: `broker`, `utc`, `local` (this computer's) or an IANA name. @param epochs of the broker's server */
export function zoneClock(zone: string, epochs: readonly ClockEpoch[]): ZoneClock {
  if (zone === "broker") return (brokerMs) => brokerMs;
  return (brokerMs) => {
    const utcMs = utcOfBroker(epochs, brokerMs);
    return utcMs + offsetAt(zone, utcMs);
  };
}
