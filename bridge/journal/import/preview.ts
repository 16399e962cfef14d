import type { Database } from "better-sqlite3";
import type { ImportPreview } from "#shared/contract/journal-files.ts";
import type { AccountId } from "#shared/market/brands.ts";
import { AccountBook } from "../desk/account-book.ts";
import { LedgerReader } from "../desk/ledger-reader.ts";
import type { ShelfAccount } from "../desk/shelf-trade.ts";
import { tradeView } from "../desk/trade-view.ts";
import { checkReport } from "./check-report.ts";
import { changesOf, type ImportChanges, isKnown } from "./known-deals.ts";
import type { Report } from "./report.ts";

const SAMPLE = 20;

/** What an import of this report would do to this ledger. */
export function previewOf(
  db: Database,
  report: Report,
  file: { readonly importId: string; readonly name: string },
): { readonly preview: ImportPreview; readonly changes: ImportChanges } {
  const changes = changesOf(db, report.account, report.deals, report.worked);
  const id = report.account as AccountId;
  const account: ShelfAccount = {
    id,
    kind: report.kind.endsWith("Tester") ? "tester" : "report",
    title: report.title,
    currency: report.currency,
    digits: report.digits,
    firstBalance: report.firstBalance,
  };
  const deals = new Map(report.deals.map((deal) => [deal.ticket, deal]));
  const book = new AccountBook(id, new LedgerReader(db));
  book.deals.import(deals, report.worked);
  const { trades, cash } = book.settle(account, new Map());
  const times = report.deals.map(({ timeMs }) => timeMs);
  const preview: ImportPreview = {
    ...file,
    kind: report.kind,
    encoding: report.encoding,
    accountId: id,
    known: isKnown(db, report.account),
    title: report.title,
    currency: report.currency,
    digits: report.digits,
    netting: report.netting,
    fromMs: times.length === 0 ? null : times.reduce((a, b) => Math.min(a, b)),
    toMs: times.length === 0 ? null : times.reduce((a, b) => Math.max(a, b)),
    trades: trades.length,
    added: changes.added,
    changed: changes.changed,
    duplicates: changes.duplicates,
    skipped: [...report.skipped].map(([why, rows]) => ({ why, rows })),
    cashRows: cash.length,
    checks: [...checkReport(report)],
    sample: trades
      .slice(-SAMPLE)
      .toReversed()
      .map((trade) => tradeView(trade, { note: undefined, measure: undefined, picture: false })),
  };
  return { preview, changes };
}
