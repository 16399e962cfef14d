import { MAGIC, PROTOCOL_VERSION, type TickLayout } from "./codes.ts";
import { LinkDecodeError, LinkEncodeError } from "./errors.ts";
import type { FrameBytes } from "./field-reader.ts";
import { type AnyFrame, type Envelope, type FrameInput, MAX_FRAME_BYTES } from "./frame.ts";
import { Header } from "./header.ts";
import { layoutOf } from "./layout.ts";
import { isTickMessage, MESSAGES, type MessageName, TICK_RECORDS } from "./messages.ts";
import { type RecordCodec, type RecordValues, recordCodec } from "./record-codec.ts";
import type { MessageShape } from "./schema.ts";

interface MessageCodec {
  readonly name: MessageName;
  readonly code: number;
  readonly frozen: boolean;
  readonly fields: RecordCodec;
  /** Bytes of one record; null where the records' size follows from the `layout` field. */
  readonly items: RecordCodec | null;
}

export const HEADER_BYTES = layoutOf(Header.fields).size;

const byName = new Map<string, MessageCodec>();
const byCode = new Map<number, MessageCodec>();
for (const [key, shape] of Object.entries<MessageShape>(MESSAGES)) {
  const codec: MessageCodec = {
    name: key as MessageName,
    code: shape.code,
    frozen: shape.frozen,
    fields: recordCodec(shape.fields, shape.name),
    items: shape.items === null ? null : recordCodec(shape.items.fields, shape.items.name),
  };
  byName.set(key, codec);
  byCode.set(shape.code, codec);
}

const TICK_BYTES = Object.fromEntries(
  Object.entries(TICK_RECORDS).map(([layout, shape]) => [layout, layoutOf(shape.fields).size]),
) as Readonly<Record<keyof typeof TickLayout.values, number>>;

/** Bytes of one packed tick of a layout. */
export const tickBytes = (layout: keyof typeof TickLayout.values): number => TICK_BYTES[layout];

/**
 * Packs one message into a frame of its own.
 * @throws LinkEncodeError when a value does not fit its field or the frame would exceed MAX_FRAME_BYTES.
 */
export function encode<N extends MessageName>(name: N, input: FrameInput<N>): Uint8Array<ArrayBuffer> {
  const codec = byName.get(name);
  if (codec === undefined) throw new LinkEncodeError(`${name} is no message of the link`);
  const { header, fields } = input;
  const { items, payload, count } = bodyOf(codec, input);
  const itemsAt = HEADER_BYTES + codec.fields.size;
  const size = itemsAt + (payload?.length ?? count * (codec.items?.size ?? 0));
  if (size > MAX_FRAME_BYTES) throw new LinkEncodeError(`${name} of ${size} bytes is too long: split it over parts`);
  const octets = new Uint8Array(size);
  const frame: FrameBytes = { octets, view: new DataView(octets.buffer) };
  writeHeader(frame.view, codec.code, count, header.session, header.seq, header.protocol ?? PROTOCOL_VERSION);
  codec.fields.write(frame, HEADER_BYTES, fields);
  if (payload !== null) octets.set(payload, itemsAt);
  items.forEach((item, i) => codec.items?.write(frame, itemsAt + i * (codec.items?.size ?? 0), item));
  return octets;
}

function bodyOf(codec: MessageCodec, input: Readonly<RecordValues>) {
  if (isTickMessage(codec.name)) {
    const payload = input["payload"] as Uint8Array;
    const count = input["count"] as number;
    const layout = (input["fields"] as RecordValues)["layout"] as keyof typeof TickLayout.values;
    if (payload.length !== count * TICK_BYTES[layout]) {
      throw new LinkEncodeError(`${codec.name}: ${payload.length} bytes are not ${count} ticks of layout ${layout}`);
    }
    return { items: [], payload, count };
  }
  const items = (input["items"] ?? []) as readonly RecordValues[];
  if (items.length > 0 && codec.items === null) throw new LinkEncodeError(`${codec.name} carries no records`);
  return { items, payload: null, count: items.length };
}

function writeHeader(
  view: DataView,
  type: number,
  count: number,
  session: bigint,
  seq: bigint,
  protocol: number,
): void {
  view.setUint16(0, MAGIC, true);
  view.setUint8(2, protocol);
  view.setUint8(3, type);
  view.setUint32(4, count, true);
  view.setBigUint64(8, session, true);
  view.setBigUint64(16, seq, true);
}

/**
 * Reads the header alone, for routing and for `Refused`.
 * @throws LinkDecodeError `tooShort`, `tooLong` or `wrongMagic`.
 */
export function decodeHeader(frame: Uint8Array): Envelope & { readonly type: number } {
  if (frame.length < HEADER_BYTES) throw new LinkDecodeError("tooShort", "the frame is shorter than a header");
  if (frame.length > MAX_FRAME_BYTES) throw new LinkDecodeError("tooLong", "the frame is longer than allowed");
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  if (view.getUint16(0, true) !== MAGIC) throw new LinkDecodeError("wrongMagic", "the frame does not begin with FL");
  return {
    protocol: view.getUint8(2),
    type: view.getUint8(3),
    count: view.getUint32(4, true),
    session: view.getBigUint64(8, true),
    seq: view.getBigUint64(16, true),
  };
}

/**
 * Reads any frame. Lengths are checked before anything is allocated, so a count cannot cost more memory than the
 * frame itself; a message that is not frozen is read in this protocol version only.
 * @throws LinkDecodeError and nothing else.
 */
export function decode(frame: Uint8Array): AnyFrame {
  const { type, ...header } = decodeHeader(frame);
  const codec = byCode.get(type);
  if (codec === undefined) throw new LinkDecodeError("unknownType", `no message has type ${type}`);
  if (header.protocol !== PROTOCOL_VERSION && !codec.frozen) {
    throw new LinkDecodeError("protocolVersion", `${codec.name} of protocol ${header.protocol} cannot be read`);
  }
  const itemsAt = HEADER_BYTES + codec.fields.size;
  if (frame.length < itemsAt) throw new LinkDecodeError("lengthMismatch", `${codec.name} is cut short`);
  const bytes: FrameBytes = { octets: frame, view: new DataView(frame.buffer, frame.byteOffset, frame.byteLength) };
  const fields = codec.fields.read(bytes, HEADER_BYTES);
  const itemSize = isTickMessage(codec.name) ? TICK_BYTES[fields["layout"] as "quote"] : (codec.items?.size ?? 0);
  if (itemSize === 0 && header.count !== 0) {
    throw new LinkDecodeError("unexpectedItems", `${codec.name} carries no records`);
  }
  if (frame.length !== itemsAt + header.count * itemSize) {
    throw new LinkDecodeError("lengthMismatch", `${codec.name} has ${frame.length} bytes for ${header.count} records`);
  }
  const items: RecordValues[] = [];
  if (codec.items !== null) {
    for (let at = itemsAt; at < frame.length; at += codec.items.size) items.push(codec.items.read(bytes, at));
  }
  const payload = isTickMessage(codec.name) ? { payload: frame.subarray(itemsAt) } : {};
  return { name: codec.name, header, fields, items, ...payload } as unknown as AnyFrame;
}
