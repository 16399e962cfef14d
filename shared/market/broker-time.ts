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
 * The offset epoch in which a broker stamp was made.
 * @param epochs oldest first.
 * @param later how many cursor epochs after the stamp's own reach back to its time: in a repeated hour each of them
 * took a later offset. 0 for a stamp of the present.
 * @returns undefined when no offset is known at all.
 */
export function offsetEpochAt(epochs: readonly OffsetEpoch[], brokerMs: number, later = 0): OffsetEpoch | undefined {
  const begun = epochs.filter((epoch) => epoch.fromBrokerMs <= brokerMs);
  return begun[Math.max(0, begun.length - 1 - later)] ?? epochs[0];
}
