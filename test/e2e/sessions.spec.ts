import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./fixtures/terminal.ts";
import { bidOf } from "./fixtures/window-parts.ts";

const NAME = "Morning paper";

async function newSession(page: Page): Promise<Locator> {
  await expect(bidOf(page, "EURUSD")).not.toBeEmpty();
  await page.getByRole("tab", { name: "Sessions" }).click();
  await page.getByRole("button", { name: "New session" }).click();
  const dialog = page.getByRole("dialog", { name: /New session/ });
  await dialog.getByRole("textbox", { name: "Name" }).fill(NAME);
  return dialog;
}

const detailOf = (page: Page): Locator => page.getByRole("complementary", { name: NAME });

test("the gale's steps are seen before the start, and a number that may be two is refused where it stands", async ({
  terminal,
}) => {
  const dialog = await newSession(terminal.page);
  await dialog.getByRole("combobox", { name: "Gale" }).selectOption({ label: "Multiplier" });
  await dialog.getByRole("textbox", { name: "Steps at most" }).fill("3");
  const ladder = dialog.getByRole("region", { name: "What the gale would cost now" });
  await expect(ladder.getByRole("rowheader")).toHaveCount(4);
  const step = terminal.page.getByRole("rowheader", { name: "3" });
  await expect(ladder.getByRole("row").filter({ has: step })).toContainText("0.80");
  await expect(ladder.getByRole("status")).toContainText("blocked by “the session's own stop loss”");
  const stopLoss = dialog.getByRole("textbox", { name: "Stop loss of the session" });
  await stopLoss.fill("1.000");
  await expect(stopLoss).toHaveAttribute("aria-invalid", "true");
  await expect(stopLoss).toHaveAccessibleDescription(/two numbers/);
  await dialog.getByRole("button", { name: /Save and start/ }).click();
  await expect(dialog.getByRole("alert")).toContainText("Correct the marked fields");
  await stopLoss.fill("2000,50");
  await expect(stopLoss).toHaveAccessibleDescription(/2.000\.50 USD/);
  await expect(ladder.getByRole("status")).toContainText("No step would be blocked now");
});

test("armed on paper it takes a signal, trades, counts, and is stopped; the kill switch proves that all is flat", async ({
  terminal,
}) => {
  const { page } = terminal;
  const dialog = await newSession(page);
  const start = dialog.getByRole("button", { name: /Save and start/ });
  await expect(start).toContainText("PAPER");
  await start.click();
  const detail = detailOf(page);
  await expect(detail).toContainText("running");
  const signal = detail.getByRole("region", { name: "Signal by hand" });
  await signal.getByRole("button", { name: /Buy/ }).click();
  await expect(signal.getByRole("status")).toContainText(`Accepted.${NAME}: an order was sent`);
  await detail.getByRole("radio", { name: "Trades" }).click();
  await expect(detail.getByRole("row").filter({ hasText: "EURUSD" })).toContainText("open");
  await detail.getByRole("button", { name: /^Stop/ }).click();
  await expect(detail).toContainText("stopped");
  await expect(detail).toContainText("by you");
  await expect(detail.getByRole("row").filter({ hasText: "EURUSD" })).toContainText(/win|loss|break-even/);
  await detail.getByRole("radio", { name: "Statistics" }).click();
  await expect(detail).toContainText(/\d won, \d lost/);
  await detail.getByRole("radio", { name: "Events" }).click();
  await expect(detail).toContainText("Buy EURUSD on a signal from manual");
  await page.getByRole("region", { name: "Kill switch" }).getByRole("button", { name: "Flatten all" }).click();
  await expect(page.getByRole("region", { name: "Safety" })).toContainText(/Confirmed flat at \d\d:\d\d:\d\d/);
});

test("after a restart a session does nothing, says so, and goes on only when it is told to", async ({
  terminal,
  launch,
  profile,
}) => {
  const dialog = await newSession(terminal.page);
  await dialog.getByRole("button", { name: /Save and start/ }).click();
  await expect(detailOf(terminal.page)).toContainText("running");
  await terminal.close();

  const { page } = await launch({ profile, args: [] });
  await expect(bidOf(page, "EURUSD")).not.toBeEmpty();
  const sessions = page.getByRole("tab", { name: "Sessions" });
  await sessions.and(page.locator("[aria-selected=false]")).or(detailOf(page)).first().click();
  await expect(detailOf(page).getByRole("alert")).toContainText("takes no signals until you decide");
  await detailOf(page)
    .getByRole("button", { name: /^Resume/ })
    .click();
  await expect(detailOf(page)).toContainText("running");
});

test("sessions speak Indonesian", async ({ terminal }) => {
  const { page } = terminal;
  await expect(bidOf(page, "EURUSD")).not.toBeEmpty();
  await page.getByRole("button", { name: "Bahasa Indonesia" }).click();
  await page.getByRole("tab", { name: "Sesi" }).click();
  await page.getByRole("button", { name: "Sesi baru" }).click();
  const dialog = page.getByRole("dialog", { name: /Sesi baru/ });
  await dialog.getByRole("textbox", { name: "Stop loss sesi" }).fill("1.000");
  await expect(dialog.getByRole("textbox", { name: "Stop loss sesi" })).toHaveAccessibleDescription(/dua angka/);
});
