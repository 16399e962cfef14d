import { spawn } from "node:child_process";
import path from "node:path";
import type { ElectronApplication } from "@playwright/test";
import type { ShellApi } from "#shared/shell/shell-api.ts";
import { electronProgram, type HostName, ROOT } from "./fixtures/hosts.ts";
import { ended, ProcessOutput } from "./fixtures/launched-process.ts";
import { shellEnvironment } from "./fixtures/shell-terminal.ts";
import { expect, type Terminal, test } from "./fixtures/terminal.ts";

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

test("kill -9 of the bridge is told, and the window is served again by a new one", async ({ terminal }) => {
  const app = electronOf(terminal);
  const { page } = terminal;
  await terminal.output.match(/Fairlead is ready: app:\/\/fairlead\//);
  const first = await bridgePid(app);
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
