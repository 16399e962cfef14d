import fc from "fast-check";
import { expect, test } from "vitest";
import type { AccountState, PaperDeal } from "#bridge/paper-terminal/trade-server/account-state.ts";
import type { TradeRequest } from "#bridge/paper-terminal/trade-server/engine/trade-request.ts";
import { TradeWorld } from "#test/fixtures/trade-world.ts";

type Step =
  | { readonly do: "request"; readonly request: Partial<TradeRequest>; readonly of: number; readonly by: number }
  | { readonly do: "quote"; readonly symbol: "EURUSD" | "USDJPY" | "XAUUSD"; readonly points: number }
  | { readonly do: "skip"; readonly hours: number };

const MIDDLE = { EURUSD: [1.1, 0.00001], USDJPY: [150, 0.001], XAUUSD: [4_000, 0.01] } as const;

const DEALS = Array.from({ length: 8 }, () => "deal" as const);
const PENDING = ["buyLimit", "sellLimit", "buyStop", "sellStop", "buyStopLimit", "sellStopLimit"] as const;
const request = fc.record({
  symbol: fc.constantFrom("EURUSD", "USDJPY", "XAUUSD"),
  action: fc.constantFrom(...DEALS, "pending", "pending", "stops", "modify", "remove", "closeBy" as const),
  kind: fc.constantFrom(...PENDING),
  volume: fc.integer({ min: 1, max: 120 }).map((steps) => steps / 100),
  filling: fc.constantFrom("ioc", "ioc", "fok", "return" as const),
  life: fc.constantFrom("gtc", "gtc", "day" as const),
});
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant("request"), request, of: fc.nat(5), by: fc.nat(5) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("quote"),
      symbol: fc.constantFrom("EURUSD", "USDJPY", "XAUUSD"),
      points: fc.integer({ min: -900, max: 900 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("skip"), hours: fc.integer({ min: 1, max: 60 }) }) },
);
const plan = fc.record({
  seed: fc.integer(),
  slippage: fc.constant({ points: 20, chance: 0.4 }),
  requests: fc.constant([
    { when: { chance: 0.2 }, fault: { kind: "partial", fraction: 0.43 } },
    { when: { chance: 0.1 }, fault: { kind: "reject", retcode: 10_006 } },
    { when: { chance: 0.1 }, fault: { kind: "late", ms: 40, as: "order" } },
    { when: { chance: 0.1 }, fault: { kind: "late", ms: 70, as: "silent" } },
  ]),
});
const world = fc.record({
  marginMode: fc.constantFrom("hedging", "netting" as const),
  commissionPerLot: fc.constantFrom(0, 3.5, 7),
  execution: fc.constantFrom("market", "exchange" as const),
  plan,
});

/** Prices that suit the kind, drawn around the middle of the market. */
function priced(step: Extract<Step, { do: "request" }>, at: TradeWorld): Partial<TradeRequest> {
  const { symbol, action } = step.request as TradeRequest;
  const pendingKind = (step.request as TradeRequest).kind;
  const kind = action === "deal" ? (step.of % 2 === 0 ? "buy" : "sell") : pendingKind;
  const [, point] = MIDDLE[symbol as keyof typeof MIDDLE];
  const quote = at.server.lastQuote(symbol) ?? { bid: 0, ask: 0 };
  const away = (40 + step.of * 60) * point;
  const round = (price: number): number => Number((Math.round(price / point) * point).toFixed(5));
  const up = kind === "sellLimit" || kind === "buyStop" || kind === "buyStopLimit";
  const price = round(up ? quote.ask + away : quote.bid - away);
  const positions = at.server.positions();
  const [first, second] = [positions[step.of % (positions.length || 1)], positions[step.by % (positions.length || 1)]];
  const orders = at.server.orders();
  const closes = action === "deal" && step.by > 3;
  return {
    ...step.request,
    kind,
    price: kind === "buy" || kind === "sell" ? 0 : price,
    stopLimit: kind.endsWith("StopLimit") ? price : 0,
    order: orders[step.of % (orders.length || 1)]?.ticket ?? 0n,
    ...(action === "deal" && !closes ? {} : { position: first?.ticket ?? 0n }),
    ...(closes && first !== undefined ? { symbol: first.symbol, kind: first.side === "buy" ? "sell" : "buy" } : {}),
    positionBy: second?.ticket ?? 0n,
    ...(action === "stops" ? { symbol: "", stopLoss: round(quote.bid - away) } : {}),
  };
}

async function run(start: TradeWorld, steps: readonly Step[], after: () => void): Promise<void> {
  for (const each of steps) {
    if (each.do === "request") start.send(priced(each, start));
    else if (each.do === "skip") start.skip(each.hours * 3_600_000);
    else {
      const [middle, point] = MIDDLE[each.symbol];
      const bid = Number((middle + each.points * point).toFixed(5));
      start.server.quote(each.symbol, bid, Number((bid + 10 * point).toFixed(5)));
    }
    after();
    await start.clock.advance(15);
    after();
  }
}

