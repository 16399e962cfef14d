#!/usr/bin/env node
import { open as openInspector } from "node:inspector";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { findApplication } from "./launch/application.ts";
import { type Chromium, startChromium } from "./launch/chromium.ts";
import { readCommandLine } from "./launch/command-line.ts";
import { provideElectron } from "./launch/electron-hooks.ts";
import { setLaunch } from "./launch/state.ts";
import { Targets } from "./main/targets.ts";

/**
 * The double's executable: takes Electron's command line, runs the app's main script in this process and Chromium in
 * its own, and prints the two addresses that Playwright's `_electron.launch` waits for.
 */

const ELECTRON_VERSION = "45.4.1";

const commandLine = readCommandLine(process.argv.slice(2));
const application = findApplication(commandLine.appPath, ELECTRON_VERSION);
setLaunch({ application, commandLine });
Object.defineProperty(process, "defaultApp", { value: true });
Object.defineProperty(process, "type", { value: "browser" });
Object.defineProperty(process.versions, "electron", { value: ELECTRON_VERSION });
// Electron's argv starts with its own path, where Node has put its own and this script's.
process.argv.splice(0, 2, import.meta.filename);

const module = new URL("electron-module.ts", import.meta.url).href;
provideElectron(module);
const { app, becomeReady } = await import("./electron-module.ts");
await import(pathToFileURL(application.main).href);

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => app.quit());

// An app that quits before it is ready, like a second instance, never had a browser.
while (app.isQuitting) await new Promise((resolve) => setTimeout(resolve, 10));
const chromium = await startChromium(path.join(app.getPath("sessionData"), "Chromium"), commandLine.debuggingPort);
chromium.process.once("exit", () => process.exit(1));
const targets = new Targets(chromium.devTools);
await targets.start();
await released(chromium);
becomeReady({ devTools: chromium.devTools, targets });

/** Under Playwright the app may not become ready before the test is connected. */
function released({ endpoint }: Chromium): Promise<void> {
  if (!commandLine.inspect || endpoint === undefined) return Promise.resolve();
  return new Promise((resolve) => {
    Object.defineProperty(globalThis, "__playwright_run", { value: () => resolve() });
    openInspector(0, "127.0.0.1");
    process.stderr.write(`DevTools listening on ${endpoint}\n`);
  });
}
