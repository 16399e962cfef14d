import { readFileSync } from "node:fs";
import { zstdDecompressSync } from "node:zlib";
import { describe, expect, onTestFinished, test } from "vitest";
import { MarketStore } from "#bridge/store/market/market-store.ts";
import type { BarColumns } from "#shared/market/bar.ts";
import { barColumns } from "#shared/market/m1-builder.ts";
import { recorded } from "#test/fixtures/recorded-data.ts";
import { temporaryFolder } from "#test/fixtures/temporary-folder.ts";

const FOREVER = Number.MAX_SAFE_INTEGER;
const HOUR = 3_600_000;

/** Lines of a recording between two days, whose times are the server's. */
function linesOf(path: string, from: string, to: string): string[][] {
  const lines = zstdDecompressSync(readFileSync(path)).toString("latin1").trim().split("\n").slice(1);
  return lines.map((line) => line.split(",")).filter(([time = ""]) => time >= from && time < to);
}

const columns = (lines: readonly string[][]): BarColumns =>
  barColumns(
    lines.map(([time = "", ...cells]) => {
      const [open = 0, high = 0, low = 0, close = 0, tickVolume = 0, spread = 0, realVolume = 0] = cells.map(Number);
      return {
        timeMs: Date.parse(`${time.replace(" ", "T")}:00Z`),
        open,
        high,
        low,
        close,
        tickVolume,
        spread,
        realVolume,
      };
    }),
  );

/** Bars as the texts of the minutes say, grouped by the first `letters` of their times. */
function grouped(lines: readonly string[][], letters: number): Map<string, string> {
  const groups = new Map<string, string[][]>();
  for (const line of lines) {
    const key = (line[0] ?? "").slice(0, letters);
    groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  const number = (line: string[] | undefined, cell: number): number => Number(line?.[cell]);
  return new Map(
    [...groups].map(([key, some]) => {
      const column = (cell: number): number[] => some.map((line) => number(line, cell));
      const volume = column(5).reduce((sum, ticks) => sum + ticks, 0);
      const prices = [number(some[0], 1), Math.max(...column(2)), Math.min(...column(3)), number(some.at(-1), 4)];
      return [key, String([...prices, volume, Math.min(...column(6))])];
    }),
  );
}

const shown = (bars: BarColumns, letters: number): Map<string, string> =>
  new Map(
    Array.from({ length: bars.count }, (_, i) => {
      const key = new Date(bars.timeMs[i] ?? 0).toISOString().replace("T", " ").slice(0, letters);
      return [
        key,
        String([bars.open[i], bars.high[i], bars.low[i], bars.close[i], bars.tickVolume[i], bars.spread[i]]),
      ];
    }),
  );

const spring = recorded("m1/mt5_EURUSD_M1_2025-01..06_servertime.csv.zst");
const autumn = recorded("m1/mt5_GBPUSD_M1_2025-10..12_servertime.csv.zst");

describe.skipIf(spring === undefined || autumn === undefined).each([
  {
    change: "spring",
    path: spring ?? "",
    from: "2025-02-24",
    to: "2025-03-22",
    sunday: "2025-03-09",
    before: 7_200,
    after: 10_800,
  },
  {
    change: "autumn",
    path: autumn ?? "",
    from: "2025-10-20",
    to: "2025-11-15",
    sunday: "2025-11-02",
    before: 10_800,
    after: 7_200,
  },
])("minutes recorded across the $change change of the server's clock", ({ path, from, to, sunday, before, after }) => {
  test("make the hours and days that the server's own clock shows, before and after they lie in pages", async () => {
    const lines = linesOf(path, from, to);
    expect(lines.length).toBeGreaterThan(25_000);
    const store = await MarketStore.open(temporaryFolder());
    onTestFinished(() => store.close());
    const { stream } = await store.openStream("1@Recorded/X", 0.00001, 5);
    await store.recordOffset("Recorded", Date.parse(`${from}T00:00:00Z`), before);
    await store.recordOffset("Recorded", Date.parse(`${sunday}T09:00:00Z`), after);
    await store.putBars(stream, "M1", columns(lines));
    for (const paged of [false, true]) {
      if (paged) await store.seal();
      expect(await store.readBars(stream, "M1", 0, FOREVER)).toStrictEqual(columns(lines));
      const hours = await store.readBars(stream, "H1", 0, FOREVER);
      expect(shown(hours, 13)).toEqual(grouped(lines, 13));
      const days = await store.readBars(stream, "D1", 0, FOREVER);
      expect(shown(days, 10)).toEqual(grouped(lines, 10));
      // New York's own change keeps the server's week from Monday to Friday: no Sunday bar on either side of it.
      expect(
        [...days.timeMs].every((time) => time % (24 * HOUR) === 0 && ![0, 6].includes(new Date(time).getUTCDay())),
      ).toBe(true);
      expect(days.count).toBe(20);
      expect(hours.count).toBe(20 * 24);
    }
  });
});
