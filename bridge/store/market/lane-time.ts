import { type OffsetEpoch, offsetEpochAt } from "#shared/market/broker-time.ts";
import type { Lane } from "./lane.ts";

/** How long after a server set its clock back the first tick may come for its lane still to be that change's. */
const FIRST_TICK_WITHIN_MS = 3_600_000;
/** An offset is measured to the second at best. */
const TOLERANCE_MS = 60_000;

/**
 * What the stamps of a lane mean beside those of the lanes after it. Broker time runs back for two reasons: the
 * server's offset from UTC became smaller (a repeated hour, whose two passes are different times), or the same time is
 * told again (a corrected clock, a replay moved back), and then what the later lane tells stands.
 */
export class LaneTime {
  /** Before this broker ms the lane's ticks stand; from it on, a later lane tells the time again. */
  readonly standsBeforeMs: number;
  readonly #offsets: readonly OffsetEpoch[];
  /** Offset epochs that began after the lane had ended. */
  readonly #later: ReadonlySet<number>;

  constructor(lanes: readonly Lane[], lane: Lane, offsets: readonly OffsetEpoch[]) {
    this.#offsets = offsets;
    let standsBeforeMs = Number.POSITIVE_INFINITY;
    const later = new Set<number>();
    for (const other of lanes) {
      if (other.epoch <= lane.epoch || other.total === 0) continue;
      const change = changeThatOpened(other, offsets);
      if (change !== undefined) later.add(change.epoch);
      else if (later.size === 0) standsBeforeMs = Math.min(standsBeforeMs, other.firstMs);
    }
    this.standsBeforeMs = standsBeforeMs;
    this.#later = later;
  }

  /** The offset epoch of a stamp of the lane. */
  offsetEpoch(timeMs: number): number {
    const begun = this.#later.size === 0 ? this.#offsets : this.#offsets.filter(({ epoch }) => !this.#later.has(epoch));
    return offsetEpochAt(begun, timeMs)?.epoch ?? 0;
  }
}

/** The change of offset that made time run back to where the lane begins. */
function changeThatOpened({ firstMs }: Lane, offsets: readonly OffsetEpoch[]): OffsetEpoch | undefined {
  return offsets.find(({ fromBrokerMs, offsetS }, i) => {
    const before = offsets[i - 1];
    const since = firstMs - fromBrokerMs;
    return before !== undefined && offsetS < before.offsetS && since >= -TOLERANCE_MS && since <= FIRST_TICK_WITHIN_MS;
  });
}
