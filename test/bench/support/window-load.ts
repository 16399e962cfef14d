import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type BrowserContext, chromium, type Page } from "@playwright/test";
import react from "@vitejs/plugin-react";
import { build } from "vite";
import { startWebHost } from "#bridge/host/web.ts";
import { contract } from "#shared/contract/contract.ts";
import { CHROMIUM_FLAGS, CHROMIUM_PATH } from "#test/fixtures/chromium.ts";
import { createLabBridge, type LabBridge, type LabBridgeOptions } from "#test/fixtures/window-lab/lab-bridge.ts";
import { contractOutline } from "../../../scripts/renderer/contract-outline.ts";
import type { FrameWork } from "../quotes-page/frame-work.ts";

const source = fileURLToPath(new URL("../quotes-page/", import.meta.url));
const VIEWPORT = { width: 1920, height: 1080 };

/** The bench's page on the lab's bridge, in Chromium. */
export interface BenchWindow {
  readonly lab: LabBridge;
  readonly context: BrowserContext;
  /** Address of the page without its part; `#empty` shows nothing. */
  readonly url: string;
  /** Opens the page. @param part what it shows: see quotes-page/page.tsx */
  open(part: string): Promise<Page>;
  /** Seconds of CPU that pages' processes have taken so far. */
  cpuSeconds(): Promise<number>;
  /** Memory of the busiest page's process after a collection, bytes: what it has written to (RssAnon), not its program. */
  memory(page: Page): Promise<number>;
  close(): Promise<void>;
}

async function buildPage(folder: string): Promise<void> {
  await build({
    root: source,
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

interface ProcessInfo {
  readonly type: string;
  readonly id: number;
  readonly cpuTime: number;
}

/** Builds the page and starts what serves it. */
export async function benchWindow(options: LabBridgeOptions): Promise<BenchWindow> {
  const folder = mkdtempSync(join(tmpdir(), "fairlead-window-"));
  await buildPage(folder);
  const lab = createLabBridge(options);
  const host = await startWebHost({ port: 0, rendererFolder: folder, attach: (wire) => void lab.rpc.attach(wire) });
  const browser = await chromium.launch({ executablePath: CHROMIUM_PATH, args: [...CHROMIUM_FLAGS] });
  const context = await browser.newContext({ viewport: VIEWPORT });
  const system = await browser.newBrowserCDPSession();
  const renderers = async (): Promise<readonly ProcessInfo[]> => {
    const { processInfo } = await system.send("SystemInfo.getProcessInfo");
    return processInfo.filter(({ type }) => type === "renderer");
  };
  return {
    lab,
    context,
    url: `http://127.0.0.1:${host.port}/`,
    open: async (part) => {
      const page = await context.newPage();
      await page.goto(`${host.url}#${part}`);
      return page;
    },
    cpuSeconds: async () => (await renderers()).reduce((sum, { cpuTime }) => sum + cpuTime, 0),
    memory: async (page) => {
      const session = await context.newCDPSession(page);
      await session.send("HeapProfiler.collectGarbage");
      await session.detach();
      const [busiest] = (await renderers()).toSorted((a, b) => b.cpuTime - a.cpuTime);
      if (busiest === undefined) throw new Error("no page's process is known");
      const [, kilobytes = ""] =
        /^RssAnon:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${busiest.id}/status`, "utf8")) ?? [];
      if (kilobytes === "") throw new Error("the system does not tell the memory of a process");
      return Number(kilobytes) * 1_024;
    },
    close: async () => {
      await browser.close();
      await host.close();
      lab.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const ROWS = 40;
export const QUOTES_PER_SECOND = 200;
const WARM_UP_MS = 3_000;
const MEASURE_MS = 15_000;
export const SLOW_MS = 25;

export interface Load {
  readonly frames: FrameWork;
  /** The same on a page that shows nothing: the machine's own share. */
  readonly empty: FrameWork;
  readonly quotesPerSecond: number;
  /** Share of a core that the page took. */
  readonly cpu: number;
}

export const slowShare = ({ between }: FrameWork): number =>
  between.filter((ms) => ms > SLOW_MS).length / between.length;

/** The page with forty rows and four charts, all drawn. */
export async function loadedPage(window: BenchWindow, part: string): Promise<Page> {
  const shown = await window.open(part);
  await shown.locator(".chart-canvas[data-bars]").nth(3).waitFor();
  await shown
    .locator("[data-testid=quote-bid]:not(:empty)")
    .nth(ROWS - 1)
    .waitFor();
  return shown;
}

/** 200 quotes/s over 40 rows in sight and four charts, through the web host's WebSocket and the real RPC. */
export async function measureLoad(window: BenchWindow, part: string): Promise<Load> {
  const shown = await loadedPage(window, part);
  const { market } = window.lab;
  market.start(QUOTES_PER_SECOND);
  await shown.waitForTimeout(WARM_UP_MS);
  const [sent, cpu, began] = [market.sent, await window.cpuSeconds(), performance.now()];
  const frames = await shown.evaluate((forMs) => globalThis.window.measureFrames(forMs), MEASURE_MS);
  const seconds = (performance.now() - began) / 1_000;
  const taken = (await window.cpuSeconds()) - cpu;
  const rate = (market.sent - sent) / seconds;
  market.stop();
  await shown.close();
  const blank = await window.open("empty");
  const empty = await blank.evaluate((forMs) => globalThis.window.measureFrames(forMs), 4_000);
  await blank.close();
  return { frames, empty, quotesPerSecond: Math.round(rate), cpu: taken / seconds };
}

export const BENCH_ROWS = ROWS;
