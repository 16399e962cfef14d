import { join } from "node:path";
import type { Page } from "@playwright/test";
import { compileEa, startEa } from "#test/fixtures/ea-program.ts";
import { EaWorld } from "#test/fixtures/ea-world.ts";
import { type Ledger, TradeServerProcess } from "#test/fixtures/trade-server-process.ts";
import type { RunningMql } from "#test/mql5-host/harness.ts";
import { electronProgram } from "./fixtures/hosts.ts";
import { ended } from "./fixtures/launched-process.ts";
import { descendants, isRunning } from "./fixtures/process-tree.ts";
import { expect, test } from "./fixtures/terminal.ts";
import { showTab } from "./fixtures/trade-parts.ts";
import { bidOf, hopOf } from "./fixtures/window-parts.ts";

test.skip(() => process.platform !== "linux", "the broker's trade server listens on a Unix socket");
test.setTimeout(120_000);

const NAME = "Closes when Fairlead dies";
const LAPSE_MS = 40_000;

/** The broker in a process of its own, and the real EA in a terminal beside it: neither knows Electron. */
let server: TradeServerProcess | undefined;
let ea: RunningMql | undefined;
test.afterEach(async () => {
  await ea?.kill();
  await server?.stop();
  ea = undefined;
  server = undefined;
});

async function pairTerminal(page: Page, folder: string): Promise<{ ea: RunningMql; server: TradeServerProcess }> {
  await expect(hopOf(page, "bridge")).toHaveAttribute("data-ok", "true");
  await showTab(page, /^Terminals/);
  await page.getByRole("button", { name: "Open pairing" }).click();
  await expect(page.getByText(/Closes in/)).toBeVisible();
  server = await TradeServerProcess.start(join(folder, "trade.sock"), ["--market", "simulated"]);
  ea = await startEa({
    binary: await compileEa(),
    dataDir: join(folder, "mt5"),
    commonDir: join(folder, "common"),
    tradeServer: server.path,
  });
  await page.getByRole("button", { name: "Pair it" }).click({ timeout: 30_000 });
  await expect(page.locator(".state")).toHaveText("live", { timeout: 30_000 });
  return { ea, server };
}

/** A session that leaves its trade to MT5 if Fairlead dies, with a stop too far for a quiet market to reach. */
async function startSession(page: Page): Promise<void> {
  await expect(bidOf(page, "EURUSD")).not.toBeEmpty();
  await page.getByRole("tab", { name: "Sessions" }).click();
  await page.getByRole("button", { name: "New session" }).click();
  const dialog = page.getByRole("dialog", { name: /New session/ });
  await dialog.getByRole("textbox", { name: "Name" }).fill(NAME);
  await dialog.getByRole("textbox", { name: "Amount of a trade" }).fill("0.01");
  await dialog.getByRole("textbox", { name: "Stop of each trade, points" }).fill("3000");
  await dialog.getByRole("checkbox", { name: "If the bridge dies, MT5 closes its trades" }).check();
  await dialog.getByRole("button", { name: /Save and start/ }).click();
}

const outs = ({ deals }: Ledger) => deals.filter((row) => row["DEAL_ENTRY"] === "DEAL_ENTRY_OUT");

test("kill -9 of the app with a session's trade open: MT5 takes no new risk, and closes it as chosen", async ({
  launch,
  profile,
  host,
}) => {
  test.skip(electronProgram(host) === undefined, "no Electron program on this machine");
  const args = ["--pairing-dir", join(profile, "common", "Files"), "--paper", "off"];
  const { page, app } = await launch({ profile, args });
  const { ea, server } = await pairTerminal(page, profile);
  await startSession(page);
  const detail = page.getByRole("complementary", { name: NAME });
  await expect(detail).toContainText("running");
  await EaWorld.panelSays(ea, "Guard: new risk allowed");
  await detail.getByRole("region", { name: "Signal by hand" }).getByRole("button", { name: /Buy/ }).click();
  await expect.poll(async () => (await server.ledger()).positions.length).toBe(1);

  const main = app?.process();
  const parts = descendants(main?.pid ?? 0);
  expect(parts.length).toBeGreaterThan(1);
  main?.kill("SIGKILL");
  if (main !== undefined) await ended(main);
  await expect.poll(() => parts.filter(isRunning)).toEqual([]);

  await expect.poll(async () => (await server.ledger()).positions, { timeout: LAPSE_MS }).toEqual([]);
  await EaWorld.panelSays(ea, "Lease: LAPSED, no new risk is taken");
  await EaWorld.panelSays(ea, "Guard: new risk refused");
  expect(outs(await server.ledger())).toMatchObject([{ DEAL_VOLUME: 0.01, DEAL_REASON: "DEAL_REASON_EXPERT" }]);
  const story = ea.log.filter((line) => /lapsed|flattening|flat\./.test(line));
  expect(story.map((line) => /lapsed|flattening|flat\./.exec(line)?.[0])).toEqual(["lapsed", "flattening", "flat."]);
});
