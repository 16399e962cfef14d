import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AccountDeals } from "#bridge/journal/desk/account-deals.ts";
import { SymbolTerms } from "#bridge/journal/desk/symbol-terms.ts";
import type { AccountId } from "#shared/market/brands.ts";
import { columnsOf, type TradeColumns } from "#shared/trading/statistics/columns.ts";
import { NO_EQUITY, type StatTrade } from "#shared/trading/statistics/input.ts";
import { joinedColumns } from "#shared/trading/statistics/joined-columns.ts";
import { pickedColumns } from "#shared/trading/statistics/picked-columns.ts";
import { figuresOf } from "#shared/trading/statistics/statistics.ts";
import { madeDeal } from "#test/fixtures/journal/made-deals.ts";

/** Trades whose times and tickets often meet: the order among equals has to hold. */
const trades = fc.uniqueArray(
  fc.record({
    ticket: fc.bigInt({ min: 1n, max: 400n }),
    openAt: fc.integer({ min: 0, max: 40 }),
    held: fc.integer({ min: 0, max: 9 }),
    cents: fc.integer({ min: -50_000, max: 50_000 }),
    cost: fc.integer({ min: 0, max: 300 }),
    buys: fc.boolean(),
    risk: fc.option(fc.integer({ min: 1, max: 100 })),
  }),
  { selector: ({ ticket }) => ticket, maxLength: 50 },
);

type Made = typeof trades extends fc.Arbitrary<(infer T)[]> ? T : never;

const tradeOf = ({ ticket, openAt, held, cents, cost, buys, risk }: Made): StatTrade => ({
  ticket,
  side: buys ? "buy" : "sell",
  lots: 1,
  openMs: openAt * 60_000,
  closeMs: (openAt + held) * 60_000,
  result: cents / 100,
  net: (cents - cost) / 100,
  entryCosts: cost === 0 ? [] : [{ ticket: ticket - 1n, timeMs: openAt * 60_000, amount: -cost / 100 }],
  risk,
});

const openCosts = [
  { ticket: 500n, timeMs: 5 * 60_000, amount: -1.5 },
  { ticket: 501n, timeMs: 30 * 60_000, amount: -0.5 },
];
const cash = [{ ticket: 250n, timeMs: 12 * 60_000, amount: 300, kind: "balance" as const }];
const all = (columns: TradeColumns) => {
  const { metrics, curve } = figuresOf({ columns, cash, firstBalance: 1_000, equity: NO_EQUITY });
  return { metrics, balance: [...curve.balance], times: [...curve.timeMs] };
};

describe("columns of trades", () => {
  test("some of them, picked out, give what they give alone", () => {
    fc.assert(
      fc.property(trades, fc.func(fc.boolean()), fc.boolean(), (made, wanted, open) => {
        const given = made.map(tradeOf);
        const whole = columnsOf(given, openCosts);
        const rows = [...whole.ticket.keys()].filter((row) => wanted(whole.ticket[row]));
        const tickets = new Set(rows.map((row) => whole.ticket[row]));
        const alone = columnsOf(
          given.filter(({ ticket }) => tickets.has(ticket)),
          open ? openCosts : [],
        );
        expect(all(pickedColumns(whole, Uint32Array.from(rows), open ? "all" : "none"))).toEqual(all(alone));
      }),
      { numRuns: 80 },
    );
  });

  test("those of several accounts, joined, give what one account with all of them gives", () => {
    fc.assert(
      fc.property(trades, fc.integer({ min: 2, max: 4 }), (made, accounts) => {
        const given = made.map(tradeOf);
        const parts = Array.from({ length: accounts }, (_, account) =>
          columnsOf(
            given.filter(({ ticket }) => Number(ticket) % accounts === account),
            account === 0 ? openCosts : [],
          ),
        );
        const { columns, places } = joinedColumns(parts);
        expect(all(columns)).toEqual(all(columnsOf(given, openCosts)));
        for (const [part, { ticket }] of parts.entries()) {
          expect([...(places[part] ?? [])].map((row) => columns.ticket[row])).toEqual([...ticket]);
        }
      }),
      { numRuns: 80 },
    );
  });
});

test("a symbol's prices have as many decimals as the longest of them, thousandths of yen and whole points alike", () => {
  const deals = new AccountDeals();
  const terms = new SymbolTerms("1@Made" as AccountId, { instrument: () => undefined });
  const prices: readonly (readonly [string, number])[] = [
    ["EURUSD", 1.3412],
    ["EURUSD", 1.34121],
    ["EURUSD", 1.3],
    ["USDJPY", 150.005],
    ["US500", 5_000],
    ["TINY", 0.00000012],
    ["ODD", 1.005],
    ["ODD", 1.1],
  ];
  for (const [at, [symbol, price]] of prices.entries()) deals.tell(madeDeal({ ticket: BigInt(at + 1), symbol, price }));
  terms.refresh(deals, deals.takeChanges().positions, false);
  expect(["EURUSD", "USDJPY", "US500", "TINY", "ODD"].map((symbol) => terms.digitsOf(symbol))).toEqual([5, 3, 0, 8, 3]);
});
