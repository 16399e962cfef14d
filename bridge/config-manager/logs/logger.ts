import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { pino } from "pino";
import roll from "pino-roll";
import type { Redactor } from "./redactor.ts";

/** What services may say to the log. `facts` are data, never sentences; both are redacted. */
export interface Logger {
  info(message: string, facts?: Readonly<Record<string, unknown>>): void;
  warn(message: string, facts?: Readonly<Record<string, unknown>>): void;
  error(message: string, facts?: Readonly<Record<string, unknown>>): void;
}

export interface LogFiles extends Logger {
  readonly folder: string;
  /** Writes what is still in memory. */
  flush(): void;
  close(): Promise<void>;
}

export interface LogOptions {
  readonly maxFileKb: number;
  /** Files kept besides the one that is written. */
  readonly keepFiles: number;
}

const DEFAULTS: LogOptions = { maxFileKb: 4_096, keepFiles: 7 };

/** Opens `<profile>/logs/fairlead.N.log`: JSON lines, rotated by size and day, readable by their owner only. */
export async function openLog(
  profileFolder: string,
  redactor: Redactor,
  { maxFileKb, keepFiles }: LogOptions = DEFAULTS,
): Promise<LogFiles> {
  const folder = join(profileFolder, "logs");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const stream = await roll({
    file: join(folder, "fairlead"),
    extension: ".log",
    size: `${maxFileKb}k`,
    frequency: "daily",
    limit: { count: keepFiles, removeOtherLogFiles: true },
    mode: 0o600,
  });
  // The last net: whatever a line was put together from, it is scrubbed as the text that is written.
  const log = pino({ base: null, hooks: { streamWrite: (line) => redactor.text(line) } }, stream);
  const facts = (given: Readonly<Record<string, unknown>> = {}): object => redactor.data(given) as object;
  return {
    folder,
    info: (message, given) => log.info(facts(given), message),
    warn: (message, given) => log.warn(facts(given), message),
    error: (message, given) => log.error(facts(given), message),
    flush: () => stream.flushSync(),
    close: () =>
      new Promise((resolve) => {
        stream.once("close", resolve);
        stream.end();
      }),
  };
}
