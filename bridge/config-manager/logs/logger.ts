import { join } from "node:path";
import { pino } from "pino";
import type { Redactor } from "./redactor.ts";
import { RotatingFile, type RotationOptions } from "./rotating-file.ts";

/** What services may say to the log. `facts` are data, never sentences; both are redacted. */
interface Logger {
  info(message: string, facts?: Readonly<Record<string, unknown>>): void;
  warn(message: string, facts?: Readonly<Record<string, unknown>>): void;
  error(message: string, facts?: Readonly<Record<string, unknown>>): void;
}

export interface LogFiles extends Logger {
  /** Lines that could not be written. */
  readonly lost: number;
  /** Writes what is still in memory. */
  flush(): void;
  close(): void;
}

const ROTATION: RotationOptions = { maxBytes: 4 << 20, keepFiles: 7 };

/** Opens `<profile>/logs/fairlead.log`: JSON lines, rotated by size, readable by their owner only. */
export function openLog(profileFolder: string, redactor: Redactor, rotation: RotationOptions = ROTATION): LogFiles {
  const file = new RotatingFile(join(profileFolder, "logs", "fairlead.log"), rotation);
  // The last net: whatever a line was put together from, it is scrubbed as the text that is written.
  const log = pino({ base: null }, { write: (line) => file.write(redactor.text(line)) });
  const facts = (given: Readonly<Record<string, unknown>> = {}): object => redactor.data(given) as object;
  return {
    get lost() {
      return file.lost;
    },
    info: (message, given) => log.info(facts(given), message),
    warn: (message, given) => log.warn(facts(given), message),
    error: (message, given) => log.error(facts(given), message),
    flush: () => file.flush(),
    close: () => file.close(),
  };
}
