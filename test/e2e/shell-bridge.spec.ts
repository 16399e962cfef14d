import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import type { ElectronApplication, Page } from "@playwright/test";
import { LEAN_FLAGS } from "#shared/shell/lean-node.mjs";
import type { ShellApi } from "#shared/shell/shell-api.ts";
import { electronProgram, type HostName, ROOT } from "./fixtures/hosts.ts";
import { ended, ProcessOutput } from "./fixtures/launched-process.ts";
import { shellEnvironment } from "./fixtures/shell-terminal.ts";
import { expect, type Terminal, test } from "./fixtures/terminal.ts";
import { bidOf } from "./fixtures/window-parts.ts";

declare const fairleadShell: ShellApi;

const MAIN = path.join(ROOT, "dist", "electron", "main.js");

function electronOf({ app }: Terminal): ElectronApplication {
  if (!app) throw new Error("this spec is about the desktop shell");
  return app;
}

const bridgePid = (app: ElectronApplication): Promise<number | undefined> =>
  app.evaluate(
    ({ app }) => app.getAppMetrics().find(({ type, name }) => type === "Utility" && name === "Fairlead bridge")?.pid,
  );

/** Starts the shell as `npm start` does: with a channel that holds its life. */
function spawnShell(host: HostName, profile: string) {
  const child = spawn(electronProgram(host) ?? "", [MAIN, "--data", profile, "--link-port", "0"], {
    cwd: ROOT,
    env: shellEnvironment(),
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  return { child, output: new ProcessOutput(child) };
}

test("kill -9 of the bridge is told, and the window is served again by a new one", async ({ terminal, host }) => {
  const app = electronOf(terminal);
  const { page } = terminal;
  await terminal.output.match(/Fairlead is ready: app:\/\/fairlead\//);
  const first = await bridgePid(app);
  // It runs as sparing of memory as under `npm start`. Electron's own tells its arguments to nobody.
  if (host === "double" && process.platform === "linux")
    expect(readFileSync(`/proc/${first}/cmdline`, "utf8").split("\0")).toEqual(expect.arrayContaining([...LEAN_FLAGS]));
  await page.evaluate(() => {
    const seen: string[] = [];
    fairleadShell.onBridgeState(({ phase }) => seen.push(phase));
    Object.assign(globalThis, { seen });
  });
  process.kill(first ?? 0, "SIGKILL");
  const seen = () => page.evaluate(() => Reflect.get(globalThis, "seen") as string[]);
  await expect.poll(seen, { timeout: 20_000 }).toEqual(["restarting", "starting", "running"]);
  expect(await bridgePid(app)).not.toBe(first);
  await expect(page.getByRole("heading", { name: "Market watch" })).toBeVisible();
});

test("closing the window ends the bridge before the app, and frees the profile", async ({ launch, profile }) => {
  const first = await launch({ profile, args: [] });
  await first.output.match(/Fairlead is ready/);
  const pid = await bridgePid(electronOf(first));
  await first.close();
  expect(() => process.kill(pid ?? 0, 0)).toThrow("ESRCH");
  const second = await launch({ profile, args: [] });
  await second.output.match(/Fairlead is ready/);
});

test("a second start brings the first one's window to the front and ends", async ({ terminal, profile, host }) => {
  await terminal.output.match(/Fairlead is ready/);
  const app = electronOf(terminal);
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize());
  const { child, output } = spawnShell(host, profile);
  expect(await ended(child)).toBe(0);
  expect(output.text).toContain("Fairlead already runs with this profile");
  await expect
    .poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isMinimized()))
    .toBe(false);
});

