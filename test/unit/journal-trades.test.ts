import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { BrokerDeal } from "#shared/trading/deals/deal.ts";
import { sumOf } from "#shared/trading/statistics/sum.ts";
import { assignPositions } from "#shared/trading/trades/assign-positions.ts";
import { tradesOf } from "#shared/trading/trades/trades-of.ts";
import { madeDeal, madeHistory } from "#test/fixtures/journal/made-deals.ts";

const buy = (ticket: bigint, known: Partial<BrokerDeal> = {}) =>
  madeDeal({ ticket, kind: "buy", entry: "in", ...known });
const sell = (ticket: bigint, known: Partial<BrokerDeal> = {}) =>
  madeDeal({ ticket, kind: "sell", entry: "out", ...known });
const money = ({ profit, swap, commission, fee }: BrokerDeal): number => profit + swap + commission + fee;

describe("trades from deals", () => {
  test("a position that is closed in two parts is two trades, each with its share of what the entry cost", () => {
    const { trades, openCosts } = tradesOf([
      buy(1n, { volume: 3, commission: -3, price: 100, stopLoss: 99 }),
      sell(2n, { volume: 1, profit: 10, commission: -1 }),
      sell(3n, { volume: 2, profit: -4, swap: -0.5 }),
    ]);
    expect(trades.map(({ ticket, lots, result, net }) => ({ ticket, lots, result, net }))).toEqual([
      { ticket: 2n, lots: 1, result: 9, net: 8 },
      { ticket: 3n, lots: 2, result: -4.5, net: -6.5 },
    ]);
    expect(trades[0]).toMatchObject({ side: "buy", openPrice: 100, stopLoss: 99, deals: [1n, 2n] });
    expect(openCosts).toEqual([]);
  });

  test("entries that were added later move the mean price, exits do not", () => {
    const { trades } = tradesOf([
      buy(1n, { volume: 1, price: 100 }),
      buy(2n, { volume: 3, price: 104 }),
      sell(3n, { volume: 2, profit: 1 }),
      buy(4n, { volume: 2, price: 99 }),
      sell(5n, { volume: 4, profit: 1 }),
    ]);
    expect(trades.map(({ openPrice }) => openPrice)).toEqual([103, 101]);
  });

  test("a reversal closes what was open and opens the rest the other way, its costs by lots", () => {
    const { trades, openCosts } = tradesOf([
      buy(1n, { volume: 1, price: 100 }),
      madeDeal({ ticket: 2n, kind: "sell", entry: "inOut", volume: 3, price: 110, profit: 10, commission: -3 }),
      madeDeal({ ticket: 3n, kind: "buy", entry: "out", volume: 1, price: 108, profit: 2 }),
    ]);
    expect(trades).toMatchObject([
      { ticket: 2n, side: "buy", lots: 1, openPrice: 100, closePrice: 110, result: 9 },
      { ticket: 3n, side: "sell", lots: 1, openPrice: 110, openMs: 120_000, result: 2, net: 1 },
    ]);
    expect(openCosts).toMatchObject([{ ticket: 2n, amount: -1 }]);
  });

  test("positions that were closed by each other are two trades", () => {
    const { trades } = tradesOf([
      buy(1n, { position: 1n }),
      madeDeal({ ticket: 2n, position: 2n, kind: "sell", entry: "in" }),
      madeDeal({ ticket: 3n, position: 1n, kind: "sell", entry: "outBy", profit: 7 }),
      madeDeal({ ticket: 4n, position: 2n, kind: "buy", entry: "outBy", profit: 0 }),
    ]);
    expect(trades.map(({ side, result }) => [side, result])).toEqual([
      ["buy", 7],
      ["sell", 0],
    ]);
  });

  test("exits take the oldest entries first: their costs and deals", () => {
    const { trades, openCosts } = tradesOf([
      buy(1n, { volume: 1, commission: -1 }),
      buy(2n, { volume: 1, commission: -3 }),
      buy(3n, { volume: 2, commission: -4 }),
      sell(4n, { volume: 1.5, profit: 10 }),
      sell(5n, { volume: 1.5, profit: 10 }),
    ]);
    expect(trades.map(({ net, deals }) => [net, deals])).toEqual([
      [7.5, [1n, 2n, 4n]],
      [6.5, [2n, 3n, 5n]],
    ]);
    expect(openCosts).toMatchObject([{ ticket: 3n, amount: -2 }]);
  });

  test("a position that was never flat in thousands of deals takes room in proportion to them", () => {
    const deals = Array.from({ length: 8_000 }, (_, at) =>
      at % 2 === 0
        ? buy(BigInt(at + 1), { volume: 2, commission: -1 })
        : sell(BigInt(at + 1), { volume: 1, profit: 0.5 }),
    );
    const { trades, openCosts } = tradesOf(deals);
    const rows = trades.reduce((sum, { entryCosts, deals: behind }) => sum + entryCosts.length + behind.length, 0);
    expect(trades).toHaveLength(4_000);
    expect(rows).toBeLessThan(4 * deals.length);
    expect(sumOf(trades.map(({ net }) => net)) + sumOf(openCosts.map(({ amount }) => amount))).toBeCloseTo(-2_000, 6);
  });

  test("an exit whose entry is older than what is known is a trade all the same, and says that it does not know", () => {
    const { trades } = tradesOf([sell(9n, { profit: -5 })]);
    expect(trades).toMatchObject([{ side: "buy", openMs: null, openPrice: null, net: -5 }]);
  });

  test("deposits, credit and charges are no trades", () => {
    const { trades, cash } = tradesOf([
      madeDeal({ ticket: 1n, kind: "balance", entry: "other", profit: 500 }),
      madeDeal({ ticket: 2n, kind: "commissionDaily", entry: "other", commission: -1.5 }),
    ]);
    expect(trades).toEqual([]);
    expect(cash.map(({ kind, amount }) => [kind, amount])).toEqual([
      ["balance", 500],
      ["commissionDaily", -1.5],
    ]);
  });
});

