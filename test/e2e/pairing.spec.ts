import { join } from "node:path";
import type { Page } from "@playwright/test";
import { compileEa, startEa } from "#test/fixtures/ea-program.ts";
import type { RunningMql } from "#test/mql5-host/harness.ts";
import { expect, test } from "./fixtures/terminal.ts";
import { showTab } from "./fixtures/trade-parts.ts";
import { hopOf } from "./fixtures/window-parts.ts";

/** The real EA in a simulated MT5, beside the terminal under test. */
const running: RunningMql[] = [];
async function putOnChart(folder: string): Promise<RunningMql> {
  const binary = await compileEa();
  const ea = await startEa({ binary, dataDir: join(folder, "mt5"), commonDir: join(folder, "common") });
  running.push(ea);
  return ea;
}
const pairingIn = (folder: string): readonly string[] => [
  "--pairing-dir",
  join(folder, "common", "Files"),
  "--paper",
  "off",
];

/** Opens pairing as a user does: once the strip shows the bridge. */
async function openPairing(page: Page): Promise<void> {
  await expect(hopOf(page, "bridge")).toHaveAttribute("data-ok", "true");
  await showTab(page, /^Terminals/);
  await page.getByRole("button", { name: "Open pairing" }).click();
  await expect(page.getByText(/Closes in/)).toBeVisible();
}

test.setTimeout(120_000);
test.afterEach(async () => {
  for (const ea of running.splice(0)) await ea.kill();
});

test("the EA is paired with one click, its account is named, and its silence is told in words", async ({
  launch,
  profile,
}) => {
  const { page } = await launch({ profile, args: pairingIn(profile) });
  await expect(page.locator(".problem")).toContainText("No terminal is connected");
  await openPairing(page);
  const ea = await putOnChart(profile);
  const card = page.getByRole("article");
  await expect(card).toContainText("5001@Simulated-Demo", { timeout: 30_000 });
  await expect(card).toContainText("DEMO");
  await card.getByRole("button", { name: "Pair it" }).click();
  await expect(card).toBeHidden();
  await expect(page.locator(".state")).toHaveText("live", { timeout: 30_000 });
  await expect(page.getByRole("region", { name: "Account" })).toContainText("5001@Simulated-Demo");
  await expect(hopOf(page, "ea")).toHaveAttribute("data-ok", "true");
  await expect(page.locator(".problem")).toBeHidden();

  await ea.kill();
  await expect(page.locator(".problem[data-hop=ea]")).toContainText(/EA silent|is gone/, { timeout: 30_000 });
  await expect(hopOf(page, "ea")).toHaveAttribute("data-ok", "false");
  await expect(page.locator(".watch")).toHaveAttribute("data-stale", "true");
});

test("a terminal that is declined stays out, and what was refused is counted with its reason", async ({
  launch,
  profile,
}) => {
  const { page } = await launch({ profile, args: pairingIn(profile) });
  await openPairing(page);
  await putOnChart(profile);
  const card = page.getByRole("article");
  await card.getByRole("button", { name: "Decline" }).click({ timeout: 30_000 });
  await expect(card).toBeHidden();
  await expect(page.getByText("No terminal is paired.")).toBeVisible();
  await expect(page.getByRole("region", { name: "Refused since start" }).getByRole("listitem").first()).toBeVisible({
    timeout: 30_000,
  });
});

test("a paired terminal is renamed in place, and removed only after a second look", async ({ launch, profile }) => {
  const { page } = await launch({ profile, args: pairingIn(profile) });
  await openPairing(page);
  await putOnChart(profile);
  await page.getByRole("button", { name: "Pair it" }).click({ timeout: 30_000 });
  await expect(page.locator(".state")).toHaveText("live", { timeout: 30_000 });

  await page.getByRole("button", { name: "Rename" }).click();
  await page.getByRole("textbox", { name: "New name" }).fill("Desk one");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("cell", { name: "Desk one" })).toBeVisible();

  await page.getByRole("button", { name: "Remove" }).click();
  const dialog = page.getByRole("dialog", { name: "Remove Desk one?" });
  await expect(dialog.getByRole("button", { name: "Remove" })).not.toBeFocused();
  await dialog.getByRole("button", { name: "Cancel" }).first().click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("cell", { name: "Desk one" })).toBeVisible();
  await page.getByRole("button", { name: "Remove" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await expect(page.getByText("No terminal is paired.")).toBeVisible();
});
