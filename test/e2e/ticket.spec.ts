import { expect, test } from "./fixtures/terminal.ts";
import {
  buyWithStop,
  fieldOf,
  openTicket,
  outcomeOf,
  positionOf,
  positionsOf,
  priceNear,
  sendOf,
  showTab,
  ticketOf,
  verdictOf,
} from "./fixtures/trade-parts.ts";
import { bidOf, chartOf } from "./fixtures/window-parts.ts";

test("a market order with a stop is judged, sent and seen: verdict, price, position, deal and wish", async ({
  terminal,
}) => {
  const { page, faults } = terminal;
  await openTicket(page);
  await buyWithStop(page, "0.10", 300);
  await expect(outcomeOf(page)).toContainText(/EURUSD open: done 0\.10 at \d\.\d{5} ticket \d+/);
  const row = positionOf(page, "EURUSD");
  await expect(row).toContainText("buy");
  await expect(row).toContainText("0.10");
  const stop = await fieldOf(page, "Stop loss").inputValue();
  await expect(row.getByRole("button", { name: `S/L of EURUSD, ${stop}. Change it` })).toBeVisible();
  await showTab(page, /^History/);
  const deals = page.getByRole("table", { name: "Deals" });
  await expect(deals.getByRole("row").filter({ hasText: "EURUSD" })).toContainText("buy");
  await page.getByRole("radio", { name: "Orders sent" }).click();
  await expect(page.getByRole("table", { name: "Orders sent" }).getByRole("row").nth(1)).toContainText("done");
  expect([...faults.errors, ...faults.violations]).toEqual([]);
});

test("the verdict says what the stop costs, and what blocks an order that is too large", async ({ terminal }) => {
  const { page } = terminal;
  await openTicket(page);
  await fieldOf(page, "Lots").fill("0.10");
  await fieldOf(page, "Stop loss").fill(await priceNear(page, "EURUSD", -200));
  await expect(verdictOf(page)).toContainText(/If the stop is hit: \u2212\d+\.\d\d USD\..*Allowed\./);
  await fieldOf(page, "Lots").fill("90");
  await expect(verdictOf(page)).toContainText(/Blocked by Free margin\./);
  await expect(sendOf(page, /^Buy 90\.00 EURUSD/)).toBeDisabled();
  await expect(sendOf(page, /^Buy/)).toHaveAccessibleDescription(/Blocked by Free margin/);
  await sendOf(page, /^Buy/).click({ force: true });
  await expect(outcomeOf(page)).toHaveCount(0);
});

test("a comma is a decimal mark where it can be nothing else; what can be read in two ways is refused in words", async ({
  terminal,
}) => {
  const { page } = terminal;
  await openTicket(page);
  const lots = fieldOf(page, "Lots");
  await lots.fill("0,10");
  await expect(sendOf(page, /^Buy 0\.10 EURUSD at market PAPER 10001$/)).toBeEnabled();
  for (const [typed, said] of [
    ["1.085,5", "can be read in two ways"],
    ["NaN", "is no number"],
    ["1e308", "is no number"],
    ["-0.10", "cannot be negative"],
    ["0", "more than 0"],
    ["0.015", "multiple of 0.01"],
    ["", "Enter a number"],
  ] as const) {
    await lots.fill(typed);
    await expect(lots, typed).toHaveAccessibleDescription(new RegExp(said));
    await expect(lots).toHaveAttribute("aria-invalid", "true");
    await expect(sendOf(page, /^Buy EURUSD/)).toBeDisabled();
  }
  await lots.fill("0.10");
  await fieldOf(page, "Stop loss").fill("1.085,5");
  await expect(fieldOf(page, "Stop loss")).toHaveAccessibleDescription(/read in two ways/);
  await expect(sendOf(page, /^Buy EURUSD/)).toBeDisabled();
});

test("lots are sized by risk: money and percent, never more than asked, and a stop is asked for", async ({
  terminal,
}) => {
  const { page } = terminal;
  await openTicket(page);
  await ticketOf(page).getByRole("combobox", { name: "Size by" }).selectOption("Money");
  await fieldOf(page, "Risk, USD").fill("50");
  await expect(verdictOf(page)).toContainText("Give a stop loss");
  await fieldOf(page, "Stop loss").fill(await priceNear(page, "EURUSD", -500));
  await expect(sendOf(page, /^Buy 0\.\d\d EURUSD at market/)).toBeEnabled();
  const loss = await verdictOf(page)
    .getByText(/If the stop is hit/)
    .textContent();
  const cost = Number(/\u2212(\d+\.\d\d)/.exec(loss ?? "")?.[1]);
  expect(cost).toBeGreaterThan(40);
  expect(cost).toBeLessThanOrEqual(51);
});

