import { expect, test } from "vitest";
import { BarBackfill } from "#bridge/data-collector/bar-backfill.ts";
import type { HistoryDesk } from "#bridge/data-collector/history-desk.ts";
import type { StreamFlow } from "#bridge/data-collector/stream-flow.ts";
import type { TerminalLink } from "#bridge/ports/terminal-link.ts";
import { type BarColumns, emptyBarColumns } from "#shared/market/bar.ts";

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 18, 12);

test("days that are asked for after a few newer ones are fetched, though no day has begun since", async () => {
  const kept = new Set<number>();
  const store = {
    putBars: (_stream: number, _timeframe: string, { timeMs }: BarColumns) => {
      for (const at of timeMs) kept.add(at);
      return Promise.resolve();
    },
  };
  const history = {
    wishChanged: () => undefined,
    // A broker with a day's bar every midnight; bars are found by their opening time, as CopyRates finds them.
    bars: (_link: TerminalLink, _symbol: string, _timeframe: string, fromMs: number, toMs: number) => {
      const first = Math.ceil(fromMs / DAY);
      const data = emptyBarColumns(Math.max(0, Math.floor(toMs / DAY) - first + 1));
      for (let i = 0; i < data.count; i++) data.timeMs[i] = (first + i) * DAY;
      return Promise.resolve({ status: "complete", data, error: 0 });
    },
  };
  const backfill = new BarBackfill(store, history as unknown as HistoryDesk);
  const flow = { instrument: "1@Demo/EURUSD", symbol: "EURUSD", stream: 1 } as unknown as StreamFlow;
  const wanted = (limit: number, beforeMs: number) => ({ timeframe: "D1", limit, beforeMs, shown: false }) as const;
  await backfill.ensure({} as TerminalLink, flow, wanted(2, NOW));
  await backfill.ensure({} as TerminalLink, flow, wanted(64, NOW + 5_000));
  expect(kept.size).toBeGreaterThanOrEqual(64);
  expect(kept.has(Math.floor(NOW / DAY) * DAY - 63 * DAY)).toBe(true);
});
