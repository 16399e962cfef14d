import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { CHROMIUM_FLAGS, CHROMIUM_PATH } from "#test/fixtures/chromium.ts";
import { DevToolsConnection } from "../cdp/connection.ts";

const SWITCHES = [
  ...CHROMIUM_FLAGS,
  "--headless=new",
  "--no-startup-window",
  "--disable-popup-blocking",
  "--disable-back-forward-cache",
  "--disable-background-timer-throttling",
  "--disable-backgrounding-occluded-windows",
  "--disable-renderer-backgrounding",
  "--force-color-profile=srgb",
  "--password-store=basic",
  "--remote-debugging-pipe",
  // Electron gives the ports of pages a `close` event; stock Chromium has it behind this switch.
  "--enable-blink-features=MessagePortCloseEvent",
  // The double stands for a terminal that talks to loopback only: no test may reach a network by accident.
  "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
];

export interface Chromium {
  readonly process: ChildProcess;
  readonly devTools: DevToolsConnection;
  /** What Playwright connects to; undefined unless a debugging port was asked for. */
  readonly endpoint: string | undefined;
}

/**
 * Starts Chromium with `profile` as its user data folder.
 *
 * @param debuggingPort the value of Electron's `--remote-debugging-port`, if that switch was given
 */
export async function startChromium(profile: string, debuggingPort: string | undefined): Promise<Chromium> {
  const args = [...SWITCHES, `--user-data-dir=${profile}`];
  if (debuggingPort !== undefined) args.push(`--remote-debugging-port=${debuggingPort}`);
  const child = spawn(CHROMIUM_PATH, args, { stdio: ["ignore", "ignore", "pipe", "pipe", "pipe"] });
  const devTools = new DevToolsConnection(child.stdio[3] as Writable, child.stdio[4] as Readable);
  const endpoint = await listening(child, debuggingPort !== undefined, devTools);
  return { process: child, devTools, endpoint };
}

function listening(child: ChildProcess, withPort: boolean, devTools: DevToolsConnection): Promise<string | undefined> {
  const lines: string[] = [];
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stderr as Readable }).on("line", (line) => {
      lines.push(line);
      if (lines.length > 50) lines.shift();
      const endpoint = /^DevTools listening on (ws:\S+)/.exec(line)?.[1];
      if (endpoint) resolve(endpoint);
    });
    child.once("error", reject);
    child.once("exit", (code) =>
      reject(new Error(`Chromium stopped (${code}) before it was ready:\n${lines.join("\n")}`)),
    );
    if (!withPort) devTools.browser.send("Browser.getVersion").then(() => resolve(undefined), reject);
  });
}
