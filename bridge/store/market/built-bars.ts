import { type OffsetEpoch, offsetEpochAt } from "#shared/market/broker-time.ts";
import { type FormingBar, M1Builder } from "#shared/market/m1-builder.ts";
import { BAR_SOURCE, type KeyedBar } from "./bar-book.ts";
import type { Lane } from "./lane.ts";
import type { TickReader } from "./tick-reader.ts";

/** Bars are built from this many ms of ticks at a time, so that memory stays bounded. */
const STRIDE_MS = 6 * 3_600_000;

/** M1 bars of a lane's ticks in [fromMs, toMs), which are minute boundaries. */
export function* buildLaneM1(
  ticks: TickReader,
  lane: Lane,
  point: number,
  fromMs: number,
  toMs: number,
): Generator<FormingBar> {
  const closed: FormingBar[] = [];
  const builder = new M1Builder(point, (bar) => closed.push(bar));
  const first = Math.max(fromMs, lane.firstMs);
  const last = Math.min(toMs, lane.timeMs + 1);
  for (let from = first; from < last; from += STRIDE_MS) {
    builder.add(ticks.readLane(lane, from, Math.min(from + STRIDE_MS, last)));
    yield* closed.splice(0);
  }
  builder.finish();
  yield* closed;
}

/** Names the offset epoch of bars of `lane`; `lanes` are all lanes of its stream. */
export function offsetNamer(lanes: readonly Lane[], lane: Lane, offsets: readonly OffsetEpoch[]) {
  const later = lanes.filter((other) => other.epoch > lane.epoch);
  return (timeMs: number): number => {
    const reachBack = later.filter((other) => other.firstMs <= timeMs).length;
    return offsetEpochAt(offsets, timeMs, reachBack)?.epoch ?? 0;
  };
}

/** M1 bars of ticks that no stored bar holds yet. */
export function unsealedBars(
  ticks: TickReader,
  lanes: readonly Lane[],
  point: number,
  offsets: readonly OffsetEpoch[],
  fromMs: number,
  toMs: number,
): KeyedBar[] {
  const bars: KeyedBar[] = [];
  for (const lane of lanes) {
    const epochOf = offsetNamer(lanes, lane, offsets);
    for (const bar of buildLaneM1(ticks, lane, point, Math.max(fromMs, lane.sealedMs), toMs)) {
      bars.push({ ...bar, offsetEpoch: epochOf(bar.timeMs), source: BAR_SOURCE.ticks });
    }
  }
  return bars;
}
