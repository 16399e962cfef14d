import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { strToU8, zip } from "fflate";
import type { Redactor } from "../logs/redactor.ts";

/** One file of the bundle. What it returns is plain data or text; it is redacted before it is packed. */
export interface DiagnosticsPart {
  readonly name: string;
  read(): unknown;
}

/** The newest part of the logs: a bundle must stay small enough to be sent. */
const MAX_LOG_BYTES = 8 << 20;

/**
 * Packs what an engineer needs into `<profile>/diagnostics/*.zip`: logs, settings, versions, counters, link states.
 * Everything goes through the redactor once more; databases, key files and secrets are never read.
 */
export async function writeDiagnostics(
  profileFolder: string,
  parts: readonly DiagnosticsPart[],
  redactor: Redactor,
  utcMs: number,
): Promise<{ readonly file: string; readonly bytes: number }> {
  const entries: Record<string, Uint8Array> = {};
  for (const part of parts) entries[part.name] = strToU8(render(part, redactor));
  for (const [name, text] of newestLogs(join(profileFolder, "logs")))
    entries[`logs/${name}`] = strToU8(redactor.text(text));
  const packed = await pack(entries);
  const folder = join(profileFolder, "diagnostics");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, `fairlead-${new Date(utcMs).toISOString().replace(/[:.]/g, "-")}.zip`);
  writeFileSync(file, packed, { mode: 0o600 });
  return { file, bytes: packed.length };
}

/** A part that fails must not cost the others. */
function render(part: DiagnosticsPart, redactor: Redactor): string {
  try {
    const value = part.read();
    return typeof value === "string"
      ? redactor.text(value)
      : redactor.text(`${JSON.stringify(redactor.data(value), null, 2)}\n`);
  } catch (fault) {
    return redactor.text(`could not be read: ${fault instanceof Error ? fault.message : String(fault)}\n`);
  }
}

function newestLogs(folder: string): [string, string][] {
  const files = readdirIfThere(folder)
    .filter((name) => name.endsWith(".log"))
    .map((name) => ({ name, path: join(folder, name), ms: statSync(join(folder, name)).mtimeMs }))
    .toSorted((a, b) => b.ms - a.ms);
  const logs: [string, string][] = [];
  let room = MAX_LOG_BYTES;
  for (const { name, path } of files) {
    const text = readFileSync(path, "utf8");
    if (text.length > room) break;
    room -= text.length;
    logs.push([name, text]);
  }
  return logs;
}

function readdirIfThere(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw fault;
  }
}

const pack = (entries: Record<string, Uint8Array>): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    zip(entries, { level: 6 }, (fault, packed) => (fault ? reject(fault) : resolve(packed)));
  });
