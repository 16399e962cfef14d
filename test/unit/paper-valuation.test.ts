import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type AccountState,
  newPaperAccount,
  type PaperPosition,
} from "#bridge/paper-terminal/trade-server/account-state.ts";
import { instrumentFor } from "#bridge/paper-terminal/trade-server/instruments.ts";
import { TradeServer } from "#bridge/paper-terminal/trade-server/trade-server.ts";
import { roundMoney } from "#bridge/paper-terminal/trade-server/valuation.ts";
import { VirtualClock } from "#test/fixtures/virtual-clock.ts";

const SYMBOLS = [
  { name: "EURUSD", digits: 5 },
  { name: "USDJPY", digits: 3 },
  { name: "EURJPY", digits: 3 },
  { name: "EURGBP", digits: 5 },
  { name: "GBPUSD", digits: 5 },
  { name: "XAUUSD", digits: 2 },
  { name: "DE40", digits: 1 },
];

function serverWith(positions: readonly PaperPosition[], over: Partial<AccountState> = {}): TradeServer {
  const numbered = positions.map((each, i) => ({ ...each, ticket: BigInt(i + 5), identifier: BigInt(i + 5) }));
  const account = { ...newPaperAccount(0), positions: numbered, ...over };
  return new TradeServer({
    symbols: SYMBOLS,
    sessions: () => [],
    account,
    now: () => 1_000,
    clock: new VirtualClock(0),
  });
}

const position = (over: Partial<PaperPosition>): PaperPosition => ({
  ticket: 5n,
  identifier: 5n,
  symbol: "EURUSD",
  side: "buy",
  volume: 1,
  priceOpen: 1.1,
  stopLoss: 0,
  takeProfit: 0,
  swap: 0,
  magic: 0n,
  openMs: 0,
  updateMs: 0,
  origin: "client",
  comment: "",
  ...over,
});

test("a new paper account holds 10,000.00 US dollars, paid in, and nothing else", () => {
  const server = serverWith([]);
  expect(server.account()).toMatchObject({ balance: 10_000, equity: 10_000, profit: 0, margin: 0, marginFree: 10_000 });
  expect(server.deals(0, 1).map(({ kind, profit }) => [kind, profit])).toEqual([["balance", 10_000]]);
});

test("one lot of EURUSD wins 10 dollars a pip at the bid, a sell at the ask, and margins 1 % of its worth in dollars", () => {
  const server = serverWith([position({})]);
  server.quote("EURUSD", 1.1012, 1.1013);
  expect(server.positions()[0]).toMatchObject({ priceCurrent: 1.1012, profit: 120 });
  expect(server.account()).toMatchObject({ profit: 120, equity: 10_120, margin: 1_101.3, marginFree: 9_018.7 });
  const short = serverWith([position({ side: "sell" })]);
  short.quote("EURUSD", 1.1012, 1.1013);
  expect(short.positions()[0]).toMatchObject({ priceCurrent: 1.1013, profit: -130 });
});

test("yen become dollars at the bid when won and at the ask when owed", () => {
  const server = serverWith([
    position({ symbol: "USDJPY", priceOpen: 150 }),
    position({ symbol: "USDJPY", priceOpen: 151 }),
  ]);
  server.quote("USDJPY", 150.5, 150.51);
  // +50,000 JPY buys dollars at the ask; -50,000 JPY is bought with dollars at the bid.
  expect(server.positions().map(({ profit }) => profit)).toEqual([332.2, -332.23]);
});

test("pounds become dollars through their own pair, euros of an index too", () => {
  const server = serverWith([
    position({ symbol: "EURGBP", priceOpen: 0.88 }),
    position({ symbol: "DE40", volume: 2, priceOpen: 23_000 }),
  ]);
  server.quote("EURGBP", 0.881, 0.8811);
  server.quote("GBPUSD", 1.3, 1.3001);
  server.quote("DE40", 23_010, 23_011);
  server.quote("EURUSD", 1.16, 1.1601);
  expect(server.positions().map(({ profit }) => profit)).toEqual([130, 23.2]);
});

test("while no quote leads to the account's currency nothing is made up: profit and margin stay 0", () => {
  const server = serverWith([position({ symbol: "EURGBP", priceOpen: 0.88 })]);
  server.quote("EURGBP", 0.89, 0.8901);
  expect(server.account()).toMatchObject({ profit: 0, equity: 10_000, margin: 0 });
  expect(server.spec("EURGBP")).toMatchObject({ tickValue: 0 });
});

test("tick values are in account currency at the last quotes", () => {
  const server = serverWith([]);
  server.quote("EURUSD", 1.1, 1.1001);
  server.quote("USDJPY", 149.99, 150);
  expect(server.spec("EURUSD")).toMatchObject({ tickValue: 1, contractSize: 100_000, digits: 5, volumeStep: 0.01 });
  expect(server.spec("USDJPY")?.tickValueProfit).toBeCloseTo(100 / 150, 10);
  expect(server.spec("USDJPY")?.tickValueLoss).toBeCloseTo(100 / 149.99, 10);
  expect(server.spec("NOSUCH")).toBeNull();
});

