import { expect, test } from "./fixtures/terminal.ts";
import { openTicket, outcomeOf, positionsOf, sendOf, showTab } from "./fixtures/trade-parts.ts";

test("a connection that breaks while an order is under way never makes two of it: the window says so, and finds out", async ({
  terminal,
}) => {
  const { page } = terminal;
  let cut = 0;
  await page.routeWebSocket(/./, (socket) => {
    const bridge = socket.connectToServer();
    let deaf = false;
    bridge.onMessage((message) => {
      if (!deaf) socket.send(message);
    });
    socket.onMessage((message) => {
      bridge.send(message);
      if (cut > 0 || typeof message !== "string" || !message.includes("trading.place")) return;
      // The order has left; its answer never arrives.
      cut++;
      deaf = true;
      setTimeout(() => void socket.close(), 1_000);
    });
  });
  await page.reload();
  await openTicket(page);
  const buy = sendOf(page, /^Buy 0\.10 EURUSD at market/);
  await expect(buy).toBeEnabled();
  await buy.click();
  await expect(outcomeOf(page)).toContainText("Waiting for MT5");
  await expect(buy).toBeDisabled();
  await expect(outcomeOf(page)).toContainText("done");
  expect(cut).toBe(1);
  await showTab(page, /^Positions/);
  // One row for the head, one for the position.
  await expect(positionsOf(page)).toHaveCount(2);
});

test("an order that never left says that it is unknown, holds the next one back, and is carried out once when repeated", async ({
  terminal,
}) => {
  const { page } = terminal;
  let swallowed = 0;
  await page.routeWebSocket(/./, (socket) => {
    const bridge = socket.connectToServer();
    bridge.onMessage((message) => socket.send(message));
    socket.onMessage((message) => {
      if (swallowed > 0 || typeof message !== "string" || !message.includes("trading.place")) {
        bridge.send(message);
        return;
      }
      swallowed++;
      void socket.close();
    });
  });
  await page.reload();
  await openTicket(page);
  const buy = sendOf(page, /^Buy/);
  await expect(buy).toBeEnabled();
  await buy.click();
  await expect(outcomeOf(page)).toContainText("Do not send another order");
  await expect(buy).toBeDisabled();
  await expect(page.getByText("Nobody knows yet what became of the order before this one.").first()).toBeVisible();
  const again = outcomeOf(page).getByRole("button", { name: "Ask with the same order" });
  await expect(page.getByRole("status", { name: "Order" })).toBeVisible();
  await again.click();
  await expect(outcomeOf(page)).toContainText("done");
  expect(swallowed).toBe(1);
  await showTab(page, /^Positions/);
  await expect(positionsOf(page)).toHaveCount(2);
});
