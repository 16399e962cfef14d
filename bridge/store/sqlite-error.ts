import Sqlite from "better-sqlite3";
import { FairleadError } from "#shared/contract/errors.ts";

/** True when the file itself, not the request, is at fault. */
export function isCorruption(error: unknown): boolean {
  return (
    error instanceof Sqlite.SqliteError && (error.code.startsWith("SQLITE_CORRUPT") || error.code === "SQLITE_NOTADB")
  );
}

/** SQLite calls it an I/O error when it is the log's index (FILE-shm) that a full disk has no room for. */
const FULL: ReadonlySet<string> = new Set(["SQLITE_FULL", "SQLITE_IOERR_SHMSIZE"]);

/** Says in Fairlead's codes what SQLite reports; errors that are already coded pass unchanged. */
export function codedStoreError(error: unknown, file: string): FairleadError {
  if (error instanceof FairleadError) return error;
  const options = error instanceof Error ? { cause: error } : {};
  if (error instanceof Sqlite.SqliteError) {
    const details = { file, sqlite: error.code };
    if (FULL.has(error.code)) {
      return new FairleadError(
        "STORE_FULL",
        `The disk that holds ${file} is full; nothing of this write was kept.`,
        details,
        options,
      );
    }
    if (isCorruption(error)) {
      return new FairleadError(
        "STORE_CORRUPT",
        `${file} is damaged; it is set aside at the next start.`,
        details,
        options,
      );
    }
    return new FairleadError("STORE_UNAVAILABLE", `${file} could not be used: ${error.message}.`, details, options);
  }
  // The system's own word on the file (EIO, EACCES, EISDIR ...), from before SQLite had it.
  if (error instanceof Error && "syscall" in error)
    return new FairleadError("STORE_UNAVAILABLE", `${file} could not be used: ${error.message}.`, { file }, options);
  return new FairleadError("INTERNAL", error instanceof Error ? error.message : String(error), { file }, options);
}
