import type { Command } from "./command.ts";
import { barsExport } from "./commands/bars-export.ts";
import { barsImport } from "./commands/bars-import.ts";
import { depthExport } from "./commands/depth-export.ts";
import { depthList } from "./commands/depth-list.ts";
import { journalExport } from "./commands/journal-export.ts";
import { reportImport } from "./commands/report-import.ts";
import { stats } from "./commands/stats.ts";
import { ticksExport } from "./commands/ticks-export.ts";
import { ticksGaps } from "./commands/ticks-gaps.ts";
import { ticksImport } from "./commands/ticks-import.ts";
import { ticksVerify } from "./commands/ticks-verify.ts";

/** Every command; a new one is a file in commands/ and a row here. */
export const COMMANDS: readonly Command[] = [
  reportImport,
  stats,
  journalExport,
  ticksImport,
  ticksExport,
  ticksVerify,
  ticksGaps,
  barsImport,
  barsExport,
  depthList,
  depthExport,
];
