import path from "node:path";
import { axeFindings, COLOURS } from "./fixtures/axe.ts";
import { ROOT } from "./fixtures/hosts.ts";
import { expect, test } from "./fixtures/terminal.ts";
import { bidOf } from "./fixtures/window-parts.ts";

/** How long the bridge's replies take in these specs. */
const SLOW_MS = 1_500;

test("a user who is faster than the bridge's reply is not ignored: of two changes the last one holds", async ({
  terminal,
}) => {
  const { page } = terminal;
  await page.routeWebSocket(/./, (socket) => {
    const bridge = socket.connectToServer();
    bridge.onMessage((message) => {
      const reply = typeof message === "string" && message.includes('"t":"result"');
      if (reply) setTimeout(() => socket.send(message), SLOW_MS);
      else socket.send(message);
    });
  });
  await page.reload();
  await page.getByRole("button", { name: "Settings" }).click();
  const dialog = page.getByRole("dialog");
  const stale = dialog.getByRole("textbox", { name: "Stale after", exact: true });
  await expect(stale).toHaveValue("3");
  await stale.fill("4");
  await page.keyboard.press("Enter");
  await dialog.getByRole("button", { name: "Back to the default" }).click();
  await expect(stale).toHaveValue("3");
  await page.unrouteAll();
  await page.reload();
  await page.getByRole("button", { name: "Settings" }).click();
  await expect(stale).toHaveValue("3");
});

/** Every panel that can be docked, with what can be chosen within it. */
const PANELS: Readonly<Record<string, readonly string[]>> = {
  Guide: [],
  Positions: [],
  Orders: [],
  History: ["Orders sent", "Deals"],
  Journal: ["Statistics", "Calendar", "Compare", "Trades"],
  Sessions: [],
  Alerts: ["Fired", "Alerts"],
  Risk: [],
  Monitor: ["Strength", "Correlation", "Brokers", "Stored", "Definitions", "Symbols"],
  Depth: [],
  Calendar: [],
  Terminals: [],
  Events: [],
  Cloud: [],
};
const GUIDE = ["Start here", "Set your limits", "Three paper trades", "Connect MetaTrader 5", "Trade live"];
const HELP = ["Basics", "Risk", "Gale", "Safety"];
/** The panel that was shown last. */
const SHOWN = "[data-looked-at]";
const SETTINGS = ["Changes", "Export, import", "Secrets", "Settings"];

/** Dialogs that a command opens, by the command's words and their own. */
const DIALOGS = [
  ["Open the settings", "Settings"],
  ["This list", "Keys"],
  ["Time zone and comparison", "Time zone and comparison"],
  ["Chart templates", "Chart templates"],
  ["Picture of the chart", "Picture of the chart"],
  ["New workspace", "New workspace"],
] as const;
const REPORT = path.join(ROOT, "test", "fixtures", "reports", "history-600777.html");
/** Dialogs that a panel's button opens. */
const FORMS = [
  ["Sessions", "New session"],
  ["Alerts", "New alert"],
  ["Risk", "Set limits"],
  ["Journal", "Export"],
] as const;

