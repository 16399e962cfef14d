import { clockStamp } from "./clock-zone.ts";

/** From this broker time on the server's clock was so many seconds ahead of UTC. */
export interface ClockEpoch {
  readonly fromBrokerMs: number;
  readonly offsetS: number;
}

const HOUR = 3_600_000;

/** New York's clock and seven hours: midnight at New York's 17:00, as most MetaTrader servers count. */
const NEW_YORK_MIDNIGHT = { newYorkHours: 7 } as const;

/**
 * UTC of a broker stamp. Since the first epoch the recorded offsets count. Before it nobody was there: a server that
 * then stood where New York's clock and seven hours stands is taken to have kept that rule in earlier years; any other
 * is taken to have never moved its clock.
 * @param epochs oldest first
 */
export function utcOfBroker(epochs: readonly ClockEpoch[], brokerMs: number): number {
  const first = epochs[0];
  if (first === undefined) return brokerMs;
  const epoch = epochs.findLast((each) => each.fromBrokerMs <= brokerMs);
  if (epoch !== undefined) return brokerMs - epoch.offsetS * 1_000;
  const firstUtcMs = first.fromBrokerMs - first.offsetS * 1_000;
  if (clockStamp(NEW_YORK_MIDNIGHT, firstUtcMs) !== first.fromBrokerMs) return brokerMs - first.offsetS * 1_000;
  // Three hours ahead in summer, two in winter; the first that agrees with itself holds.
  const summer = brokerMs - 3 * HOUR;
  return clockStamp(NEW_YORK_MIDNIGHT, summer) === brokerMs ? summer : brokerMs - 2 * HOUR;
}
