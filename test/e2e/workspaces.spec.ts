import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures/terminal.ts";
import { bidOf, chartOf, reload } from "./fixtures/window-parts.ts";

const workspaceButton = (page: Page, name: string) => page.getByRole("button", { name: `Workspace: ${name}` });

async function choose(page: Page, item: string): Promise<void> {
  await page.getByRole("button", { name: /^Workspace: / }).click();
  await page.getByRole("menuitem", { name: item }).click();
}

test("a workspace of three charts is made from a template, linked to one symbol, one of them unlinked, renamed, left, found again after a reload, and deleted", async ({
  terminal,
}) => {
  const { page } = terminal;
  await expect(bidOf(page, "EURUSD")).not.toBeEmpty();
  await choose(page, "New workspace");
  const asked = page.getByRole("dialog", { name: "New workspace" });
  await asked.getByRole("textbox", { name: "Name" }).fill("Morning");
  await asked.getByRole("radio", { name: /^Day trader/ }).check();
  await asked.getByRole("button", { name: "Create" }).click();
  await expect(workspaceButton(page, "Morning")).toBeVisible();
  await expect(chartOf(page)).toHaveCount(3);
  // The charts of this template are one link group: what one shows, all show, and the ticket with them.
  await page.getByRole("combobox", { name: "Symbol of Chart 2" }).selectOption({ label: "XAUUSD" });
  await expect(page.getByRole("application", { name: /^XAUUSD / })).toHaveCount(3);
  const ticket = page.getByRole("complementary", { name: "Ticket" });
  await expect(ticket.getByRole("button", { name: /^Buy .*XAUUSD/ })).toBeVisible();
  const second = page.getByRole("tabpanel", { name: "Chart 2" });
  await second.getByRole("button", { name: "Linked: A" }).click();
  await page.getByRole("menuitemradio", { name: "Not linked" }).click();
  await expect(second.getByRole("button", { name: "Not linked" })).toBeVisible();
  await page.getByRole("grid", { name: "Market watch" }).getByText("EURUSD").click();
  await expect(page.getByRole("application", { name: /^EURUSD / })).toHaveCount(2);
  await expect(page.getByRole("application", { name: /^XAUUSD .* M15/ })).toBeVisible();

  await choose(page, "Rename");
  const renamed = page.getByRole("dialog", { name: "Rename the workspace" });
  await renamed.getByRole("textbox", { name: "Name" }).fill("Evening");
  await renamed.getByRole("button", { name: "Save" }).click();
  await expect(workspaceButton(page, "Evening")).toBeVisible();

  await page.getByRole("button", { name: /^Workspace: / }).click();
  await page.getByRole("menuitemradio", { name: "My workspace" }).click();
  await expect(chartOf(page)).toHaveCount(1);
  await page.getByRole("button", { name: /^Workspace: / }).click();
  await page.getByRole("menuitemradio", { name: "Evening" }).click();
  await expect(chartOf(page)).toHaveCount(3);

  await reload(terminal);
  await expect(workspaceButton(page, "Evening")).toBeVisible();
  await expect(page.getByRole("application", { name: /^XAUUSD .* M15/ })).toBeVisible();
  await expect(second.getByRole("button", { name: "Not linked" })).toBeVisible();
  await expect(ticket).toBeVisible();

  await choose(page, "Delete");
  await page.getByRole("dialog", { name: "Delete Evening?" }).getByRole("button", { name: "Delete" }).click();
  await expect(workspaceButton(page, "My workspace")).toBeVisible();
  await expect(chartOf(page)).toHaveCount(1);
});

test("panels are folded, filled, closed and brought back by keyboard alone, and stay so after a reload", async ({
  terminal,
}) => {
  const { page } = terminal;
  await expect(bidOf(page, "EURUSD")).not.toBeEmpty();
  const events = page.getByRole("tab", { name: "Events" });
  await events.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("tabpanel", { name: "Events" })).toBeVisible();
  await page.keyboard.press("Delete");
  await expect(events).toHaveCount(0);
  await choose(page, "Show Events");
  await expect(page.getByRole("tabpanel", { name: "Events" })).toBeVisible();

  await page.getByRole("button", { name: "Fill the window with the panel" }).focus();
  await page.keyboard.press("Enter");
  await expect(chartOf(page)).toBeHidden();
  await page.getByRole("button", { name: "Back to the panel's own size" }).focus();
  await page.keyboard.press("Enter");
  await expect(chartOf(page)).toBeVisible();

  await page.getByRole("button", { name: "Hide the panel" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("tabpanel", { name: "Events" })).toHaveCount(0);
  await reload(terminal);
  await expect(page.getByRole("button", { name: "Show the panel" })).toBeVisible();
  await page.getByRole("tab", { name: "Risk" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("tabpanel", { name: "Risk" })).toContainText("This account has no limits");
});
