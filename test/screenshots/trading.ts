import type { Page } from "@playwright/test";
import {
  buyWithStop,
  fieldOf,
  openTicket,
  orderOf,
  outcomeOf,
  positionOf,
  priceNear,
  showTab,
  ticketOf,
  verdictOf,
} from "../e2e/fixtures/trade-parts.ts";

/** A position with stop and target, a resting order, and a verdict on the next: what trading looks like. */
export async function tradingInSight(page: Page): Promise<void> {
  await openTicket(page);
  await fieldOf(page, "Take profit").fill(await priceNear(page, "EURUSD", 60));
  await buyWithStop(page, "0.50", 30);
  await ticketOf(page).getByRole("radio", { name: "Limit", exact: true }).click();
  await fieldOf(page, "Take profit").fill("");
  await fieldOf(page, "Price").fill(await priceNear(page, "EURUSD", -12));
  await fieldOf(page, "Stop loss").fill(await priceNear(page, "EURUSD", -45));
  await ticketOf(page)
    .getByRole("button", { name: /^Buy 0\.50 EURUSD at .* or better/ })
    .click();
  await showTab(page, /^Orders/);
  await orderOf(page, "EURUSD").waitFor();
  await showTab(page, /^Positions/);
  await outcomeOf(page).getByRole("button", { name: "Dismiss" }).click();
  await ticketOf(page).getByRole("radio", { name: "Market", exact: true }).click();
  await fieldOf(page, "Stop loss").fill(await priceNear(page, "EURUSD", -200));
  await fieldOf(page, "Take profit").fill(await priceNear(page, "EURUSD", 400));
  await verdictOf(page)
    .getByText(/If the stop is hit/)
    .waitFor();
  await positionOf(page, "EURUSD").waitFor();
}

/** The same with a stop under way to another price. */
export async function stopBeingMoved(page: Page): Promise<void> {
  await tradingInSight(page);
  await page
    .getByRole("slider", { name: /^S\/L of EURUSD buy 0\.50/ })
    .first()
    .focus();
  for (let press = 0; press < 12; press++) await page.keyboard.press("ArrowUp");
  await page.getByRole("button", { name: /^Move S\/L/ }).waitFor();
  await page.waitForTimeout(400);
}
