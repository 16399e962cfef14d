import { HEADER_BYTES, tickBytes } from "./codec.ts";
import { MAGIC, PROTOCOL_VERSION } from "./codes.ts";
import { LinkDecodeError } from "./errors.ts";
import { readMs } from "./field-reader.ts";
import { MAX_FRAME_BYTES } from "./frame.ts";
import { layoutOf } from "./layout.ts";
import { Ticks } from "./messages/ticks.ts";
import { checkTicks, type TickPayload, tickLayoutName } from "./ticks.ts";

/** A frame of live ticks whose ticks stay packed; `payload` is a view on the frame. */
export interface PeekedTicks extends TickPayload {
  readonly stream: number;
  readonly epoch: number;
  /** Frames of the stream in this epoch, from 1. */
  readonly seq: bigint;
  readonly firstMs: number;
  readonly lastMs: number;
}

const at = Object.fromEntries(
  layoutOf(Ticks.fields).slots.map(({ name, offset }) => [name, HEADER_BYTES + offset]),
) as Readonly<Record<keyof typeof Ticks.fields, number>>;
const PAYLOAD_AT = HEADER_BYTES + layoutOf(Ticks.fields).size;

/** Whether a frame says that it holds live ticks; {@link peekTicks} then tells whether that is true. */
export const isTicksFrame = (frame: Uint8Array): boolean => frame.length > PAYLOAD_AT && frame[3] === Ticks.code;

/**
 * The fast way in for `Ticks`: reads header and fields, checks the packed ticks, unpacks none.
 * @throws LinkDecodeError and nothing else.
 */
export function peekTicks(frame: Uint8Array): PeekedTicks {
  if (frame.length < PAYLOAD_AT) throw new LinkDecodeError("tooShort", "the frame is too short for ticks");
  if (frame.length > MAX_FRAME_BYTES) throw new LinkDecodeError("tooLong", "the frame is longer than allowed");
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  if (view.getUint16(0, true) !== MAGIC) throw new LinkDecodeError("wrongMagic", "the frame does not begin with FL");
  if (view.getUint8(2) !== PROTOCOL_VERSION) throw new LinkDecodeError("protocolVersion", "Ticks of another protocol");
  if (view.getUint8(3) !== Ticks.code) throw new LinkDecodeError("unknownType", "the frame holds no live ticks");
  const layout = tickLayoutName(view.getUint8(at.layout));
  if (layout === null) throw new LinkDecodeError("unknownCode", "Ticks.layout is no TickLayout");
  const count = view.getUint32(4, true);
  if (frame.length !== PAYLOAD_AT + count * tickBytes(layout)) {
    throw new LinkDecodeError("lengthMismatch", `Ticks has ${frame.length} bytes for ${count} ticks`);
  }
  const baseMs = readMs(view, at.baseMs, "Ticks.baseMs");
  if (count < 1) throw new LinkDecodeError("badTicks", "no whole number of ticks");
  const { firstMs, lastMs } = checkTicks(view, PAYLOAD_AT, layout, baseMs);
  // Not `subarray`: a Buffer's takes longer than everything else here.
  const payload = new Uint8Array(frame.buffer, frame.byteOffset + PAYLOAD_AT, frame.byteLength - PAYLOAD_AT);
  return {
    layout,
    count,
    baseMs,
    payload,
    firstMs,
    lastMs,
    stream: view.getUint32(at.stream, true),
    epoch: view.getUint32(at.epoch, true),
    seq: view.getBigUint64(at.seq, true),
  };
}
