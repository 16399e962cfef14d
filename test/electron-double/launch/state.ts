import type { Application } from "./application.ts";
import type { CommandLine } from "./command-line.ts";

/** How the double was started. Set by the executable before anything imports `electron`. */
export interface Launch {
  readonly application: Application;
  readonly commandLine: CommandLine;
}

let current: Launch | undefined;

export function setLaunch(launch: Launch): void {
  current = launch;
}

/** @throws if `electron` is imported outside the double's executable */
export function launched(): Launch {
  if (!current) throw new Error("The Electron double is started by its executable, test/electron-double/bin.ts");
  return current;
}
