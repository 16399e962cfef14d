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
import { runWindowsProgram } from "./run-windows-program.ts";

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

const beside = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
/** Of a checkout; of an installed app inside its archive, which holds the library's checksum and nothing else of it. */
const OWN = beside("../../mql5");
/** Of an installed app among its resources: `app.asar` lies beside them. */
const RESOURCE = beside("../../../mql5");

/** The installer of this computer: it works on Windows, where MetaTrader does. */
export function windowsInstaller(version: string): InstallerDesk {
  const roaming = process.env["APPDATA"] ?? join(homedir(), "AppData", "Roaming");
  const programs = ["ProgramFiles", "ProgramFiles(x86)"].flatMap((name) => process.env[name] ?? []);
  const sources = existsSync(join(OWN, "Experts")) ? OWN : RESOURCE;
  const [libraries, checksums] = [join(sources, "Libraries"), join(OWN, "Libraries")];
  return new InstallerDesk({
    supported: process.platform === "win32",
    version,
    places: { roaming, programs, local: (path) => path },
    payload: () => readPayload({ sources, libraries, checksums, version }),
    run: runWindowsProgram,
  });
}
