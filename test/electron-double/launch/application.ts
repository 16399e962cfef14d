import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";

/** What Electron learns about the app it was told to run. */
export interface Application {
  readonly name: string;
  readonly version: string;
  /** `app.getAppPath()`. */
  readonly folder: string;
  /** The main script. */
  readonly main: string;
}

/**
 * Finds the app as Electron's default app does: a folder is read through its package.json; a bare script has no
 * package.json, so it gets Electron's own name and version.
 */
export function findApplication(appPath: string, electronVersion: string): Application {
  const absolute = path.resolve(appPath);
  if (!existsSync(absolute)) throw new Error(`Unable to find Electron app at ${absolute}`);
  if (!statSync(absolute).isDirectory()) {
    return { name: "Electron", version: electronVersion, folder: path.dirname(absolute), main: absolute };
  }
  const manifest = JSON.parse(readFileSync(path.join(absolute, "package.json"), "utf8")) as {
    name?: string;
    productName?: string;
    version?: string;
    main?: string;
  };
  return {
    name: manifest.productName ?? manifest.name ?? "Electron",
    version: manifest.version ?? electronVersion,
    folder: absolute,
    main: path.join(absolute, manifest.main ?? "index.js"),
  };
}
