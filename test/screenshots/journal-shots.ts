import type { Page } from "@playwright/test";
import { inventedReport } from "./invented-report.ts";
import { fillWindow, showPanel } from "./moves.ts";

const TRADES = 1_400;

async function choose(page: Page, name: string, html: string): Promise<void> {
  await page.getByLabel("Choose a file…").setInputFiles({ name, mimeType: "text/html", buffer: Buffer.from(html) });
  await page.getByRole("button", { name: /^Import \d+ rows$/ }).waitFor();
}

async function showImported(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Show these trades" }).click();
  await page.getByRole("grid", { name: "Closed trades" }).waitFor();
}

async function openJournal(page: Page): Promise<void> {
  await showPanel(page, "Journal");
  await fillWindow(page);
}

/** A report before it is imported: what it holds, and its printed figures beside ours. */
export async function importPreview(page: Page): Promise<void> {
  await openJournal(page);
  await choose(page, "ReportHistory-500123.html", inventedReport(500_123, TRADES, 5));
}

/** A year's trades of that report, one of them open with its note and tags. */
export async function journalPanel(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^Import \d+ rows$/ }).click();
  await showImported(page);
  await page.getByRole("grid", { name: "Closed trades" }).focus();
  for (const key of ["ArrowDown", "ArrowDown", "ArrowDown", "Enter"]) await page.keyboard.press(key);
  await page
    .getByRole("textbox", { name: "Note", exact: true })
    .fill("Entered after the second test of the level; out too early, the plan said half.");
  await page.getByText("Saved.").waitFor();
  for (const tag of ["A+ setup", "early exit"]) {
    await page.getByRole("combobox", { name: "Add a tag" }).fill(tag);
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: `Take off the tag ${tag}` }).waitFor();
  }
}

/** The figures of the same trades. */
export async function statisticsPage(page: Page): Promise<void> {
  await page.getByRole("radio", { name: "Statistics" }).click();
  await page.getByText("Balance and drawdown").waitFor();
}

/** Its days. */
export async function tradingCalendar(page: Page): Promise<void> {
  await page.getByRole("radio", { name: "Calendar" }).click();
  await page.getByRole("table").first().waitFor();
}

/** Two accounts side by side. */
export async function comparePage(page: Page): Promise<void> {
  await page.getByRole("radio", { name: "Trades", exact: true }).click();
  await choose(page, "ReportHistory-500124.html", inventedReport(500_124, 22, 11));
  await page.getByRole("button", { name: /^Import \d+ rows$/ }).click();
  await showImported(page);
  await page.getByRole("button", { name: "Clear the filter" }).click();
  await page.getByRole("radio", { name: "Compare" }).click();
  await page.getByRole("combobox", { name: "First" }).selectOption({ index: 1 });
  await page.getByRole("combobox", { name: "Second" }).selectOption({ index: 2 });
  await page.getByRole("table", { name: "Figures side by side" }).waitFor();
}
