import { spawn } from "node:child_process";
import { join } from "node:path";
import { buildShell } from "../build/parts.ts";
import type { EmbeddedCloud } from "./embedded-cloud.ts";
import { stopOnSignal } from "./stop-signals.ts";

/**
 * Runs the desktop app. It prints the ready line itself, and ends when the channel to this process does.
 * @param args the user's options, checked before
 */
export async function startInElectron(
  root: string,
  binary: string,
  args: readonly string[],
  cloud: EmbeddedCloud | undefined,
  say: (line: string) => void,
): Promise<void> {
  await buildShell(root, say);
  const child = spawn(binary, [join(root, "dist", "electron", "main.js"), ...args], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  cloud?.start();
  const gone = new Promise<void>((resolve) => {
    child.once("error", (fault) => {
      say(`Electron could not be started: ${fault.message}`);
      process.exitCode = 1;
      resolve();
    });
    child.once("exit", (code, signal) => {
      process.exitCode = signal ? 1 : (code ?? 1);
      resolve();
    });
  });
  stopOnSignal(() => {
    // The shell quits when this channel closes. A signal would end it at once on Windows, with the bridge at work.
    if (child.connected) child.disconnect();
    return Promise.all([gone, cloud?.stop()]).then(() => undefined);
  }, say);
  await gone;
  await cloud?.stop();
}
