import type { TickColumns } from "../market/tick.ts";
import { tickBytes } from "./codec.ts";
import { TickLayout } from "./codes.ts";
import { LinkDecodeError, LinkEncodeError } from "./errors.ts";
import { LAST_MS } from "./time-range.ts";

export type TickLayoutName = keyof typeof TickLayout.values;

/** Packed ticks: what a tick frame carries after its fields, and what the store keeps as it came. */
export interface TickPayload {
  readonly layout: TickLayoutName;
  /** Broker ms from which each record's `deltaMs` counts. */
  readonly baseMs: number;
  readonly payload: Uint8Array;
  readonly count: number;
}

const NAMES: ReadonlyMap<number, TickLayoutName> = new Map(
  Object.entries(TickLayout.values).map(([name, value]) => [value, name as TickLayoutName]),
);
const MAX_DELTA_MS = 0xffff_ffff;
/** All exponent bits set: an infinity or NaN (IEEE 754), tested on the upper 32 bits. */
const NOT_FINITE = 0x7ff0_0000;

/** The name of a layout's wire number, or null. */
export const tickLayoutName = (value: number): TickLayoutName | null => NAMES.get(value) ?? null;

const isFull = (layout: TickLayoutName): boolean => layout === "full" || layout === "fineFull";
const isFine = (layout: TickLayoutName): boolean => layout === "fineQuote" || layout === "fineFull";

/** What packed ticks turn out to be. */
export interface CheckedTicks {
  /** Broker ms of the first and the last tick. */
  readonly firstMs: number;
  readonly lastMs: number;
  /** How many of the last ticks carry `lastMs`. */
  readonly tied: number;
}

/**
 * Checks packed ticks without unpacking them: length, times that never run back, finite prices and volumes.
 * @throws LinkDecodeError `badTicks`.
 */
export function checkTickPayload({ layout, baseMs, payload, count }: TickPayload): CheckedTicks {
  if (count < 1 || payload.length !== count * tickBytes(layout)) {
    throw new LinkDecodeError("badTicks", "no whole number of ticks");
  }
  return checkTicks(new DataView(payload.buffer, payload.byteOffset, payload.byteLength), 0, layout, baseMs);
}

/** As {@link checkTickPayload}, of whole ticks, at least one, that lie from `start` to the end of `view`. */
export function checkTicks(view: DataView, start: number, layout: TickLayoutName, baseMs: number): CheckedTicks {
  const size = tickBytes(layout);
  const full = isFull(layout);
  const first = view.getUint32(start, true);
  let delta = first;
  let tied = 0;
  for (let at = start; at < view.byteLength; at += size) {
    const next = view.getUint32(at, true);
    if (next < delta) throw new LinkDecodeError("badTicks", "the ticks of a frame run back in time");
    tied = next === delta ? tied + 1 : 1;
    delta = next;
    if (isWild(view, at + 8) || isWild(view, at + 16) || (full && (isWild(view, at + 24) || isWild(view, at + 40)))) {
      throw new LinkDecodeError("badTicks", "a tick holds a price or volume that is not finite");
    }
  }
  if (isFine(layout)) checkSubMs(view, start, size);
  if (baseMs + first < 0 || baseMs + delta > LAST_MS)
    throw new LinkDecodeError("badTicks", "the ticks' time is out of range");
  return { firstMs: baseMs + first, lastMs: baseMs + delta, tied };
}

const isWild = (view: DataView, at: number): boolean => (view.getUint32(at + 4, true) & NOT_FINITE) === NOT_FINITE;

function checkSubMs(view: DataView, start: number, size: number): void {
  for (let at = start + size - 2; at < view.byteLength; at += size) {
    if (view.getUint16(at, true) > 9_999) throw new LinkDecodeError("badTicks", "subMs is more than 9,999");
  }
}

/**
 * Unpacks ticks into `into` from index `at` on.
 * @throws LinkDecodeError `badTicks` when the length does not fit, RangeError when `into` has no room.
 */
