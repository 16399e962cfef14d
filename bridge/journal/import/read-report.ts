import type { BrokerDeal } from "#shared/trading/deals/deal.ts";
import { sumOf } from "#shared/trading/statistics/sum.ts";
import { assignPositions } from "#shared/trading/trades/assign-positions.ts";
import { yearFirst } from "./day-order.ts";
import { decodeText } from "./decode-text.ts";
import { type FoundTables, findTables, type Table, type TableKind } from "./find-tables.ts";
import { htmlRows } from "./html-rows.ts";
import { moneyDigits } from "./money-digits.ts";
import { readMt4Tester } from "./mt4-tester.ts";
import { readMt4Trades } from "./mt4-trades.ts";
import { readMt5Deals } from "./mt5-deals.ts";
import { readMt5Closes, readMt5Levels, readMt5Positions } from "./mt5-lists.ts";
import { looksNetting } from "./netting.ts";
import { printedFigures } from "./printed-figures.ts";
import type { PrintedFigure, ReadDeals, Report, ReportKind, SkippedRow } from "./report.ts";
import {
  bareAccount,
  mt4Account,
  mt4Balance,
  mt4Run,
  mt5Account,
  mt5Run,
  type ReportAccount,
  type ReportRun,
  runAccount,
} from "./report-account.ts";
import { damaged, unreadable } from "./report-error.ts";
import { type NumberStyle, numberStyle } from "./report-numbers.ts";
import type { OnProgress, ReportRows } from "./report-rows.ts";

const ZIP = [0x50, 0x4b] as const;

/**
 * Reads a report of MetaTrader 4 or 5, of an account or of the strategy tester, HTML or XLSX, in any language.
 * @throws FairleadError REPORT_UNREADABLE, REPORT_DAMAGED (names the place), REPORT_TOO_LARGE.
 */
export async function readReport(bytes: Uint8Array, progress: OnProgress = () => undefined): Promise<Report> {
  const read =
    bytes[0] === ZIP[0] && bytes[1] === ZIP[1]
      ? await (await import("./xlsx-rows.ts")).xlsxRows(bytes, (share) => progress(share * 0.8))
      : pageRows(bytes, (share) => progress(share * 0.8));
  const rows = yearFirst(read);
  const style = numberStyle(rows.rows);
  const found = findTables(rows, style);
  if (rows.brokenOff) {
    const last = rows.rows.at(-1);
    throw damaged(
      `the end of the file, after row ${rows.rows.length} (${last?.slice(0, 2).join(", ") ?? "no row"})`,
      "the end of the table",
      "the end of the file",
    );
  }
  const report = understand(rows, found, style);
  progress(1);
  return report;
}

function pageRows(bytes: Uint8Array, progress: OnProgress): ReportRows {
  const { text, encoding } = decodeText(bytes);
  if (!/<t[rdh][\s>]/i.test(text)) throw unreadable("it has no tables");
  return htmlRows(text, encoding, progress);
}

function understand(rows: ReportRows, { tables, others }: FoundTables, style: NumberStyle): Report {
  const table = (kind: TableKind): Table | undefined => tables.find((one) => one.kind === kind);
  const account5 = mt5Account(others);
  const run5 = account5 === undefined ? mt5Run(others, style) : undefined;
  const account4 = account5 === undefined ? mt4Account(others, rows.heading) : undefined;
  const [tester4, trades4] = [table("tester4"), table("trades4")];
  const isFour =
    tester4 !== undefined ||
    trades4 !== undefined ||
    (account4 !== undefined && account5 === undefined && run5 === undefined);
  const printed = printedFigures(others, style, isFour ? 4 : 5);
  if (tester4 !== undefined) {
    const run = mt4Run(others, rows.heading);
    return ofRun("mt4Tester", run, readMt4Tester(tester4, style, run.symbol), {
      rows,
      printed,
      closes: [],
      skipped: [],
    });
  }
  if (isFour) {
    const read = trades4 === undefined ? NOTHING : readMt4Trades(trades4, style);
    const balance = mt4Balance(others, style);
    const firstBalance = balance === null ? null : balance - sumOf(read.deals.map(moves));
    const known = account4 ?? { login: "0", server: rows.heading, currency: "", title: "", netting: null };
    return ofAccount(
      "mt4Account",
      { ...known, netting: false },
      { ...read, firstBalance },
      { rows, printed, closes: [], skipped: [] },
    );
  }
  const [deals5, positions5, orders5, open5] = [table("deals5"), table("positions5"), table("orders5"), table("open5")];
  const isMt5 = deals5 ?? positions5 ?? orders5 ?? open5;
  if (isMt5 === undefined && account5 === undefined && run5 === undefined)
    throw unreadable("none of its tables is one that MetaTrader prints");
  const read =
    deals5 !== undefined
      ? readMt5Deals(deals5, style, positions5)
      : positions5 !== undefined
        ? readMt5Positions(positions5, style)
        : NOTHING;
  const levels = orders5 === undefined ? undefined : readMt5Levels(orders5, style);
  const deals = levels === undefined ? read.deals : read.deals.map((deal) => ({ ...deal, ...levels.get(deal.order) }));
  const closes = deals5 === undefined || positions5 === undefined ? [] : readMt5Closes(positions5, style);
  const skipped: (readonly [SkippedRow, number])[] = open5 === undefined ? [] : [["openPosition", open5.rows.length]];
  const more = { rows, printed, closes, skipped };
  const account = account5 ?? (run5 === undefined ? bareAccount(others) : undefined);
  if (account !== undefined) return ofAccount("mt5Account", account, { ...read, deals }, more);
  const run = run5 ?? { expert: rows.heading, symbol: "", period: "", currency: "" };
  return ofRun("mt5Tester", run, { ...read, deals }, more);
}

