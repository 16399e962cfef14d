import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./fixtures/terminal.ts";
import { bidOf, reload } from "./fixtures/window-parts.ts";

const killOf = (page: Page): Locator => page.getByRole("region", { name: "Kill switch" });
const safetyOf = (page: Page): Locator => page.getByRole("region", { name: "Safety" });

test("each verb names its account and the kind of money, latches, and is taken back only through a question", async ({
  terminal,
}) => {
  const { page } = terminal;
  await expect(bidOf(page, "EURUSD")).not.toBeEmpty();
  for (const verb of ["Pause entries", "Stop automation", "Flatten all"]) {
    const button = killOf(page).getByRole("button", { name: verb });
    await expect(button).toContainText("Paper account");
    await expect(button).toContainText("PAPER");
  }
  await killOf(page).getByRole("button", { name: "Pause entries" }).click();
  await expect(safetyOf(page)).toContainText(/Entries are paused.*since \d\d:\d\d:\d\d, by you/);
  await expect(safetyOf(page)).toContainText("MT5 enforces it");
  await reload(terminal);
  await expect(safetyOf(page)).toContainText("Entries are paused");
  await safetyOf(page).getByRole("button", { name: "Reset…" }).click();
  const dialog = page.getByRole("dialog", { name: "Allow entries again?" });
  await dialog.getByRole("button", { name: "Keep it latched" }).click();
  await expect(dialog).toBeHidden();
  await expect(safetyOf(page)).toContainText("Entries are paused");
  await safetyOf(page).getByRole("button", { name: "Reset…" }).click();
  await dialog.getByRole("button", { name: /^Reset/ }).click();
  await expect(safetyOf(page)).toBeHidden();
});

test("with the keyboard alone: flatten all, read the proof with its time, and reset it", async ({ terminal }) => {
  const { page } = terminal;
  await expect(bidOf(page, "EURUSD")).not.toBeEmpty();
  await killOf(page).getByRole("button", { name: "Stop automation" }).focus();
  await page.keyboard.press("Tab");
  await expect(killOf(page).getByRole("button", { name: "Flatten all" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(safetyOf(page)).toContainText(/Confirmed flat at \d\d:\d\d:\d\d/);
  await safetyOf(page).getByRole("button", { name: "Reset…" }).focus();
  await page.keyboard.press("Space");
  const dialog = page.getByRole("dialog", { name: "Take flatten all back?" });
  await expect(dialog).toBeVisible();
  await dialog.getByRole("button", { name: /^Reset/ }).focus();
  await page.keyboard.press("Enter");
  await expect(safetyOf(page)).toBeHidden();
});

test("one choice makes the verbs act on all accounts, and they say so", async ({ terminal }) => {
  const { page } = terminal;
  await expect(bidOf(page, "EURUSD")).not.toBeEmpty();
  await killOf(page).getByRole("button", { name: "Act on all accounts" }).click();
  const pause = killOf(page).getByRole("button", { name: "Pause entries" });
  await expect(pause).toContainText("All accounts");
  await pause.click();
  await expect(safetyOf(page)).toContainText(/Entries are paused.*all accounts/);
  await safetyOf(page).getByRole("button", { name: "Reset…" }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^Reset/ })
    .click();
  await expect(safetyOf(page)).toBeHidden();
});

test("the kill switch speaks Indonesian", async ({ terminal }) => {
  const { page } = terminal;
  await expect(bidOf(page, "EURUSD")).not.toBeEmpty();
  await page.getByRole("button", { name: "Bahasa Indonesia" }).click();
  const kill = page.getByRole("region", { name: "Sakelar darurat" });
  await kill.getByRole("button", { name: "Jeda entri" }).click();
  await expect(page.getByRole("region", { name: "Keamanan" })).toContainText(/Entri dijeda.*oleh Anda/);
});