test("every panel, what can be chosen in it, and every dialog holds WCAG 2.2 AA as axe sees it, in both themes", async ({
  terminal,
}) => {
  test.setTimeout(480_000);
  const { page } = terminal;
  await page.setViewportSize({ width: 1_280, height: 720 });
  await page.emulateMedia({ reducedMotion: "reduce" });
  await expect(bidOf(page, "EURUSD")).not.toBeEmpty();
  const found: string[] = [];
  let looked = 0;
  /** In both themes at once: getting to a view costs more than looking at it. */
  const look = async (where: string, selector: string): Promise<void> => {
    for (const theme of ["light", "dark"]) {
      await page.evaluate((name) => void document.documentElement.setAttribute("data-theme", name), theme);
      const findings = await axeFindings(page, selector, theme === "light" ? COLOURS : undefined);
      found.push(...findings.map((finding) => `${theme} ${where}: ${finding}`));
    }
    looked += 1;
  };
  const command = async (words: string): Promise<void> => {
    await page.keyboard.press("Control+k");
    const palette = page.getByRole("dialog", { name: "Commands" });
    await palette.getByRole("combobox").fill(words);
    await expect(palette.getByRole("option").first()).toContainText(words);
    await page.keyboard.press("Enter");
    await expect(palette).toBeHidden();
  };
  const show = async (panel: string) => {
    await command(`Show ${panel}`);
    const shown = page.getByRole("tabpanel", { name: panel });
    await expect(shown).toBeVisible();
    await shown.evaluate((panel) => {
      for (const other of document.querySelectorAll("[data-looked-at]")) other.removeAttribute("data-looked-at");
      panel.setAttribute("data-looked-at", "");
    });
    return shown;
  };
  const dialog = async (where: string, name?: string): Promise<void> => {
    const opened = page.getByRole("dialog", name === undefined ? {} : { name });
    await expect(opened).toBeVisible();
    await look(where, "[role=dialog]");
    await page.keyboard.press("Escape");
    await expect(opened).toBeHidden();
  };
  // A theme is this attribute and nothing else: once it is switched as a user does, then without the detour.
  const theme = page.locator("html[data-theme]");
  const before = (await theme.getAttribute("data-theme")) ?? "";
  await command("Switch between the dark and the light theme");
  await expect(theme).toHaveAttribute("data-theme", before === "light" ? "dark" : "light");
  await command("Open or close the ticket");
  await look("window", "body");
  await command("Open or close the ticket");
  for (const [panel, views] of Object.entries(PANELS)) {
    const shown = await show(panel);
    await look(panel, SHOWN);
    for (const view of views) {
      const choice = shown.getByRole("radio", { name: view, exact: true });
      await choice.click();
      await expect(choice).toBeChecked();
      await look(`${panel}, ${view}`, SHOWN);
    }
  }
  const guide = await show("Guide");
  for (const name of [...GUIDE, ...HELP]) {
    const entry = guide.getByRole("navigation", { name: "Guide" }).getByRole("button", { name });
    await entry.click();
    await expect(entry).toHaveAttribute("aria-current", "page");
    await look(`Guide, ${name}`, SHOWN);
  }
  for (const [panel, button] of FORMS) {
    const shown = await show(panel);
    await shown.getByRole("button", { name: button, exact: true }).click();
    await dialog(`${panel}, ${button}`);
  }
  for (const [words, name] of DIALOGS) {
    await command(words);
    if (name === "Settings") {
      for (const view of SETTINGS) {
        const choice = page.getByRole("dialog", { name }).getByRole("radio", { name: view, exact: true });
        await choice.click();
        await expect(choice).toBeChecked();
        await look(`Settings, ${view}`, "[role=dialog]");
      }
    }
    await dialog(name, name);
  }
  await page.keyboard.press("Control+k");
  await dialog("palette", "Commands");
  await page.getByRole("button", { name: "Indicators" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Bollinger bands" }).click();
  await expect(page.getByRole("group", { name: "BB 20 2" })).toBeVisible();
  await dialog("Indicators", "Indicators");
  await show("Journal");
  await page.getByLabel("Choose a file…").setInputFiles(REPORT);
  await expect(page.getByRole("button", { name: /^Import \d+ rows$/ })).toBeVisible();
  await dialog("Journal, import");
  await page.getByRole("region", { name: "Kill switch" }).getByRole("button", { name: "Pause entries" }).click();
  await page.getByRole("region", { name: "Safety" }).getByRole("button", { name: "Reset…" }).click();
  await dialog("Kill switch, reset", "Allow entries again?");
  await look("window with a latch", "body");
  expect(looked).toBeGreaterThan(50);
  expect([...new Set(found)]).toEqual([]);
});
