import { existsSync } from "node:fs";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { lockProfile } from "#bridge/host/profile-lock.ts";
import { JournalDesk } from "#bridge/journal/desk/journal-desk.ts";
import { LedgerReader } from "#bridge/journal/desk/ledger-reader.ts";
import { Shelf } from "#bridge/journal/desk/shelf.ts";
import { Ledger } from "#bridge/store/ledger/ledger.ts";
import { FairleadError } from "#shared/contract/errors.ts";

/** The journal of a profile, for reading: Fairlead may run meanwhile. */
export interface OpenJournal {
  readonly desk: JournalDesk;
  close(): void;
}

/** @throws FairleadError NOT_FOUND without a ledger; STORE_*. */
export function openJournal(profile: string): OpenJournal {
  const file = join(profile, "ledger.db");
  if (!existsSync(file)) {
    throw new FairleadError("NOT_FOUND", `There is no Fairlead profile in ${profile}: name one with --data.`, {
      profile,
    });
  }
  bringUpToDate(profile);
  const db = new Sqlite(file, { readonly: true, fileMustExist: true });
  const reader = new LedgerReader(db);
  return { desk: new JournalDesk(new Shelf(reader), reader), close: () => db.close() };
}

/** A ledger that an older version wrote has no journal yet; one that is in use has been brought up to date by its user. */
function bringUpToDate(profile: string): void {
  let lock: ReturnType<typeof lockProfile>;
  try {
    lock = lockProfile(profile);
  } catch (fault) {
    if (fault instanceof FairleadError && fault.code === "PROFILE_LOCKED") return;
    throw fault;
  }
  try {
    Ledger.open(profile).close();
  } finally {
    lock.release();
  }
}