test("a hedged pair margins once, an uneven one its excess and the covered part once", () => {
  const margins = (...lots: ["buy" | "sell", number][]): number => {
    const server = serverWith(lots.map(([side, volume]) => position({ side, volume })));
    server.quote("EURUSD", 1.1, 1.1);
    return server.account().margin;
  };
  expect(margins(["buy", 1])).toBe(1_100);
  expect(margins(["buy", 1], ["sell", 1])).toBe(1_100);
  expect(margins(["buy", 3], ["sell", 1])).toBe(3_300);
  expect(margins(["buy", 1], ["buy", 2])).toBe(3_300);
});

test("gold margins its price: 1 lot of 100 oz at 4,000 is 4,000 dollars at 1:100", () => {
  const server = serverWith([position({ symbol: "XAUUSD", priceOpen: 4_000 })]);
  server.quote("XAUUSD", 4_010, 4_010.2);
  expect(server.account()).toMatchObject({ margin: 4_000, profit: 1_000, marginLevel: (11_000 / 4_000) * 100 });
});

test("equity is balance, credit and floating profit, to the cent, whatever is open", () => {
  const positions = fc.array(
    fc.record({
      symbol: fc.constantFrom("EURUSD", "USDJPY", "XAUUSD", "EURJPY", "DE40"),
      side: fc.constantFrom("buy", "sell" as const),
      volume: fc.integer({ min: 1, max: 5_000 }).map((steps) => steps / 100),
      priceOpen: fc.double({ min: 0.5, max: 5_000, noNaN: true }),
      swap: fc.integer({ min: -50_000, max: 50_000 }).map((cents) => cents / 100),
    }),
    { maxLength: 20 },
  );
  fc.assert(
    fc.property(positions, (drawn) => {
      const server = serverWith(drawn.map((each) => position(each as Partial<PaperPosition>)));
      for (const [symbol, bid] of [
        ["EURUSD", 1.1],
        ["USDJPY", 150],
        ["XAUUSD", 4_000],
        ["EURJPY", 165],
        ["DE40", 23_000],
      ] as const) {
        server.quote(symbol, bid, bid * 1.0001);
      }
      const account = server.account();
      const cents = (amount: number): number => Math.round(amount * 100);
      const floating = server.positions().reduce((sum, { profit, swap }) => sum + cents(profit) + cents(swap), 0);
      expect(cents(account.profit)).toBe(floating);
      expect(account.equity).toBe(roundMoney(10_000 + account.profit, 2));
      expect(account.marginFree).toBe(roundMoney(account.equity - account.margin, 2));
      expect(account.margin).toBeGreaterThanOrEqual(0);
    }),
  );
});

test("what a buy wins a sell of the same prices loses, but for the spread of the conversion", () => {
  const server = serverWith([]);
  server.quote("EURUSD", 1.1, 1.1);
  fc.assert(
    fc.property(
      fc.double({ min: 1, max: 2, noNaN: true }),
      fc.double({ min: 1, max: 2, noNaN: true }),
      (open, close) => {
        const [buy, sell] = (["buy", "sell"] as const).map(
          (side) => server.profitFor(side, "EURUSD", 0.1, open, close) ?? Number.NaN,
        );
        expect(buy).toBeCloseTo(-(sell ?? 0), 6);
      },
    ),
  );
});

test("money is rounded half away from zero, as MetaTrader prints it", () => {
  expect([1.005, -1.005, 2.344999, -0.001].map((amount) => roundMoney(amount, 2))).toEqual([1.01, -1.01, 2.34, -0]);
});

test("a symbol outside the broker's book is specified by its shape, with the recording's digits", () => {
  expect(instrumentFor({ name: "GBPAUD", digits: 5 })).toMatchObject({
    currencyBase: "GBP",
    currencyProfit: "AUD",
    contractSize: 100_000,
  });
  expect(instrumentFor({ name: "EURUSD.r", digits: 5 })).toMatchObject({ symbol: "EURUSD.r", currencyProfit: "USD" });
  expect(instrumentFor({ name: "xauusd", digits: 3 })).toMatchObject({ digits: 3, point: 0.001 });
});

test("a symbol says whether its prices are simulated or recorded", () => {
  expect(instrumentFor({ name: "EURUSD", digits: 5 }).description).toBe("Euro vs US Dollar (simulated)");
  expect(instrumentFor({ name: "EURUSD", digits: 5 }, "recorded").description).toBe("Euro vs US Dollar (recorded)");
  expect(instrumentFor({ name: "GBPAUD", digits: 5 }, "recorded").description).toBe("GBP vs AUD (recorded)");
});
