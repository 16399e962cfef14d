import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeMessage, encodeMessage } from "#shared/rpc/codec.ts";
import { COLUMN_TYPES, valueProblem, type WireValue } from "#shared/rpc/values.ts";

const columns = fc.oneof(
  fc.float64Array({ maxLength: 20 }),
  fc.float32Array({ maxLength: 20 }),
  fc.int32Array({ maxLength: 20 }),
  fc.uint32Array({ maxLength: 20 }),
  fc.uint16Array({ maxLength: 20 }),
  fc.uint8Array({ maxLength: 20 }),
  fc.bigUint64Array({ maxLength: 20 }),
  fc.bigInt64Array({ maxLength: 20 }),
);
const keys = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.constantFrom("$", "__proto__", "m", "c", "constructor", "toString"),
);
const { value: values } = fc.letrec<{ value: WireValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.string({ unit: "grapheme" }),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.bigInt({ min: -(1n << 100n), max: 1n << 100n }),
    columns,
    fc.array(tie("value"), { maxLength: 5 }),
    fc.array(fc.tuple(keys, tie("value")), { maxLength: 5 }).map((entries) => Object.fromEntries(entries)),
  ),
}));

test("decode(encode(x)) is x for arbitrary values: columns, bigints, -0, NaN, and keys that look like marks", () => {
  fc.assert(
    fc.property(values, (value) => {
      expect(isDeepStrictEqual(decodeMessage(encodeMessage(value)), value)).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

test("a message that lies unaligned in a larger buffer is read all the same", () => {
  fc.assert(
    fc.property(values, fc.integer({ min: 0, max: 9 }), (value, offset) => {
      const bytes = encodeMessage(value);
      if (typeof bytes === "string") return;
      const around = new Uint8Array(bytes.length + offset + 3);
      around.set(bytes, offset);
      expect(isDeepStrictEqual(decodeMessage(around.subarray(offset, offset + bytes.length)), value)).toBe(true);
    }),
  );
});

test("a message of plain values is text that any JSON parser reads", () => {
  const message = { t: "result", id: 1, output: { bid: 1.08345, list: [1, "two", null, true] } };
  expect(encodeMessage(message)).toBe(JSON.stringify(message));
});

test("columns travel as their bytes: 8 a number and a small header", () => {
  const bars = { time: new Float64Array(10_000), close: new Float64Array(10_000).fill(1.1) };
  const bytes = encodeMessage(bars);
  expect(bytes.length).toBeLessThan(2 * 80_000 + 200);
});

test("no bytes, whole, cut or changed, make the decoder do anything but decode or throw", () => {
  fc.assert(
    fc.property(values, fc.nat(), fc.nat(255), fc.boolean(), (value, at, byte, cut) => {
      const bytes = encodeMessage(value);
      if (typeof bytes === "string") return;
      const broken = cut ? bytes.slice(0, at % bytes.length) : bytes.slice();
      if (broken.length > 0) broken[at % broken.length] = byte;
      try {
        decodeMessage(broken);
      } catch (fault) {
        expect([SyntaxError, RangeError, TypeError].some((kind) => fault instanceof kind)).toBe(true);
      }
    }),
    { numRuns: 3_000 },
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      try {
        decodeMessage(bytes);
      } catch (fault) {
        expect(fault).toBeInstanceOf(Error);
      }
    }),
    { numRuns: 3_000 },
  );
});

test("a header that claims columns beyond the message is refused before anything is made of it", () => {
  const header = new TextEncoder().encode(JSON.stringify({ m: { $: 0 }, c: [["f64", 2 ** 40]] }));
  const bytes = new Uint8Array(4 + header.length);
  new DataView(bytes.buffer).setUint32(0, header.length, true);
  bytes.set(header, 4);
  expect(() => decodeMessage(bytes)).toThrow(RangeError);
});

test("values that are no data are told apart: functions, classes, cycles, sparse arrays of any length", () => {
  const limits = { maxBytes: 10_000, maxDepth: 16 };
  const cycle: Record<string, unknown> = {};
  cycle["self"] = cycle;
  const sparse: unknown[] = [];
  sparse.length = 2 ** 31;
  for (const value of [() => 1, Symbol("x"), new Map(), new Date(), /x/, new DataView(new ArrayBuffer(8)), cycle]) {
    expect(valueProblem({ value }, limits)?.code).toBe("FRAME_MALFORMED");
  }
  expect(valueProblem(sparse, limits)?.code).toBe("FRAME_TOO_LARGE");
  expect(valueProblem(1n << 200n, limits)?.code).toBe("FRAME_TOO_LARGE");
  for (const type of Object.values(COLUMN_TYPES)) expect(valueProblem([new type(3)], limits)).toBeUndefined();
});
