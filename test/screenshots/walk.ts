import { join } from "node:path";
import type { Page } from "@playwright/test";
import { compileEa, startEa } from "#test/fixtures/ea-program.ts";
import { chartOf } from "../e2e/fixtures/window-parts.ts";
import { comparePage, importPreview, journalPanel, statisticsPage, tradingCalendar } from "./journal-shots.ts";
import { command, fillWindow, showPanel, tidyUp } from "./moves.ts";
import { killSwitch, limitsEditor, riskPanel, sessionForm, sessionsPanel } from "./safety-shots.ts";
import { save } from "./save.ts";
import type { ShotTerminal } from "./shot-terminal.ts";
import { stopBeingMoved } from "./trading.ts";

/** A view and how a user gets there; the terminal is as the one before has left it, without its dialogs. */
export interface View {
  readonly name: string;
  readonly show: (terminal: ShotTerminal) => Promise<void>;
  /** Goes on from what the view before shows. */
  readonly goesOn?: true;
}

const panel = (name: string, words: string): View => ({
  name,
  show: async ({ page }) => {
    await showPanel(page, words);
    await fillWindow(page);
  },
});

const dialog = (name: string, words: string, title: string): View => ({
  name,
  show: async ({ page }) => {
    await command(page, words);
    await page.getByRole("dialog", { name: title }).waitFor();
  },
});

async function chartOfGold({ page }: ShotTerminal): Promise<void> {
  await page.getByText("XAUUSD", { exact: true }).first().click();
  await page.getByRole("radio", { name: "H1", exact: true }).click();
  await page.locator('.chart-canvas[data-bars]:not([data-bars="0"])').first().waitFor();
  const box = await chartOf(page).boundingBox();
  if (box) await page.mouse.move(box.x + box.width * 0.7, box.y + box.height * 0.45);
}

async function tradingEuro({ page }: ShotTerminal): Promise<void> {
  await page.getByText("EURUSD", { exact: true }).first().click();
  await page.getByRole("radio", { name: "M1", exact: true }).click();
  await stopBeingMoved(page);
}

async function weekOfReleases({ page }: ShotTerminal): Promise<void> {
  await showPanel(page, "Calendar");
  await page.getByRole("radio", { name: "Seven days" }).click();
  await fillWindow(page);
}

async function oneAlert({ page }: ShotTerminal): Promise<void> {
  await showPanel(page, "Alerts");
  await page.getByRole("button", { name: "New alert" }).click();
  await page.getByRole("button", { name: "Save alert" }).click();
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  await fillWindow(page);
}

/** Of a market that is open at any hour of any day. */
async function eurosSession({ page }: ShotTerminal): Promise<void> {
  await page.getByText("EURUSD", { exact: true }).first().click();
  await sessionForm(page);
}

async function helpPage({ page }: ShotTerminal): Promise<void> {
  const guide = page.getByRole("tabpanel", { name: "Guide" });
  await guide.getByRole("navigation", { name: "Guide" }).getByRole("button", { name: "Gale", exact: true }).click();
}

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

/** A terminal that asks to be paired; it ends with the picture. */
async function pairing({ page, folder }: ShotTerminal, taken: () => Promise<void>): Promise<void> {
  await showPanel(page, "Terminals");
  await page.getByRole("button", { name: "Open pairing" }).click();
  const binary = await compileEa();
  const ea = await startEa({ binary, dataDir: join(folder, "mt5"), commonDir: join(folder, "common") });
  try {
    await page.getByRole("article").waitFor();
    await showInstead(page, join(folder, "common", "Files"), COMMON_FILES);
    await taken();
  } finally {
    await ea.kill();
  }
}

const VIEWS: readonly View[] = [
  { name: "terminal", show: () => Promise.resolve() },
  { name: "chart", show: chartOfGold },
  panel("guide", "Guide"),
  { name: "help", show: helpPage, goesOn: true },
  panel("depth", "Depth"),
  { name: "economic-calendar", show: weekOfReleases },
  { name: "alerts", show: oneAlert },
  panel("history", "History"),
  panel("events", "Events"),
  panel("cloud", "Cloud"),
  { name: "palette", show: ({ page }) => page.keyboard.press("Control+k") },
  dialog("keys", "This list", "Keys"),
  dialog("settings", "Open the settings", "Settings"),
  { name: "limits", show: ({ page }) => limitsEditor(page) },
  { name: "session-form", show: eurosSession },
  { name: "import", show: ({ page }) => importPreview(page) },
  { name: "journal", show: ({ page }) => journalPanel(page), goesOn: true },
  { name: "statistics", show: ({ page }) => statisticsPage(page), goesOn: true },
  { name: "calendar", show: ({ page }) => tradingCalendar(page), goesOn: true },
  { name: "compare", show: ({ page }) => comparePage(page), goesOn: true },
  { name: "trading", show: tradingEuro },
  { name: "sessions", show: ({ page }) => sessionsPanel(page) },
  { name: "risk", show: ({ page }) => riskPanel(page) },
  // Late: what it tells is measured from the ticks that came meanwhile.
  panel("monitor", "Monitor"),
  { name: "kill-switch", show: ({ page }) => killSwitch(page) },
];

/**
 * Walks through every main view of a running terminal and takes its picture. A view that could not be shown is told, and
 * the walk goes on: each begins from the window itself.
 * @returns the views that could not be shown, with the reason
 */
export async function walk(terminal: ShotTerminal, theme: string): Promise<readonly string[]> {
  const { page } = terminal;
  const failed: string[] = [];
  const attempt = async (name: string, work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (fault) {
      failed.push(`${name}-${theme}: ${fault instanceof Error ? fault.message : String(fault)}`);
    }
  };
  await attempt("terminal-2560", async () => {
    await page.setViewportSize({ width: 2_560, height: 1_440 });
    await save(page, `terminal-2560-${theme}`);
    await page.setViewportSize({ width: 900, height: 600 });
    await save(page, `small-window-${theme}`);
    await page.setViewportSize({ width: 1_280, height: 720 });
  });
  for (const { name, show, goesOn } of VIEWS) {
    await attempt(name, async () => {
      if (goesOn !== true) await tidyUp(page);
      await show(terminal);
      await save(page, `${name}-${theme}`);
    });
  }
  await attempt("pairing", async () => {
    await tidyUp(page);
    await pairing(terminal, () => save(page, `pairing-${theme}`));
  });
  await attempt("bridge-lost", async () => {
    await tidyUp(page);
    await terminal.crash();
    await page.waitForTimeout(3_500);
    await save(page, `bridge-lost-${theme}`);
  });
  return failed;
}
