import { utf8Decode, utf8Encode } from "./platform.ts";
import {
  COLUMN_TYPES,
  type ColumnTag,
  columnTag,
  isPlainObject,
  MAX_BIGINT,
  type WireColumn,
  type WireValue,
} from "./values.ts";
import { Unreadable } from "./wire.ts";

/**
 * Messages for byte wires. A message of plain JSON values is its JSON text. Any other is binary:
 *
 *     u32 little-endian: length of the header in bytes
 *     header: UTF-8 JSON {"m": message, "c": [[tag, elements], ...]}, padded with spaces to a multiple of 8
 *     the columns' bytes in that order (little-endian), each padded to a multiple of 8
 *
 * In `m`, `{"$": n}` stands for column n, `{"$": "NaN" | "Infinity" | "-Infinity" | "-0"}` for what JSON lacks,
 * `{"$": "12n"}` for a bigint, and `{"$": [object]}` for an object that itself has a key "$". Columns come out as views
 * on the received buffer: no copy and no base64.
 */
export function encodeMessage(message: WireValue): string | Uint8Array<ArrayBuffer> {
  const columns: WireColumn[] = [];
  const marked = mark(message, columns, 0);
  if (marked === message) return JSON.stringify(message);
  const table = columns.map((column) => [columnTag(column), column.length]);
  let header = JSON.stringify({ m: marked, c: table });
  let headerBytes = utf8Encode(header);
  const padding = (8 - ((4 + headerBytes.length) % 8)) % 8;
  if (padding > 0) {
    header += " ".repeat(padding);
    headerBytes = utf8Encode(header);
  }
  let size = 4 + headerBytes.length;
  for (const column of columns) size += padded(column.byteLength);
  const out = new Uint8Array(size);
  new DataView(out.buffer).setUint32(0, headerBytes.length, true);
  out.set(headerBytes, 4);
  let at = 4 + headerBytes.length;
  for (const column of columns) {
    out.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), at);
    at += padded(column.byteLength);
  }
  return out;
}

/** The message in a text or binary payload. @throws SyntaxError | RangeError | TypeError when it is not one. */
export function decodeMessage(payload: string | Uint8Array<ArrayBuffer>): unknown {
  if (typeof payload === "string") return JSON.parse(payload) as unknown;
  if (payload.length < 4) throw new RangeError("shorter than its own length field");
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  const headerLength = view.getUint32(0, true);
  if (4 + headerLength > payload.length) throw new RangeError("header longer than the message");
  const header = JSON.parse(utf8Decode(payload.subarray(4, 4 + headerLength))) as unknown;
  if (!isPlainObject(header) || !Array.isArray(header["c"]) || !("m" in header)) throw new SyntaxError("no header");
  const columns = readColumns(payload, 4 + headerLength, header["c"]);
  return unmark(header["m"], columns, 0);
}

/** The message in a payload of any kind, or what is wrong with it: for wires, which must not throw. */
export function readPayload(payload: unknown): unknown {
  try {
    if (typeof payload === "string") return decodeMessage(payload);
    if (payload instanceof Uint8Array) return decodeMessage(payload as Uint8Array<ArrayBuffer>);
    if (payload instanceof ArrayBuffer) return decodeMessage(new Uint8Array(payload));
    return new Unreadable("neither text nor binary");
  } catch (fault) {
    return new Unreadable(fault instanceof Error ? fault.message : "unreadable");
  }
}

/** The encoder's bound; a mark adds at most one level to each, so the decoder's is twice as deep. */
const DEEPEST = 64;

const padded = (bytes: number): number => (bytes + 7) & ~7;

