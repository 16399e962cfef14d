import { expect, test } from "./fixtures/terminal.ts";
import { showTab } from "./fixtures/trade-parts.ts";
import { bidOf } from "./fixtures/window-parts.ts";

test("depth prepares a ticket and sends nothing, says where there is none; the calendar is filtered; a setting is undone", async ({
  terminal,
}) => {
  test.setTimeout(180_000);
  const { page } = terminal;
  await expect(bidOf(page, "EURUSD")).not.toBeEmpty();
  await showTab(page, /^Depth/);
  const ladder = page.getByRole("table", { name: "Depth of market" });
  await expect(ladder.getByRole("row")).toHaveCount(21);

  // By keyboard: the best bid is the one tab stop, arrows move between prices.
  const best = ladder.locator('[data-side="bid"][data-best] button');
  await best.focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  const ticket = page.getByRole("complementary", { name: "Ticket" });
  await expect(ticket.getByRole("radio", { name: "Limit", exact: true })).toBeChecked();
  await expect(ticket.getByRole("textbox", { name: "Price" })).toHaveValue(/^\d\.\d{5}$/);
  await showTab(page, /^Orders/);
  await expect(page.getByRole("tabpanel", { name: "Orders" })).toContainText("No pending orders");

  await showTab(page, /^Depth/);
  await page.getByRole("grid", { name: "Market watch" }).getByText("DE40").click();
  await expect(page.getByRole("status").filter({ hasText: "This broker sends no depth for DE40." })).toBeVisible();

  await showTab(page, /^Calendar/);
  const panel = page.getByRole("region", { name: "Calendar" });
  await expect(panel).toContainText("Simulated: the paper market makes these releases up");
  await panel.getByRole("radio", { name: "All" }).click();
  const releases = panel.getByRole("table", { name: "Economic calendar" });
  await expect(releases).toContainText("Simulated: Employment change");
  await panel.getByRole("checkbox", { name: "EUR" }).check();
  await expect(releases).not.toContainText("USD");
  await expect(panel.getByRole("timer").or(panel.getByText("No release ahead that passes the filter."))).toBeVisible();

  await page.getByRole("button", { name: "Settings" }).click();
  const settings = page.getByRole("dialog", { name: "Settings" });
  await settings.getByRole("radio", { name: "Changes" }).click();
  await settings.getByRole("button", { name: /^Undo: Currencies in the calendar/ }).click();
  await expect(settings.getByRole("listitem").filter({ hasText: "by an undo" }).first()).toBeVisible();
  await settings.getByRole("button", { name: "Close" }).click();
  await expect(panel.getByRole("checkbox", { name: "EUR" })).not.toBeChecked();
});

test("an alert is made at a price of the chart, by the mouse where it points and by the keyboard at the bid", async ({
  terminal,
}) => {
  test.setTimeout(120_000);
  const { page } = terminal;
  await expect(bidOf(page, "EURUSD")).not.toBeEmpty();
  const chart = page.getByRole("application");
  await expect(chart).toHaveAttribute("data-bars", /[1-9]/);
  await chart.click({ button: "right", position: { x: 60, y: 40 } });
  const item = page.getByRole("menuitem", { name: /^Alert at / });
  const at = ((await item.textContent()) ?? "").replace(/[^\d.]/g, "").replace(/\.+$/, "");
  await item.click();
  const dialog = page.getByRole("dialog", { name: "New alert" });
  await expect(dialog.getByRole("textbox", { name: "Level" })).toHaveValue(at);
  await dialog.getByRole("button", { name: "Save alert" }).click();
  await expect(dialog).toBeHidden();
  await chart.focus();
  await page.keyboard.press("Alt+A");
  await expect(dialog.getByRole("textbox", { name: "Level" })).toHaveValue(/^\d\.\d{5}$/);
  await page.keyboard.press("Escape");
  await chart.click({ button: "right", position: { x: 200, y: 120 } });
  await page.getByRole("menuitem", { name: "About this bar" }).click();
  const bar = page.getByRole("dialog", { name: /^EURUSD M1, .* broker time$/ });
  await expect(bar.getByRole("table", { name: "What is known of this bar" }).getByRole("row")).not.toHaveCount(1);
  await bar.getByRole("button", { name: "Bar before" }).press("Enter");
  await expect(bar.getByText(/^The chart/)).toBeVisible();
  await page.keyboard.press("Escape");
  await showTab(page, /^Alerts/);
  await expect(page.getByRole("grid", { name: "Alerts, one a row" })).toContainText(`EURUSD Bid crosses ${at}`);
});