test("a profile that the web host uses is refused in one line, with exit code 2", async ({ launch, profile, host }) => {
  test.skip(electronProgram(host) === undefined, "no Electron program on this machine");
  const script = path.join(ROOT, "scripts", "start.ts");
  const options = ["--host", "web", "--no-open", "--port", "0", "--link-port", "0", "--data", profile];
  const web = spawn(process.execPath, [script, ...options], { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"] });
  const webOutput = new ProcessOutput(web);
  await webOutput.match(/Fairlead is ready/);
  const { child, output } = spawnShell(host, profile);
  expect(await ended(child)).toBe(2);
  expect(output.text).toMatch(new RegExp(`^PROFILE_LOCKED: .*\\(pid ${web.pid}\\)`, "m"));
  web.kill("SIGTERM");
  expect(await ended(web)).toBe(0);
  void launch;
});

test("when whoever started it is gone, the app ends by itself", async ({ profile, host }) => {
  test.skip(electronProgram(host) === undefined, "no Electron program on this machine");
  const { child, output } = spawnShell(host, profile);
  await output.match(/Fairlead is ready/);
  child.disconnect();
  expect(await ended(child)).toBe(0);
});

test("the window opens where it was left", async ({ launch, profile }) => {
  const first = await launch({ profile, args: [] });
  const place = { x: 60, y: 40, width: 1_200, height: 800 };
  await electronOf(first).evaluate(
    ({ BrowserWindow }, bounds) => BrowserWindow.getAllWindows()[0]?.setBounds(bounds),
    place,
  );
  await first.close();
  const second = await launch({ profile, args: [] });
  const bounds = await electronOf(second).evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.getBounds(),
  );
  expect(bounds).toEqual(place);
});

test("the file of the window's place answers no page that asks for it", async ({ terminal }) => {
  const listeners = await electronOf(terminal).evaluate(({ ipcMain }) =>
    ipcMain.listenerCount("electron-store-get-data"),
  );
  expect(listeners).toBe(0);
});

/** The tray's menu, as the double holds it; Electron's own cannot be reached from a test. */
interface DoubleTray {
  readonly contextMenu: { getMenuItemById(id: string): { click(): void; enabled: boolean; label: string } | null };
}

test("the tray pauses at a click and flattens only after a second look; a link shows a panel and does nothing else; each window has its own workspace", async ({
  terminal,
  host,
}) => {
  test.skip(host !== "double", "reaches the tray's menu in the double");
  test.setTimeout(120_000);
  const app = electronOf(terminal);
  const { page } = terminal;
  await terminal.output.match(/Fairlead is ready: app:\/\/fairlead\//);
  const item = (id: string, act: "click" | "enabled" | "label") =>
    app.evaluate(
      (_electron, [name, what]) => {
        const [tray] = Reflect.get(globalThis, "electronDoubleTrays") as DoubleTray[];
        const found = tray?.contextMenu.getMenuItemById(name);
        return what === "click" ? void found?.click() : found?.[what];
      },
      [id, act] as const,
    );
  const answer = (response: number) =>
    app.evaluate(({ dialog }, response) => {
      const asked: unknown[] = [];
      Reflect.set(globalThis, "asked", asked);
      dialog.showMessageBox = async (question: unknown) => {
        asked.push(question);
        return { response, checkboxChecked: false };
      };
    }, response);
  await expect.poll(() => item("pauseEntries", "enabled")).toBe(true);
  await expect(bidOf(page, "XAUUSD")).not.toBeEmpty();

  const link = (...argv: string[]) =>
    app.evaluate(({ app }, argv) => void app.emit("second-instance", {}, argv, "/", {}), ["fairlead", ...argv]);
  await link("fairlead://panel/risk", "--data", "/elsewhere");
  await expect(page.getByRole("tabpanel", { name: "Risk" })).toBeVisible();
  await link("fairlead://trade/buy", "fairlead://panel/events");
  await link("fairlead://symbol/xauusd");
  await expect(page.getByRole("application", { name: /^XAUUSD/ })).toBeVisible();
  await expect(page.getByRole("tabpanel", { name: "Risk" })).toBeVisible();

  await answer(0);
  await item("flattenAll", "click");
  await expect
    .poll(() => app.evaluate(() => JSON.stringify(Reflect.get(globalThis, "asked"))))
    .toContain("Paper account 10001 (PAPER)");
  await item("pauseEntries", "click");
  const safety = page.getByRole("region", { name: "Safety" });
  await expect(safety).toContainText("Entries are paused");
  await expect(safety).not.toContainText("Flatten all holds");
  await expect.poll(() => item("pauseEntries", "enabled")).toBe(false);
  await answer(1);
  await item("flattenAll", "click");
  await expect(safety).toContainText("Flatten all holds");

  const opened = app.waitForEvent("window");
  await item("newWindow", "click");
  const second = await opened;
  await expect(second.getByRole("heading", { name: "Market watch" })).toBeVisible();
  await second.getByRole("tab", { name: "History" }).click();
  await expect(second.getByRole("tabpanel", { name: "History" })).toBeVisible();
  await page.bringToFront();
  await page.getByRole("tab", { name: "Events" }).click();
  // One of them goes on with a copy: neither overwrites what the other shows.
  const nameOf = (window: Page) => window.getByRole("button", { name: /^Workspace: / }).getAttribute("aria-label");
  const names = async () => new Set([await nameOf(page), await nameOf(second)]);
  await expect.poll(names).toEqual(new Set(["Workspace: My workspace", "Workspace: My workspace (copy)"]));
  await expect(page.getByRole("tabpanel", { name: "Events" })).toBeVisible();
  await expect(second.getByRole("tabpanel", { name: "History" })).toBeVisible();
});
