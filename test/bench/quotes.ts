import { percentile, printRow } from "./support/row.ts";
import { BENCH_ROWS, benchWindow, measureLoad, slowShare } from "./support/window-load.ts";

/**
 * The quote path under load: 200 quotes/s over 40 rows in sight, four charts with five computed lines each, through the
 * web host's WebSocket and the real RPC. Prices are invented; market watch, charts, stores and wire are the product's.
 * Raw: the same measurement on an empty page of the same browser.
 */
const window = await benchWindow({ instruments: BENCH_ROWS });
try {
  const { frames, empty, quotesPerSecond } = await measureLoad(window, "lines");
  const extra = { quotesPerSecond, frames: frames.work.length };
  printRow({
    bench: "quotes.work.p95",
    value: percentile(frames.work, 0.95),
    unit: "ms",
    raw: percentile(empty.work, 0.95),
    median: percentile(frames.work, 0.5),
    ...extra,
  });
  printRow({ bench: "quotes.slow", value: slowShare(frames), unit: "share", raw: slowShare(empty), ...extra });
} finally {
  await window.close();
}
