import type { Migration } from "../../migration.ts";
import { links } from "./001-links.ts";
import { trading } from "./002-trading.ts";
import { sessions } from "./003-sessions.ts";
import { journal } from "./004-journal.ts";
import { sharedDuties } from "./005-shared-duties.ts";
import { cloud } from "./006-cloud.ts";
import { alerts } from "./007-alerts.ts";
import { journalEquity } from "./008-journal-equity.ts";
import { cloudCommands } from "./009-cloud-commands.ts";
import { journalAccounts } from "./010-journal-accounts.ts";
import { begunIntents } from "./011-begun-intents.ts";

/** ledger.db from nothing to today; append only. */
export const LEDGER_MIGRATIONS: readonly Migration[] = [
  links,
  trading,
  sessions,
  journal,
  sharedDuties,
  cloud,
  alerts,
  journalEquity,
  cloudCommands,
  journalAccounts,
  begunIntents,
];
