import { expect, test } from "./fixtures/terminal.ts";
import { barsOf, bidOf, legendOf, reload } from "./fixtures/window-parts.ts";

test("one click speaks Indonesian, after a reload too, and prices keep their decimal point", async ({ terminal }) => {
  const { page } = terminal;
  await expect.poll(() => barsOf(page)).toBeGreaterThan(0);
  await page.getByRole("button", { name: "Bahasa Indonesia" }).click();
  await expect(page.getByRole("heading", { name: "Pantauan pasar" })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "id");
  await expect(page.getByRole("region", { name: "Akun" })).toContainText("SIMULASI");
  await expect(page.getByRole("region", { name: "Akun" })).toContainText("10\u202f000.00");
  await reload(terminal);
  await expect(page.getByRole("heading", { name: "Pantauan pasar" })).toBeVisible();
  await expect(bidOf(page, "EURUSD")).toHaveText(/^\d+\.\d{5}$/);
  await expect(legendOf(page, "close")).toHaveText(/^\d+\.\d{5}$/);
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.getByRole("heading", { name: "Market watch" })).toBeVisible();
});

test("the settings page is written in the language chosen, names and help alike", async ({ terminal }) => {
  const { page } = terminal;
  await expect(bidOf(page, "EURUSD")).not.toBeEmpty();
  await page.getByRole("button", { name: "Bahasa Indonesia" }).click();
  await page.getByRole("button", { name: "Pengaturan" }).click();
  const dialog = page.getByRole("dialog", { name: "Pengaturan" });
  await expect(dialog.getByRole("combobox", { name: "Tema" })).toBeVisible();
  await expect(dialog.getByRole("combobox", { name: "Tema" })).toHaveAccessibleDescription(/Sistem/);
  await expect(dialog.getByRole("textbox", { name: "Basi setelah", exact: true })).toHaveAccessibleDescription(
    /0.5 .* 60 dtk/,
  );
  await expect(dialog).toContainText("TradingView");
});

test("a value the setting does not allow is refused where it was typed, in words, and nothing changes", async ({
  terminal,
}) => {
  const { page } = terminal;
  await page.getByRole("button", { name: "Settings" }).click();
  const dialog = page.getByRole("dialog");
  const stale = dialog.getByRole("textbox", { name: "Stale after", exact: true });
  await expect(stale).toHaveValue("3");
  await stale.fill("0.1");
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("alert")).toContainText(/a number from 0\.5 to 60 s.*SETTING_INVALID/);
  await stale.fill("4,000");
  await expect(stale).toHaveAttribute("aria-invalid", "true");
  await page.keyboard.press("Enter");
  await expect(stale).toHaveValue("3");
  await stale.fill("4");
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("button", { name: "Back to the default" })).toBeVisible();
  await dialog.getByRole("button", { name: "Back to the default" }).click();
  await expect(stale).toHaveValue("3");
});
