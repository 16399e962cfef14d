import type { Command } from "./command.ts";
import { journalExport } from "./commands/journal-export.ts";
import { reportImport } from "./commands/report-import.ts";
import { stats } from "./commands/stats.ts";

/** Every command; a new one is a file in commands/ and a row here. */
export const COMMANDS: readonly Command[] = [reportImport, stats, journalExport];
