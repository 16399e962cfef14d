/** Typed arrays that may travel, by the tag under which the binary form names them. */
export const COLUMN_TYPES = {
  f64: Float64Array,
  f32: Float32Array,
  i32: Int32Array,
  u32: Uint32Array,
  u16: Uint16Array,
  u8: Uint8Array,
  u64: BigUint64Array,
  i64: BigInt64Array,
} as const;
export type ColumnTag = keyof typeof COLUMN_TYPES;
export type WireColumn = InstanceType<(typeof COLUMN_TYPES)[ColumnTag]>;

/** What a wire carries: plain data, no cycles, no class instances. A property that is `undefined` counts as absent. */
export type WireValue =
  | string
  | number
  | boolean
  | null
  | bigint
  | WireColumn
  | readonly WireValue[]
  | { readonly [key: string]: WireValue | undefined };

export interface ValueLimits {
  /** Largest size as `measure` counts it: about the bytes of the JSON text plus those of the columns. */
  readonly maxBytes: number;
  readonly maxDepth: number;
}

/** The tag under which a typed array travels; undefined for anything else, subclasses included. */
export function columnTag(value: unknown): ColumnTag | undefined {
  if (!ArrayBuffer.isView(value)) return undefined;
  for (const tag of Object.keys(COLUMN_TYPES) as ColumnTag[]) {
    if (Object.getPrototypeOf(value) === COLUMN_TYPES[tag].prototype) return tag;
  }
  return undefined;
}

/** Whether it is an object without a class: made by a literal, by JSON, or without a prototype. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

export type ValueProblem = { readonly code: "FRAME_TOO_LARGE" | "FRAME_MALFORMED"; readonly words: string };

/**
 * Why a value may not travel, or undefined. Needed at run time because a MessagePort's structured clone also delivers
 * maps, dates, cycles and anything of any size. Stops at the first problem, so a hostile value costs at most `maxBytes`.
 */
export function valueProblem(value: unknown, limits: ValueLimits): ValueProblem | undefined {
  let bytes = 0;
  const visit = (part: unknown, depth: number): ValueProblem | undefined => {
    if (depth > limits.maxDepth) return { code: "FRAME_MALFORMED", words: `nested deeper than ${limits.maxDepth}` };
    bytes += 8;
    if (bytes > limits.maxBytes) return tooLarge(limits);
    switch (typeof part) {
      case "string":
        bytes += part.length;
        return bytes > limits.maxBytes ? tooLarge(limits) : undefined;
      case "number":
      case "boolean":
      case "undefined":
        return undefined;
      case "bigint":
        return part <= MAX_BIGINT && part >= -MAX_BIGINT ? undefined : tooLarge(limits);
      case "object":
        break;
      default:
        return { code: "FRAME_MALFORMED", words: `a ${typeof part} cannot travel` };
    }
    if (part === null) return undefined;
    if (ArrayBuffer.isView(part)) {
      bytes += part.byteLength;
      if (columnTag(part) === undefined) return { code: "FRAME_MALFORMED", words: "an unknown typed array" };
      return bytes > limits.maxBytes ? tooLarge(limits) : undefined;
    }
    if (Array.isArray(part)) {
      // A sparse array of a huge length costs nothing to send: it is judged by its length first.
      if (part.length * 2 > limits.maxBytes) return tooLarge(limits);
      for (let at = 0; at < part.length; at += 1) {
        const problem = visit(part[at], depth + 1);
        if (problem) return problem;
      }
      return undefined;
    }
    if (!isPlainObject(part)) return { code: "FRAME_MALFORMED", words: "only plain objects can travel" };
    for (const key of Object.keys(part)) {
      bytes += key.length + 4;
      const problem = visit(part[key], depth + 1);
      if (problem) return problem;
    }
    return undefined;
  };
  return visit(value, 0);
}

/** Far beyond any ticket, so that a text of digits stays short. */
export const MAX_BIGINT: bigint = 1n << 128n;

const tooLarge = (limits: ValueLimits): ValueProblem => ({
  code: "FRAME_TOO_LARGE",
  words: `larger than ${limits.maxBytes} bytes`,
});
