import type { Database } from "better-sqlite3";
import type { AccountRecord, TerminalRecord, TerminalRegistry } from "#bridge/ports/terminal-registry.ts";
import type { TerminalId } from "#shared/market/brands.ts";
import { type TerminalRow, TerminalSql } from "./terminal-sql.ts";
import type { LedgerWrite } from "./write.ts";

/** Counter that fences an earlier bridge off (DESIGN.md section 3, Lease). */
const BRIDGE_EPOCH = "bridge-epoch";

/** Tables `terminal`, `account`, `terminal_account` and the bridge epoch of table `counter`. */
export class LedgerTerminals implements TerminalRegistry {
  readonly #write: LedgerWrite;
  readonly #sql: TerminalSql;

  constructor(db: Database, write: LedgerWrite) {
    this.#write = write;
    this.#sql = new TerminalSql(db);
  }

  terminals(): readonly TerminalRecord[] {
    return this.#sql.all.all().map(terminalOf);
  }

  saveTerminal({ id, name, current, next, state, pairedUtc, removedUtc }: TerminalRecord): void {
    this.#write(() =>
      this.#sql.save.run({
        id,
        name,
        publicKey: current.publicKey,
        secretHash: current.secretHash,
        nextPublicKey: next?.publicKey ?? null,
        nextSecretHash: next?.secretHash ?? null,
        state,
        pairedUtc,
        removedUtc,
      }),
    );
  }

  accountSeen(terminal: TerminalId, account: AccountRecord, utcMs: number): void {
    this.#write(() => {
      this.#sql.saveAccount.run({ ...account, utcMs });
      this.#sql.link.run(terminal, account.id, utcMs, utcMs);
    });
  }

  /** Every account that was ever seen. */
  accounts(): readonly AccountRecord[] {
    return this.#sql.accounts.all();
  }

  /** The accounts a terminal was logged in to, the latest first. */
  accountsOf(terminal: TerminalId): readonly (AccountRecord & { firstSeenUtc: number; lastSeenUtc: number })[] {
    return this.#sql.accountsOf.all(terminal);
  }

  /**
   * One more than the last. A new ledger begins at the clock's seconds: terminals remember the highest epoch that they
   * have seen, and one that follows a lost ledger must not look like an older bridge.
   */
  nextBridgeEpoch(): bigint {
    const epoch = this.#write(() => this.#sql.count.get(BRIDGE_EPOCH, Math.floor(Date.now() / 1_000)));
    if (epoch === undefined) throw new Error("SQLite returned no row for an upsert");
    return epoch;
  }
}

function terminalOf(row: TerminalRow): TerminalRecord {
  const { nextPublicKey, nextSecretHash } = row;
  return {
    id: row.id,
    name: row.name,
    current: { publicKey: row.publicKey, secretHash: row.secretHash },
    next:
      nextPublicKey === null || nextSecretHash === null
        ? null
        : { publicKey: nextPublicKey, secretHash: nextSecretHash },
    state: row.state,
    pairedUtc: row.pairedUtc,
    removedUtc: row.removedUtc,
  };
}
