import { type BenchWindow, loadedPage, QUOTES_PER_SECOND } from "./window-load.ts";

/** Until charts and stores are as full as they get. */
const WARM_UP_MS = 10_000;
const MB = 1_000_000;

/** What the loaded page grows by in so many seconds of quotes: memory after a collection at the end, less at the start. */
export async function soakGrowth(
  window: BenchWindow,
  seconds: number,
): Promise<{ readonly grownMb: number; readonly fromMb: number }> {
  const page = await loadedPage(window, "indicators");
  const { market } = window.lab;
  market.start(QUOTES_PER_SECOND);
  await page.waitForTimeout(WARM_UP_MS);
  const before = await window.memory(page);
  await page.waitForTimeout(seconds * 1_000);
  const after = await window.memory(page);
  market.stop();
  await page.close();
  return { grownMb: (after - before) / MB, fromMb: Math.round(before / MB) };
}
