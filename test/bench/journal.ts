import { currencyStatistics } from "#bridge/journal/desk/currency-statistics.ts";
import type { ShelfAccount, ShelfTrade } from "#bridge/journal/desk/shelf-trade.ts";
import { readReport } from "#bridge/journal/import/read-report.ts";
import type { AccountId } from "#shared/market/brands.ts";
import { tradesOf } from "#shared/trading/trades/trades-of.ts";
import { madeHistory } from "#test/fixtures/journal/made-deals.ts";
import { ENCODINGS, ENGLISH, type MadePosition, madeReport } from "#test/fixtures/journal/made-report.ts";
import { median, printRow } from "./support/row.ts";

/**
 * The statistics page of 100,000 closed trades: every figure, curve, distribution, heat map and the parts by symbol. Raw: one
 * pass over the same trades that only adds up their nets. And a report of 10 MB from its bytes to its deals; raw: decoding
 * the same bytes.
 */
const ROUNDS = 7;
const TRADES = 100_000;
const REPORT_BYTES = 10 * 1024 * 1024;

const account: ShelfAccount = {
  id: "1@Bench" as AccountId,
  kind: "demo",
  title: "",
  currency: "USD",
  digits: 2,
  firstBalance: 0,
};
const book = tradesOf(madeHistory(TRADES));
const trades: readonly ShelfTrade[] = book.trades.map((trade) => ({
  ...trade,
  id: `${account.id}#${trade.ticket}`,
  account,
  source: "live",
  matched: false,
  strategy: "",
  link: null,
  risk: 50,
  slippageOpen: null,
  slippageClose: null,
  point: 0.00001,
}));

function timed(run: () => unknown): number {
  const before = performance.now();
  run();
  return performance.now() - before;
}

const input = { ...book, trades, currency: "USD", digits: 2, accounts: [account], firstBalance: 0, equity: [] };
const page: number[] = [];
const adding: number[] = [];
for (let round = 0; round < ROUNDS; round += 1) {
  page.push(timed(() => currencyStatistics(input, "symbol")));
  adding.push(timed(() => trades.reduce((sum, { net }) => sum + net, 0)));
}
printRow({ bench: "journal.stats", value: median(page), unit: "ms", raw: median(adding), trades: TRADES });

const position = (at: number): MadePosition => ({
  symbol: at % 2 === 0 ? "EURUSD" : "XAUUSD",
  side: at % 3 === 0 ? "sell" : "buy",
  lots: "0.10",
  open: "1.10000",
  close: "1.10100",
  profit: at % 5 === 0 ? -8.4 : 10,
  swap: -0.12,
  commission: -0.7,
});
const bytesOf = (positions: number): Uint8Array =>
  madeReport(
    Array.from({ length: positions }, (_, at) => position(at)),
    { ...ENGLISH, encode: ENCODINGS.utf8 },
  );
const perPosition = (bytesOf(2_000).length - bytesOf(1_000).length) / 1_000;
const positions = Math.ceil(REPORT_BYTES / perPosition);
const report = bytesOf(positions);
const reading: number[] = [];
const decoding: number[] = [];
for (let round = 0; round < 3; round += 1) {
  const before = performance.now();
  const { deals } = await readReport(report);
  reading.push(performance.now() - before);
  if (deals.length !== positions * 2 + 1) throw new Error(`${deals.length} deals were read of ${positions} positions`);
  decoding.push(timed(() => new TextDecoder().decode(report)));
}
printRow({ bench: "journal.import", value: median(reading), unit: "ms", raw: median(decoding), bytes: report.length });
process.exit(0);
