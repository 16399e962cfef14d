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

/**
 * What an import of this report would do to this ledger.
 * @param chosen the account that its trades would go to: the report's own, or one that it may be of
 */
export function previewOf(
  db: Database,
  report: Report,
  file: { readonly importId: string; readonly name: string },
  chosen: string,
): { readonly preview: ImportPreview; readonly changes: ImportChanges } {
  const changes = changesOf(db, chosen, report.deals, report.worked);
  const id = chosen as AccountId;
  const reader = new LedgerReader(db);
  const account: ShelfAccount = {
    id,
    kind: report.kind.endsWith("Tester") ? "tester" : "report",
    title: report.title,
    currency: report.currency,
    digits: report.digits,
    firstBalance: report.firstBalance,
  };
  const deals = new Map(report.deals.map((deal) => [deal.ticket, deal]));
  const book = new AccountBook(id, reader);
  book.deals.import(deals, report.worked);
  const { trades, cash } = book.settle(account, new Map());
  const times = report.deals.map(({ timeMs }) => timeMs);
  const preview: ImportPreview = {
    ...file,
    kind: report.kind,
    encoding: report.encoding,
    accountId: id,
    known: isKnown(db, chosen),
    accounts: accountsOf(report, reader),
    serverNamed: report.serverNamed,
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

/** The report's own account, and the known ones of the same login whose currency does not speak against it. */
function accountsOf(report: Report, reader: LedgerReader): ImportPreview["accounts"] {
  const own = { accountId: report.account as AccountId, title: report.title, currency: report.currency };
  if (report.kind.endsWith("Tester")) return [own];
  const login = loginOf(report.account);
  const known = [
    ...reader.accounts(),
    ...reader.importedAccounts().map(({ account, ...imported }) => ({ ...imported, id: account })),
  ].filter(
    ({ id, currency }) =>
      id !== report.account &&
      loginOf(id) === login &&
      (currency === "" || report.currency === "" || currency === report.currency),
  );
  const byId = new Map(known.map(({ id, title, currency }) => [id, { accountId: id, title, currency }]));
  return [own, ...byId.values()];
}

const loginOf = (account: string): string => account.slice(0, account.indexOf("@"));
