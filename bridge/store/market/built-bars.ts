import type { OffsetEpoch } from "#shared/market/broker-time.ts";
import { type FormingBar, M1Builder } from "#shared/market/m1-builder.ts";
import { BAR_SOURCE, type KeyedBar } from "./bar-book.ts";
import type { Lane } from "./lane.ts";
import { LaneTime } from "./lane-time.ts";
import type { TickReader } from "./tick-reader.ts";

/** Bars are built from this many ticks at a time, so that memory stays bounded; silence, however long, costs nothing. */
const TICKS_AT_ONCE = 65_536;

/** The lanes of a stream, with what is needed to make bars of their ticks. */
export interface BarGround {
  readonly lanes: readonly Lane[];
  readonly point: number;
  readonly offsets: readonly OffsetEpoch[];
}

/** M1 bars of those ticks of a lane that stand, in [fromMs, toMs), which are minute boundaries. */
export function* buildLaneBars(
  ticks: TickReader,
  { lanes, point, offsets }: BarGround,
  lane: Lane,
  fromMs: number,
  toMs: number,
): Generator<KeyedBar> {
  const time = new LaneTime(lanes, lane, offsets);
  const closed: FormingBar[] = [];
  const builder = new M1Builder(point, (bar) => closed.push(bar));
  const keyed = (bar: FormingBar): KeyedBar => ({
    ...bar,
    offsetEpoch: time.offsetEpoch(bar.timeMs),
    source: BAR_SOURCE.ticks,
  });
  const last = Math.min(toMs, lane.timeMs + 1, time.standsBeforeMs);
  for (const run of ticks.runs(lane, Math.max(fromMs, lane.firstMs), last, TICKS_AT_ONCE)) {
    builder.add(run);
    yield* closed.splice(0).map(keyed);
  }
  builder.finish();
  yield* closed.map(keyed);
}

/** M1 bars of ticks that no stored bar holds yet. */
export function unsealedBars(ticks: TickReader, ground: BarGround, fromMs: number, toMs: number): KeyedBar[] {
  return ground.lanes.flatMap((lane) => {
    const from = Math.max(fromMs, lane.sealedMs);
    // Years of the past are a thousand lanes that are all in bars.
    return from > lane.timeMs || lane.firstMs >= toMs ? [] : [...buildLaneBars(ticks, ground, lane, from, toMs)];
  });
}
