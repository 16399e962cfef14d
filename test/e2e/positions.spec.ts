import { expect, test } from "./fixtures/terminal.ts";
import {
  buyWithStop,
  fieldOf,
  openTicket,
  orderOf,
  outcomeOf,
  positionOf,
  priceNear,
  sendOf,
  showTab,
  ticketOf,
  verdictOf,
} from "./fixtures/trade-parts.ts";
import { barsOf, rowOf } from "./fixtures/window-parts.ts";

test("a part of a position is closed, then it is reversed, then all of it is closed", async ({ terminal }) => {
  const { page } = terminal;
  await openTicket(page);
  await buyWithStop(page, "0.30", 400);
  const row = positionOf(page, "EURUSD");
  const part = row.getByRole("button", { name: "Close a part of EURUSD" });
  await part.focus();
  // Held down it opens the field, and does not send what stands in it: the whole position.
  await page.keyboard.down("Enter");
  await expect(row.getByRole("textbox", { name: "Lots to close" })).toBeFocused();
  await page.keyboard.down("Enter");
  await page.keyboard.up("Enter");
  await page.keyboard.press("Escape");
  await expect(part).toBeFocused();
  await expect(row).toContainText("0.30");
  await page.keyboard.press("Enter");
  await row.getByRole("textbox", { name: "Lots to close" }).fill("0,1");
  await page.keyboard.press("Enter");
  await expect(row).toContainText("0.20");
  await row.getByRole("button", { name: "Reverse 0.20 EURUSD \u2013 PAPER 10001" }).click();
  await expect(positionOf(page, "EURUSD").filter({ hasText: "sell" })).toContainText("0.20");
  await positionOf(page, "EURUSD").getByRole("button", { name: "Close 0.20 EURUSD \u2013 PAPER 10001" }).click();
  await expect(page.getByText("No open positions. F9 opens the ticket.")).toBeVisible();
});

test("closing more than there is, is refused in words and changes nothing", async ({ terminal }) => {
  const { page } = terminal;
  await openTicket(page);
  await buyWithStop(page, "0.10", 400);
  const row = positionOf(page, "EURUSD");
  await row.getByRole("button", { name: "Close a part of EURUSD" }).click();
  await row.getByRole("textbox", { name: "Lots to close" }).fill("5");
  await page.keyboard.press("Enter");
  const said = page.getByRole("table", { name: "Positions" }).getByRole("status", { name: "Order" });
  await expect(said).toContainText("ORDER_INVALID");
  await expect(said).toContainText("Blocked by Lots");
  await expect(row).toContainText("0.10");
});

test("a stop is changed in the table: typed with a comma, sent with Enter; a wrong side is refused and it stays", async ({
  terminal,
}) => {
  const { page } = terminal;
  await openTicket(page);
  await buyWithStop(page, "0.10", 400);
  const row = positionOf(page, "EURUSD");
  const nearer = await priceNear(page, "EURUSD", -250);
  await row.getByRole("button", { name: /^S\/L of EURUSD/ }).click();
  await row.getByRole("textbox", { name: "S/L EURUSD" }).fill(nearer.replace(".", ","));
  await page.keyboard.press("Enter");
  await expect(row.getByRole("button", { name: `S/L of EURUSD, ${nearer}. Change it` })).toBeVisible();
  await row.getByRole("button", { name: /^S\/L of EURUSD/ }).click();
  await row.getByRole("textbox", { name: "S/L EURUSD" }).fill(await priceNear(page, "EURUSD", 250));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("table", { name: "Positions" }).getByRole("status", { name: "Order" })).toContainText(
    "Blocked by Stop and target",
  );
  await expect(row.getByRole("button", { name: `S/L of EURUSD, ${nearer}. Change it` })).toBeVisible();
});

test("a pending order rests in the list, is moved there, and is removed", async ({ terminal }) => {
  const { page } = terminal;
  await openTicket(page);
  await ticketOf(page).getByRole("radio", { name: "Limit", exact: true }).click();
  const price = await priceNear(page, "EURUSD", -300);
  await fieldOf(page, "Price").fill(price);
  await sendOf(page, new RegExp(`^Buy 0\\.10 EURUSD at ${price} or better PAPER 10001$`)).click();
  await expect(outcomeOf(page)).toContainText("accepted by the broker");
  await showTab(page, /^Orders/);
  const row = orderOf(page, "EURUSD");
  await expect(row).toContainText("buy limit");
  const further = await priceNear(page, "EURUSD", -400);
  await row.getByRole("button", { name: /^Price of EURUSD/ }).click();
  await row.getByRole("textbox", { name: "Price EURUSD" }).fill(further);
  await page.keyboard.press("Enter");
  await expect(row.getByRole("button", { name: `Price of EURUSD, ${further}. Change it` })).toBeVisible();
  await row.getByRole("button", { name: "Remove buy limit 0.10 EURUSD \u2013 PAPER 10001" }).click();
  await expect(page.getByText(/No pending orders/)).toBeVisible();
});

