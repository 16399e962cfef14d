import type { RiskBook } from "../../ports/risk-book.ts";
import type { PendingWrites } from "./pending-writes.ts";

/** The risk book over a ledger that may be full: a day goes on in memory and is written later; limits change on disk or not at all. */
export const enduringRisk = (book: RiskBook, writes: PendingWrites): RiskBook => ({
  limits: (account) => book.limits(account),
  putLimits: (account, limits) => book.putLimits(account, limits),
  record: (account) => book.record(account),
  putRecord: (account, record) => {
    writes.attempt(`day/${account}`, () => book.putRecord(account, record));
  },
});
