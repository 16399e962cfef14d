import { LinkDecodeError } from "./errors.ts";
import type { Codes, Field } from "./schema.ts";
import { LAST_MS } from "./time-range.ts";
import { readUtf8 } from "./utf8.ts";

/** A frame under way: the same bytes as numbers and as octets. */
export interface FrameBytes {
  readonly view: DataView;
  readonly octets: Uint8Array;
}

/** Reads one field at an absolute offset. @throws LinkDecodeError */
export type FieldReader = (frame: FrameBytes, at: number) => unknown;

/** Two 32-bit halves of a signed 64-bit integer as a number. @throws LinkDecodeError when it lies beyond {@link LAST_MS}. */
export function readMs(view: DataView, at: number, name: string): number {
  const value = view.getInt32(at + 4, true) * 0x1_0000_0000 + view.getUint32(at, true);
  if (Math.abs(value) > LAST_MS) throw new LinkDecodeError("unsafeMs", `${name} is not a time in ms`);
  return value;
}

/** The reader of a field; `name` appears in faults. */
export function fieldReader(field: Field, name: string): FieldReader {
  switch (field.kind) {
    case "u8":
      return ({ view }, at) => view.getUint8(at);
    case "u16":
      return ({ view }, at) => view.getUint16(at, true);
    case "u32":
      return ({ view }, at) => view.getUint32(at, true);
    case "i32":
      return ({ view }, at) => view.getInt32(at, true);
    case "u64":
      return ({ view }, at) => view.getBigUint64(at, true);
    case "i64":
      return ({ view }, at) => view.getBigInt64(at, true);
    case "f64":
      return ({ view }, at) => view.getFloat64(at, true);
    case "ms":
      return ({ view }, at) => readMs(view, at, name);
    case "bool":
      return ({ view }, at) => {
        const byte = view.getUint8(at);
        if (byte > 1) throw new LinkDecodeError("badBool", `${name} is neither 0 nor 1`);
        return byte === 1;
      };
    case "code":
      return codeReader(field.codes, name);
    case "bytes":
      // Not `slice`: of a Node Buffer that is a view, and what is kept would change with the frame's memory.
      return ({ octets }, at) => new Uint8Array(octets.subarray(at, at + field.size));
    case "text":
      return ({ octets }, at) => readText(octets, at, at + field.size, name);
  }
}

function codeReader(codes: Codes, name: string): FieldReader {
  const names = new Map(Object.entries(codes.values).map(([word, value]) => [value, word]));
  return ({ view }, at) => {
    const word = names.get(view.getUint8(at));
    if (word === undefined) throw new LinkDecodeError("unknownCode", `${name} is no ${codes.name}`);
    return word;
  };
}

/** Everything after the first NUL must be NUL too: a text has one form only, and no stray memory travels. */
function readText(octets: Uint8Array, start: number, limit: number, name: string): string {
  let end = start;
  while (end < limit && octets[end] !== 0) end++;
  for (let at = end; at < limit; at++) {
    if (octets[at] !== 0) throw new LinkDecodeError("badText", `${name} goes on after its end`);
  }
  const text = readUtf8(octets, start, end);
  if (text === null) throw new LinkDecodeError("badText", `${name} is not UTF-8`);
  return text;
}
