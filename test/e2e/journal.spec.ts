import { readFileSync } from "node:fs";
import path, { basename } from "node:path";
import type { Page } from "@playwright/test";
import readXlsxFile from "read-excel-file/node";
import { ROOT } from "./fixtures/hosts.ts";
import { expect, test } from "./fixtures/terminal.ts";
import { buyWithStop, openTicket, positionOf, showTab } from "./fixtures/trade-parts.ts";
import { bidOf } from "./fixtures/window-parts.ts";

const REPORT = path.join(ROOT, "test", "fixtures", "reports", "history-600777.html");
const tradesOf = (page: Page) => page.getByRole("grid", { name: /^(Closed trades|Trade yang ditutup)$/ });
const noteOf = (page: Page) => page.getByRole("textbox", { name: "Note", exact: true });
/** Drops a file of this machine on the journal, as from the desktop. */
async function dropOn(page: Page, path: string): Promise<void> {
  const bytes = readFileSync(path).toString("base64");
  const dataTransfer = await page.evaluateHandle(
    ([name, content]) => {
      const transfer = new DataTransfer();
      const file = Uint8Array.from(atob(content ?? ""), (sign) => sign.charCodeAt(0));
      transfer.items.add(new File([file], name ?? "", { type: "text/html" }));
      return transfer;
    },
    [basename(path), bytes],
  );
  const journal = page.getByRole("region", { name: "Journal", exact: true });
  await journal.dispatchEvent("dragover", { dataTransfer });
  await expect(page.getByText("Drop the report to look at what it holds.", { exact: false })).toBeVisible();
  await journal.dispatchEvent("drop", { dataTransfer });
}

/** From now on the page remembers what it makes files of. */
const rememberFiles = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const make = URL.createObjectURL.bind(URL);
    URL.createObjectURL = (file) => {
      Object.assign(globalThis, { madeFile: file });
      return make(file);
    };
  });

/** What the window hands over for saving; in a browser it is saved, and what was saved is the same. */
async function exported(page: Page, kind: RegExp, name: RegExp): Promise<Buffer> {
  const dialog = page.getByRole("dialog", { name: "Export what is shown" });
  await dialog.getByRole("radio", { name: kind }).check();
  // Of a shell that it did not start Playwright hears no downloads.
  const saving = test.info().project.name === "web" ? page.waitForEvent("download") : undefined;
  await dialog.getByRole("button", { name: "Make the file" }).click();
  await expect(dialog.getByText(name)).toBeVisible();
  const content = await page.evaluate(async () => {
    const file = (globalThis as unknown as { madeFile: Blob }).madeFile;
    const bytes = new Uint8Array(await file.arrayBuffer());
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  });
  const bytes = Buffer.from(content, "base64");
  const saved = await saving;
  if (saved !== undefined) expect(readFileSync(await saved.path())).toEqual(bytes);
  return bytes;
}

const metricOf = (page: Page, id: string) => page.locator(`[data-metric=${id}] dd`);

test("a closed paper trade is in the journal by itself; its note outlives the terminal", async ({
  launch,
  profile,
}) => {
  const first = await launch({ profile, args: [] });
  await expect(bidOf(first.page, "EURUSD")).not.toBeEmpty();
  await showTab(first.page, /^Journal/);
  await first.page.getByRole("button", { name: "Tags ahead" }).click();
  const upcoming = first.page.getByRole("dialog", { name: "Tags for trades to come" });
  await upcoming.getByRole("textbox", { name: "Tags, with commas between" }).fill("retest, patience");
  await upcoming.getByRole("button", { name: "Put them on" }).click();
  await expect(upcoming.getByRole("button", { name: "Take back retest, patience" })).toBeVisible();
  await first.page.keyboard.press("Escape");
  await expect(upcoming).toBeHidden();
  await openTicket(first.page);
  await buyWithStop(first.page, "0.10", 400);
  await positionOf(first.page, "EURUSD").getByRole("button", { name: "Close 0.10 EURUSD \u2013 PAPER 10001" }).click();
  await showTab(first.page, /^Journal/);
  await tradesOf(first.page)
    .getByRole("row", { name: /EURUSD buy 0\.10/ })
    .click();
  await expect(first.page.getByRole("button", { name: "Take off the tag patience" })).toBeVisible();
  await expect(first.page.getByRole("img", { name: /^M1\. In .* out .*, broker time\.$/ })).toBeVisible();
  await noteOf(first.page).fill("waited for the retest");
  await expect(first.page.getByText("Saved.", { exact: true })).toBeVisible();
  await first.close();
  const second = await launch({ profile, args: [] });
  await expect(bidOf(second.page, "EURUSD")).not.toBeEmpty();
  await showTab(second.page, /^Journal/);
  await second.page.getByRole("radio", { name: "Statistics" }).click();
  await expect(second.page.getByText(/^Known since \d{4}-\d\d-\d\d \d\d:\d\d:\d\d, broker time/)).toBeVisible();
  await expect(metricOf(second.page, "equityDrawdownMaximal")).toContainText("USD");
  await second.page.getByRole("radio", { name: "Trades" }).click();
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
  await page.getByRole("radio", { name: "Calendar" }).click();
  await page.getByRole("button", { name: /^2026-03-03: / }).press("Enter");
  await expect(tradesOf(page)).toBeFocused();
  await expect(tradesOf(page)).toHaveAttribute("aria-rowcount", "2");
  await dropOn(page, REPORT);
  await expect(dialog.getByRole("button", { name: "Nothing new in it" })).toBeDisabled();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  expect([...faults.errors, ...faults.violations]).toEqual([]);
});

test("what is shown is exported as CSV, XLSX, JSON and PDF, and the files hold it", async ({ terminal }) => {
  const { page, faults } = terminal;
  await expect(bidOf(page, "EURUSD")).not.toBeEmpty();
  await showTab(page, /^Journal/);
  await page.getByLabel("Choose a file…").setInputFiles(REPORT);
  await page.getByRole("button", { name: "Import 11 rows" }).click();
  await page.getByRole("button", { name: "Show these trades" }).click();
  await page.getByRole("button", { name: "Export", exact: true }).click();
  await rememberFiles(page);
  const csv = await exported(page, /^CSV/, /^fairlead-journal-\d{4}-\d\d-\d\d\.csv was handed over/);
  expect(csv.toString("utf8").trim().split("\r\n")).toHaveLength(6);
  const json = await exported(page, /^JSON/, /\.json was handed over/);
  const { trades } = JSON.parse(json.toString("utf8")) as { trades: { netMinor: number }[] };
  expect(trades.reduce((sum, { netMinor }) => sum + netMinor, 0)).toBe(3_653);
  const xlsx = await exported(page, /^XLSX/, /\.xlsx was handed over/);
  const [sheet] = await readXlsxFile(xlsx);
  expect(sheet?.data).toHaveLength(6);
  const pdf = await exported(page, /^PDF: statistics/, /\.pdf was handed over/);
  expect(pdf.subarray(0, 5).toString("latin1")).toBe("%PDF-");
  expect(pdf.subarray(-8).toString("latin1")).toContain("%%EOF");
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