export function decodeTickPayload(ticks: TickPayload, into: TickColumns, at = 0): void {
  const { layout, baseMs, payload, count } = ticks;
  const size = tickBytes(layout);
  if (payload.length !== count * size) throw new LinkDecodeError("badTicks", "no whole number of ticks");
  if (at < 0 || at + count > into.timeMs.length) throw new RangeError("the columns have no room for these ticks");
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  const { timeMs, flags, bid, ask } = into;
  for (let to = at, p = 0; to < at + count; to++, p += size) {
    timeMs[to] = baseMs + view.getUint32(p, true);
    flags[to] = view.getUint32(p + 4, true);
    bid[to] = view.getFloat64(p + 8, true);
    ask[to] = view.getFloat64(p + 16, true);
  }
  decodeDeals(view, isFull(layout) ? size : 0, into, at, count);
  const { subMs } = into;
  if (subMs === undefined) return;
  if (!isFine(layout)) subMs.fill(0, at, at + count);
  else for (let to = at, p = size - 2; to < at + count; to++, p += size) subMs[to] = view.getUint16(p, true);
}

/** Last price and volumes of ticks of `size` bytes; 0: they have none. */
function decodeDeals(view: DataView, size: number, into: TickColumns, at: number, count: number): void {
  const { last, volume, volumeReal } = into;
  if (size === 0) {
    last.fill(0, at, at + count);
    volume.fill(0n, at, at + count);
    volumeReal.fill(0, at, at + count);
    return;
  }
  for (let to = at, p = 0; to < at + count; to++, p += size) {
    last[to] = view.getFloat64(p + 24, true);
    volume[to] = view.getBigUint64(p + 32, true);
    volumeReal[to] = view.getFloat64(p + 40, true);
  }
}

/**
 * Packs ticks [from, to) of `columns`, or as many of them as one frame may hold: a delta over 32 bits or a time that
 * runs back ends it. The narrowest layout that loses nothing is taken.
 * @throws LinkEncodeError when the range is empty or a time is no safe integer.
 */
export function encodeTickPayload(columns: TickColumns, from: number, to: number): TickPayload {
  if (from < 0 || to <= from || to > columns.count) throw new LinkEncodeError("no ticks to pack");
  const baseMs = columns.timeMs[from] as number;
  const end = frameEnd(columns, from, to, baseMs);
  const layout = layoutFor(columns, from, end);
  const size = tickBytes(layout);
  const payload = new Uint8Array((end - from) * size);
  const view = new DataView(payload.buffer);
  for (let i = from, p = 0; i < end; i++, p += size) {
    view.setUint32(p, (columns.timeMs[i] as number) - baseMs, true);
    view.setUint32(p + 4, columns.flags[i] as number, true);
    view.setFloat64(p + 8, columns.bid[i] as number, true);
    view.setFloat64(p + 16, columns.ask[i] as number, true);
    if (isFull(layout)) {
      view.setFloat64(p + 24, columns.last[i] as number, true);
      view.setBigUint64(p + 32, columns.volume[i] as bigint, true);
      view.setFloat64(p + 40, columns.volumeReal[i] as number, true);
    }
    if (isFine(layout)) view.setUint16(p + size - 2, columns.subMs?.[i] ?? 0, true);
  }
  return { layout, baseMs, payload, count: end - from };
}

function frameEnd({ timeMs }: TickColumns, from: number, to: number, baseMs: number): number {
  if (!Number.isSafeInteger(baseMs)) throw new LinkEncodeError(`${baseMs} is not a time in ms`);
  let previous = baseMs;
  for (let i = from; i < to; i++) {
    const time = timeMs[i] as number;
    if (!Number.isSafeInteger(time)) throw new LinkEncodeError(`${time} is not a time in ms`);
    if (time < previous || time - baseMs > MAX_DELTA_MS) return i;
    previous = time;
  }
  return to;
}

function layoutFor(columns: TickColumns, from: number, to: number): TickLayoutName {
  let full = false;
  let fine = false;
  for (let i = from; i < to; i++) {
    full ||= !Object.is(columns.last[i], 0) || columns.volume[i] !== 0n || !Object.is(columns.volumeReal[i], 0);
    fine ||= (columns.subMs?.[i] ?? 0) !== 0;
  }
  return full ? (fine ? "fineFull" : "full") : fine ? "fineQuote" : "quote";
}
