import type { StreamCursor } from "#bridge/ports/tick-store.ts";
import { FairleadError } from "#shared/contract/errors.ts";
import { checkTickPayload, tickLayoutName } from "#shared/link/ticks.ts";
import type { PackedFrame } from "./frame-pack.ts";

/** One cursor epoch of one stream, as table `lane` keeps it. Replaced, never changed: a rolled back write leaves it be. */
export interface Lane {
  readonly id: number;
  readonly stream: number;
  readonly epoch: number;
  readonly seq: number;
  readonly firstMs: number;
  readonly timeMs: number;
  readonly countAtTime: number;
  readonly total: number;
  readonly sealedMs: number;
  readonly sealedTotal: number;
}

/** Number of the first epoch of every stream. */
export const FIRST_EPOCH = 1;
const SEQ_BITS = 36n;
const MAX_SEQ = 2 ** 36 - 1;

/** Key of a frame in `tick_batch`. */
export const batchId = (lane: number, seq: number): bigint => (BigInt(lane) << SEQ_BITS) | BigInt(seq);

/** A stream's cursor where nothing has been stored in `epoch` yet. */
const emptyCursor = (epoch: number): StreamCursor => ({
  epoch,
  seq: 0n,
  timeMs: 0,
  countAtTime: 0,
  total: 0,
  firstMs: 0,
  pastMs: 0,
});

/** Whether a lane came over the link; others are days of the past (migration 005), from before the first of these. */
export const isLive = ({ epoch }: Lane): boolean => epoch >= FIRST_EPOCH;

/** The cursor of a stream's newest lane; `all` are its lanes, oldest epoch first. */
export function cursorOf(all: readonly Lane[]): StreamCursor {
  const lanes = all.filter(isLive);
  const newest = lanes.at(-1);
  if (newest === undefined) return emptyCursor(FIRST_EPOCH);
  const { epoch, seq, timeMs, countAtTime, total, firstMs } = newest;
  const pastMs = lanes.slice(0, -1).reduce((latest, lane) => Math.max(latest, lane.timeMs), 0);
  return { epoch, seq: BigInt(seq), timeMs, countAtTime, total, firstMs, pastMs };
}

/** @throws FairleadError STORE_FRAME_REJECTED, always: the frame, named, and why. */
export function rejectFrame(frame: Pick<PackedFrame, "stream" | "epoch" | "seq">, why: string): never {
  const { stream, epoch, seq } = frame;
  throw new FairleadError("STORE_FRAME_REJECTED", `Frame ${seq} of stream ${stream}, epoch ${epoch}: ${why}.`, {
    stream,
    epoch,
    seq,
  });
}

/**
 * The lane after `frame`, or the lane itself when it holds the frame already.
 * @throws FairleadError STORE_FRAME_REJECTED when the frame leaves a hole, runs back in time, or its head does not tell
 * the truth about its ticks.
 */
export function advance(lane: Lane, frame: PackedFrame): Lane {
  if (frame.seq <= lane.seq) {
    if (!(frame.seq >= 1)) rejectFrame(frame, "sequence numbers begin at 1");
    return lane;
  }
  if (frame.seq !== lane.seq + 1 || frame.seq > MAX_SEQ) rejectFrame(frame, `frame ${lane.seq + 1} is the next one`);
  const layout = tickLayoutName(frame.layout);
  if (layout === null) rejectFrame(frame, `tick layout ${frame.layout} is unknown`);
  const { firstMs, lastMs, tied } = checked(frame, layout);
  if (firstMs !== frame.firstMs || lastMs !== frame.lastMs) rejectFrame(frame, "its times are not those of its ticks");
  if (firstMs < lane.timeMs && lane.total > 0) rejectFrame(frame, "it is older than what is stored");
  // Named one by one: a spread costs more than everything else that is done here with a frame.
  return {
    id: lane.id,
    stream: lane.stream,
    epoch: lane.epoch,
    seq: frame.seq,
    firstMs: lane.total === 0 ? firstMs : lane.firstMs,
    timeMs: lastMs,
    countAtTime: tied === frame.count && lane.total > 0 && lane.timeMs === lastMs ? lane.countAtTime + tied : tied,
    total: lane.total + frame.count,
    sealedMs: lane.sealedMs,
    sealedTotal: lane.sealedTotal,
  };
}

function checked(frame: PackedFrame, layout: NonNullable<ReturnType<typeof tickLayoutName>>) {
  try {
    return checkTickPayload({ layout, baseMs: frame.baseMs, payload: frame.payload, count: frame.count });
  } catch (error) {
    return rejectFrame(frame, error instanceof Error ? error.message : String(error));
  }
}
