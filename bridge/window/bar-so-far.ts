import { aggregate, barAt } from "#shared/market/aggregate.ts";
import type { BarColumns } from "#shared/market/bar.ts";
import { barColumns, buildM1, type FormingBar } from "#shared/market/m1-builder.ts";
import { emptyTickColumns, type TickColumns } from "#shared/market/tick.ts";
import { barOpen, nextBarOpen, type Timeframe } from "#shared/market/timeframe.ts";
import type { TickStore } from "../ports/tick-store.ts";

/**
 * Bars whose last one holds nothing beyond `nowMs`. A replay that was moved back has stored the rest of that bar in its
 * first run; it is put together anew from whole minutes and the ticks of the minute that runs.
 */
export async function barsSoFar(
  store: TickStore,
  { stream, point }: { readonly stream: number; readonly point: number },
  timeframe: Timeframe,
  bars: BarColumns,
  nowMs: number,
): Promise<BarColumns> {
  const last = bars.count - 1;
  const openMs = bars.timeMs[last];
  if (openMs === undefined || nextBarOpen(timeframe, openMs) <= nowMs + 1) return bars;
  const minuteMs = barOpen("M1", nowMs);
  const minutes = await store.readBars(stream, "M1", openMs, minuteMs);
  const running = buildM1(toldLast(await store.readTicks(stream, minuteMs, nowMs + 1)), point);
  const parts = barColumns([...listOf(minutes), ...listOf(running)]);
  return barColumns([...listOf(bars).slice(0, last), ...listOf(aggregate(parts, timeframe))]);
}

const listOf = (bars: BarColumns): FormingBar[] => Array.from({ length: bars.count }, (_, at) => barAt(bars, at));

/** Ticks in order of broker time: of a time that was told twice the later telling counts. */
function toldLast(ticks: TickColumns): TickColumns {
  const kept: number[] = [];
  for (let at = 0; at < ticks.count; at += 1) {
    const timeMs = ticks.timeMs[at] ?? 0;
    if (timeMs < (ticks.timeMs[at - 1] ?? 0)) {
      while (kept.length > 0 && (ticks.timeMs[kept.at(-1) ?? 0] ?? 0) >= timeMs) kept.pop();
    }
    kept.push(at);
  }
  const out = emptyTickColumns(kept.length);
  for (const [to, from] of kept.entries()) {
    out.timeMs[to] = ticks.timeMs[from] ?? 0;
    out.bid[to] = ticks.bid[from] ?? 0;
    out.ask[to] = ticks.ask[from] ?? 0;
    out.last[to] = ticks.last[from] ?? 0;
    out.volume[to] = ticks.volume[from] ?? 0n;
    out.volumeReal[to] = ticks.volumeReal[from] ?? 0;
    out.flags[to] = ticks.flags[from] ?? 0;
  }
  return out;
}
