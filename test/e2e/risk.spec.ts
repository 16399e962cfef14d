import { expect, test } from "./fixtures/terminal.ts";
import { bidOf, reload } from "./fixtures/window-parts.ts";

test("a preset is read back in money, saved, and shown with its formula, room, source and day", async ({
  terminal,
}) => {
  const { page } = terminal;
  await expect(bidOf(page, "EURUSD")).not.toBeEmpty();
  await page.getByRole("tab", { name: "Risk" }).click();
  await expect(page.getByRole("tabpanel")).toContainText("This account has no limits");
  await page.getByRole("button", { name: "Set limits" }).click();
  const dialog = page.getByRole("dialog", { name: "Limits of Paper account" });
  await dialog.getByRole("radio", { name: "FTMO 2-Step" }).click();
  const daily = dialog.getByRole("textbox", { name: "Daily loss" });
  await expect(daily).toHaveValue("5");
  await expect(daily).toHaveAccessibleDescription("= 500.00 USD");
  await dialog.getByRole("checkbox", { name: "Risk of an order: set a limit" }).check();
  const risk = dialog.getByRole("textbox", { name: "Risk of an order" });
  await risk.fill("1,000");
  await expect(risk).toHaveAccessibleDescription(/two numbers/);
  await dialog.getByRole("button", { name: /Save limits/ }).click();
  await expect(dialog.getByRole("alert")).toBeVisible();
  await risk.fill("100,50");
  await expect(risk).toHaveAccessibleDescription("= 100.50 USD");
  await dialog.getByRole("button", { name: /Save limits/ }).click();
  await expect(dialog).toBeHidden();
  await reload(terminal);
  const row = page.getByRole("row").filter({ hasText: "Daily loss" });
  await expect(row).toContainText("the balance at the reset less 5 % of the initial balance");
  await expect(row).toContainText("500.00 USD");
  await expect(row).toContainText("academy.ftmo.com read 2026-11-20");
  await expect(row.getByRole("meter", { name: /0 % of Daily loss used/ })).toBeVisible();
  await expect(page.getByRole("tabpanel")).toContainText(/resets in .* at 00:00 Europe\/Prague/);
  await expect(page.getByRole("row").filter({ hasText: "Risk of an order" })).toContainText("your own");
});
