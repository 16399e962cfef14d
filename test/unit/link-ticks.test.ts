import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { encode } from "#shared/link/codec.ts";
import { digestTicks } from "#shared/link/digest.ts";
import { LinkDecodeError } from "#shared/link/errors.ts";
import { isTicksFrame, peekTicks } from "#shared/link/peek-ticks.ts";
import { checkTickPayload, decodeTickPayload, encodeTickPayload } from "#shared/link/ticks.ts";
import { emptyTickColumns, type TickColumns } from "#shared/market/tick.ts";
import { tickColumns } from "#test/fixtures/link-arbitraries.ts";

const header = { session: 5n, seq: 9n };

/** Packs all columns into as many payloads as needed and unpacks them again. */
function throughTheLink(columns: TickColumns): TickColumns {
  const back = emptyTickColumns(columns.count, columns.subMs !== undefined);
  for (let at = 0; at < columns.count; ) {
    const ticks = encodeTickPayload(columns, at, columns.count);
    const times = columns.timeMs.subarray(at, at + ticks.count);
    const lastMs = times.at(-1);
    expect(checkTickPayload(ticks)).toEqual({
      firstMs: times[0],
      lastMs,
      tied: times.filter((timeMs) => timeMs === lastMs).length,
    });
    decodeTickPayload(ticks, back, at);
    at += ticks.count;
  }
  return back;
}

/** Three ticks, the first two in one millisecond. */
function threeTicks(): TickColumns {
  const columns = emptyTickColumns(3);
  columns.timeMs.set([1_000, 1_000, 1_007]);
  columns.bid.set([1.1, 1.2, 1.3]);
  columns.ask.set([1.15, 1.25, 1.35]);
  columns.flags.set([6, 2, 134]);
  return columns;
}

test("ticks before 1970 and after the year 3000 are refused: MetaTrader's clocks know neither, and nobody counts so far", () => {
  const { layout, payload, count } = encodeTickPayload(threeTicks(), 0, 3);
  const at = (baseMs: number) => () => checkTickPayload({ layout, payload, count, baseMs });
  const last = Date.UTC(3001, 0, 1) - 1;
  expect(at(0)()).toMatchObject({ firstMs: 0, lastMs: 7 });
  expect(at(last - 7)()).toMatchObject({ lastMs: last });
  for (const baseMs of [-1, -1_000, last - 6, last, 8.9e15, Number.MAX_SAFE_INTEGER - 7]) {
    expect(at(baseMs), `${baseMs}`).toThrow(LinkDecodeError);
  }
  const frame = encode("Ticks", {
    header,
    fields: { stream: 1, epoch: 1, seq: 1n, baseMs: 0, layout },
    count,
    payload,
  });
  new DataView(frame.buffer).setBigInt64(24 + 16, 8_900_000_000_000_000n, true);
  expect(() => peekTicks(frame)).toThrow(LinkDecodeError);
});

describe("packed ticks", () => {
  test("come back bit for bit, whatever prices, volumes, flags and sub-milliseconds they hold", () => {
    fc.assert(
      fc.property(tickColumns, (columns) => {
        expect(throughTheLink(columns)).toStrictEqual(columns);
      }),
      { numRuns: 300 },
    );
  });

  test("take 24 bytes each without last and volumes, 48 with, and two more with sub-milliseconds", () => {
    const quotes = threeTicks();
    expect(encodeTickPayload(quotes, 0, 3)).toMatchObject({ layout: "quote", baseMs: 1_000, count: 3 });
    expect(encodeTickPayload(quotes, 0, 3).payload).toHaveLength(72);
    quotes.volumeReal[2] = -0;
    expect(encodeTickPayload(quotes, 0, 3)).toMatchObject({ layout: "full" });
    expect(encodeTickPayload(quotes, 0, 2)).toMatchObject({ layout: "quote" });
    const fine: TickColumns = { ...threeTicks(), subMs: Uint16Array.of(0, 9_999, 0) };
    expect(encodeTickPayload(fine, 0, 3).payload).toHaveLength(78);
  });

  test("end a frame where time runs back, and where a delta would pass 32 bits", () => {
    const back = threeTicks();
    back.timeMs.set([1_000, 999, 1_000]);
    expect(encodeTickPayload(back, 0, 3).count).toBe(1);
    const far = threeTicks();
    far.timeMs.set([0, 2 ** 32 - 1, 2 ** 32]);
    expect(encodeTickPayload(far, 0, 3).count).toBe(2);
  });
});

