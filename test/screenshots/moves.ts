import type { Page } from "@playwright/test";

/** Does a command by its words, as a user does who knows the palette. */
export async function command(page: Page, words: string): Promise<void> {
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog", { name: "Commands" });
  await palette.getByRole("combobox").fill(words);
  await palette.getByRole("option").filter({ hasText: words }).first().waitFor();
  await page.keyboard.press("Enter");
  await palette.waitFor({ state: "hidden" });
}

export async function showPanel(page: Page, name: string): Promise<void> {
  await command(page, `Show ${name}`);
  await page.getByRole("tabpanel", { name }).waitFor();
}

const unfill = (page: Page) => page.getByRole("button", { name: "Back to the panel's own size" });

/** Gives the lower panel the whole window. */
export async function fillWindow(page: Page): Promise<void> {
  if (await unfill(page).isVisible()) return;
  await page.getByRole("button", { name: "Fill the window with the panel" }).click();
  await unfill(page).waitFor();
}

/** Closes what lies over the window, and gives the lower panel its own size back. */
export async function tidyUp(page: Page): Promise<void> {
  for (let tries = 0; tries < 3 && (await page.getByRole("dialog").count()) > 0; tries += 1)
    await page.keyboard.press("Escape");
  if (await unfill(page).isVisible()) await unfill(page).click();
}

/** The guide is what a first start shows: its user has read it, and looks at the positions. */
export async function leaveGuide(page: Page): Promise<void> {
  const guide = page.getByRole("tabpanel", { name: "Guide" });
  await guide.getByRole("button", { name: "I have read this" }).click();
  await page.getByRole("tab", { name: /^Positions/ }).click();
  await guide.waitFor({ state: "hidden" });
  // Away from the tab, which shows its way to close under the pointer.
  await page.mouse.move(620, 6);
}
