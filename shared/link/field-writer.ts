import { LinkEncodeError } from "./errors.ts";
import type { FrameBytes } from "./field-reader.ts";
import type { Field } from "./schema.ts";
import { LAST_MS } from "./time-range.ts";
import { utf8Length, writeUtf8 } from "./utf8.ts";

/** Writes one field at an absolute offset of zeroed bytes. @throws LinkEncodeError */
export type FieldWriter = (frame: FrameBytes, at: number, value: unknown) => void;

const misfit = (name: string, wanted: string): never => {
  throw new LinkEncodeError(`${name} must be ${wanted}`);
};

function whole(value: unknown, least: number, most: number, name: string): number {
  if (typeof value !== "number" || !Number.isInteger(value) || value < least || value > most) {
    return misfit(name, `a whole number from ${least} to ${most}`);
  }
  return value;
}

function wide(value: unknown, signed: boolean, name: string): bigint {
  const fits = typeof value === "bigint" && (signed ? BigInt.asIntN(64, value) : BigInt.asUintN(64, value)) === value;
  return fits ? value : misfit(name, `${signed ? "a signed" : "an unsigned"} 64-bit bigint`);
}

/** The writer of a field; `name` appears in faults. */
export function fieldWriter(field: Field, name: string): FieldWriter {
  switch (field.kind) {
    case "u8":
      return ({ view }, at, value) => view.setUint8(at, whole(value, 0, 0xff, name));
    case "u16":
      return ({ view }, at, value) => view.setUint16(at, whole(value, 0, 0xffff, name), true);
    case "u32":
      return ({ view }, at, value) => view.setUint32(at, whole(value, 0, 0xffff_ffff, name), true);
    case "i32":
      return ({ view }, at, value) => view.setInt32(at, whole(value, -0x8000_0000, 0x7fff_ffff, name), true);
    case "u64":
      return ({ view }, at, value) => view.setBigUint64(at, wide(value, false, name), true);
    case "i64":
      return ({ view }, at, value) => view.setBigInt64(at, wide(value, true, name), true);
    case "f64":
      return ({ view }, at, value) =>
        view.setFloat64(at, typeof value === "number" ? value : misfit(name, "a number"), true);
    case "ms":
      return ({ view }, at, value) => {
        const time = whole(value, -LAST_MS, LAST_MS, name);
        view.setInt32(at + 4, Math.floor(time / 0x1_0000_0000), true);
        view.setUint32(at, time >>> 0, true);
      };
    case "bool":
      return ({ view }, at, value) =>
        view.setUint8(at, typeof value === "boolean" ? Number(value) : misfit(name, "true or false"));
    case "code": {
      const numbers = new Map(Object.entries(field.codes.values));
      return ({ view }, at, value) =>
        view.setUint8(at, numbers.get(value as string) ?? misfit(name, `a name of ${field.codes.name}`));
    }
    case "bytes":
      return ({ octets }, at, value) => {
        const fits = value instanceof Uint8Array && value.length === field.size;
        octets.set(fits ? value : misfit(name, `${field.size} bytes`), at);
      };
    case "text":
      return ({ octets }, at, value) => {
        const length = typeof value === "string" && !value.includes("\0") ? utf8Length(value) : -1;
        if (length < 0 || length > field.size) misfit(name, `text of at most ${field.size} bytes without NUL`);
        writeUtf8(value as string, octets, at);
      };
  }
}