test("an order goes out by keyboard alone: F9, lots, stop, Tab to the button, Enter; Escape leaves the ticket", async ({
  terminal,
}) => {
  const { page } = terminal;
  await openTicket(page);
  await expect(fieldOf(page, "Lots")).toBeFocused();
  await page.keyboard.type("0,20");
  await expect(sendOf(page, /^Buy 0\.20 EURUSD at market/)).toBeEnabled();
  await page.keyboard.press("Enter");
  await expect(outcomeOf(page)).toHaveCount(0);
  const buy = sendOf(page, /^Buy/);
  for (let press = 0; press < 20 && !(await buy.evaluate((it) => it === document.activeElement)); press++)
    await page.keyboard.press("Tab");
  await expect(buy).toBeFocused();
  await page.keyboard.down("Enter");
  await expect(outcomeOf(page)).toContainText("done 0.20");
  // A key that is held repeats itself, and a double-click has a second click: neither is another wish.
  await page.keyboard.down("Enter");
  await page.keyboard.up("Enter");
  await buy.hover();
  await page.mouse.down({ clickCount: 2 });
  await page.mouse.up({ clickCount: 2 });
  await fieldOf(page, "Lots").fill("0.30");
  const sell = sendOf(page, /^Sell 0\.30 EURUSD at market/);
  await expect(sell).toBeEnabled();
  await sell.click();
  await expect(outcomeOf(page)).toContainText("done 0.30");
  await showTab(page, /^Positions/);
  await expect(positionsOf(page).filter({ hasText: "sell" })).toHaveCount(1);
  await expect(positionsOf(page).filter({ hasText: "buy" })).toHaveCount(1);
  await buy.focus();
  await page.keyboard.press("Escape");
  await expect(ticketOf(page)).toBeHidden();
  await expect(chartOf(page)).toBeFocused();
});

test("the ticket speaks Indonesian: fields, verdict, buttons and what is wrong", async ({ terminal }) => {
  const { page } = terminal;
  await expect(bidOf(page, "EURUSD")).not.toBeEmpty();
  await page.getByRole("button", { name: "Bahasa Indonesia" }).click();
  await page.keyboard.press("F9");
  await expect(verdictOf(page)).toContainText("Semua aturan");
  await fieldOf(page, "Lot").fill("0,10");
  await expect(sendOf(page, /^Beli 0\.10 EURUSD di harga pasar SIMULASI 10001$/)).toBeEnabled();
  await fieldOf(page, "Lot").fill("1.085,5");
  await expect(fieldOf(page, "Lot")).toHaveAccessibleDescription(/dibaca dengan dua cara/);
  await fieldOf(page, "Lot").fill("0.10");
  await sendOf(page, /^Beli 0\.10/).click();
  await expect(outcomeOf(page)).toContainText("selesai");
});

test("a daily limit is said before the order is sent: the room that is left, and the rule that blocks", async ({
  terminal,
}) => {
  const { page } = terminal;
  await openTicket(page);
  await page.getByRole("tab", { name: "Risk" }).click();
  await page.getByRole("button", { name: "Set limits" }).click();
  const dialog = page.getByRole("dialog", { name: "Limits of Paper account" });
  await dialog.getByRole("radio", { name: "FTMO 2-Step" }).click();
  await dialog.getByRole("button", { name: /Save limits/ }).click();
  await expect(dialog).toBeHidden();
  await fieldOf(page, "Lots").fill("1");
  await fieldOf(page, "Stop loss").fill(await priceNear(page, "EURUSD", -200));
  await expect(verdictOf(page)).toContainText(
    /If the stop is hit: \u22122\d\d\.\d\d USD\. Daily room left 2\d\d\.\d\d USD\. Allowed\./,
  );
  await fieldOf(page, "Lots").fill("3");
  await expect(verdictOf(page)).toContainText(/Daily room left \u2212\d+\.\d\d USD\. Blocked by Daily loss\./);
  await expect(sendOf(page, /^Buy 3\.00 EURUSD/)).toBeDisabled();
});
