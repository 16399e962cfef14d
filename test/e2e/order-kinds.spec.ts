import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures/terminal.ts";
import {
  fieldOf,
  openTicket,
  orderOf,
  outcomeOf,
  positionOf,
  positionsOf,
  priceNear,
  sendOf,
  showTab,
  ticketOf,
} from "./fixtures/trade-parts.ts";

/** Sends so many lots at market and waits until its outcome stands under the ticket, not that of the order before. */
async function send(page: Page, side: "Buy" | "Sell", lots: string): Promise<void> {
  await fieldOf(page, "Lots").fill(lots);
  const button = sendOf(page, new RegExp(`^${side} ${lots} EURUSD at market`));
  await expect(button).toBeEnabled();
  await button.click();
  await expect(outcomeOf(page)).toContainText(`done ${lots}`);
}

test("two opposite positions are closed by each other, and nothing is left", async ({ terminal }) => {
  const { page } = terminal;
  await openTicket(page);
  await send(page, "Buy", "0.20");
  await send(page, "Sell", "0.10");
  await showTab(page, /^Positions/);
  await expect(positionOf(page, "EURUSD")).toHaveCount(2);
  const sold = positionOf(page, "EURUSD").filter({ hasText: "sell" });
  await sold.getByRole("button", { name: "Close EURUSD by an opposite position" }).click();
  await expect(sold.getByRole("combobox", { name: "Opposite position" })).toContainText("0.20");
  await sold.getByRole("button", { name: "Close by it – PAPER 10001" }).click();
  await expect(positionOf(page, "EURUSD")).toHaveCount(1);
  await expect(positionOf(page, "EURUSD").filter({ hasText: "buy" })).toContainText("0.10");
});

test("a stop limit with an expiry rests at the broker with both its prices and its time", async ({ terminal }) => {
  const { page } = terminal;
  await openTicket(page);
  await ticketOf(page).getByRole("radio", { name: "Stop limit", exact: true }).click();
  const [stop, limit] = [await priceNear(page, "EURUSD", 300), await priceNear(page, "EURUSD", 250)];
  await fieldOf(page, "Stop price").fill(stop);
  await fieldOf(page, "Limit price").fill(limit);
  await ticketOf(page).getByText("More", { exact: true }).click();
  await ticketOf(page).getByRole("combobox", { name: "Expires" }).selectOption("At a time");
  const at = ticketOf(page).getByLabel("Broker time");
  const buy = sendOf(page, new RegExp(`^Buy 0\\.10 EURUSD limit ${limit} once it trades at ${stop} PAPER 10001$`));
  await at.fill("2040-01-02T10:30");
  await expect(buy).toBeEnabled();
  await buy.click();
  await expect(outcomeOf(page)).toContainText("accepted by the broker");
  await showTab(page, /^Orders/);
  const row = orderOf(page, "EURUSD");
  await expect(row).toContainText(`buy stop limit ${limit}`);
  await expect(row.getByRole("button", { name: `Price of EURUSD, ${stop}. Change it` })).toBeVisible();
  await expect(row).toContainText("2040-01-02 10:30");
});

test("a netting account holds one position a symbol: the other side takes from it, and turns it", async ({
  launch,
  profile,
}) => {
  writeFileSync(
    join(profile, "settings.json"),
    JSON.stringify({ version: 1, user: { "paper.margin": "netting" }, accounts: {} }),
  );
  const { page } = await launch({ profile, args: [] });
  await openTicket(page);
  await expect(page.getByRole("region", { name: "Account" })).toContainText("10003@Fairlead-Paper");
  await send(page, "Buy", "0.20");
  await showTab(page, /^Positions/);
  await expect(positionOf(page, "EURUSD").filter({ hasText: "buy" })).toContainText("0.20");
  await send(page, "Sell", "0.15");
  await expect(positionOf(page, "EURUSD").filter({ hasText: "buy" })).toContainText("0.05");
  await send(page, "Sell", "0.25");
  await expect(positionOf(page, "EURUSD").filter({ hasText: "sell" })).toContainText("0.20");
  // One row for the head, one for the position.
  await expect(positionsOf(page)).toHaveCount(2);
  await expect(page.getByRole("button", { name: /by an opposite position/ })).toHaveCount(0);
});
