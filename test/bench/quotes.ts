import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type BrowserContext, chromium, type Page } from "@playwright/test";
import react from "@vitejs/plugin-react";
import { build } from "vite";
import { startWebHost } from "#bridge/host/web.ts";
import { contract } from "#shared/contract/contract.ts";
import { CHROMIUM_FLAGS, CHROMIUM_PATH } from "#test/fixtures/chromium.ts";
import { createLabBridge } from "#test/fixtures/window-lab/lab-bridge.ts";
import { contractOutline } from "../../scripts/renderer/contract-outline.ts";
import type { FrameWork } from "./quotes-page/frame-work.ts";
import { percentile, printRow } from "./support/row.ts";

/**
 * The quote path under load: 200 quotes/s over 40 rows in sight, four charts with five computed lines each, through the
 * web host's WebSocket and the real RPC. Prices are invented; market watch, charts, stores and wire are the product's.
 * Raw: the same measurement on an empty page of the same browser.
 */
const ROWS = 40;
const QUOTES_PER_SECOND = 200;
const WARM_UP_MS = 3_000;
const MEASURE_MS = 15_000;
const SLOW_MS = 25;
const VIEWPORT = { width: 1920, height: 1080 };
const page = fileURLToPath(new URL("./quotes-page/", import.meta.url));

async function buildPage(folder: string): Promise<void> {
  await build({
    root: page,
    configFile: false,
    logLevel: "error",
    base: "./",
    plugins: [contractOutline(contract), react()],
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: "es2024",
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
    },
  });
}

async function measure(shown: Page): Promise<FrameWork> {
  await shown.waitForTimeout(WARM_UP_MS);
  return shown.evaluate((forMs) => window.measureFrames(forMs), MEASURE_MS);
}

/** The frames of a page that shows nothing, so that the machine's own share is known. */
async function emptyFrames(context: BrowserContext, url: string): Promise<FrameWork> {
  const empty = await context.newPage();
  await empty.goto(`${url}#empty`);
  const frames = await empty.evaluate((forMs) => window.measureFrames(forMs), 4_000);
  await empty.close();
  return frames;
}

const share = (frames: FrameWork): number => frames.between.filter((ms) => ms > SLOW_MS).length / frames.between.length;

const folder = mkdtempSync(join(tmpdir(), "fairlead-quotes-"));
await buildPage(folder);
const lab = createLabBridge({ instruments: ROWS });
const host = await startWebHost({ port: 0, rendererFolder: folder, attach: (wire) => void lab.rpc.attach(wire) });
const browser = await chromium.launch({ executablePath: CHROMIUM_PATH, args: [...CHROMIUM_FLAGS] });
try {
  const context = await browser.newContext({ viewport: VIEWPORT });
  const shown = await context.newPage();
  await shown.goto(host.url);
  await shown.locator(".chart-canvas[data-bars]").nth(3).waitFor();
  await shown
    .locator("[data-testid=quote-bid]:not(:empty)")
    .nth(ROWS - 1)
    .waitFor();
  lab.market.start(QUOTES_PER_SECOND);
  const before = lab.market.sent;
  const began = performance.now();
  const frames = await measure(shown);
  const rate = (lab.market.sent - before) / ((performance.now() - began) / 1_000);
  lab.market.stop();
  await shown.close();
  const empty = await emptyFrames(context, `http://127.0.0.1:${host.port}/`);
  const extra = { quotesPerSecond: Math.round(rate), frames: frames.work.length };
  printRow({
    bench: "quotes.work.p95",
    value: percentile(frames.work, 0.95),
    unit: "ms",
    raw: percentile(empty.work, 0.95),
    median: percentile(frames.work, 0.5),
    ...extra,
  });
  printRow({ bench: "quotes.slow", value: share(frames), unit: "share", raw: share(empty), ...extra });
} finally {
  await browser.close();
  await host.close();
  lab.close();
  rmSync(folder, { recursive: true, force: true });
}
