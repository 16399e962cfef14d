import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { App } from "electron";

/** Reports are small; the newest are enough to find a pattern. */
const MOST = 20;

interface Crash {
  readonly part: string;
  readonly reason: string;
  readonly exitCode: number;
}

/** Writes what ended into a folder of this computer, and nowhere else. */
export class CrashLog {
  readonly #folder: string;
  readonly #version: string;
  readonly #now: () => Date;

  constructor(folder: string, version: string, now: () => Date = () => new Date()) {
    this.#folder = folder;
    this.#version = version;
    this.#now = now;
  }

  /** Never throws: a disk that is full must not end what is still alive. */
  write({ part, reason, exitCode }: Crash): void {
    const at = this.#now().toISOString();
    try {
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
      const name = `${at.replaceAll(":", "-")}-${part.replaceAll(/\W+/g, "-")}.json`;
      const report = {
        at,
        part,
        reason,
        exitCode,
        version: this.#version,
        system: `${process.platform} ${process.arch}`,
      };
      writeFileSync(path.join(this.#folder, name), `${JSON.stringify(report, null, 2)}\n`, { mode: 0o600 });
      const all = readdirSync(this.#folder).filter((file) => file.endsWith(".json"));
      for (const old of all.toSorted().slice(0, -MOST)) rmSync(path.join(this.#folder, old));
    } catch (fault) {
      process.stderr.write(`A crash report could not be written: ${String(fault)}\n`);
    }
  }
}

/** Follows the app's processes: each that ends unasked is written down. */
export function keepCrashes(app: Pick<App, "on">, log: CrashLog): void {
  app.on("render-process-gone", (_event, _contents, { reason, exitCode }) => {
    if (reason !== "clean-exit") log.write({ part: "window", reason, exitCode });
  });
  app.on("child-process-gone", (_event, { type, name, reason, exitCode }) => {
    if (reason !== "clean-exit") log.write({ part: name ?? type, reason, exitCode });
  });
}
