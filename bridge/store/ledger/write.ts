/** Runs work in one immediate transaction and reports SQLite's errors in Fairlead's codes. */
export type LedgerWrite = <T>(work: () => T) => T;
