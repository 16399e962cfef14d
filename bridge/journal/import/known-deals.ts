import type { Database } from "better-sqlite3";
import type { ImportRow } from "#bridge/ports/journal-store.ts";
import { fromLedgerJson, toLedgerJson } from "#bridge/store/ledger/ledger-json.ts";
import type { BrokerDeal } from "#shared/trading/deals/deal.ts";

const signed = (value: bigint): bigint => BigInt.asIntN(64, value);

/** What an import would change. */
export interface ImportChanges {
  readonly rows: readonly ImportRow[];
  readonly added: number;
  readonly changed: number;
  readonly duplicates: number;
}

interface KnownRow {
  readonly ticket: bigint;
  readonly revision: bigint;
  readonly worked: bigint;
  readonly content: string;
}

/**
 * Compares a report's deals to what the ledger has of that account. A deal that the broker itself told, or that another
 * import told with the same figures, is known; one with other figures becomes a revision. Where only the position differs
 * and this report had to guess it, what was told before stays, and so does a guess that found an entry.
 */
export function changesOf(
  db: Database,
  account: string,
  deals: readonly BrokerDeal[],
  worked: ReadonlySet<bigint>,
): ImportChanges {
  const live = new Set(
    db
      .prepare<[string], bigint>("SELECT DISTINCT ticket FROM deal WHERE account = ?")
      .pluck()
      .safeIntegers()
      .all(account),
  );
  const known = new Map(
    db
      .prepare<[string], KnownRow>(
        `SELECT ticket, revision, worked, content FROM journal_deal JOIN journal_import ON journal_import.id = import
         WHERE journal_deal.account = ? AND state = 'kept' ORDER BY ticket, revision`,
      )
      .safeIntegers()
      .all(account)
      .map((row) => [row.ticket, row] as const),
  );
  const opened = new Set(deals.filter(({ entry }) => entry === "in").map(({ position }) => position));
  const guessedWorse = (deal: BrokerDeal, before: KnownRow): boolean =>
    worked.has(deal.ticket) &&
    (before.worked === 0n || !opened.has(deal.position)) &&
    toLedgerJson({ ...deal, position: fromLedgerJson<BrokerDeal>(before.content).position }) === before.content;
  const rows: ImportRow[] = [];
  let [changed, duplicates] = [0, 0];
  for (const deal of deals) {
    const ticket = signed(deal.ticket);
    const content = toLedgerJson(deal);
    const before = known.get(ticket);
    if (live.has(ticket) || before?.content === content || (before !== undefined && guessedWorse(deal, before))) {
      duplicates += 1;
      continue;
    }
    if (before !== undefined) changed += 1;
    const revision = before === undefined ? 1 : Number(before.revision) + 1;
    rows.push({ ticket: deal.ticket, revision, worked: worked.has(deal.ticket), content });
  }
  return { rows, added: rows.length - changed, changed, duplicates };
}

/** Whether anything is known of an account: from a terminal or from an import. */
export function isKnown(db: Database, account: string): boolean {
  const found = db
    .prepare<[string, string], number>(
      "SELECT 1 FROM account WHERE id = ? UNION SELECT 1 FROM journal_import WHERE account = ? AND state = 'kept'",
    )
    .pluck()
    .get(account, account);
  return found !== undefined;
}