test("a stop line is dragged to a ghost with money and R, confirmed, and the broker has it", async ({ terminal }) => {
  const { page } = terminal;
  await expect.poll(() => barsOf(page)).toBeGreaterThan(100);
  await openTicket(page);
  await buyWithStop(page, "0.10", 60);
  const handle = page.getByRole("slider", { name: /^S\/L of EURUSD buy 0\.10/ });
  const before = await handle.getAttribute("aria-valuetext");
  // Waits until the handle rests, and can be grabbed where it is.
  await handle.hover();
  await page.mouse.down();
  await expect(handle).toBeFocused();
  const box = await handle.boundingBox();
  if (box === null) throw new Error("the handle is not on screen");
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2 + 25, { steps: 4 });
  await page.mouse.up();
  const confirm = page.getByRole("button", { name: /^Move S\/L of EURUSD.*PAPER 10001$/ });
  const ghost = page.getByRole("slider", { name: /^S\/L of EURUSD/ }).last();
  // Until the ghost is drawn, the last slider is the line itself: its words would be read for the ghost's.
  await expect(confirm).toBeVisible();
  await expect(ghost).toContainText(/\d\.\d{5} · \d+ pts · \d+\.\d pips · \u2212\d+\.\d\d USD · \u2212\d+\.\d R/);
  const moved = /^\d\.\d{5}/.exec((await ghost.textContent()) ?? "")?.[0] ?? "";
  expect(moved).not.toBe(before);
  await confirm.click();
  await expect(positionOf(page, "EURUSD").getByRole("button", { name: new RegExp(`^S/L.*${moved}`) })).toBeVisible();
  await expect(confirm).toBeHidden();
});

test("a line is moved by keys: a tick a press, Escape discards, Enter confirms; an impossible place is refused in red", async ({
  terminal,
}) => {
  const { page } = terminal;
  await expect.poll(() => barsOf(page)).toBeGreaterThan(100);
  await openTicket(page);
  await buyWithStop(page, "0.10", 60);
  const handle = page.getByRole("slider", { name: /^S\/L of EURUSD buy 0\.10/ }).first();
  const before = Number(await handle.getAttribute("aria-valuenow"));
  const at = (ticks: number): string => (before + ticks * 0.00001).toFixed(5);
  const confirm = page.getByRole("button", { name: /^Move S\/L/ });
  await handle.focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Escape");
  await expect(confirm).toBeHidden();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("button", { name: new RegExp(`^Move S/L.* to ${at(-2)}`) })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(positionOf(page, "EURUSD").getByRole("button", { name: new RegExp(`^S/L.*${at(-2)}`) })).toBeVisible();
  await handle.focus();
  for (let press = 0; press < 12; press++) await page.keyboard.press("Shift+ArrowUp");
  await expect(page.getByRole("group", { name: "Positions and orders on the chart" })).toContainText(
    "Blocked by Stop and target",
  );
  await expect(confirm).toBeDisabled();
  await page.getByRole("button", { name: "Discard" }).click();
  await expect(handle).toHaveAttribute("aria-valuetext", at(-2));
});

test("the position on the chart closes from its own line", async ({ terminal }) => {
  const { page } = terminal;
  await openTicket(page);
  await buyWithStop(page, "0.10", 300);
  await expect(verdictOf(page)).toBeVisible();
  await page
    .getByRole("group", { name: "Positions and orders on the chart" })
    .getByRole("button", { name: "Close 0.10 EURUSD \u2013 PAPER 10001" })
    .click();
  await expect(page.getByText("No open positions. F9 opens the ticket.")).toBeVisible();
});

test("lines follow the chart: another language, timeframe and symbol and back, and nothing breaks", async ({
  terminal,
}) => {
  const { page, faults } = terminal;
  await openTicket(page);
  await buyWithStop(page, "0.10", 60);
  const stop = page.getByRole("slider", { name: /^S\/L/ });
  await expect(stop).toHaveCount(1);
  await page.getByRole("button", { name: "Bahasa Indonesia" }).click();
  await expect(page.getByRole("slider", { name: /^S\/L dari EURUSD/ })).toHaveCount(1);
  await page.getByRole("radio", { name: "M15", exact: true }).click();
  await expect(stop).toHaveCount(1);
  await rowOf(page, "GBPUSD").click();
  await expect(stop).toHaveCount(0);
  await rowOf(page, "EURUSD").click();
  await expect(stop).toHaveCount(1);
  expect([...faults.errors, ...faults.violations]).toEqual([]);
});
