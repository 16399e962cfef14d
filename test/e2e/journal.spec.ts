import path from "node:path";
import type { Page } from "@playwright/test";
import { ROOT } from "./fixtures/hosts.ts";
import { expect, test } from "./fixtures/terminal.ts";
import { buyWithStop, openTicket, positionOf, showTab } from "./fixtures/trade-parts.ts";
import { bidOf } from "./fixtures/window-parts.ts";

const REPORT = path.join(ROOT, "test", "fixtures", "reports", "history-600777.html");
const tradesOf = (page: Page) => page.getByRole("grid", { name: /^(Closed trades|Trade yang ditutup)$/ });
const noteOf = (page: Page) => page.getByRole("textbox", { name: "Note", exact: true });
const metricOf = (page: Page, id: string) => page.locator(`[data-metric=${id}] dd`);

test("a closed paper trade is in the journal by itself; its note outlives the terminal", async ({
  launch,
  profile,
}) => {
  const first = await launch({ profile, args: [] });
  await openTicket(first.page);
  await buyWithStop(first.page, "0.10", 400);
  await positionOf(first.page, "EURUSD").getByRole("button", { name: "Close 0.10 EURUSD \u2013 PAPER 10001" }).click();
  await showTab(first.page, /^Journal/);
  await tradesOf(first.page)
    .getByRole("row", { name: /EURUSD buy 0\.10/ })
    .click();
  await noteOf(first.page).fill("waited for the retest");
  await expect(first.page.getByText("Saved.", { exact: true })).toBeVisible();
  await first.close();
  const second = await launch({ profile, args: [] });
  await expect(bidOf(second.page, "EURUSD")).not.toBeEmpty();
  await showTab(second.page, /^Journal/);
  await tradesOf(second.page).focus();
  await second.page.keyboard.press("ArrowDown");
  await second.page.keyboard.press("Home");
  await second.page.keyboard.press("Enter");
  await expect(noteOf(second.page)).toHaveValue("waited for the retest");
});

test("a report is looked at, imported, and its statistics equal the printed ones; twice adds nothing", async ({
  terminal,
}) => {
  const { page, faults } = terminal;
  await expect(bidOf(page, "EURUSD")).not.toBeEmpty();
  await showTab(page, /^Journal/);
  const file = page.getByLabel("Choose a file…");
  await file.setInputFiles(REPORT);
  const dialog = page.getByRole("dialog", { name: "Import history-600777.html" });
  await expect(dialog.getByText("11 new", { exact: true })).toBeVisible();
  await expect(dialog.getByRole("row", { name: /Net profit 36\.53 36\.53 agrees/ })).toBeVisible();
  await expect(dialog.getByText("differs")).toHaveCount(0);
  await dialog.getByRole("button", { name: "Import 11 rows" }).click();
  await dialog.getByRole("button", { name: "Show these trades" }).click();
  await expect(tradesOf(page)).toHaveAttribute("aria-rowcount", "6");
  await page.getByRole("radio", { name: "Statistics" }).click();
  await expect(metricOf(page, "net")).toContainText("+36.53 USD");
  await expect(metricOf(page, "grossProfit")).toContainText("+63.05");
  await expect(metricOf(page, "grossLoss")).toContainText("\u221226.52");
  await expect(metricOf(page, "profitFactor")).toContainText("2.38");
  await expect(metricOf(page, "profitFactor")).toContainText("sample too small: 5 of 30 trades needed");
  await expect(metricOf(page, "balanceDrawdownMaximal")).toContainText("16.32");
  await file.setInputFiles(REPORT);
  await expect(dialog.getByRole("button", { name: "Nothing new in it" })).toBeDisabled();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  expect([...faults.errors, ...faults.violations]).toEqual([]);
});

test("the journal speaks Indonesian, and a file that is no report is refused in words", async ({ terminal }) => {
  const { page } = terminal;
  // A language chosen before the bridge has told its settings is taken back when it does.
  await expect(bidOf(page, "EURUSD")).not.toBeEmpty();
  await page.getByRole("button", { name: "Bahasa Indonesia" }).click();
  await showTab(page, /^Jurnal/);
  await expect(page.getByText("Belum ada trade yang ditutup.", { exact: false })).toBeVisible();
  await page
    .getByLabel("Pilih berkas…")
    .setInputFiles({ name: "x.html", mimeType: "text/html", buffer: Buffer.from("<p>hello</p>") });
  await expect(page.getByRole("dialog").getByRole("alert")).toContainText("REPORT_UNREADABLE");
  await page.getByRole("dialog").getByRole("button", { name: "Batal" }).click();
  await expect(page.getByRole("dialog")).toBeHidden();
});
