import type { PackedFrame } from "./frame-pack.ts";

/** Ticks of consecutive frames of a lane as one row of `tick_batch`. */
export interface FrameRun {
  readonly lane: number;
  /** The first frame's. */
  readonly seq: number;
  readonly frames: number;
  readonly firstMs: number;
  readonly lastMs: number;
  readonly count: number;
  readonly layout: number;
  readonly baseMs: number;
  readonly payload: Uint8Array;
}

/** A frame that is to be stored, and its lane's number. */
export interface LaneFrame {
  readonly frame: PackedFrame;
  readonly lane: number;
}

/** Bytes of ticks that one row may hold: whoever wants one tick of it reads them all. */
const RUN_BYTES = 65_536;
const MAX_DELTA_MS = 0xffff_ffff;

/**
 * Joins checked frames into rows: as many in a row as follow each other in their lane and in the pack, have one layout
 * and keep their times within 32 bits of the first one's base. Binding a row to a statement costs more than everything
 * else that is done with a frame, so a burst is written in few. Rewrites the times in the pack.
 */
export function runsOf(fresh: readonly LaneFrame[]): FrameRun[] {
  const runs: FrameRun[] = [];
  for (let at = 0; at < fresh.length; ) {
    const end = endOfRun(fresh, at);
    runs.push(joined(fresh, at, end));
    at = end;
  }
  return runs;
}

function endOfRun(fresh: readonly LaneFrame[], from: number): number {
  const { frame: first, lane } = fresh[from] as LaneFrame;
  let bytes = first.payload.length;
  let before = first;
  let end = from + 1;
  for (; end < fresh.length; end++) {
    const next = fresh[end] as LaneFrame;
    const { frame } = next;
    bytes += frame.payload.length;
    const follows =
      next.lane === lane &&
      frame.seq === before.seq + 1 &&
      frame.layout === first.layout &&
      frame.payload.buffer === before.payload.buffer &&
      frame.payload.byteOffset === before.payload.byteOffset + before.payload.length;
    if (!follows || bytes > RUN_BYTES || frame.lastMs - first.baseMs > MAX_DELTA_MS) break;
    before = frame;
  }
  return end;
}

function joined(fresh: readonly LaneFrame[], from: number, end: number): FrameRun {
  const { frame: first, lane } = fresh[from] as LaneFrame;
  const { seq, firstMs, layout, baseMs, payload } = first;
  let { lastMs, count } = first;
  let bytes = payload.length;
  for (let i = from + 1; i < end; i++) {
    const { frame } = fresh[i] as LaneFrame;
    countFrom(frame, baseMs);
    lastMs = frame.lastMs;
    count += frame.count;
    bytes += frame.payload.length;
  }
  const ticks = new Uint8Array(payload.buffer, payload.byteOffset, bytes);
  return { lane, seq, frames: end - from, firstMs, lastMs, count, layout, baseMs, payload: ticks };
}

/** Has a frame's ticks counted from `baseMs`, which is no later than any of them. */
function countFrom({ baseMs: own, payload, count }: PackedFrame, baseMs: number): void {
  if (own === baseMs) return;
  const size = payload.length / count;
  const view = new DataView(payload.buffer, payload.byteOffset, payload.length);
  for (let at = 0; at < payload.length; at += size) view.setUint32(at, own + view.getUint32(at, true) - baseMs, true);
}
