import { expect, test } from "./fixtures/terminal.ts";
import { bidOf, reload } from "./fixtures/window-parts.ts";

test("a preset is read back in money, saved, and shown with its formula, room, source and day", async ({
  terminal,
}) => {
  const { page } = terminal;
  await expect(bidOf(page, "EURUSD")).not.toBeEmpty();
  await page.getByRole("tab", { name: "Risk" }).click();
  await expect(page.getByRole("tabpanel", { name: "Risk" })).toContainText("This account has no limits");
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
  await expect(page.getByRole("tabpanel", { name: "Risk" })).toContainText(/resets in .* at 00:00 Europe\/Prague/);
  await expect(page.getByRole("row").filter({ hasText: "Risk of an order" })).toContainText("your own");
});

test("a limit that is four fifths used warns above everything else, with the room left and the way to its panel", async ({
  terminal,
}) => {
  const { page } = terminal;
  await expect(bidOf(page, "EURUSD")).not.toBeEmpty();
  await page.getByRole("tab", { name: "Risk" }).click();
  await page.getByRole("button", { name: "Set limits" }).click();
  const limits = page.getByRole("dialog", { name: "Limits of Paper account" });
  await limits.getByRole("radio", { name: "FTMO 2-Step" }).click();
  await limits.getByRole("combobox", { name: "Unit" }).first().selectOption({ label: "USD" });
  await limits.getByRole("textbox", { name: "Daily loss" }).fill("23");
  await limits.getByRole("button", { name: /Save limits/ }).click();
  await expect(limits).toBeHidden();

  // 0.1 lots with a stop 200 points away: about 20 dollars of the day's 23.
  await page.getByRole("tab", { name: "Sessions" }).click();
  await page.getByRole("button", { name: "New session" }).click();
  await page.getByRole("button", { name: /Save and start/ }).click();
  await page.getByRole("region", { name: "Signal by hand" }).getByRole("button", { name: /Buy/ }).click();
  const safety = page.getByRole("region", { name: "Safety" });
  await expect(safety).toContainText(/Daily loss: at least 80 % used, \d\.\d\d USD left/);
  await safety.getByRole("button", { name: "Show risk" }).click();
  await expect(page.getByRole("row").filter({ hasText: "Daily loss" }).getByRole("meter")).toHaveAccessibleName(
    /(8|9)\d % of Daily loss used/,
  );
});
