import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "#bridge/ports/clock.ts";
import { MarketStore } from "#bridge/store/market/market-store.ts";
import { BarHistory } from "#bridge/window/bar-history.ts";
import { aggregate } from "#shared/market/aggregate.ts";
import { BAR_COLUMNS, type BarColumns, emptyBarColumns } from "#shared/market/bar.ts";
import { seeded } from "#test/fixtures/plain-ticks.ts";
import { LAB_AHEAD_MS } from "#test/fixtures/window-lab/lab-bridge.ts";
import { labInstruments } from "#test/fixtures/window-lab/lab-instruments.ts";
import type { LongChart } from "../quotes-page/long-chart.ts";
import { printRow } from "./row.ts";
import { benchWindow } from "./window-load.ts";

const BARS = 1_000_000;
const MINUTE = 60_000;
const AT_ONCE = 20_000;

/** A million minutes, five days a week, the newest before `endMs`. */
function minutesUntil(endMs: number, point: number): BarColumns {
  const random = seeded(11);
  const bars = emptyBarColumns(BARS);
  let timeMs = Math.floor(endMs / MINUTE) * MINUTE;
  for (let i = BARS - 1; i >= 0; i -= 1) {
    do timeMs -= MINUTE;
    while ([0, 6].includes(new Date(timeMs).getUTCDay()));
    bars.timeMs[i] = timeMs;
  }
  let points = 110_000;
  for (let i = 0; i < BARS; i += 1) {
    const open = points;
    points += Math.floor(random() * 21) - 10;
    bars.open[i] = open * point;
    bars.high[i] = (Math.max(open, points) + Math.floor(random() * 8)) * point;
    bars.low[i] = (Math.min(open, points) - Math.floor(random() * 8)) * point;
    bars.close[i] = points * point;
    bars.tickVolume[i] = 1 + Math.floor(random() * 200);
    bars.spread[i] = Math.floor(random() * 12);
  }
  return bars;
}

/** A chart over a million stored minutes: opened, zoomed out until all is in sight, scrolled to the first bar. */
export async function benchMillion(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "fairlead-million-"));
  const [listed] = labInstruments(1);
  if (listed === undefined) throw new Error("the lab lists no instrument");
  const { id, point, digits } = listed.instrument;
  const now = (): number => Date.now() + LAB_AHEAD_MS;
  const minutes = minutesUntil(now(), point);
  const store = await MarketStore.open(folder);
  try {
    const { stream } = await store.openStream(id, point, digits);
    for (let at = 0; at < BARS; at += AT_ONCE) {
      const some = Object.fromEntries(BAR_COLUMNS.map((name) => [name, minutes[name].slice(at, at + AT_ONCE)]));
      await store.putBars(stream, "M1", { ...(some as Omit<BarColumns, "count">), count: AT_ONCE });
    }
    await store.seal();
    const history = new BarHistory({
      store,
      instruments: { get: () => listed.instrument },
      complete: () => Promise.resolve(true),
      brokerNow: now,
      clock: systemClock,
      timeMayRunBack: false,
    });
    const window = await benchWindow({ instruments: 1, historyMinutes: 1, bars: (request) => history.bars(request) });
    try {
      const page = await window.open("long");
      await page.waitForFunction(() => "longChart" in globalThis.window);
      const answer = await page.evaluate(async (first) => {
        const chart: LongChart = globalThis.window.longChart;
        const openMs = await chart.open();
        const out = await chart.zoomOut(first);
        const scrolled = await chart.scrollToFirst(first);
        return { openMs, out, scrolled };
      }, minutes.timeMs[0] ?? 0);
      const { openMs, out, scrolled } = answer;
      const exact = aggregate(minutes, out.timeframe);
      const wrong = out.bars.filter(([timeMs, open, high, low, close]) => {
        const at = exact.timeMs.indexOf(timeMs);
        const isForming = at === exact.count - 1 || timeMs > (exact.timeMs[exact.count - 1] ?? 0);
        return (
          !isForming &&
          (exact.open[at] !== open || exact.high[at] !== high || exact.low[at] !== low || exact.close[at] !== close)
        );
      }).length;
      const before = performance.now();
      await store.readBars(stream, "M1", 0, now(), 600);
      const raw = performance.now() - before;
      printRow({
        bench: "renderer.million.open",
        value: openMs,
        unit: "ms",
        raw,
        required: 300,
        zoomedOutMs: Math.round(out.worstMs),
        zoomedOutRequired: 500,
        zoomedOutTo: out.timeframe,
        zoomedOutBars: out.bars.length,
        wrongAggregates: wrong,
        scrolledBars: scrolled.bars,
        holes: scrolled.holes,
        scrollSeconds: Math.round(scrolled.seconds),
      });
      if (wrong > 0 || scrolled.holes > 0 || scrolled.bars < BARS) throw new Error("the chart is not exact");
    } finally {
      await window.close();
    }
  } finally {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
