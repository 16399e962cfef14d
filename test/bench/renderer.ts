import { fileURLToPath } from "node:url";
import { build } from "vite";
import { initialKilobytes } from "../../scripts/renderer/size-budget.ts";
import { benchColdPage } from "./support/cold-page.ts";
import { benchMillion } from "./support/million-minutes.ts";
import { percentile, printRow } from "./support/row.ts";
import { soakGrowth } from "./support/window-growth.ts";
import { BENCH_ROWS, benchWindow, measureLoad, slowShare } from "./support/window-load.ts";

/**
 * The window under load, as issue 5 bounds it: 200 quotes/s over 40 rows and four charts with five indicators each;
 * a million stored minutes behind a chart; what the window grows by; how soon a cold page shows a quote; what its first
 * load weighs. Raw: the same measurement on an empty page, the same bars read without us, a page that only dials and
 * paints, none where there is none.
 */
const SOAK_S = Number(process.env["FAIRLEAD_SOAK_S"] ?? 30);

const window = await benchWindow({ instruments: BENCH_ROWS });
try {
  const { frames, empty, quotesPerSecond, cpu } = await measureLoad(window, "indicators");
  const extra = { quotesPerSecond, frames: frames.work.length };
  printRow({
    bench: "renderer.work.p95",
    value: percentile(frames.work, 0.95),
    unit: "ms",
    raw: percentile(empty.work, 0.95),
    median: percentile(frames.work, 0.5),
    ...extra,
    required: 8,
  });
  printRow({
    bench: "renderer.slow",
    value: slowShare(frames),
    unit: "share",
    raw: slowShare(empty),
    ...extra,
    required: 0.08,
  });
  printRow({ bench: "renderer.cpu", value: cpu, unit: "share of a core", raw: 0, ...extra, required: 0.4 });
  const { grownMb, fromMb } = await soakGrowth(window, SOAK_S);
  printRow({
    bench: "renderer.soak.growth",
    value: grownMb,
    unit: "MB",
    raw: 0,
    seconds: SOAK_S,
    fromMb,
    required: 20,
  });
} finally {
  await window.close();
}
await benchMillion();
await benchColdPage();
const made = await build({
  configFile: fileURLToPath(new URL("../../vite.config.ts", import.meta.url)),
  root: fileURLToPath(new URL("../../renderer/", import.meta.url)),
  logLevel: "error",
  build: { write: false },
});
if (Array.isArray(made) || !("output" in made)) throw new Error("the window was built more than once");
printRow({ bench: "renderer.js.gzip", value: initialKilobytes(made.output), unit: "KB", raw: 0, required: 450 });