describe("peeking at a frame of ticks", () => {
  const frameOf = (columns: TickColumns) => {
    const ticks = encodeTickPayload(columns, 0, columns.count);
    const { layout, baseMs, payload, count } = ticks;
    return encode("Ticks", { header, fields: { stream: 3, epoch: 1, seq: 42n, baseMs, layout }, payload, count });
  };

  test("gives everything the collector needs and leaves the ticks as the bytes they came in", () => {
    const frame = frameOf(threeTicks());
    expect(isTicksFrame(frame)).toBe(true);
    expect(peekTicks(frame)).toEqual({
      stream: 3,
      epoch: 1,
      seq: 42n,
      baseMs: 1_000,
      layout: "quote",
      count: 3,
      firstMs: 1_000,
      lastMs: 1_007,
      payload: frame.subarray(49),
    });
  });

  test("refuses ticks that run back in time, and prices that are not finite", () => {
    const damaged = (at: number, bytes: number[]) => {
      const frame = frameOf(threeTicks());
      frame.set(bytes, 49 + at);
      return () => peekTicks(frame);
    };
    expect(damaged(48, [0, 0, 0, 0])).not.toThrow();
    expect(damaged(24, [9, 0, 0, 0])).toThrow(/run back/);
    expect(damaged(8, [0, 0, 0, 0, 0, 0, 0xf0, 0x7f])).toThrow(/not finite/);
    expect(damaged(40, [1, 0, 0, 0, 0, 0, 0xf8, 0xff])).toThrow(/not finite/);
  });

  test("refuses anything else with a LinkDecodeError, whatever the bytes", () => {
    const whole = frameOf(threeTicks());
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 }), fc.nat(whole.length), (at, byte, end) => {
        const frame = whole.slice();
        frame[at] = byte;
        try {
          const { firstMs, lastMs } = peekTicks(frame.subarray(0, end));
          expect(lastMs).toBeGreaterThanOrEqual(firstMs);
        } catch (error) {
          expect(error).toBeInstanceOf(LinkDecodeError);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("digests", () => {
  /** The definition of FNV-1a 64, straight from the draft, in bigints. */
  function plainFnv(bytes: Uint8Array): bigint {
    let hash = 0xcbf29ce484222325n;
    for (const byte of bytes) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
    return hash;
  }

  test("equal the plain definition over the documented 44 bytes a tick", () => {
    fc.assert(
      fc.property(tickColumns, (columns) => {
        const digests = digestTicks(columns);
        expect(digests.reduce((total, { count }) => total + count, 0)).toBe(columns.count);
        let at = 0;
        for (const { timeMs, count, hash } of digests) {
          const bytes = new Uint8Array(44 * count);
          const view = new DataView(bytes.buffer);
          for (let i = 0; i < count; i++, at++) {
            expect(columns.timeMs[at]).toBe(timeMs);
            [columns.bid, columns.ask, columns.last].forEach((column, c) =>
              view.setFloat64(44 * i + 8 * c, column[at] as number, true),
            );
            view.setBigUint64(44 * i + 24, columns.volume[at] as bigint, true);
            view.setFloat64(44 * i + 32, columns.volumeReal[at] as number, true);
            view.setUint32(44 * i + 40, columns.flags[at] as number, true);
          }
          expect(hash).toBe(plainFnv(bytes));
        }
      }),
      { numRuns: 100 },
    );
  });

  test("differ when one tick of a millisecond is dropped, changed or swapped", () => {
    const [whole] = digestTicks(threeTicks());
    const [dropped] = digestTicks(threeTicks(), 1);
    const changed = threeTicks();
    changed.ask[1] = 1.250_000_000_000_000_2;
    const swapped = threeTicks();
    swapped.bid.set([1.2, 1.1]);
    swapped.ask.set([1.25, 1.15]);
    swapped.flags.set([2, 6]);
    const hashes = [whole?.hash, dropped?.hash, digestTicks(changed)[0]?.hash, digestTicks(swapped)[0]?.hash];
    expect(new Set(hashes).size).toBe(4);
  });
});
