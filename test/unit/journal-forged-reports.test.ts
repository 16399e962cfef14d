import { describe, expect, test } from "vitest";
import { checkReport } from "#bridge/journal/import/check-report.ts";
import { readReport } from "#bridge/journal/import/read-report.ts";
import type { MetricId } from "#shared/trading/statistics/catalogue.ts";
import { statisticsOf } from "#shared/trading/statistics/statistics.ts";
import { tradesOf } from "#shared/trading/trades/trades-of.ts";
import { forgedHistory } from "#test/fixtures/journal/forged/forged-history.ts";
import {
  asPage,
  asWorkbook,
  type ForgedReport,
  forgedAccount5,
  forgedStatement4,
  forgedTester5,
} from "#test/fixtures/journal/forged/forged-report.ts";
import { FORGED_STYLES } from "#test/fixtures/journal/forged/forged-style.ts";
import { ENCODINGS } from "#test/fixtures/journal/made-report.ts";

/** What the program makes of a report, in cents, beside what the forger reckoned. */
async function compare({ figures }: ForgedReport, bytes: Uint8Array) {
  const report = await readReport(bytes);
  const book = tradesOf(report.deals);
  const { metrics } = statisticsOf({
    ...book,
    firstBalance: report.firstBalance,
    trades: book.trades.map((trade) => ({ ...trade, risk: null })),
  });
  const cents = (id: MetricId): number => Math.round(100 * (metrics.find((one) => one.id === id)?.value ?? 0));
  const { drawdown: d } = figures;
  expect({
    net: cents("net"),
    grossProfit: cents("grossProfit"),
    grossLoss: cents("grossLoss"),
    trades: cents("trades") / 100,
    wins: cents("wins") / 100,
    longs: cents("longs") / 100,
    absolute: cents("balanceDrawdownAbsolute"),
    maximal: cents("balanceDrawdownMaximal"),
    relative: cents("balanceDrawdownRelativeMoney"),
  }).toEqual({
    net: figures.net,
    grossProfit: figures.grossProfit,
    grossLoss: figures.grossLoss,
    trades: figures.trades,
    wins: figures.wins,
    longs: figures.longs,
    absolute: d.absolute,
    maximal: d.maximal,
    relative: d.relative,
  });
  const checks = checkReport(report);
  expect(checks.filter(({ agrees }) => !agrees)).toEqual([]);
  expect(checks.length).toBeGreaterThanOrEqual(12);
  return report;
}

const NAMES = Object.keys(FORGED_STYLES);
const encodings = Object.values(ENCODINGS).slice(0, 4);
const seeds = (process.env["FORGED_SEEDS"] ?? "1,2").split(",").map(Number);

describe.each(NAMES)("reports in %s", (name) => {
  const style = FORGED_STYLES[name] ?? expect.unreachable(name);
  const encode = encodings[NAMES.indexOf(name) % encodings.length] ?? ENCODINGS.utf8;
  for (const seed of seeds) {
    for (const netting of [false, true]) {
      test(`MetaTrader 5's account, ${netting ? "netting" : "hedging"} (${seed})`, async () => {
        const history = forgedHistory(seed, 120, netting);
        const who = `50012345 (USD, Made-Demo, demo, ${netting ? "Netting" : "Hedge"})`;
        const forged = forgedAccount5(history, style, {
          who,
          hasFee: seed % 2 === 0,
          lists: seed % 3 === 0 ? [] : ["positions", "orders", "open"],
        });
        const report = await compare(forged, encode(asPage(forged, style)));
        expect(report).toMatchObject({ kind: "mt5Account", account: "50012345@Made-Demo", currency: "USD", netting });
      });
    }
    test(`MetaTrader 5's tester (${seed})`, async () => {
      const forged = forgedTester5(forgedHistory(seed, 120, false), style);
      expect(await compare(forged, encode(asPage(forged, style)))).toMatchObject({
        kind: "mt5Tester",
        currency: "USD",
      });
    });
    test(`MetaTrader 4's statement (${seed})`, async () => {
      const forged = forgedStatement4(forgedHistory(seed, 120, false), style, seed % 2 === 0);
      expect(await compare(forged, encode(asPage(forged, style)))).toMatchObject({
        kind: "mt4Account",
        currency: "USD",
      });
    });
  }
});

test.each(seeds)("workbooks of MetaTrader 5 hold the same (%i)", async (seed) => {
  const [style] = Object.values(FORGED_STYLES);
  if (style === undefined) return expect.unreachable();
  const who = "50012345 (USD, Made-Demo, real, Hedge)";
  const account = forgedAccount5(forgedHistory(seed, 120, false), style, {
    who,
    hasFee: true,
    lists: ["positions", "orders"],
  });
  await compare(account, await asWorkbook(account));
  const tester = forgedTester5(forgedHistory(seed, 120, true), style);
  await compare(tester, await asWorkbook(tester));
});
