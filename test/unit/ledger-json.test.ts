import fc from "fast-check";
import { expect, test } from "vitest";
import { fromFlatLedgerJson, fromLedgerJson, toLedgerJson } from "#bridge/store/ledger/ledger-json.ts";

/** Every kind of value that the ledger keeps; -0 is kept as 0. */
const kept = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.string({ unit: "binary" }),
    fc.constantFrom("~", "~~1", "~12", ""),
    fc.bigInt(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((each) => each + 0),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(fc.string(), tie("value"), { maxKeys: 5 }),
  ),
})).value;

test("whatever the ledger keeps comes back as it was", () => {
  fc.assert(
    fc.property(kept, (value) => {
      expect(fromLedgerJson(toLedgerJson(value))).toEqual(value);
    }),
  );
});

test("equal contents are equal texts, whatever the order of their keys", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), kept), (value) => {
      const turned = Object.fromEntries(Object.entries(value).toReversed());
      expect(toLedgerJson(turned)).toBe(toLedgerJson(value));
    }),
  );
});

test("members without a value are left out, and what no JSON can hold is refused", () => {
  expect(toLedgerJson({ b: undefined, a: 1n })).toBe('{"a":"~1"}');
  expect(() => toLedgerJson({ a: Number.NaN })).toThrow(RangeError);
  expect(() => toLedgerJson(undefined)).toThrow(TypeError);
});

test("an object without objects in it is read the same way by the faster reader", () => {
  const flat = fc.dictionary(
    fc.string().filter((key) => key !== "__proto__"),
    fc.oneof(
      fc.bigInt(),
      fc.string(),
      fc.constant("~"),
      fc.constant("~5"),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
    ),
  );
  fc.assert(
    fc.property(flat, (value) => {
      const text = toLedgerJson(value);
      expect(fromFlatLedgerJson(text)).toEqual(fromLedgerJson(text));
    }),
  );
});
