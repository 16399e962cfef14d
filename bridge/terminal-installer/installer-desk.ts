import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { FairleadError } from "#shared/contract/errors.ts";
import { type FoundTerminal, findTerminals, type Places } from "./find-terminals.ts";
import { install, remove, verify } from "./install.ts";
import type { CompileResult, RunProgram } from "./metaeditor.ts";
import { type Payload, readPayload } from "./payload.ts";

export interface InstallerOptions {
  readonly supported: boolean;
  readonly version: string;
  readonly places: Places;
  readonly payload: () => Payload;
  readonly run: RunProgram;
}

/** Finds terminals anew for each question: they come and go, and a place that a window names is never believed. */
export class InstallerDesk {
  readonly #options: InstallerOptions;

  constructor(options: InstallerOptions) {
    this.#options = options;
  }

  find() {
    const { supported, version, places } = this.#options;
    const terminals = supported ? findTerminals(places).slice(0, 100) : [];
    return {
      supported,
      version,
      terminals: terminals.map((terminal) => {
        const { version: there, missing, changed, uncompiled } = verify(terminal.dataFolder);
        return {
          id: idOf(terminal),
          name: terminal.name,
          dataFolder: terminal.dataFolder,
          portable: terminal.portable,
          editor: terminal.editor !== undefined,
          ...(there === undefined ? {} : { version: there }),
          missing: [...missing],
          changed: [...changed],
          uncompiled: [...uncompiled],
        };
      }),
    };
  }

  async install(id: string, symbol: string) {
    const { payload, run } = this.#options;
    const { written, programs, startConfig } = await install(this.#terminal(id), payload(), symbol, run);
    return { written, startConfig, programs: programs.map(({ path, result }) => ({ path, ...told(result) })) };
  }

  remove(id: string): { removed: number; kept: string[] } {
    const { removed, kept } = remove(this.#terminal(id).dataFolder);
    return { removed, kept: [...kept] };
  }

  #terminal(id: string): FoundTerminal {
    const { supported, places } = this.#options;
    const found = supported ? findTerminals(places).find((terminal) => idOf(terminal) === id) : undefined;
    if (found === undefined) throw new FairleadError("TERMINAL_NOT_INSTALLED");
    return found;
  }
}

const idOf = ({ dataFolder }: FoundTerminal): string =>
  createHash("sha256").update(dataFolder.toLowerCase()).digest("hex").slice(0, 16);

function told(result: CompileResult) {
  if (result.ok) return { ok: true, warnings: result.warnings };
  const { why, log } = result;
  return { ok: false, warnings: log?.warnings ?? 0, why, ...(log?.first === undefined ? {} : { error: log.first }) };
}

/** MetaEditor needs seconds for a program; one that shows a question waits for ever. */
const COMPILE_MS = 50_000;

/** What MetaEditor ends with is no error code: its log counts. */
const runWindowsProgram: RunProgram = (program, args) =>
  new Promise((resolve) => {
    execFile(program, [...args], { timeout: COMPILE_MS, windowsHide: true }, () => resolve());
  });

/** Beside the sources of a checkout, or among the resources of an installed app (`app.asar` lies beside them). */
const RESOURCES = ["../../mql5", "../../../mql5"].map((path) => fileURLToPath(new URL(path, import.meta.url)));

/** The installer of this computer: it works on Windows, where MetaTrader does. */
export function windowsInstaller(version: string): InstallerDesk {
  const roaming = process.env["APPDATA"] ?? join(homedir(), "AppData", "Roaming");
  const programs = ["ProgramFiles", "ProgramFiles(x86)"].flatMap((name) => process.env[name] ?? []);
  const sources = RESOURCES.find((folder) => existsSync(folder)) ?? RESOURCES[0] ?? "";
  return new InstallerDesk({
    supported: process.platform === "win32",
    version,
    places: { roaming, programs, local: (path) => path },
    payload: () => readPayload({ sources, libraries: join(sources, "Libraries"), version }),
    run: runWindowsProgram,
  });
}
