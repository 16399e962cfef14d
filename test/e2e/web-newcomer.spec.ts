import { createHash } from "node:crypto";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { SHARED_PLACE } from "#cloud/postgres/binaries.ts";
import { expect, test } from "./fixtures/terminal.ts";

/** The embedded Postgres lies in the cloud's folder, or for root in a place that its user may enter. */
function removeCluster(data: string): void {
  const shared = join(SHARED_PLACE, createHash("sha256").update(data).digest("hex").slice(0, 16));
  for (const folder of [join(data, "postgres"), shared]) rmSync(folder, { recursive: true, force: true });
}

test("who never saw the app is led by the screen: reads the risks, registers, sets limits, and places a paper trade with a stop", async ({
  launch,
  profile,
}) => {
  // It makes a database first; a busy machine takes its time.
  test.setTimeout(300_000);
  const terminal = await launch({ profile, args: ["--cloud", "embedded"] });
  const { page } = terminal;
  const guide = page.getByRole("tabpanel", { name: "Guide" });
  await expect(guide.getByRole("heading", { name: "Start here" })).toBeVisible();

  await guide.getByRole("button", { name: "Register" }).click();
  const cloud = page.getByRole("tabpanel", { name: "Cloud" });
  await cloud.getByRole("radio", { name: "Sign up" }).click();
  await cloud.getByLabel("E-mail").fill("newcomer@example.com");
  await cloud.getByLabel("Password", { exact: true }).fill("a long new password 48");
  await cloud.getByRole("checkbox").check();
  const signUp = cloud.getByRole("form", { name: "Sign up" }).getByRole("button", { name: "Sign up" });
  const mailbox = cloud.getByRole("link", { name: "local mailbox" });
  // The cloud may still be starting: the form then says so, and a person presses again.
  await expect(async () => {
    if (await signUp.isEnabled({ timeout: 1_000 }).catch(() => false)) await signUp.click({ timeout: 1_000 });
    await expect(mailbox).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 240_000 });
  const opened = page.waitForEvent("popup");
  await mailbox.click();
  const letters = await opened;
  const letter = letters.getByText(/[0-9A-Z]{4}-[0-9A-Z]{4}/).first();
  const code = /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec((await letter.textContent()) ?? "")?.[0] ?? "";
  await letters.close();
  await cloud.getByLabel("Code").fill(code);
  await cloud.getByRole("button", { name: "Confirm and sign in" }).click();
  await expect(cloud.getByRole("region", { name: "Account", exact: true })).toContainText("newcomer@example.com");

  await page.getByRole("tab", { name: "Guide" }).click();
  await guide.getByRole("button", { name: "I have read this" }).click();
  const steps = guide.getByRole("navigation", { name: "Guide" });
  await steps.getByRole("button", { name: "Set your limits" }).click();
  for (const answer of ["For some months", "Less than half", "I trade smaller", "To grow slowly", "At times"])
    await guide.getByRole("radio", { name: answer }).check();
  await expect(guide).toContainText("Your answers speak of: Moderate");
  await expect(guide.getByRole("row", { name: "Risk of an order" })).toContainText("100.00");
  await guide.getByRole("button", { name: /^Set these limits for/ }).click();
  await expect(guide.getByRole("status").filter({ hasText: "has limits: Moderate" })).toBeVisible();

  await steps.getByRole("button", { name: "Three paper trades" }).click();
  await guide.getByRole("button", { name: "New order" }).click();
  const ticket = page.getByRole("complementary", { name: "Ticket" });
  const row = page.getByRole("row").filter({ hasText: "EURUSD" }).first();
  const bid = Number(/\d\.\d{5}/.exec((await row.textContent()) ?? "")?.[0]);
  await ticket.getByRole("textbox", { name: "Stop loss" }).fill((bid - 0.005).toFixed(5));
  await ticket.getByRole("button", { name: /^Buy 0\.10 EURUSD at market/ }).click();
  await expect(ticket.getByRole("status", { name: "Order" })).toContainText("done");
  const first = guide.getByRole("listitem").filter({ hasText: "A trade with a stop" }).first();
  await expect(first.getByRole("listitem").filter({ hasText: "placed" })).toContainText("done");
  expect([...terminal.faults.errors, ...terminal.faults.violations]).toEqual([]);

  await terminal.close();
  removeCluster(join(profile, "cloud"));
});
