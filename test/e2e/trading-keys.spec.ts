import { expect, test } from "./fixtures/terminal.ts";
import { positionOf, showTab } from "./fixtures/trade-parts.ts";
import { appears, bidOf, chartOf } from "./fixtures/window-parts.ts";

test("trading keys send nothing until they are armed; then they buy and close, and flatten only when held", async ({
  terminal,
}) => {
  const { page } = terminal;
  await expect(bidOf(page, "EURUSD")).not.toBeEmpty();
  await showTab(page, /^Positions/);
  const said = page.getByRole("complementary", { name: "Trading keys" });
  const empty = page.getByText("No open positions. F9 opens the ticket.");
  await page.keyboard.press("Alt+b");
  await page.keyboard.press("?");
  const sheet = page.getByRole("dialog", { name: "Keys" });
  await expect(sheet).toContainText("Buy what the ticket says");
  await expect(sheet).toContainText("Open or close the ticket");
  await page.keyboard.press("Alt+b");
  await sheet.getByRole("button", { name: "Arm trading keys for Paper account PAPER" }).click();
  await expect(sheet).toBeHidden();
  const armed = page.getByRole("button", { name: "Keys armed" });
  await expect(armed).toBeVisible();
  await page.getByRole("textbox", { name: "Filter symbols" }).focus();
  await page.keyboard.press("Alt+b");
  await expect(said).toBeHidden();
  await expect(empty).toBeVisible();

  await chartOf(page).focus();
  await page.keyboard.press("Alt+b");
  await expect(said).toContainText("Alt+B: Buy 0.10 EURUSD at market – PAPER 10001");
  await expect(said).toContainText("EURUSD open: done 0.10");
  await expect(positionOf(page, "EURUSD")).toHaveCount(1);
  await page.keyboard.press("Alt+c");
  await expect(said).toContainText("EURUSD close: done");
  await expect(empty).toBeVisible();

  await page.keyboard.press("Alt+q");
  await expect(said).toContainText("Alt+Q was released too early");
  const safety = page.getByRole("region", { name: "Safety" });
  await expect(safety).toBeHidden();
  await page.keyboard.down("Alt");
  const asked = appears(page, "Keep holding Alt+Q: Flatten all – PAPER 10001");
  await page.keyboard.down("q");
  await asked;
  await expect(safety).toContainText("Flatten all holds");
  await page.keyboard.up("q");
  await page.keyboard.up("Alt");
  // What is latched blocks the key as it blocks the ticket, in words.
  await page.keyboard.press("Alt+b");
  await expect(said).toContainText("Alt+B sent nothing.");
  await armed.click();
  await expect(armed).toBeHidden();
});
