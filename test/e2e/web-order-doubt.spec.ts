import { expect, test } from "./fixtures/terminal.ts";
import {
  buyWithStop,
  openTicket,
  outcomeOf,
  positionOf,
  positionsOf,
  sendOf,
  showTab,
} from "./fixtures/trade-parts.ts";

test("a connection that breaks while an order is under way never makes two of it: the window says so, and finds out", async ({
  terminal,
}) => {
  const { page } = terminal;
  let cut = 0;
  let hangUp = (): void => undefined;
  let gone = false;
  await page.routeWebSocket(/./, (socket) => {
    if (gone) return void socket.close();
    hangUp = () => void socket.close();
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
    });
  });
  await page.reload();
  await openTicket(page);
  const buy = sendOf(page, /^Buy 0\.10 EURUSD at market/);
  await expect(buy).toBeEnabled();
  await buy.click();
  await expect(outcomeOf(page)).toContainText("Waiting for MT5");
  await expect(buy).toBeDisabled();
  hangUp();
  await expect(outcomeOf(page)).toContainText("done");
  expect(cut).toBe(1);
  await showTab(page, /^Positions/);
  // One row for the head, one for the position.
  await expect(positionsOf(page)).toHaveCount(2);

  // With the bridge away for good nothing can be sent from anywhere, and what is shown is said to be old.
  gone = true;
  hangUp();
  await expect(page.getByText("The bridge is not connected: these are the last known positions.")).toBeVisible();
  await expect(positionOf(page, "EURUSD").getByRole("button", { name: /^(Close|Reverse) 0\.10/ })).toHaveCount(2);
  for (const what of [/^Close 0\.10/, /^Reverse 0\.10/, /^Close a part/, /^S\/L of/])
    await expect(positionOf(page, "EURUSD").getByRole("button", { name: what })).toBeDisabled();
  await expect(sendOf(page, /^Buy/)).toHaveAccessibleDescription(/The bridge is not connected/);
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
  const again = outcomeOf(page).getByRole("button", { name: "Ask with the same order Paper account PAPER" });
  await expect(outcomeOf(page).getByRole("button", { name: "Dismiss" })).toHaveCount(0);
  await expect(page.getByRole("status", { name: "Order" })).toBeVisible();
  await again.click();
  await expect(outcomeOf(page)).toContainText("done");
  expect(swallowed).toBe(1);
  await showTab(page, /^Positions/);
  await expect(positionsOf(page)).toHaveCount(2);
});

/**
 * The broker's no is put on the wire here: the paper broker's rules are those of the verdict, so it turns down nothing that
 * the verdict let pass.
 */
test("a dragged line that the broker turns down goes back to where it was, with the broker's reason in words", async ({
  terminal,
}) => {
  const { page } = terminal;
  let asked = 0;
  await page.routeWebSocket(/./, (socket) => {
    const bridge = socket.connectToServer();
    bridge.onMessage((message) => socket.send(message));
    socket.onMessage((message) => {
      const frame = typeof message === "string" && message.includes("trading.place") ? JSON.parse(message) : undefined;
      if (frame?.input?.order?.action !== "stops") return bridge.send(message);
      asked++;
      const { accountId, intentId, order } = frame.input;
      const said = { seq: 1_000_000, source: "ticket", executedLots: 0, createdMs: 1, changedMs: 2, adopted: false };
      const no = { state: "rejected", reason: "invalidStops", retcode: 10_016 };
      const intent = { ...said, ...no, accountId, intentId, action: "stops", symbol: order.symbol };
      socket.send(JSON.stringify({ t: "result", id: frame.id, output: { intent } }));
    });
  });
  await page.reload();
  await openTicket(page);
  await buyWithStop(page, "0.10", 60);
  const chart = page.getByRole("group", { name: "Positions and orders on the chart" });
  const line = chart.getByRole("slider", { name: /^S\/L of EURUSD buy 0\.10/ });
  await expect(line).toHaveCount(1);
  const before = (await line.getAttribute("aria-valuetext")) ?? "";
  await line.focus();
  await page.keyboard.press("ArrowDown");
  await expect(line).toHaveCount(2);
  await chart.getByRole("button", { name: /^Move S\/L of EURUSD/ }).click();
  await expect(line).toHaveCount(1);
  await expect(line).toHaveAttribute("aria-valuetext", before);
  await expect(
    page.getByRole("status", { name: "Order" }).filter({ hasText: "wrong side or too close to the price" }),
  ).toContainText("rejected");
  expect(asked).toBe(1);
});