interface More {
  readonly rows: ReportRows;
  readonly printed: readonly PrintedFigure[];
  readonly closes: Parameters<typeof assignPositions>[1];
  readonly skipped: readonly (readonly [SkippedRow, number])[];
}

/** A report of a time without trades is a report. */
const NOTHING: ReadDeals = { deals: [], closes: [], firstBalance: null, decimals: 2, skipped: new Map(), break: null };

/** What a deal does to the balance. */
const moves = ({ kind, profit, swap, commission, fee }: BrokerDeal): number =>
  kind === "credit" ? 0 : profit + swap + commission + fee;

function ofAccount(kind: ReportKind, account: ReportAccount, read: ReadDeals, more: More): Report {
  const server = account.server.replaceAll(/[@#/\s]+/g, "-").slice(0, 80) || (kind === "mt4Account" ? "MT4" : "MT5");
  const netting = account.netting ?? looksNetting(read.deals);
  const { login, currency } = account;
  return {
    ...common(kind, read, more, netting, currency),
    account: `${login}@${server}`,
    // MetaTrader 4 tells the broker's name, not the server's.
    serverNamed: kind === "mt5Account" && account.server !== "",
    title: account.title || login,
    currency,
  };
}

function ofRun(kind: ReportKind, run: ReportRun, read: ReadDeals, more: More): Report {
  const title = [run.expert, run.symbol, run.period]
    .filter((part) => part !== "")
    .join(" · ")
    .slice(0, 200);
  return {
    ...common(kind, read, more, looksNetting(read.deals), run.currency),
    account: runAccount(run, read.deals),
    serverNamed: true,
    title,
    currency: run.currency,
  };
}

function common(
  kind: ReportKind,
  read: ReadDeals,
  { rows, printed, closes, skipped }: More,
  netting: boolean,
  currency: string,
) {
  assertListed(read, printed);
  assertWhole(read, printed);
  // Lists of whole trades come with their positions.
  const told = read.deals.some(({ position }) => position !== 0n);
  const { deals, worked } = told
    ? { deals: read.deals, worked: new Set<bigint>() }
    : assignPositions(read.deals, closes, netting);
  const digits = moneyDigits(read.decimals, rows.encoding === "xlsx", currency);
  return {
    kind,
    encoding: rows.encoding,
    digits,
    netting,
    deals: uniqueDeals(deals),
    worked,
    firstBalance: read.firstBalance,
    printed,
    skipped: new Map([...read.skipped, ...skipped]),
  };
}

/** A summary that counts trades, and no list that holds them: its columns are not where they should be. */
function assertListed({ deals }: ReadDeals, printed: readonly PrintedFigure[]): void {
  const counted = printed.find(({ id }) => id === "trades")?.value ?? 0;
  if (deals.length > 0 || counted === 0) return;
  throw damaged("its lists", `rows of the ${counted} trades that its summary counts`, "none that can be read");
}

/** A balance that does not follow, and a sum that is not the printed one either: a row is missing or was changed. */
function assertWhole({ break: broken, deals }: ReadDeals, printed: readonly PrintedFigure[]): void {
  if (broken === null) return;
  const net = printed.find(({ id }) => id === "net");
  const traded = deals.filter(({ kind }) => kind === "buy" || kind === "sell");
  if (net !== undefined && Math.abs(sumOf(traded.map(moves)) - net.value) <= 0.011) return;
  throw damaged(broken.place, broken.expected, broken.found);
}

/** A ticket stands for one deal: a row that is repeated word for word is one row, another one under its ticket is damage. */
function uniqueDeals(deals: readonly BrokerDeal[]): readonly BrokerDeal[] {
  const seen = new Map<bigint, BrokerDeal>();
  for (const deal of deals) {
    const before = seen.get(deal.ticket);
    if (before !== undefined && (before.timeMs !== deal.timeMs || moves(before) !== moves(deal))) {
      throw damaged(`deal ${deal.ticket}`, "one row a ticket", "two rows that differ");
    }
    seen.set(deal.ticket, deal);
  }
  return [...seen.values()];
}
