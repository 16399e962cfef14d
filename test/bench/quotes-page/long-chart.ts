import { CHART_BEGINS, type ChartState } from "#renderer/chart/chart-feed.ts";
import { LiveChart } from "#renderer/chart/live-chart.ts";
import type { Services } from "#renderer/services/services.ts";
import { Cell } from "#renderer/stores/cell.ts";
import type { Instrument } from "#shared/contract/market.ts";
import type { Timeframe } from "#shared/market/timeframe.ts";

/** A bar as it is drawn: time, open, high, low, close. */
export type DrawnBar = readonly [timeMs: number, open: number, high: number, low: number, close: number];

/** What the bench does with the product's own chart over a long history. */
export interface LongChart {
  /** Ms from nothing to the last screen painted. */
  open(): Promise<number>;
  /** Zooms until the first bar is in sight. @returns the longest wait for a change of detail, and what is drawn then */
  zoomOut(
    firstMs: number,
  ): Promise<{ readonly worstMs: number; readonly timeframe: Timeframe; readonly bars: readonly DrawnBar[] }>;
  /** Scrolls an own-detail chart to the first bar, page after page. */
  scrollToFirst(firstMs: number): Promise<{ readonly bars: number; readonly holes: number; readonly seconds: number }>;
}

const painted = (): Promise<void> =>
  new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));

const until = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await new Promise((resolve) => requestAnimationFrame(resolve));
};

const SCROLL_BARS = 2_500;

/** The product's chart of one instrument, filling the page. */
export function longChart(services: Services, instrument: Instrument, host: HTMLElement): LongChart {
  let live: LiveChart | undefined;
  let state = new Cell<ChartState>(CHART_BEGINS);
  const begin = (): LiveChart => {
    live?.destroy();
    state = new Cell<ChartState>(CHART_BEGINS);
    live = new LiveChart(services, host, {
      instrument,
      timeframe: "M1",
      locale: "en",
      state,
      crosshair: new Cell<number | undefined>(undefined),
    });
    return live;
  };
  return {
    open: async () => {
      const before = performance.now();
      begin();
      await until(() => state.get().phase === "ready");
      await painted();
      return performance.now() - before;
    },
    zoomOut: async (firstMs) => {
      const chart = live ?? begin();
      let worstMs = 0;
      const isInSight = (): boolean => (chart.chart.visibleTimes()?.[0] ?? Infinity) <= firstMs;
      for (let turn = 0; turn < 400 && !isInSight(); turn += 1) {
        const [detail, before] = [chart.detail.get(), performance.now()];
        chart.chart.zoom(0.7);
        await painted();
        if (chart.detail.get() === detail) continue;
        const count = chart.chart.bars;
        await until(() => chart.chart.bars !== count);
        await painted();
        worstMs = Math.max(worstMs, performance.now() - before);
      }
      await until(() => (chart.chart.bars[0]?.timeMs ?? Infinity) <= firstMs || state.get().complete);
      const bars = chart.chart.bars.map(
        ({ timeMs, open, high, low, close }): DrawnBar => [timeMs, open, high, low, close],
      );
      return { worstMs, timeframe: chart.detail.get(), bars };
    },
    scrollToFirst: async (firstMs) => {
      const before = performance.now();
      const { chart } = begin();
      await until(() => state.get().phase === "ready");
      const seen = new Set<number>();
      const neighbours = new Map<number, number>();
      let holes = 0;
      for (let drawn: unknown; (chart.bars[0]?.timeMs ?? Infinity) > firstMs; ) {
        if (chart.bars === drawn) {
          chart.scroll(-SCROLL_BARS);
          await painted();
          continue;
        }
        drawn = chart.bars;
        let last: number | undefined;
        for (const { timeMs } of chart.bars) {
          // The bar after one is always the same: what was let go and fetched again must close up as before.
          const known = last === undefined ? undefined : neighbours.get(last);
          if (known !== undefined && known !== timeMs) holes += 1;
          if (last !== undefined) neighbours.set(last, timeMs);
          seen.add(timeMs);
          last = timeMs;
        }
        chart.scroll(-SCROLL_BARS);
        await painted();
      }
      for (const { timeMs } of chart.bars) seen.add(timeMs);
      return { bars: seen.size, holes, seconds: (performance.now() - before) / 1_000 };
    },
  };
}
