import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "@playwright/test";
import { CHROMIUM_FLAGS, CHROMIUM_PATH } from "#test/fixtures/chromium.ts";
import { compileEa, startEa } from "#test/fixtures/ea-program.ts";
import { ROOT } from "../e2e/fixtures/hosts.ts";
import { barsOf, bidOf, chartOf } from "../e2e/fixtures/window-parts.ts";
import { calendarPage, comparePage, importPreview, journalPanel, statisticsPage } from "./journal-shots.ts";
import { writeRecording } from "./recording.ts";
import { killSwitch, limitsEditor, riskPanel, sessionForm, sessionsPanel } from "./safety-shots.ts";
import { type Look, ShotTerminal } from "./shot-terminal.ts";
import { stopBeingMoved, tradingInSight } from "./trading.ts";

/** Takes the pictures in docs/screenshots of the running program. A name as argument takes only that one. */
const folder = join(ROOT, "docs", "screenshots");
const USUAL: Look = { width: 1280, height: 720, theme: "dark", language: "en" };

const NO_OPTIONS = (): readonly string[] => [];

const save = async (page: Page, name: string): Promise<void> => {
  await page.screenshot({ path: join(folder, `${name}.png`) });
};

async function settled(page: Page): Promise<void> {
  await bidOf(page, "EURUSD").and(page.locator(":not(:empty)")).waitFor();
  const until = Date.now() + 20_000;
  while ((await barsOf(page)) < 100 && Date.now() < until) await page.waitForTimeout(100);
  await page.waitForTimeout(2_500);
}

/** The paper market as it is at first light, in one look. */
const paper =
  (look: Partial<Look>, prepare: (page: Page) => Promise<void> = () => Promise.resolve()) =>
  (browser: Browser, name: string): Promise<void> =>
    ShotTerminal.during(browser, { ...USUAL, ...look }, NO_OPTIONS, async ({ page }) => {
      await settled(page);
      await prepare(page);
      await save(page, name);
    });

const onChart = (symbol: string, timeframe: string) => async (page: Page) => {
  await page.getByText(symbol, { exact: true }).first().click();
  await page.getByRole("radio", { name: timeframe, exact: true }).click();
  await page.waitForTimeout(2_000);
  const box = await chartOf(page).boundingBox();
  if (box) await page.mouse.move(box.x + box.width * 0.7, box.y + box.height * 0.45);
  await page.waitForTimeout(300);
};

/** MT5's common files where most readers have them, in place of this run's temporary folder. */
const COMMON_FILES = "C:\\Users\\trader\\AppData\\Roaming\\MetaQuotes\\Terminal\\Common\\Files";

async function showInstead(page: Page, path: string, shown: string): Promise<void> {
  await page.evaluate(
    ([from, to]) => {
      const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
        const text = node.nodeValue ?? "";
        const at = text.indexOf(from);
        if (at >= 0) node.nodeValue = text.slice(0, at) + to + text.slice(at + from.length).replaceAll("/", "\\");
      }
    },
    [path, shown] as const,
  );
  if ((await page.getByText(path).count()) > 0) throw new Error(`the page still shows ${path}`);
}

async function pairing(browser: Browser, name: string): Promise<void> {
  const options = (own: string): string[] => ["--pairing-dir", join(own, "common", "Files")];
  await ShotTerminal.during(browser, USUAL, options, async ({ page, folder: own }) => {
    await settled(page);
    await page.getByRole("tab", { name: /^Terminals/ }).click();
    await page.getByRole("button", { name: "Open pairing" }).click();
    const binary = await compileEa();
    const ea = await startEa({ binary, dataDir: join(own, "mt5"), commonDir: join(own, "common") });
    try {
      await page.getByRole("article").waitFor();
      await showInstead(page, join(own, "common", "Files"), COMMON_FILES);
      await save(page, name);
    } finally {
      await ea.kill();
    }
  });
}

async function replay(browser: Browser, name: string): Promise<void> {
  const options = (own: string): string[] => ["--replay", writeRecording(own), "--speed", "10"];
  await ShotTerminal.during(browser, { ...USUAL, theme: "light" }, options, async ({ page }) => {
    await bidOf(page, "EURUSD").waitFor();
    const seek = page.getByRole("slider", { name: "Market time" });
    const [from, to] = [Number(await seek.getAttribute("min")), Number(await seek.getAttribute("max"))];
    await seek.fill(String(Math.round(from + (to - from) * 0.6)));
    await settled(page);
    await save(page, name);
  });
}

async function bridgeLost(browser: Browser, name: string): Promise<void> {
  await ShotTerminal.during(browser, USUAL, NO_OPTIONS, async (terminal) => {
    await settled(terminal.page);
    await terminal.crash();
    await terminal.page.waitForTimeout(4_200);
    await save(terminal.page, name);
  });
}

const openSettings = async (page: Page): Promise<void> => {
  await page.getByRole("button", { name: "Settings" }).click();
  await page.getByRole("dialog").waitFor();
  await page.waitForTimeout(400);
};

const SHOTS: Readonly<Record<string, (browser: Browser, name: string) => Promise<void>>> = {
  "terminal-dark": paper({}),
  "terminal-light": paper({ theme: "light" }, onChart("XAUUSD", "H1")),
  "terminal-dark-2560": paper({ width: 2560, height: 1440 }, onChart("GBPJPY", "M15")),
  "terminal-light-2560": paper({ width: 2560, height: 1440, theme: "light" }),
  "bahasa-indonesia": paper({ language: "id" }),
  "small-window": paper({ width: 900, height: 600 }),
  "trading-dark": paper({}, tradingInSight),
  "trading-light": paper({ theme: "light" }, stopBeingMoved),
  "trading-dark-2560": paper({ width: 2560, height: 1440 }, stopBeingMoved),
  settings: paper({}, openSettings),
  "sessions-dark": paper({}, sessionsPanel),
  "sessions-light": paper({ theme: "light" }, sessionsPanel),
  "session-form": paper({}, sessionForm),
  "risk-dark": paper({}, riskPanel),
  "risk-light": paper({ theme: "light" }, riskPanel),
  limits: paper({}, limitsEditor),
  "kill-switch-dark": paper({}, killSwitch),
  "kill-switch-light": paper({ theme: "light" }, killSwitch),
  "journal-dark": paper({}, journalPanel),
  "journal-light": paper({ theme: "light" }, journalPanel),
  "journal-small": paper({ width: 900, height: 600 }, journalPanel),
  "statistics-dark": paper({ height: 900 }, statisticsPage),
  "statistics-light": paper({ height: 900, theme: "light" }, statisticsPage),
  calendar: paper({}, calendarPage),
  compare: paper({ theme: "light" }, comparePage),
  import: paper({}, importPreview),
  pairing,
  replay,
  "bridge-lost": bridgeLost,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(SHOTS, name));
if (unknown.length > 0) throw new Error(`no screenshot named ${unknown.join(", ")}: ${Object.keys(SHOTS).join(", ")}`);
mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({ executablePath: CHROMIUM_PATH, args: [...CHROMIUM_FLAGS] });
try {
  for (const [name, take] of Object.entries(SHOTS)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    await take(browser, name);
    console.log(`docs/screenshots/${name}.png`);
  }
} finally {
  await browser.close();
}
