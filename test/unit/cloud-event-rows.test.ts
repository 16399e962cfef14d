import fc from "fast-check";
import { expect, test } from "vitest";
import { eventRows, isOversize, tooLargeRow } from "#cloud/ingest/event-rows.ts";
import { SYNC_LIMITS, type SyncEvent } from "#shared/sync/frames.ts";
import { toldTrade } from "#test/fixtures/cloud/told-facts.ts";

interface Rows {
  readonly events: readonly { readonly seq: number; readonly key: string; readonly [field: string]: unknown }[];
  readonly put_aside?: readonly { readonly seq: number; readonly why: string; readonly raw: string }[];
  readonly trades?: readonly unknown[];
  readonly sessions?: readonly unknown[];
}

const read = (first: number, inputs: readonly unknown[]): Rows =>
  JSON.parse(`{${eventRows(first, inputs).json}}`) as Rows;
const deal = (n: number, body: unknown = { n }) => ({ kind: "deal", at: 1, key: `k${n}`, body });
/** A body with an object in an object, so many deep, as it comes off the wire. */
const nested = (levels: number): unknown => JSON.parse(`${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`);

test("whatever a desktop sends, each of its events is either kept as it came or put aside, under its own number", () => {
  // Any UTF-16, halves of surrogate pairs and U+0000 included.
  const text = (minLength: number) =>
    fc
      .array(fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.constantFrom(0, 0xd800, 0xdc00, 0x5c, 0x22)), {
        minLength,
        maxLength: 12,
      })
      .map((codes) => String.fromCharCode(...codes));
  const event = fc.record({
    kind: fc.constantFrom("deal", "order", "statistics"),
    at: fc.nat(),
    key: text(1),
    body: fc.dictionary(text(0), fc.oneof(text(0), fc.jsonValue())),
  });
  fc.assert(
    fc.property(fc.array(fc.oneof(event, fc.jsonValue()), { minLength: 1, maxLength: 20 }), (sent) => {
      const inputs = JSON.parse(JSON.stringify(sent)) as unknown[];
      const { events, put_aside = [] } = read(7, inputs);
      const seqs = [...events, ...put_aside].map(({ seq }) => seq).toSorted((a, b) => a - b);
      expect(seqs).toEqual(inputs.map((_, n) => 7 + n));
      for (const { seq, ...kept } of events) {
        const input = inputs[seq - 7] as SyncEvent;
        expect(kept).toEqual({ ...input, key: `${input.kind}:${input.key}` });
        // Of every text that Postgres does not take, none goes there.
        expect(JSON.stringify(kept)).toSatisfy((text: string) => text.isWellFormed() && !text.includes("\\u0000"));
        expect(JSON.stringify(kept)).not.toMatch(/\\ud[89a-f]/);
      }
      for (const { seq, raw } of put_aside)
        expect(JSON.parse(Buffer.from(raw, "base64").toString())).toEqual(inputs[seq - 7]);
    }),
    { numRuns: 200 },
  );
});

test("a text that only spells an escape is a text like any other: nothing of it is put aside", () => {
  const spelt = ["\\u0000", "C:\\ud800", "\\\\udfff", '"\\u0000"', "\\\n\\u0000"];
  const { events, put_aside = [] } = read(
    1,
    spelt.map((text, n) => deal(n, { text })),
  );
  expect(put_aside).toEqual([]);
  expect(events.map(({ body }) => body)).toEqual(spelt.map((text) => ({ text })));
  const real = ["\0", "\\\0", "\\\\\ud800", "\udfff\\"].map((text, n) => deal(n, { text }));
  expect(read(1, real).put_aside?.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
});

test("what is nested deeper than a database reads is put aside by itself, also where it cannot even be written out again", () => {
  const { events, put_aside } = read(1, [deal(1), deal(2, nested(64)), deal(3, nested(65)), deal(4, nested(100_000))]);
  expect(events.map(({ seq }) => seq)).toEqual([1, 2]);
  expect(put_aside).toMatchObject([
    { seq: 3, why: "It is nested too deep." },
    { seq: 4, why: "It is nested too deep." },
  ]);
});

test("numbers that no column of the read models holds put their event aside, and not its neighbours' transaction", () => {
  const trade = toldTrade(1, 1, 1);
  const { events, put_aside, trades } = read(1, [trade, toldTrade(1, 1, 1, { gale_sequence: 2 ** 31 })]);
  expect(events.map(({ seq }) => seq)).toEqual([1]);
  expect(put_aside).toMatchObject([{ seq: 2, why: "body.gale_sequence" }]);
  expect(trades).toEqual([trade.body]);
});

test("a frame is counted in bytes of UTF-8, as its desktop counts", () => {
  const wide = (characters: number) => deal(1, { text: "€".repeat(characters) });
  const bytes = (events: unknown[]) => Buffer.byteLength(JSON.stringify(events));
  for (const characters of [10_000, 21_000, 21_800, 21_850, 30_000]) {
    const events = [wide(characters)];
    expect(isOversize(events, eventRows(1, events))).toBe(bytes(events) > SYNC_LIMITS.bytesPerFrame);
  }
  const aside = [{ nonsense: "x".repeat(SYNC_LIMITS.bytesPerFrame) }];
  expect(isOversize(aside, eventRows(1, aside))).toBe(true);
  expect(JSON.parse(`{${tooLargeRow(5, aside[0]).json}}`)).toMatchObject({ events: [], put_aside: [{ seq: 5 }] });
});
