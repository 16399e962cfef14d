import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { ROOT } from "../e2e/fixtures/hosts.ts";

const folder = join(ROOT, "docs", "screenshots");
/** WebP at this quality shows no flaw in text at twice its size, in a third of a PNG's bytes. */
const QUALITY = 82;
/** Until what a click began is drawn, and the mouse's own traces are gone. */
const REST_MS = 1_000;

/** Takes a picture of the window into docs/screenshots. */
export async function save(page: Page, name: string): Promise<void> {
  await page.waitForTimeout(REST_MS);
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send("Page.captureScreenshot", { format: "webp", quality: QUALITY });
  await session.detach();
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.webp`), Buffer.from(data, "base64"));
  process.stdout.write(`docs/screenshots/${name}.webp\n`);
}