describe("whatever is traded", () => {
  const cents = fc.integer({ min: -50_000, max: 50_000 }).map((value) => value / 100);
  const history = fc.array(
    fc.record({ profit: cents, swap: cents, in: cents, out: cents, parts: fc.integer({ min: 1, max: 4 }) }),
    { maxLength: 12 },
  );
  const dealsOf = (plan: typeof history extends fc.Arbitrary<infer T> ? T : never): BrokerDeal[] =>
    plan.flatMap((one, at) => {
      const base = BigInt(1 + at * 10);
      const position = base;
      const exits = Array.from({ length: one.parts }, (_, part) =>
        madeDeal({
          ticket: base + 1n + BigInt(part),
          position,
          kind: "sell",
          entry: "out",
          volume: 1,
          profit: one.profit,
          swap: one.swap,
          commission: one.out,
        }),
      );
      return [madeDeal({ ticket: base, position, volume: one.parts, commission: one.in }), ...exits];
    });

  test("the order in which deals arrive changes nothing", () => {
    fc.assert(
      fc.property(
        history.chain((plan) =>
          fc.tuple(fc.constant(plan), fc.shuffledSubarray(dealsOf(plan), { minLength: dealsOf(plan).length })),
        ),
        ([plan, shuffled]) => {
          expect(tradesOf(shuffled)).toEqual(tradesOf(dealsOf(plan)));
        },
      ),
    );
  });

  test("the trades' net is all the deals' money, however often positions were closed in parts", () => {
    fc.assert(
      fc.property(history, (plan) => {
        const deals = dealsOf(plan);
        const { trades, openCosts } = tradesOf(deals);
        expect(sumOf(trades.map(({ net }) => net)) + sumOf(openCosts.map(({ amount }) => amount))).toBeCloseTo(
          sumOf(deals.map(money)),
          6,
        );
      }),
    );
  });

  test("splitting an exit into parts does not change the net", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 8 }), cents, cents, (parts, profit, cost) => {
        const whole = tradesOf([
          buy(1n, { volume: parts, commission: cost }),
          sell(2n, { volume: parts, profit: profit * parts }),
        ]);
        const split = tradesOf([
          buy(1n, { volume: parts, commission: cost }),
          ...Array.from({ length: parts }, (_, part) => sell(BigInt(2 + part), { volume: 1, profit })),
        ]);
        const net = ({ trades }: typeof whole): number => sumOf(trades.map((trade) => trade.net));
        expect(net(split)).toBeCloseTo(net(whole), 6);
      }),
    );
  });
});

describe("deals of a report get their positions back", () => {
  const bare = (deals: readonly BrokerDeal[]): BrokerDeal[] => deals.map((deal) => ({ ...deal, position: 0n }));

  test("by the report's own list, though an older entry of the same size is open", () => {
    const deals = bare([buy(1n), buy(2n), sell(3n, { price: 1.2 }), sell(4n, { price: 1.3 })]);
    const closes = [{ position: 2n, symbol: "EURUSD", closeMs: 180_000, closePrice: 1.2, profit: 0 }];
    const { deals: assigned, worked } = assignPositions(deals, closes, false);
    expect(assigned.map(({ position }) => position)).toEqual([1n, 2n, 2n, 1n]);
    expect([...worked]).toEqual([4n]);
  });

  test("by size where no list tells, then by age", () => {
    const deals = bare([
      buy(1n, { volume: 2 }),
      buy(2n, { volume: 1 }),
      buy(3n, { volume: 2 }),
      sell(4n, { volume: 1 }),
      sell(5n, { volume: 2 }),
    ]);
    expect(assignPositions(deals, [], false).deals.map(({ position }) => position)).toEqual([1n, 2n, 3n, 2n, 1n]);
  });

  test("on a netting account a symbol has one position until it is flat", () => {
    const deals = bare([
      buy(1n),
      buy(2n),
      sell(3n, { volume: 2 }),
      madeDeal({ ticket: 4n, kind: "sell", entry: "in" }),
    ]);
    expect(assignPositions(deals, [], true).deals.map(({ position }) => position)).toEqual([1n, 1n, 1n, 4n]);
  });

  test("a year's history loses no cent on the way", () => {
    const deals = madeHistory(500);
    const net = (book: ReturnType<typeof tradesOf>): number => sumOf(book.trades.map((trade) => trade.net));
    expect(net(tradesOf(assignPositions(bare(deals), [], false).deals))).toBeCloseTo(net(tradesOf(deals)), 6);
  });
});
