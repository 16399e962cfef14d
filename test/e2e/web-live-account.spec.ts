import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures/terminal.ts";
import { openTicket, outcomeOf, positionOf, sendOf, showTab } from "./fixtures/trade-parts.ts";
import { appears, bidOf } from "./fixtures/window-parts.ts";

/** The paper account told to the window as one with real money: what it then asks of its user is the window's own doing. */
async function asLive(page: Page): Promise<void> {
  await page.routeWebSocket(/./, (socket) => {
    const bridge = socket.connectToServer();
    bridge.onMessage((message) =>
      socket.send(typeof message === "string" ? message.replaceAll('"nature":"paper"', '"nature":"live"') : message),
    );
  });
  await page.reload();
  await expect(bidOf(page, "EURUSD")).not.toBeEmpty();
}

const flattenOf = (page: Page) =>
  page.getByRole("region", { name: "Kill switch" }).getByRole("button", { name: /Flatten all|Keep holding/ });

test("flattening real money takes a held button: a click and a short press send nothing and say so", async ({
  terminal,
}) => {
  const { page } = terminal;
  await asLive(page);
  const flatten = flattenOf(page);
  await expect(flatten).toContainText("LIVE");
  const safety = page.getByRole("region", { name: "Safety" });
  await flatten.click();
  await expect(page.getByRole("status").filter({ hasText: "Released too early" })).toBeVisible();
  await flatten.focus();
  await page.keyboard.press("Enter");
  await expect(flatten).toContainText("Flatten all");
  await expect(safety).toBeHidden();

  const asked = appears(page, "Keep holding");
  await page.keyboard.down("Space");
  await asked;
  await expect(safety).toContainText("Flatten all holds");
  await page.keyboard.up("Space");
  await expect(safety).toContainText(/Confirmed flat at \d\d:\d\d:\d\d/);
});

test("a pointer that holds the button for its second flattens", async ({ terminal }) => {
  const { page } = terminal;
  await asLive(page);
  await flattenOf(page).hover();
  const asked = appears(page, "Keep holding");
  await page.mouse.down();
  await asked;
  await expect(page.getByRole("region", { name: "Safety" })).toContainText(/Confirmed flat at \d\d:\d\d:\d\d/);
  await page.mouse.up();
});

test("what only takes risk away is one click on a live account, too", async ({ terminal }) => {
  const { page } = terminal;
  await asLive(page);
  await page.getByRole("region", { name: "Kill switch" }).getByRole("button", { name: "Pause entries" }).click();
  await expect(page.getByRole("region", { name: "Safety" })).toContainText("Entries are paused");
});

test("an order on a live account is held to be sent: a click sends nothing and says so; a setting makes it one press", async ({
  terminal,
}) => {
  const { page } = terminal;
  await asLive(page);
  await openTicket(page);
  await showTab(page, /^Positions/);
  const buy = sendOf(page, /^Buy 0\.10 EURUSD at market LIVE 10001$/);
  await expect(buy).toBeEnabled();
  await buy.click();
  await expect(page.getByText("Released too early: hold the button for a second. Nothing was sent.")).toBeVisible();
  await expect(outcomeOf(page)).toHaveCount(0);
  await buy.hover();
  const asked = appears(page, "Keep holding: Buy 0.10 EURUSD at market – LIVE 10001");
  await page.mouse.down();
  await asked;
  await expect(outcomeOf(page)).toContainText("done");
  await page.mouse.up();

  const close = positionOf(page, "EURUSD").getByRole("button", { name: "Close 0.10 EURUSD – LIVE 10001" });
  await close.click();
  await expect(page.getByText("Released too early: hold the button for a second. Nothing was sent.")).toBeVisible();
  await page.getByRole("button", { name: "Settings" }).click();
  await page.getByRole("combobox", { name: "Sending on a live account" }).selectOption("One press");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await close.click();
  await expect(page.getByText("No open positions. F9 opens the ticket.")).toBeVisible();
});

test("a session on a live account is started by a held button only, in its form too", async ({ terminal }) => {
  const { page } = terminal;
  await asLive(page);
  await page.getByRole("tab", { name: "Sessions" }).click();
  await page.getByRole("button", { name: "New session" }).click();
  const dialog = page.getByRole("dialog", { name: /New session/ });
  await dialog.getByRole("button", { name: /Save and start/ }).click();
  await expect(page.getByText("Released too early: hold the button for a second. Nothing was sent.")).toBeVisible();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByText("No session yet.")).toBeVisible();
});

test("a live account without limits is said to be locked where its limits are set", async ({ terminal }) => {
  const { page } = terminal;
  await asLive(page);
  await page.getByRole("tab", { name: "Risk" }).click();
  await expect(page.getByRole("tabpanel", { name: "Risk" })).toContainText("Live trading is locked");
  await expect(page.getByRole("button", { name: "Set limits" })).toBeVisible();
});
