import { renameSync } from "node:fs";
import type { AccountState } from "../account-state.ts";
import type { Changes } from "../engine/changes.ts";
import { AccountJournal, AccountJournalError } from "./account-journal.ts";

/**
 * The paper account in the profile. What cannot be read is set aside, and what cannot be written is tried again as a
 * whole with the next change: paper trading goes on, and the trouble is told.
 */
export class KeptAccount {
  readonly state: AccountState;
  readonly #path: string;
  readonly #trouble: (why: string) => void;
  #journal: AccountJournal | null;

  constructor(path: string, begin: () => AccountState, trouble: (why: string) => void) {
    this.#path = path;
    this.#trouble = trouble;
    let opened: ReturnType<typeof AccountJournal.open>;
    try {
      opened = AccountJournal.open(path, begin);
    } catch (error) {
      if (!(error instanceof AccountJournalError)) throw error;
      const aside = `${path}.damaged`;
      renameSync(path, aside);
      trouble(
        `the paper account could not be read (${error.message}); it was set aside as ${aside}, and a new one begun`,
      );
      opened = AccountJournal.open(path, begin);
    }
    this.#journal = opened.journal;
    this.state = opened.state;
  }

  /** Keeps a change; `whole` is the account with it. */
  keep(changes: Changes, whole: () => AccountState): void {
    try {
      if (this.#journal === null) this.#journal = AccountJournal.begin(this.#path, whole());
      else this.#journal.append(changes);
    } catch (error) {
      this.#journal?.close();
      this.#journal = null;
      this.#trouble(`the paper account could not be saved: ${String(error)}`);
    }
  }

  close(): void {
    this.#journal?.close();
    this.#journal = null;
  }
}
