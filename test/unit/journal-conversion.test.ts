import { describe, expect, test } from "vitest";
import { AccountBook } from "#bridge/journal/desk/account-book.ts";
import { converted } from "#bridge/journal/desk/converted.ts";
import { type CurrencyInput, currencyStatistics } from "#bridge/journal/desk/currency-statistics.ts";
import type { ShelfAccount } from "#bridge/journal/desk/shelf-trade.ts";
import { inputsOf } from "#bridge/journal/desk/statistics-input.ts";
import type { AccountId } from "#shared/market/brands.ts";
import type { BrokerDeal } from "#shared/trading/deals/deal.ts";
import type { MetricId } from "#shared/trading/statistics/catalogue.ts";
import { NO_EQUITY } from "#shared/trading/statistics/input.ts";
import { madeDeal } from "#test/fixtures/journal/made-deals.ts";

const NO_LEDGER = { instrument: () => undefined, intent: () => undefined };
const HOUR = 3_600_000;

function bookOf(
  id: string,
  currency: string,
  digits: number,
  deposit: number,
  results: readonly number[],
  from: number,
) {
  const account: ShelfAccount = { id: id as AccountId, kind: "report", title: id, currency, digits, firstBalance: 0 };
  const list: BrokerDeal[] = [
    madeDeal({ ticket: 1n, kind: "balance", entry: "other", symbol: "", profit: deposit, timeMs: 0 }),
    ...results.flatMap((profit, at) => {
      const position = BigInt(10 + at * 2);
      const timeMs = (from + at * 2) * HOUR;
      return [
        madeDeal({ ticket: position, position, commission: -1, timeMs }),
        madeDeal({ ticket: position + 1n, position, kind: "sell", entry: "out", profit, timeMs: timeMs + HOUR }),
      ];
    }),
  ];
  const book = new AccountBook(account.id, NO_LEDGER);
  for (const deal of list) book.deals.tell(deal);
  return book.settle(account, new Map());
}

const books = [
  bookOf("1@A", "USD", 2, 1_000, [100, -50], 1),
  bookOf("2@B", "EUR", 2, 500, [-40, 80], 2),
  bookOf("3@C", "JPY", 0, 100_000, [-3_000], 3),
];
const inputs = (filter = {}): readonly CurrencyInput[] =>
  inputsOf(books, filter, null, { brokerNow: () => 0, equity: () => NO_EQUITY });
const value = (view: ReturnType<typeof currencyStatistics>, id: MetricId): number | null =>
  view.metrics.find((metric) => metric.id === id)?.value ?? null;

describe("several currencies", () => {
  test("each stands alone, in its own minor units", () => {
    const views = inputs().map((input) => currencyStatistics(input, undefined));
    expect(views.map((view) => [view.currency, view.trades, value(view, "net")])).toEqual([
      ["EUR", 2, 3_800],
      ["JPY", 1, -3_001],
      ["USD", 2, 4_800],
    ]);
  });

  test("are added up only at rates for all of them, and the rates that were used are told", () => {
    const rates = [
      { from: "EUR", rate: 1.1 },
      { from: "JPY", rate: 0.0067 },
      { from: "CHF", rate: 2 },
    ];
    expect(converted(inputs(), { currency: "USD", rates: rates.slice(0, 1) })).toBeNull();
    const all = converted(inputs(), { currency: "USD", rates });
    if (all === null) throw new Error("a rate was missing");
    expect(all.rates).toEqual(rates.slice(0, 2));
    const view = currencyStatistics(all.input, "account");
    expect([view.currency, view.digits, view.trades]).toEqual(["USD", 2, 5]);
    // 48 USD, 38 EUR at 1.1, -3,001 JPY at 0.0067; rounded once.
    expect(value(view, "net")).toBe(Math.round(100 * (48 + 38 * 1.1 - 3_001 * 0.0067)));
    expect(value(view, "grossProfit")).toBe(Math.round(100 * (100 + 80 * 1.1)));
    expect(view.groups.map(({ key, netMinor }) => [key, netMinor])).toEqual([
      ["1@A", 4_800],
      ["2@B", 4_180],
      ["3@C", -2_011],
    ]);
    // Deposits are converted too: they are no gain.
    expect(view.curve.balance.at(-1)).toBe(Math.round(100 * (1_048 + 538 * 1.1 + 96_999 * 0.0067)));
    expect(view.equity).toBeNull();
    expect(view.metrics.find(({ id }) => id === "equityDrawdownMaximal")?.why).toBe("oneAccount");
  });
});
