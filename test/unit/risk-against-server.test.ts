import fc from "fast-check";
import { expect, test } from "vitest";
import { newPaperAccount } from "#bridge/paper-terminal/trade-server/account-state.ts";
import { TradeServer } from "#bridge/paper-terminal/trade-server/trade-server.ts";
import { marginOf } from "#shared/trading/valuation/margin.ts";
import { profitOfMove } from "#shared/trading/valuation/profit.ts";
import { type QuotedPair, ratesOf } from "#shared/trading/valuation/rates.ts";
import { VirtualClock } from "#test/fixtures/virtual-clock.ts";

/** The simulated broker books money by code of its own: two opinions on the same documented formulas. */
const SYMBOLS = [
  { name: "EURUSD", digits: 5, at: 1.1 },
  { name: "USDJPY", digits: 3, at: 150 },
  { name: "GBPUSD", digits: 5, at: 1.3 },
  { name: "USDCHF", digits: 5, at: 0.8 },
  { name: "EURJPY", digits: 3, at: 165 },
  { name: "EURGBP", digits: 5, at: 0.85 },
  { name: "XAUUSD", digits: 2, at: 4_000 },
  { name: "DE40", digits: 1, at: 23_000 },
  { name: "US500", digits: 1, at: 6_000 },
] as const;

const drawn = fc.record({
  symbol: fc.constantFrom(...SYMBOLS),
  currency: fc.constantFrom("USD", "EUR", "JPY", "GBP"),
  side: fc.constantFrom("buy", "sell" as const),
  lots: fc.integer({ min: 1, max: 500 }).map((steps) => steps / 10),
  drift: fc.double({ min: -0.05, max: 0.05, noNaN: true }),
  spread: fc.integer({ min: 0, max: 30 }),
  moves: fc.array(fc.double({ min: 0.9, max: 1.1, noNaN: true }), {
    minLength: SYMBOLS.length,
    maxLength: SYMBOLS.length,
  }),
});

test("the verdict's money and the broker's booking agree to the cent, whatever the symbol and the account's currency", () => {
  fc.assert(
    fc.property(drawn, ({ symbol, currency, side, lots, drift, spread, moves }) => {
      const digits = currency === "JPY" ? 0 : 2;
      const paper = newPaperAccount(0);
      const account = { ...paper, terms: { ...paper.terms, currency, currencyDigits: digits } };
      const server = new TradeServer({
        symbols: [...SYMBOLS],
        sessions: () => [],
        account,
        now: () => 1_000,
        clock: new VirtualClock(0),
      });
      const pairs: QuotedPair[] = [];
      for (const [i, { name, digits: decimals, at }] of SYMBOLS.entries()) {
        const bid = Number((at * (moves[i] ?? 1)).toFixed(decimals));
        const ask = Number((bid + spread / 10 ** decimals).toFixed(decimals));
        server.quote(name, bid, ask);
        const spec = server.spec(name);
        if (spec?.calculation === "forex")
          pairs.push({ base: spec.currencyBase, profit: spec.currencyProfit, bid, ask });
      }
      const quote = server.lastQuote(symbol.name) ?? { bid: 0, ask: 0 };
      const spec = server.spec(symbol.name);
      if (spec === null) throw new Error("the broker lists the symbol");
      // Closed at the market of this moment, where both opinions must be the same.
      const close = side === "buy" ? quote.bid : quote.ask;
      const open = close * (1 + drift);
      const rates = ratesOf(pairs);
      const counting = { currency, rates, spread: quote.ask - quote.bid };
      const profit = profitOfMove(spec, { side: side, lots, open, close }, counting);
      const booked = server.profitFor(side, symbol.name, lots, open, close);
      // The broker books whole minor units: half of one is what rounding may take or give.
      const half = 0.5 / 10 ** digits + 1e-6;
      const far = (ours: number | null | undefined, theirs: number | null): number =>
        Math.abs((ours ?? Number.NaN) - (theirs ?? Number.NaN));
      expect(far(profit, booked)).toBeLessThanOrEqual(half);
      const margin = marginOf(spec, lots, quote.ask, { currency, rates, leverage: 100, marginRate: null });
      expect(far(margin?.amount, server.marginFor(symbol.name, lots, quote.ask))).toBeLessThanOrEqual(half);
    }),
    { numRuns: 300 },
  );
});
