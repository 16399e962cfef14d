import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BlockFault } from "#bridge/store/blocks/block-fault.ts";
import { TickBlockCodec } from "#bridge/store/blocks/tick-block.ts";
import { emptyTickColumns, type TickColumns } from "#shared/market/tick.ts";
import { tickColumns } from "#test/fixtures/link-arbitraries.ts";
import { columnsOf, seeded, walk } from "#test/fixtures/plain-ticks.ts";
import { recorded } from "#test/fixtures/recorded-data.ts";
import { ticksInFile } from "#test/fixtures/tick-files.ts";

const codec = new TickBlockCodec();

/** Seals all ticks into blocks of `size` and unseals them again. */
function throughBlocks(ticks: TickColumns, size = 8_192): { back: TickColumns; bytes: number } {
  const back = emptyTickColumns(ticks.count, ticks.subMs !== undefined);
  let bytes = 0;
  for (let at = 0; at < ticks.count; at += size) {
    const count = Math.min(size, ticks.count - at);
    const block = codec.encode(ticks, at, count);
    codec.decode(block, count, back, at);
    bytes += block.length;
  }
  return { back, bytes };
}

/** Ticks of one time a ms, with `prices` as bid, ask and last. */
function priced(prices: readonly number[]): TickColumns {
  const ticks = emptyTickColumns(prices.length);
  for (const [i, price] of prices.entries()) {
    ticks.timeMs[i] = i;
    ticks.bid[i] = price;
    ticks.ask[i] = -price;
    ticks.last[i] = price / 3;
  }
  return ticks;
}

const prices = fc.oneof(
  fc.double({ noDefaultInfinity: true, noNaN: true }),
  fc.integer({ min: -2_000_000, max: 2_000_000 }).map((points) => points / 1e5),
  // As brokers compute them: a few last places beside the decimal.
  fc.integer({ min: 1, max: 2_000_000 }).map((points) => points * 0.00001),
  fc.constantFrom(0, -0, Number.MAX_VALUE, Number.MIN_VALUE, 2 ** 48, -(2 ** 48) - 1, 1e-9),
);

describe("a sealed block", () => {
  test("gives back every field of every tick to the last bit, whatever they hold", () => {
    const runningOn = tickColumns.map((ticks) => ({ ...ticks, timeMs: ticks.timeMs.toSorted() }));
    fc.assert(
      fc.property(runningOn, fc.integer({ min: 1, max: 40 }), (ticks, size) => {
        expect(throughBlocks(ticks, size).back).toStrictEqual(ticks);
      }),
      { numRuns: 300 },
    );
  });

  test("gives back any double as it was: decimals, near decimals, both zeros, and the largest and smallest", () => {
    fc.assert(
      fc.property(fc.array(prices, { minLength: 1, maxLength: 600 }), (some) => {
        const ticks = priced(some);
        expect(throughBlocks(ticks).back).toStrictEqual(ticks);
      }),
      { numRuns: 200 },
    );
  });

  test("holds quotes of a feed that computes its prices (1.1740299999999999) in little more than those of one that does not", () => {
    const plain = columnsOf(walk(8_192, 1_758_499_200_000));
    const computed = { ...plain, bid: plain.bid.map((bid) => Math.round(bid * 1e5) * 0.00001) };
    expect(computed.bid).not.toEqual(plain.bid);
    const { back, bytes } = throughBlocks(computed);
    expect(back).toStrictEqual(computed);
    expect(bytes).toBeLessThan(throughBlocks(plain).bytes * 1.25);
  });

  test("is refused when any one bit of it has changed, and wherever it is cut off", () => {
    const ticks = columnsOf(walk(300, 0));
    const block = codec.encode(ticks, 0, 300);
    const into = emptyTickColumns(300);
    const random = seeded(6);
    for (let i = 0; i < 400; i++) {
      const damaged = block.slice();
      const at = Math.floor(random() * damaged.length);
      damaged[at] = (damaged[at] ?? 0) ^ (1 << Math.floor(random() * 8));
      expect(() => codec.decode(damaged, 300, into)).toThrow(BlockFault);
      expect(() => codec.decode(block.subarray(0, at), 300, into)).toThrow(BlockFault);
    }
    expect(() => codec.decode(block, 299, into)).toThrow("it holds 300 ticks, not 299");
  });

  test("takes no ticks whose time runs back, and none beyond its columns", () => {
    const ticks = columnsOf([...walk(3, 1_000), ...walk(3, 0)]);
    expect(() => codec.encode(ticks, 0, 6)).toThrow("never run back");
    expect(() => codec.encode(ticks, 4, 3)).toThrow(RangeError);
    expect(() => codec.decode(codec.encode(ticks, 0, 3), 3, emptyTickColumns(4), 2)).toThrow("no room");
  });
});

const eurusd = recorded("ticks/mt5_copyticks_EURUSD_2025-09.csv.zst");
const gold = recorded("ticks/lean_oanda_xauusd_20140502_tick_quote.zip");
const fxcm = recorded("ticks/lean_fxcm_eurusd_20140502_tick_quote.zip");

test.skipIf(eurusd === undefined || gold === undefined || fxcm === undefined).each([
  { feed: "MT5 EURUSD", path: eurusd ?? "", most: 2.1 },
  { feed: "LEAN gold with four decimals of a ms", path: gold ?? "", most: 4.15 },
  { feed: "FXCM EURUSD with crossed quotes", path: fxcm ?? "", most: 1.9 },
])("a recording of $feed comes back whole from under $most bytes a tick", async ({ path, most }) => {
  const ticks = await ticksInFile(path);
  const { back, bytes } = throughBlocks(ticks);
  for (const column of ["timeMs", "subMs", "bid", "ask", "last", "volume", "volumeReal", "flags"] as const) {
    const [one, other] = [back[column], ticks[column]];
    expect(one !== undefined && other !== undefined && Buffer.from(one.buffer).equals(Buffer.from(other.buffer))).toBe(
      true,
    );
  }
  expect(bytes / ticks.count).toBeLessThan(most);
});
