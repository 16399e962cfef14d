import { inflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { type PicturedTrade, tradePicture } from "#bridge/journal/picture/trade-picture.ts";
import { emptyBarColumns } from "#shared/market/bar.ts";
import { pictureSpan } from "#shared/trading/trades/picture-span.ts";

const MINUTE = 60_000;
const bars = (count: number) => {
  const made = emptyBarColumns(count);
  for (let at = 0; at < count; at += 1) {
    made.timeMs[at] = at * MINUTE;
    made.open[at] = 1.1 + at / 10_000;
    made.close[at] = 1.1 + (at + 1) / 10_000;
    made.high[at] = 1.1 + (at + 2) / 10_000;
    made.low[at] = 1.1 + (at - 1) / 10_000;
  }
  return made;
};
const trade: PicturedTrade = {
  side: "buy",
  openMs: 5 * MINUTE,
  openPrice: 1.1005,
  closeMs: 12 * MINUTE,
  closePrice: 1.1012,
  stopLoss: 1.0995,
  takeProfit: null,
  digits: 5,
};

/** Pixels of a palette PNG without filters, as ours are. */
function pixelsOf(png: Uint8Array): { readonly width: number; readonly rows: readonly Uint8Array[] } {
  const view = new DataView(png.buffer);
  const width = view.getUint32(16);
  const chunks: Uint8Array[] = [];
  for (let at = 8; at < png.length; ) {
    const length = view.getUint32(at);
    if (Buffer.from(png.subarray(at + 4, at + 8)).toString("latin1") === "IDAT")
      chunks.push(png.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  const raw = inflateSync(Buffer.concat(chunks));
  const rows = Array.from({ length: view.getUint32(20) }, (_, y) =>
    raw.subarray(y * (width + 1) + 1, (y + 1) * (width + 1)),
  );
  return { width, rows };
}

describe("the picture of a trade", () => {
  test("shows candles, the entry below its price, the exit above, and the stop", () => {
    const png = tradePicture(bars(20), trade);
    expect(Buffer.from((png ?? new Uint8Array()).subarray(1, 4)).toString("latin1")).toBe("PNG");
    const { rows } = pixelsOf(png ?? new Uint8Array());
    const rowsWith = (colour: number): number[] => rows.flatMap((row, y) => (row.includes(colour) ? [y] : []));
    const [entry, exit, stop] = [rowsWith(5), rowsWith(6), rowsWith(4)];
    expect(Math.max(...entry)).toBeGreaterThan(Math.max(...exit));
    expect(Math.min(...stop)).toBeGreaterThan(Math.max(...exit));
    expect(rows.some((row) => row.includes(3))).toBe(true);
    expect(png?.length).toBeLessThan(20_000);
  });

  test("leaves out a level that is so far away that it would press the candles flat", () => {
    const far = tradePicture(bars(20), { ...trade, stopLoss: 1.05 });
    const none = tradePicture(bars(20), { ...trade, stopLoss: null });
    expect(far).toEqual(none);
    expect(far).not.toEqual(tradePicture(bars(20), trade));
  });

  test("is not made up: without bars, or where nothing moved and no level differs, there is none", () => {
    expect(tradePicture(emptyBarColumns(0), trade)).toBeNull();
    const still = emptyBarColumns(3);
    for (const column of [still.open, still.high, still.low, still.close]) column.fill(5);
    expect(tradePicture(still, { ...trade, openPrice: 5, closePrice: 5, stopLoss: null })).toBeNull();
  });

  test("takes a timeframe in which the trade's life is sixty bars at most", () => {
    expect(pictureSpan(90 * MINUTE, 100 * MINUTE)).toEqual({
      timeframe: "M1",
      fromMs: 50 * MINUTE,
      toMs: 106 * MINUTE,
    });
    expect(pictureSpan(0, 61 * MINUTE).timeframe).toBe("M5");
    expect(pictureSpan(0, 90 * 86_400_000).timeframe).toBe("W1");
    expect(pictureSpan(0, 50 * 86_400_000).timeframe).toBe("D1");
  });
});
