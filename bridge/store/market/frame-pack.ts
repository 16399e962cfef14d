import type { TickFrame } from "#bridge/ports/tick-store.ts";

/** Numbers that describe a frame in the directory of a pack: all are whole and safe, so doubles hold them exactly. */
const FIELDS = 10;
const WORD = Float64Array.BYTES_PER_ELEMENT;

/**
 * The frames of one or more `append` calls in one buffer, so that a post to the worker moves a single object however
 * many frames there are: frame count, call count, a directory of ten doubles a frame, the index after the last frame
 * of each call, then the payloads.
 */
export function packFrames(calls: readonly (readonly TickFrame[])[]): ArrayBuffer {
  let count = 0;
  let bytes = 0;
  for (const frames of calls) {
    count += frames.length;
    for (const frame of frames) bytes += frame.payload.length;
  }
  const words = 2 + count * FIELDS + calls.length;
  const buffer = new ArrayBuffer(words * WORD + bytes);
  const directory = new Float64Array(buffer, 0, words);
  const payloads = new Uint8Array(buffer, words * WORD);
  directory[0] = count;
  directory[1] = calls.length;
  let at = 2;
  let offset = 0;
  for (const frames of calls) {
    for (const frame of frames) {
      directory[at++] = frame.stream;
      directory[at++] = frame.epoch;
      directory[at++] = Number(frame.seq);
      directory[at++] = frame.count;
      directory[at++] = frame.firstMs;
      directory[at++] = frame.lastMs;
      directory[at++] = frame.layout;
      directory[at++] = frame.baseMs;
      directory[at++] = offset;
      directory[at++] = frame.payload.length;
      payloads.set(frame.payload, offset);
      offset += frame.payload.length;
    }
  }
  let end = 0;
  for (const frames of calls) {
    end += frames.length;
    directory[at++] = end;
  }
  return buffer;
}

/** A frame as the worker reads it out of a pack; `payload` is a view on the pack. */
export interface PackedFrame {
  readonly stream: number;
  readonly epoch: number;
  readonly seq: number;
  readonly count: number;
  readonly firstMs: number;
  readonly lastMs: number;
  readonly layout: number;
  readonly baseMs: number;
  readonly payload: Uint8Array;
}

/** The frames of each call of a pack. */
export function unpackFrames(buffer: ArrayBuffer): PackedFrame[][] {
  const [count = 0, calls = 0] = new Float64Array(buffer, 0, 2);
  const words = 2 + count * FIELDS + calls;
  const directory = new Float64Array(buffer, 0, words);
  const payloadsAt = words * WORD;
  const ends = directory.subarray(2 + count * FIELDS);
  const out: PackedFrame[][] = [];
  let index = 0;
  for (const end of ends) {
    const frames: PackedFrame[] = [];
    for (; index < end; index++) frames.push(frameAt(buffer, directory, 2 + index * FIELDS, payloadsAt));
    out.push(frames);
  }
  return out;
}

function frameAt(buffer: ArrayBuffer, directory: Float64Array, at: number, payloadsAt: number): PackedFrame {
  const field = (n: number): number => directory[at + n] as number;
  return {
    stream: field(0),
    epoch: field(1),
    seq: field(2),
    count: field(3),
    firstMs: field(4),
    lastMs: field(5),
    layout: field(6),
    baseMs: field(7),
    payload: new Uint8Array(buffer, payloadsAt + field(8), field(9)),
  };
}
