import { expect, test } from "./fixtures/terminal.ts";
import { barsOf, reload } from "./fixtures/window-parts.ts";

test("indicators are added from the chart, changed with the keyboard, kept over a reload, and removed", async ({
  terminal,
}) => {
  const { page } = terminal;
  await expect.poll(() => barsOf(page)).toBeGreaterThan(100);
  await page.getByRole("button", { name: "Indicators" }).click();
  const dialog = page.getByRole("dialog", { name: "Indicators" });
  await dialog.getByRole("searchbox", { name: "Filter indicators" }).fill("rsi");
  await dialog.getByRole("button", { name: "Relative strength index" }).click();
  await dialog.getByRole("searchbox", { name: "Filter indicators" }).fill("boll");
  await dialog.getByRole("button", { name: "Bollinger bands" }).click();
  const period = dialog.getByRole("group", { name: "RSI 14" }).getByRole("textbox", { name: "Period" });
  await period.fill("0");
  await expect(dialog.getByText("A whole number from 1 to 1000")).toBeVisible();
  await expect(dialog.getByRole("group", { name: "RSI 14" })).toBeVisible();
  await dialog.getByRole("group", { name: "RSI 14" }).getByRole("textbox", { name: "Period" }).fill("7");
  await expect(dialog.getByRole("group", { name: "RSI 7" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();

  const legend = (name: string) => page.locator(".study-legend").filter({ hasText: name });
  await expect(legend("RSI 7")).toHaveText(/^RSI 7\d{1,3}\.\d{2}$/);
  await expect(legend("BB 20 2")).toHaveText(/^BB 20 2(\d\.\d{5}){3}$/);
  const isBelowTheMiddle = async (): Promise<boolean> => {
    const [pane, chart] = [await legend("RSI 7").boundingBox(), await page.getByRole("application").boundingBox()];
    return pane !== null && chart !== null && pane.y - chart.y > chart.height / 2;
  };
  await expect.poll(isBelowTheMiddle).toBe(true);

  await reload(terminal);
  await expect(legend("RSI 7")).toHaveText(/^RSI 7\d{1,3}\.\d{2}$/);
  await page.getByRole("button", { name: "Indicators" }).click();
  await dialog.getByRole("button", { name: "Remove RSI 7" }).click();
  await dialog.getByRole("button", { name: "Remove BB 20 2" }).click();
  await expect(dialog.getByText("No indicator on the chart yet. Choose one below.")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.locator(".study-legend")).toHaveCount(0);
});
