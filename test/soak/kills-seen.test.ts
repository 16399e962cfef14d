import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expect, test } from "vitest";
import { buildRenderer } from "../../scripts/build/parts.ts";
import { LabWindow } from "../fixtures/window-lab/lab-window.ts";

const ROOT = join(import.meta.dirname, "..", "..");
/** The bar: whoever looks at the window knows within a second. */
const SEEN_MS = 1_000;
const TIMES = Number(process.env["FAIRLEAD_TIMES"] ?? "10");

/** UTC ms at which words stood on the page. To be asked for before what makes them appear. */
const wordsAt = (page: Page, words: string): Promise<number> =>
  page.evaluate(
    (sought) =>
      new Promise<number>((resolve) => {
        const look = (): void => {
          if (document.body.innerText.includes(sought)) resolve(Date.now());
          else requestAnimationFrame(look);
        };
        look();
      }),
    words,
  );

/** In a page that begins: a promise of the UTC ms at which it says that the one before it died. */
const NOTE_THE_WORDS = `globalThis.wordsStoodAtMs = new Promise((resolve) => {
  const look = () => {
    if (document.body?.innerText.includes("This window ended unexpectedly")) resolve(Date.now());
    else requestAnimationFrame(look);
  };
  look();
})`;

/** Says what was measured, and the worst of it. */
function worst(what: string, took: readonly number[]): number {
  const sorted = took.toSorted((a, b) => a - b);
  const [median = 0, most = 0] = [sorted[Math.floor(sorted.length / 2)], sorted.at(-1)];
  process.stdout.write(`${JSON.stringify({ what, median, most, times: took.length, barMs: SEEN_MS })}\n`);
  return most;
}

test("a bridge that dies and a network that goes are each told within a second, and heal", {
  timeout: 600_000,
}, async () => {
  await buildRenderer(ROOT, () => undefined);
  const window = await LabWindow.open(join(ROOT, "dist", "renderer"), { instruments: 12 });
  const { page } = window;
  const isWell = async (): Promise<void> => {
    await page.locator(".hop[data-hop=bridge][data-ok=true]").waitFor();
    await page.locator(".problem").waitFor({ state: "detached" });
    await page.locator("[data-testid=quote-bid]").first().filter({ hasText: /\d/ }).waitFor();
  };
  const took: Record<"dies" | "network", number[]> = { dies: [], network: [] };
  try {
    window.lab.market.start(60);
    for (let time = 0; time < TIMES; time++) {
      await isWell();
      const told = wordsAt(page, "The bridge has been gone");
      const cutMs = Date.now();
      window.cut();
      took.dies.push((await told) - cutMs);
      window.mend();
      await isWell();

      const offline = wordsAt(page, "This computer has no network");
      const goneMs = Date.now();
      await page.context().setOffline(true);
      took.network.push((await offline) - goneMs);
      await page.context().setOffline(false);
      await isWell();
    }
    expect(worst("bridge dies", took.dies)).toBeLessThan(SEEN_MS);
    expect(worst("network goes", took.network)).toBeLessThan(SEEN_MS);
  } finally {
    await window.close();
  }
});

test("a page whose process dies says so within a second of its death, and works again", {
  timeout: 600_000,
}, async () => {
  await buildRenderer(ROOT, () => undefined);
  const took: number[] = [];
  for (let time = 0; time < TIMES; time++) {
    const window = await LabWindow.open(join(ROOT, "dist", "renderer"), { instruments: 12 });
    const { page } = window;
    try {
      await page.locator("[data-testid=quote-bid]").first().waitFor();
      // Playwright gives a page up whose process has died; its window lives on, and DevTools with it.
      const [killer, devTools] = [await page.context().newCDPSession(page), await page.context().newCDPSession(page)];
      // The page itself notes when the words stand in it: asking it over and over would take time from it.
      await devTools.send("Page.enable");
      await devTools.send("Page.addScriptToEvaluateOnNewDocument", { source: NOTE_THE_WORDS });
      const crashed = page.waitForEvent("crash");
      killer.send("Page.crash").catch(() => undefined);
      await crashed;
      const diedMs = Date.now();
      const loaded = new Promise((resolve) => devTools.once("Page.loadEventFired", resolve));
      // The desktop app does this by itself, at once.
      await devTools.send("Page.reload");
      await loaded;
      const noted = { expression: "globalThis.wordsStoodAtMs", awaitPromise: true, returnByValue: true };
      const { result } = await devTools.send("Runtime.evaluate", noted);
      took.push(Number(result.value) - diedMs);
    } finally {
      await window.close();
    }
  }
  expect(worst("page dies", took)).toBeLessThan(SEEN_MS);
});
