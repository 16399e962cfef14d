import { mkdirSync } from "node:fs";
import path from "node:path";
import { app } from "electron";
import { optionsOf, readShellArguments } from "./arguments.ts";

/** Where this run keeps its things, and what it tells the bridge. */
export interface Profile {
  /** Arguments for the bridge's process. */
  readonly bridgeArguments: readonly string[];
  /** The shell's own folder inside the profile: Chromium's files, the window's place. */
  readonly folder: string;
}

/** Reads the command line and moves Electron's own files into the profile, so two profiles are two independent apps. */
export function useProfile(): Profile {
  const { profile, bridge } = readShellArguments(optionsOf(process.argv, process.defaultApp ?? false), process.cwd(), {
    platform: process.platform,
    appData: app.getPath("appData"),
    home: app.getPath("home"),
    xdgDataHome: process.env["XDG_DATA_HOME"],
  });
  const folder = path.join(profile, "shell");
  mkdirSync(folder, { recursive: true });
  app.setPath("userData", folder);
  return { bridgeArguments: bridge, folder };
}
