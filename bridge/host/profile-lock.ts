import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { FairleadError } from "#shared/contract/errors.ts";
import { makeFolder } from "../make-folder.ts";

export interface ProfileLock {
  release(): void;
}

/**
 * Takes the profile folder for this process. The lock is the operating system's, by way of SQLite: it ends with the
 * process however that ends, so a crash never leaves a folder locked. A file beside it says whose it is.
 * @throws FairleadError PROFILE_LOCKED that names the other's pid; PROFILE_UNUSABLE when the folder cannot be written.
 */
export function lockProfile(folder: string): ProfileLock {
  const owner = join(folder, "fairlead.pid");
  const lock = openLock(folder);
  try {
    lock.exec("BEGIN EXCLUSIVE");
  } catch (fault) {
    lock.close();
    if (!(fault instanceof Database.SqliteError) || !fault.code.startsWith("SQLITE_BUSY"))
      throw unusable(folder, fault);
    const pid = readOwner(owner);
    const words = `Another Fairlead${pid === undefined ? "" : ` (pid ${pid})`} uses the profile folder ${folder}.`;
    throw new FairleadError("PROFILE_LOCKED", words, { folder, ...(pid === undefined ? {} : { pid }) });
  }
  try {
    writeFileSync(owner, `${process.pid}\n`, { mode: 0o600 });
  } catch (fault) {
    lock.close();
    throw unusable(folder, fault);
  }
  return {
    release() {
      rmSync(owner, { force: true });
      lock.close();
    },
  };
}

function openLock(folder: string): Database.Database {
  try {
    // Others on this computer have no business in it.
    makeFolder(folder, 0o700);
    return new Database(join(folder, "fairlead.lock"), { timeout: 0 });
  } catch (fault) {
    throw unusable(folder, fault);
  }
}

function readOwner(file: string): number | undefined {
  try {
    const pid = Number(readFileSync(file, "utf8"));
    return Number.isSafeInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}

const unusable = (folder: string, cause: unknown): FairleadError =>
  new FairleadError("PROFILE_UNUSABLE", `The profile folder ${folder} cannot be used.`, { folder }, { cause });
