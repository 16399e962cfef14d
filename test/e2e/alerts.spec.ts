import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./fixtures/terminal.ts";
import { bidOf } from "./fixtures/window-parts.ts";

/** Near enough for the walk to come by within seconds also in a quiet hour; should it be there before the reload, no matter. */
const STEP = 0.00002;

const bidNow = async (page: Page): Promise<number> => Number(await bidOf(page, "EURUSD").textContent());

/** The panel's tab; a reloaded window remembers that it was open. */
async function showAlerts(page: Page, name: RegExp): Promise<void> {
  const tab = page.getByRole("tab", { name });
  await expect(tab).toBeVisible();
  if ((await tab.getAttribute("aria-selected")) !== "true") await tab.click();
}

async function newAlert(page: Page): Promise<Locator> {
  await expect(bidOf(page, "EURUSD")).not.toBeEmpty();
  await showAlerts(page, /^Alerts/);
  await page.getByRole("button", { name: "New alert" }).click();
  const dialog = page.getByRole("dialog", { name: "New alert" });
  await dialog.getByRole("combobox", { name: "Symbol" }).selectOption({ label: "EURUSD" });
  return dialog;
}

const rowOf = (page: Page, name: string): Locator =>
  page.getByRole("grid", { name: "Alerts, one a row" }).getByRole("row").filter({ hasText: name });

test("a price alert made in the panel fires while the window is gone, and stands in the centre once", async ({
  terminal,
}) => {
  test.setTimeout(180_000);
  const { page } = terminal;
  const first = await newAlert(page);
  await expect(first.getByRole("textbox", { name: "Level" })).not.toHaveValue("");
  const above = Number(await first.getByRole("textbox", { name: "Level" }).inputValue()) + STEP;
  await first.getByRole("textbox", { name: "Name" }).fill("A step up");
  await first.getByRole("textbox", { name: "Level" }).fill(above.toFixed(5));
  await first.getByRole("button", { name: "Save alert" }).click();
  await expect(first).toBeHidden();
  await rowOf(page, "A step up").click();

  // The walk leaves its place by one side or the other: both levels are seen from where the price is when they are set.
  const below = ((await bidNow(page)) - STEP).toFixed(5);
  await page.getByRole("button", { name: "Duplicate" }).click();
  const second = page.getByRole("dialog", { name: "New alert" });
  await second.getByRole("textbox", { name: "Name" }).fill("A step down");
  await second.getByRole("textbox", { name: "Level" }).fill(below);
  await second.getByRole("button", { name: "Save alert" }).click();
  await expect(rowOf(page, "A step down")).toContainText(`EURUSD Bid crosses ${below}`);

  await page.reload();
  await showAlerts(page, /^Alerts/);
  const done = page
    .getByRole("grid", { name: "Alerts, one a row" })
    .getByRole("row")
    .filter({ hasText: "Done" })
    .first();
  await expect(done).toBeVisible({ timeout: 120_000 });
  const name = (await done.getByRole("gridcell").first().textContent()) ?? "";
  await page.getByRole("radio", { name: "Fired" }).click();
  const told = page.getByRole("grid", { name: "Firings, newest first" });
  await expect(told.getByRole("row").filter({ hasText: name })).toHaveCount(1);

  await page.getByRole("radio", { name: "Alerts" }).click();
  await rowOf(page, name).click();
  await page.getByRole("button", { name: "Delete" }).click();
  await expect(rowOf(page, name)).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(rowOf(page, name)).toContainText("Done");
});

test("in Indonesian, an alert that cannot be is refused where it stands, and the keyboard does the rest", async ({
  terminal,
}) => {
  const { page } = terminal;
  await expect(bidOf(page, "EURUSD")).not.toBeEmpty();
  await page.getByRole("button", { name: "Bahasa Indonesia" }).click();
  await showAlerts(page, /^Peringatan/);
  await page.getByRole("button", { name: "Peringatan baru" }).click();
  const dialog = page.getByRole("dialog", { name: "Peringatan baru" });
  await dialog.getByRole("combobox", { name: "Jenis" }).selectOption({ label: "Data harga berhenti" });
  await dialog.getByRole("textbox", { name: "Nama" }).fill("");
  await dialog.getByRole("textbox", { name: "Detik tanpa tick" }).fill("1");
  await dialog.getByRole("button", { name: "Simpan peringatan" }).click();
  await expect(dialog.getByRole("alert")).toContainText("Perbaiki dahulu kolom yang ditandai");
  await expect(dialog.getByRole("textbox", { name: "Nama" })).toHaveAccessibleDescription(/Beri nama/);
  await expect(dialog.getByRole("textbox", { name: "Detik tanpa tick" })).toHaveAccessibleDescription(
    /Dari 5 detik sampai sehari/,
  );
  await dialog.getByRole("textbox", { name: "Nama" }).fill("Diam");
  await dialog.getByRole("textbox", { name: "Detik tanpa tick" }).fill("600");
  await dialog.getByRole("button", { name: "Simpan peringatan" }).click();
  const grid = page.getByRole("grid", { name: "Peringatan, satu per baris" });
  const row = grid.getByRole("row").filter({ hasText: "Diam" });
  await expect(row).toContainText("Aktif");
  await grid.focus();
  await grid.press("ArrowDown");
  await expect(row).toHaveAttribute("aria-selected", "true");
  await grid.press(" ");
  await expect(row).toContainText("Mati");
  await grid.press("Delete");
  await expect(row).toHaveCount(0);
  await page.getByRole("button", { name: "Batalkan" }).click();
  await expect(row).toContainText("Mati");
});
