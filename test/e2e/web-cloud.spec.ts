import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { SHARED_PLACE } from "#cloud/postgres/binaries.ts";
import { expect, test } from "./fixtures/terminal.ts";

const EMAIL = "trader@example.com";
const PASSWORD = "plenty wide horse 77 zq";

/** Folders in which the embedded Postgres of a cloud folder may lie: there, or for root in a place its user may enter. */
function clusters(data: string): string[] {
  const shared = join(SHARED_PLACE, createHash("sha256").update(data).digest("hex").slice(0, 16));
  return [join(data, "postgres"), shared];
}

/** The process of the cloud whose data lie in this folder. */
function cloudPid(data: string): number {
  const found = readdirSync("/proc").find((name) => {
    const file = join("/proc", name, "cmdline");
    if (!/^\d+$/.test(name) || !existsSync(file)) return false;
    const words = readFileSync(file, "utf8").split("\0");
    return words.some((word) => word.endsWith(join("cloud", "main.ts"))) && words.includes(data);
  });
  return Number(found);
}

function readyAt(log: string): string | undefined {
  if (!existsSync(log)) return undefined;
  return /^Fairlead cloud is ready at (\S+)/m.exec(readFileSync(log, "utf8"))?.[1];
}

test("a new user signs up, confirms from the mailbox, sees plan and sync, proves an account by its link, tries a plan, allows a switch, signs out; the cloud ends with the terminal", async ({
  launch,
  profile,
}) => {
  // It makes a database first; a busy machine takes its time.
  test.setTimeout(300_000);
  const terminal = await launch({ profile, args: ["--cloud", "embedded"] });
  const { page } = terminal;
  const data = join(profile, "cloud");
  const log = join(data, "cloud.log");
  await page.getByRole("button", { name: "Not signed in to the cloud" }).click();
  const panel = page.getByRole("tabpanel", { name: "Cloud" });
  await panel.getByRole("radio", { name: "Sign up" }).click();
  const form = panel.getByRole("form", { name: "Sign up" });
  await form.getByLabel("E-mail").fill(EMAIL);
  await form.getByLabel("Password", { exact: true }).fill("short");
  await expect(form.getByRole("status")).toHaveText("At least 12 characters");
  await expect(form.getByRole("button", { name: "Sign up" })).toBeDisabled();
  await form.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await form.getByRole("checkbox").check();
  await expect.poll(() => readyAt(log), { timeout: 240_000 }).toBeDefined();
  const cloud = readyAt(log) ?? "";
  await form.getByRole("button", { name: "Sign up" }).click();

  const confirm = panel.getByRole("form", { name: `Confirm ${EMAIL}` });
  await expect(confirm).toBeVisible();
  await expect(panel.getByRole("link", { name: "local mailbox" })).toHaveAttribute("href", `${cloud}/mailbox`);
  const letters = await (await fetch(`${cloud}/mailbox`)).text();
  const code = /[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}/.exec(letters)?.[0] ?? "";
  await confirm.getByLabel("Code").fill("0000-0000");
  await confirm.getByRole("button", { name: "Confirm and sign in" }).click();
  await expect(confirm.getByRole("alert")).toContainText("CODE_WRONG");
  await confirm.getByLabel("Code").fill(code);
  await confirm.getByRole("button", { name: "Confirm and sign in" }).click();

  await expect(panel.getByRole("region", { name: "Account", exact: true })).toContainText(EMAIL);
  await expect(panel.getByRole("region", { name: "Plan" })).toContainText("FREE plan");
  const sync = panel.getByRole("region", { name: "Sync" });
  const phase = sync.getByRole("heading", { level: 3 });
  await expect(phase).toHaveText("Sync connected");
  // The paper account's own first deal is in the ledger; equity and risk follow.
  await expect(sync.getByRole("definition").nth(2)).not.toHaveText("0");
  await expect(page.getByRole("button", { name: `Cloud: ${EMAIL}, 0 unsent` })).toBeVisible();

  // Killed, it is missed in words, its kept events are counted, and it comes back by itself.
  const gone = page.getByRole("status").filter({ hasText: "The cloud is out of reach. Trading goes on without it" });
  process.kill(cloudPid(data), "SIGKILL");
  await expect(gone).toBeVisible();
  await expect(phase).not.toHaveText("Sync connected");
  await expect(phase).toHaveText("Sync connected", { timeout: 120_000 });
  await expect(gone).toBeHidden();

  const brokers = panel.getByRole("region", { name: "Broker accounts" });
  await brokers.getByRole("button", { name: /^Add and verify / }).click();
  // The cloud did not know the account when this computer first told of it: it is told again.
  await expect(brokers).toContainText("demo, verified, connected");
  await expect(panel.getByRole("region", { name: "Sessions in the cloud" })).toContainText(
    "No session is in the cloud",
  );
  const plan = panel.getByRole("region", { name: "Plan" });
  await expect(plan).toContainText("1 of 1");
  await plan.getByRole("button", { name: "Upgrade to Pro" }).click();
  await expect(plan.getByRole("alert")).toContainText("PAYMENT_REQUIRED");
  await plan.getByRole("button", { name: "Try Basic" }).click();
  await expect(plan).toContainText("BASIC plan");
  await plan.getByRole("button", { name: "Cancel at the period's end" }).click();
  await expect(plan).toContainText("ends at");
  await plan.getByRole("button", { name: "Do not cancel" }).click();
  await expect(plan.getByRole("button", { name: "Cancel at the period's end" })).toBeVisible();

  const reduce = panel.getByRole("checkbox", { name: "The cloud may reduce risk" });
  await expect(reduce).not.toBeChecked();
  await reduce.check();
  await page.reload();
  await page.getByRole("button", { name: `Cloud: ${EMAIL}` }).click();
  await expect(reduce).toBeChecked();
  await expect(panel.getByRole("checkbox", { name: "The cloud may trade" })).not.toBeChecked();
  await expect(panel.getByRole("region", { name: "Devices" })).toContainText("this computer");
  await panel.getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(panel.getByRole("form", { name: "Sign in" })).toBeVisible();
  expect(terminal.faults.foreign).toEqual([]);
  expect(terminal.faults.violations).toEqual([]);

  await terminal.close();
  for (const folder of clusters(data)) {
    expect(existsSync(join(folder, "cluster", "postmaster.pid")), folder).toBe(false);
    rmSync(folder, { recursive: true, force: true });
  }
});
