import { join } from "node:path";
import { LabWindow } from "#test/fixtures/window-lab/lab-window.ts";
import { ROOT } from "./fixtures/hosts.ts";
import { expect, test } from "./fixtures/terminal.ts";
import { showTab } from "./fixtures/trade-parts.ts";
import { barsOf, bidOf, hopOf } from "./fixtures/window-parts.ts";

/** The built window on a bridge that breaks when the test says so; the wire and its server are the real ones. */
let window: LabWindow;
test.beforeEach(async () => {
  window = await LabWindow.open(join(ROOT, "dist", "renderer"), { instruments: 12 });
  window.lab.market.start(60);
  await expect(bidOf(window.page, "EURUSD")).not.toBeEmpty();
  await showTab(window.page, /^Terminals/);
});
test.afterEach(() => window.close());

test("a bridge that dies is told in words, the last data stays on screen dimmed, and all of it heals", async () => {
  const { page } = window;
  await expect.poll(() => barsOf(page)).toBeGreaterThan(100);
  const isWhole = async (): Promise<boolean> =>
    (await page.getByTestId("quote-bid").allTextContents()).every((bid) => bid !== "");
  await expect.poll(isWhole).toBe(true);
  window.cut();
  await expect(page.locator(".problem[data-hop=bridge]")).toContainText("The bridge has been gone");
  await expect(page.locator(".problem")).toContainText(/Tried \d+ times/);
  await expect(hopOf(page, "bridge")).toHaveAttribute("data-ok", "false");
  await expect(hopOf(page, "ea")).toHaveAttribute("data-ok", "unknown");
  await expect(page.locator(".watch")).toHaveAttribute("data-stale", "true");
  await expect(page.getByText(/Last known data, /)).toBeVisible();
  await expect(page.locator(".terminals-list")).toHaveAttribute("data-stale", "true");
  await expect(page.locator(".state").first()).toHaveText(/^was live, .+ ago$/);
  await expect(page.getByRole("region", { name: "Account" })).toContainText(/(a moment|\d+ s) old/);
  const still = await page.getByTestId("quote-bid").allTextContents();
  expect(still.every((bid) => bid !== "")).toBe(true);
  expect(await barsOf(page)).toBeGreaterThan(100);

  window.mend();
  await expect(page.locator(".problem")).toBeHidden();
  await expect(hopOf(page, "bridge")).toHaveAttribute("data-ok", "true");
  await expect(page.locator(".watch")).not.toHaveAttribute("data-stale", "true");
  await expect.poll(() => page.getByTestId("quote-bid").allTextContents()).not.toEqual(still);
});

test("a bridge that hangs is no more believed: terminals, account and prices say that they are old", async () => {
  const { page } = window;
  let deaf = false;
  await page.routeWebSocket(/./, (socket) => {
    const bridge = socket.connectToServer();
    bridge.onMessage((message) => {
      if (!deaf) socket.send(message);
    });
  });
  await page.reload();
  await showTab(page, /^Terminals/);
  const account = page.getByRole("region", { name: "Account" });
  await expect(page.locator(".state").first()).toHaveText("live");
  await expect(account).not.toHaveAttribute("data-stale");
  deaf = true;
  await expect(page.locator(".state").first()).toHaveText(/^was live, .+ ago$/);
  await expect(page.getByText(/^The bridge has been silent for/)).toBeVisible();
  await expect(account).toContainText(/(a moment|\d+ s) old/);
  await expect(account).toHaveAttribute("data-stale", "true");
  await expect(hopOf(page, "bridge")).toHaveAttribute("data-ok", "false");
  deaf = false;
});

test("a computer without a network is told of, until it is there; a window that is only loaded anew says nothing", async () => {
  const { page } = window;
  const offline = page.getByRole("status").filter({ hasText: "This computer has no network" });
  await page.context().setOffline(true);
  await expect(offline).toBeVisible();
  await page.context().setOffline(false);
  await expect(offline).toBeHidden();
  await page.reload();
  await expect(bidOf(page, "EURUSD")).not.toBeEmpty();
  await expect(page.getByRole("status").filter({ hasText: "ended unexpectedly" })).toBeHidden();
});

test("bars that closed while the bridge was away are on the chart when it is back", async () => {
  const { page, lab } = window;
  await expect.poll(() => barsOf(page)).toBeGreaterThan(100);
  const before = await barsOf(page);
  window.cut();
  await expect(page.locator(".problem")).toBeVisible();
  lab.market.leap(5);
  window.mend();
  await expect.poll(() => barsOf(page)).toBeGreaterThanOrEqual(before + 5);
});

test("the words about a silent EA come with its age and a way to look into it", async () => {
  const { page, lab } = window;
  lab.links.change({ state: "stale", ea: { ok: false, ageMs: 12_000 }, reason: "No heartbeat." });
  const problem = page.locator(".problem[data-hop=ea]");
  await expect(problem).toContainText(/EA silent for 1[2-9] s\./);
  await expect(problem).toContainText("No heartbeat.");
  await expect(hopOf(page, "broker")).toHaveAttribute("data-ok", "unknown");
  await page.getByRole("button", { name: "Hide the panel" }).click();
  await problem.getByRole("button", { name: "Show terminals" }).click();
  await expect(page.locator(".state")).toHaveText("silent");
  lab.links.change({ state: "live", ea: { ok: true, ageMs: 20 } });
  await expect(problem).toBeHidden();
});

test("a terminal that asks while its panel is out of sight is announced", async () => {
  const { page, lab } = window;
  await page.getByRole("tab", { name: "Events" }).click();
  lab.links.ask({
    requestId: "r1",
    login: "51234567",
    server: "Some-Demo",
    company: "Some Broker",
    accountName: "A. Trader",
    nature: "live",
    terminalBuild: 5200,
    keyHint: "abcdefgh",
    sinceMs: Date.now(),
  });
  await page.getByRole("alert").getByRole("button", { name: "Review" }).click();
  await expect(page.getByRole("article")).toContainText("LIVE");
  await page.getByRole("article").getByRole("button", { name: "Pair it" }).click();
  await expect(page.getByRole("article")).toBeHidden();
  await expect(page.getByRole("cell", { name: "Some-Demo", exact: true })).toBeVisible();
});
