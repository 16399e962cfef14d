import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { electronServerAnswers } from "./reachable.ts";

/** Electron's program, or why there is none, in words that finish "... because". */
export type ElectronBinary = { readonly path: string } | { readonly missing: string };

export interface BinaryPlaces {
  /** The installed package: node_modules/electron. */
  readonly package: string;
  /** Where a failed fetch is remembered, so that it is tried once for each version. */
  readonly memory: string;
  /** Whether the server that it is fetched from answers. */
  readonly online?: () => Promise<boolean>;
  /** How long the installer may take, ms: where the server answers, and where it does not (it may have a cache). */
  readonly patience?: { readonly online: number; readonly offline: number };
}

const PATIENCE = { online: 15 * 60_000, offline: 8_000 };
const TELL_EVERY_MS = 15_000;
/** Electron's own switch, known from its installation. */
const SKIP = "ELECTRON_SKIP_BINARY_DOWNLOAD";

/**
 * Finds Electron's program; when it is missing has Electron's own installer fetch it, once: a version whose fetch failed
 * is not tried again unless `again` says so.
 */
export async function electronBinary(
  { package: folder, memory, online = electronServerAnswers, patience = PATIENCE }: BinaryPlaces,
  say: (line: string) => void,
  again: boolean,
): Promise<ElectronBinary> {
  const found = installed(folder);
  if (found !== undefined) return { path: found };
  if (process.env[SKIP]) return { missing: `Electron's program is not installed, and ${SKIP} says not to fetch it` };
  const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { readonly version: string };
  const failed = join(memory, `electron-${version}-not-fetched`);
  if (!again && existsSync(failed))
    return { missing: `Electron's program could not be fetched before (${failed} remembers it)` };
  say(`Fetching Electron ${version}. This happens once.`);
  const began = Date.now();
  const telling = setInterval(() => {
    say(`Still fetching Electron, for ${Math.round((Date.now() - began) / 1_000)} s. --host web starts without it.`);
  }, TELL_EVERY_MS);
  const limitMs = online().then((is) => (is ? patience.online : patience.offline));
  const problem = await runInstaller(join(folder, "install.js"), limitMs).finally(() => clearInterval(telling));
  const path = installed(folder);
  if (path !== undefined) return { path };
  mkdirSync(dirname(failed), { recursive: true });
  writeFileSync(failed, `${problem ?? "the installer left no program"}\n`);
  return { missing: `Electron's program could not be fetched (${problem ?? "the installer left none"})` };
}

/** The layout that Electron's installer leaves: path.txt names the program inside dist/. */
function installed(folder: string): string | undefined {
  try {
    const path = join(folder, "dist", readFileSync(join(folder, "path.txt"), "utf8").trim());
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
}

/** @returns why it failed, or undefined. */
function runInstaller(script: string, limitMs: Promise<number>): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [script], { stdio: ["ignore", 2, "pipe"] });
    let words = "";
    let late = false;
    let deadline: NodeJS.Timeout | undefined;
    void limitMs.then((ms) => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      deadline = setTimeout(() => {
        late = true;
        child.kill();
      }, ms);
    });
    child.stderr?.on("data", (chunk: Buffer) => {
      words = `${words}${chunk.toString("utf8")}`.slice(-4_096);
    });
    child.once("error", (fault) => resolve(fault.message));
    child.once("exit", (code, signal) => {
      clearTimeout(deadline);
      if (late) return resolve("its server does not answer");
      const line = /^(?:\w*Error: )?(.*(?:E[A-Z]+|failed|refused|denied|timed? ?out).*)$/m.exec(words)?.[1] ?? "";
      resolve(code === 0 ? undefined : line.slice(0, 160) || `its installer ended with ${code ?? signal}`);
    });
  });
}
