import type { Page } from "@playwright/test";
import { fillWindow, showPanel } from "./moves.ts";

const fillSession = async (page: Page, name: string): Promise<void> => {
  await page.getByRole("button", { name: "New session" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill(name);
  await page.getByRole("textbox", { name: "Stop loss of the session" }).fill("300");
  await page.getByRole("textbox", { name: "Stop profit of the session" }).fill("450");
};

const withGale = async (page: Page): Promise<void> => {
  await page.getByRole("combobox", { name: "Gale" }).selectOption("multiplier");
  await page.getByRole("textbox", { name: "Steps at most" }).fill("4");
};

/** Limits from a preset, as the risk panel shows them. */
export async function riskPanel(page: Page): Promise<void> {
  await showPanel(page, "Risk");
  await page.getByRole("button", { name: "Set limits" }).click();
  await page.getByRole("radio", { name: "FTMO 1-Step" }).click();
  await page.getByRole("checkbox", { name: "Open risk: set a limit" }).check();
  await page.getByRole("textbox", { name: "Open risk" }).fill("150");
  await page.getByRole("checkbox", { name: "Trades a day: set a limit" }).check();
  await page.getByRole("textbox", { name: "Trades a day" }).fill("5");
  await page.getByRole("button", { name: /Save limits/ }).click();
  await page.getByRole("meter").first().waitFor();
  await fillWindow(page);
}

/** The editor of limits, with a preset read back in money. */
export async function limitsEditor(page: Page): Promise<void> {
  await showPanel(page, "Risk");
  await page.getByRole("button", { name: "Set limits" }).click();
  await page.getByRole("radio", { name: "FTMO 2-Step" }).click();
}

/** The session form with a gale that a rule would stop. */
export async function sessionForm(page: Page): Promise<void> {
  await showPanel(page, "Sessions");
  await fillSession(page, "London open");
  await withGale(page);
  await page.getByText("Lost so far").waitFor();
}

/** Two sessions, one of them with an open trade. */
export async function sessionsPanel(page: Page): Promise<void> {
  await showPanel(page, "Sessions");
  await fillSession(page, "London open");
  await page.getByRole("button", { name: /Save and start/ }).click();
  const signal = page.getByRole("region", { name: "Signal by hand" });
  await signal.getByRole("button", { name: /Buy/ }).click();
  await signal.getByRole("status").waitFor();
  await fillSession(page, "New York, second half");
  await page.getByRole("button", { name: "Save as draft" }).click();
  await fillWindow(page);
}

/** All three verbs latched, with the proof of the flatten; after the sessions. */
export async function killSwitch(page: Page): Promise<void> {
  const kill = page.getByRole("region", { name: "Kill switch" });
  for (const verb of ["Pause entries", "Stop automation", "Flatten all"])
    await kill.getByRole("button", { name: verb }).click();
  await page.getByText(/Confirmed flat at/).waitFor();
}
