import { existsSync, mkdirSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import path from "node:path";
import { UnmodelledError } from "../guard.ts";

/** `app.getPath` and `app.setPath`, with Electron's defaults on Linux. */
export class AppPaths {
  readonly #set = new Map<string, string>();
  readonly #appName: () => string;

  constructor(appName: () => string, userDataDir: string | undefined) {
    this.#appName = appName;
    if (userDataDir !== undefined) this.#set.set("userData", path.resolve(userDataDir));
  }

  get(name: string): string {
    const found = this.#set.get(name) ?? this.#default(name);
    if (name === "userData" || name === "sessionData") mkdirSync(found, { recursive: true });
    return found;
  }

  set(name: string, value: string): void {
    this.#default(name);
    if (!path.isAbsolute(value)) throw new Error("Path must be absolute");
    if (!existsSync(value)) throw new Error(`Failed to set path: ${value} does not exist`);
    this.#set.set(name, value);
  }

  #default(name: string): string {
    switch (name) {
      case "home":
        return homedir();
      case "appData":
        return process.env["XDG_CONFIG_HOME"] ?? path.join(homedir(), ".config");
      case "userData":
        return path.join(this.get("appData"), this.#appName());
      case "sessionData":
        return this.get("userData");
      case "logs":
        return path.join(this.get("userData"), "logs");
      case "crashDumps":
        return path.join(this.get("userData"), "Crashpad");
      case "temp":
        return tmpdir();
      case "exe":
        return process.execPath;
      case "downloads":
        return path.join(homedir(), "Downloads");
      default:
        throw new UnmodelledError(`app.getPath("${name}")`);
    }
  }
}