const cents = (amount: number): number => Math.round(amount * 100);
const hundredths = (volume: number): number => Math.round(volume * 100);
const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

/** Lots that deals put into a position (above 0: bought) by its identifier. */
function dealtLots(deals: readonly PaperDeal[]): Map<bigint, number> {
  const lots = new Map<bigint, number>();
  for (const { position, kind, volume } of deals)
    lots.set(position, (lots.get(position) ?? 0) + (kind === "buy" ? 1 : -1) * hundredths(volume));
  return lots;
}

function checkMoney(at: TradeWorld): void {
  const { balance, credit, deals } = at.server.state();
  const { equity, profit, margin, marginFree } = at.server.account();
  const booked = sum(
    deals.map((deal) => cents(deal.profit) + cents(deal.swap) + cents(deal.commission) + cents(deal.fee)),
  );
  expect(cents(balance)).toBe(booked);
  expect(cents(equity)).toBe(cents(balance) + cents(credit) + cents(profit));
  const floating = sum(at.server.positions().map((each) => cents(each.profit) + cents(each.swap)));
  expect(cents(profit)).toBe(floating);
  expect(cents(marginFree)).toBe(cents(equity) - cents(margin));
}

function checkVolume(at: TradeWorld): void {
  const { positions, deals, orders, history } = at.server.state();
  const open = new Map(
    positions.map((each) => [each.identifier, (each.side === "buy" ? 1 : -1) * hundredths(each.volume)]),
  );
  for (const [identifier, lots] of dealtLots(deals.slice(1))) expect(lots).toBe(open.get(identifier) ?? 0);
  const filled = new Map<bigint, number>();
  for (const { order, volume, entry } of deals.slice(1))
    if (entry !== "outBy") filled.set(order, (filled.get(order) ?? 0) + hundredths(volume));
  for (const { ticket, volumeInitial, volumeCurrent, kind } of [...orders, ...history])
    if (kind !== "closeBy") expect(filled.get(ticket) ?? 0).toBe(hundredths(volumeInitial) - hundredths(volumeCurrent));
}

function checkTickets({ positions, orders, history, deals, terms }: AccountState): void {
  const tickets = [...orders, ...history].map(({ ticket }) => ticket);
  expect(new Set(tickets).size).toBe(tickets.length);
  expect(new Set(deals.map(({ ticket }) => ticket)).size).toBe(deals.length);
  if (terms.marginMode === "netting")
    expect(new Set(positions.map(({ symbol }) => symbol)).size).toBe(positions.length);
  for (const { volume } of positions) expect(volume).toBeGreaterThan(0);
}

test("whatever is asked, quoted or goes wrong: money is neither made nor lost, nor are lots, and no ticket is given twice", async () => {
  await fc.assert(
    fc.asyncProperty(
      world,
      fc.array(step, { maxLength: 60, size: "max" }),
      async ({ marginMode, plan, ...instrument }, steps) => {
        const at = new TradeWorld({ terms: { marginMode, stopOutLevel: 50 }, instrument, faults: plan });
        await run(at, steps, () => {
          checkMoney(at);
          checkVolume(at);
          checkTickets(at.server.state());
        });
      },
    ),
    { numRuns: 150, seed: 3 },
  );
}, 60_000);

test("the same plan and the same steps give the same log, line by line, and the same account", async () => {
  await fc.assert(
    fc.asyncProperty(
      world,
      fc.array(step, { minLength: 10, maxLength: 60, size: "max" }),
      async ({ marginMode, plan, ...instrument }, steps) => {
        const worlds = [0, 1].map(() => new TradeWorld({ terms: { marginMode }, instrument, faults: plan }));
        for (const at of worlds) await run(at, steps, () => undefined);
        expect(worlds[0]?.log).toEqual(worlds[1]?.log);
        expect(worlds[0]?.server.state()).toEqual(worlds[1]?.server.state());
      },
    ),
    { numRuns: 40, seed: 4 },
  );
}, 60_000);

test("a stop-out leaves a level above the broker's, or nothing that could be closed", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom("buy", "sell" as const), fc.integer({ min: 1, max: 400 })), {
        minLength: 1,
        maxLength: 12,
      }),
      fc.array(fc.integer({ min: -9_000, max: 9_000 }), { minLength: 1, maxLength: 10 }),
      (deals, moves) => {
        const at = new TradeWorld();
        for (const [kind, steps] of deals) at.ask({ kind, volume: steps / 100 });
        for (const points of moves) {
          at.quote(Number((1.1 + points * 0.00001).toFixed(5)));
          const { margin, marginLevel } = at.server.account();
          expect(margin === 0 || marginLevel > 50).toBe(true);
        }
      },
    ),
    { numRuns: 200, seed: 5 },
  );
});
