import { join } from "node:path";
import { type Browser, chromium, type Page } from "@playwright/test";
import { CHROMIUM_FLAGS, CHROMIUM_PATH } from "#test/fixtures/chromium.ts";
import { barsOf, bidOf } from "../e2e/fixtures/window-parts.ts";
import { leaveGuide } from "./moves.ts";
import { writeRecording } from "./recording.ts";
import { save } from "./save.ts";
import { type Look, ShotTerminal } from "./shot-terminal.ts";
import { walk } from "./walk.ts";

/** Takes the pictures in docs/screenshots of the running program. A name as argument takes only that part. */
const USUAL: Look = { width: 1_280, height: 720, theme: "dark", language: "en" };

async function settled(page: Page): Promise<void> {
  await bidOf(page, "EURUSD").and(page.locator(":not(:empty)")).waitFor();
  const until = Date.now() + 60_000;
  while ((await barsOf(page)) < 100 && Date.now() < until) await page.waitForTimeout(100);
  await page.waitForTimeout(2_500);
}

type Theme = Look["theme"];
/** A cloud that is not there: its panel shows how one signs in. */
const walkOptions = (own: string): string[] => [
  "--pairing-dir",
  join(own, "common", "Files"),
  "--cloud",
  "http://127.0.0.1:9",
];

const everyView = (theme: Theme) => async (browser: Browser) => {
  let failed: readonly string[] = [];
  await ShotTerminal.during(browser, { ...USUAL, theme }, walkOptions, async (terminal) => {
    await settled(terminal.page);
    await leaveGuide(terminal.page);
    failed = await walk(terminal, theme);
  });
  return failed;
};

const replay = (theme: Theme) => async (browser: Browser) => {
  const options = (own: string): string[] => ["--replay", writeRecording(own), "--speed", "10"];
  await ShotTerminal.during(browser, { ...USUAL, theme }, options, async ({ page }) => {
    await bidOf(page, "EURUSD").waitFor();
    const seek = page.getByRole("slider", { name: "Market time" });
    const [from, to] = [Number(await seek.getAttribute("min")), Number(await seek.getAttribute("max"))];
    await seek.fill(String(Math.round(from + (to - from) * 0.6)));
    await settled(page);
    await leaveGuide(page);
    await save(page, `replay-${theme}`);
  });
  return [];
};

async function indonesian(browser: Browser) {
  await ShotTerminal.during(
    browser,
    { ...USUAL, language: "id" },
    () => [],
    async ({ page }) => {
      await settled(page);
      await save(page, "bahasa-indonesia");
    },
  );
  return [];
}

const PARTS: Readonly<Record<string, (browser: Browser) => Promise<readonly string[]>>> = {
  dark: everyView("dark"),
  light: everyView("light"),
  "replay-dark": replay("dark"),
  "replay-light": replay("light"),
  "bahasa-indonesia": indonesian,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(PARTS, name));
if (unknown.length > 0) throw new Error(`no part named ${unknown.join(", ")}: ${Object.keys(PARTS).join(", ")}`);
const browser = await chromium.launch({ executablePath: CHROMIUM_PATH, args: [...CHROMIUM_FLAGS] });
const failed: string[] = [];
try {
  for (const [name, take] of Object.entries(PARTS))
    if (wanted.length === 0 || wanted.includes(name)) failed.push(...(await take(browser)));
} finally {
  await browser.close();
}
for (const line of failed) process.stderr.write(`could not be taken: ${line}\n`);
process.exitCode = failed.length === 0 ? 0 : 1;
