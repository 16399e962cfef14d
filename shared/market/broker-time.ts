/**
 * From `fromBrokerMs` on (as the clock showed after the change) a server's clock was `offsetS` seconds ahead of UTC.
 * Epochs count from 0; the first also holds for all time before it.
 */
export interface OffsetEpoch {
  readonly epoch: number;
  readonly fromBrokerMs: number;
  readonly offsetS: number;
}

/**
 * The offset epoch in which a broker stamp of the present was made.
 * @param epochs oldest first.
 * @returns undefined when no offset is known at all.
 */
export function offsetEpochAt(epochs: readonly OffsetEpoch[], brokerMs: number): OffsetEpoch | undefined {
  return epochs.findLast((epoch) => epoch.fromBrokerMs <= brokerMs) ?? epochs[0];
}