function readColumns(payload: Uint8Array<ArrayBuffer>, start: number, table: readonly unknown[]): WireColumn[] {
  // Alignment is of the buffer, not of the payload: a payload that is itself an odd slice is copied once.
  const aligned = (payload.byteOffset + start) % 8 === 0;
  const source = aligned ? payload : payload.slice();
  const columns: WireColumn[] = [];
  let at = start;
  for (const row of table) {
    if (!Array.isArray(row) || typeof row[0] !== "string" || !Object.hasOwn(COLUMN_TYPES, row[0])) {
      throw new SyntaxError("a column of unknown type");
    }
    const type = COLUMN_TYPES[row[0] as ColumnTag];
    const elements: unknown = row[1];
    if (typeof elements !== "number" || !Number.isSafeInteger(elements) || elements < 0) {
      throw new RangeError("a column without a length");
    }
    const bytes = elements * type.BYTES_PER_ELEMENT;
    if (bytes > source.length - at) throw new RangeError("a column longer than the message");
    const offset = source.byteOffset + at;
    columns.push(
      offset % type.BYTES_PER_ELEMENT === 0
        ? new type(source.buffer, offset, elements)
        : new type(source.buffer.slice(offset, offset + bytes)),
    );
    at += padded(bytes);
  }
  if (at !== source.length) throw new RangeError("bytes after the last column");
  return columns;
}

/** The value itself when JSON can say all of it, else a copy with marks. */
function mark(value: WireValue | undefined, columns: WireColumn[], depth: number): WireValue | undefined {
  if (typeof value === "number") {
    if (Object.is(value, -0)) return { $: "-0" };
    return Number.isFinite(value) ? value : { $: String(value) };
  }
  if (typeof value === "bigint") return markBigint(value);
  if (typeof value === "function" || typeof value === "symbol") throw new TypeError(`a ${typeof value} cannot travel`);
  if (typeof value !== "object" || value === null) return value;
  if (columnTag(value) !== undefined) {
    columns.push(value as WireColumn);
    return { $: columns.length - 1 };
  }
  if (depth === DEEPEST) throw new TypeError("nested too deep to travel");
  return Array.isArray(value) ? markArray(value, columns, depth) : markObject(value, columns, depth);
}

function markBigint(value: bigint): WireValue {
  if (value > MAX_BIGINT || value < -MAX_BIGINT) throw new TypeError("a bigint too large to travel");
  return { $: `${value}n` };
}

function markArray(value: readonly WireValue[], columns: WireColumn[], depth: number): WireValue {
  let copy: WireValue[] | undefined;
  for (let at = 0; at < value.length; at += 1) {
    const part = value[at];
    const marked = mark(part, columns, depth + 1) ?? null;
    if (marked !== part) copy ??= value.slice(0, at);
    copy?.push(marked);
  }
  return copy ?? value;
}

function markObject(value: object, columns: WireColumn[], depth: number): WireValue {
  if (!isPlainObject(value)) throw new TypeError("only plain objects can travel");
  const source = value as { readonly [key: string]: WireValue | undefined };
  let copy: Record<string, WireValue | undefined> | undefined;
  for (const key of Object.keys(source)) {
    const part = source[key];
    const marked = mark(part, columns, depth + 1);
    if (marked === part) continue;
    copy ??= { ...source };
    put(copy, key, marked);
  }
  return Object.hasOwn(source, "$") ? { $: [copy ?? source] } : (copy ?? source);
}

/** Assignment to "__proto__" would change the prototype instead of adding a property. */
function put(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key !== "__proto__") target[key] = value;
  else Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
}

function unmark(value: unknown, columns: readonly WireColumn[], depth: number): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (depth > 2 * DEEPEST) throw new RangeError("nested too deep");
  if (Array.isArray(value)) return value.map((part) => unmark(part, columns, depth + 1));
  if (!Object.hasOwn(value, "$")) return unmarkObject(value, columns, depth);
  const inner = (value as { $: unknown }).$;
  if (typeof inner === "number") {
    const column = columns[inner];
    if (column === undefined) throw new RangeError("a column that is not there");
    return column;
  }
  if (Array.isArray(inner) && inner.length === 1 && isPlainObject(inner[0])) {
    return unmarkObject(inner[0], columns, depth);
  }
  if (typeof inner === "string") return special(inner);
  throw new SyntaxError("an unknown mark");
}

function unmarkObject(value: object, columns: readonly WireColumn[], depth: number): unknown {
  const out: Record<string, unknown> = {};
  for (const [key, part] of Object.entries(value)) put(out, key, unmark(part, columns, depth + 1));
  return out;
}

function special(text: string): number | bigint {
  if (text === "NaN" || text === "Infinity" || text === "-Infinity" || text === "-0") return Number(text);
  if (/^-?\d{1,40}n$/.test(text)) return BigInt(text.slice(0, -1));
  throw new SyntaxError("an unknown mark");
}
