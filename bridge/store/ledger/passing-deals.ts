import Sqlite from "better-sqlite3";
import { migrate } from "../migration.ts";
import { LEDGER_MIGRATIONS } from "../migrations/ledger/index.ts";
import { LedgerDeals } from "./deals.ts";

/** Deals that last as long as this run: those of a replay's account, which begins anew each time with the same tickets. */
export function passingDeals(): LedgerDeals {
  const db = new Sqlite(":memory:");
  migrate(db, LEDGER_MIGRATIONS);
  return new LedgerDeals(db, (work) => db.transaction(work).immediate());
}
