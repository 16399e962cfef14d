import { homedir } from "node:os";
import { join } from "node:path";

/** Where a profile lives unless `--data` says otherwise, by each system's own custom. */
export function defaultProfileFolder(
  platform: NodeJS.Platform = process.platform,
  env: Readonly<Record<string, string | undefined>> = process.env,
  home: string = homedir(),
): string {
  if (platform === "win32") return join(env["APPDATA"] ?? join(home, "AppData", "Roaming"), "Fairlead");
  if (platform === "darwin") return join(home, "Library", "Application Support", "Fairlead");
  // The XDG specification: a relative path in the variable is to be ignored.
  const data = env["XDG_DATA_HOME"];
  return join(data?.startsWith("/") ? data : join(home, ".local", "share"), "fairlead");
}
