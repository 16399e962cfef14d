import fc from "fast-check";
import { expect, test } from "vitest";
import type { MinorUnits, Ticket, UtcMs } from "#shared/market/brands.ts";
import { FIRST_STEP } from "#shared/trading/gale/gale-state.ts";
import type { IntentId, SessionId } from "#shared/trading/intent/intent.ts";
import { configProblems } from "#shared/trading/session/config.ts";
import { riskierEdits } from "#shared/trading/session/edit.ts";
import type { OwnDeal } from "#shared/trading/session/own-deal.ts";
import { minorUnits, sessionResult } from "#shared/trading/session/result.ts";
import { EMPTY_TALLY, type SessionState, type SessionTrade } from "#shared/trading/session/session-state.ts";
import { dealBooked } from "#shared/trading/session/trades.ts";
import type { SignalId } from "#shared/trading/signals/signal.ts";
import { LAB_ACCOUNT, labConfig, SessionLab } from "#test/fixtures/session-lab.ts";

const points = (value: number): number => Math.round(value) / 100_000;
/** One tick of the market: a step in points (gaps among them) and a spread. */
const Market = fc.array(
  fc.record({
    step: fc.oneof(fc.integer({ min: -60, max: 60 }), fc.integer({ min: -900, max: 900 })),
    spread: fc.integer({ min: 0, max: 40 }),
  }),
  { minLength: 5, maxLength: 120 },
);

test("a session passes its stop loss only by the crossing tick's jump, slippage and charges: every cent is accounted for", () => {
  fc.assert(
    fc.property(
      Market,
      fc.record({
        stopLoss: fc.integer({ min: 1_000, max: 80_000 }),
        slipPoints: fc.integer({ min: 0, max: 30 }),
        commission: fc.integer({ min: 0, max: 7 }),
        lots: fc.integer({ min: 1, max: 300 }),
        sell: fc.boolean(),
      }),
      (market, { stopLoss, slipPoints, commission, lots, sell }) => {
        const lab = new SessionLab();
        lab.commission = commission;
        const id = lab.begin({
          stopLoss: stopLoss as MinorUnits,
          amount: { by: "lots", lots: lots / 100 },
          stopPoints: 50_000,
        });
        let mid = 110_000;
        let before = 0;
        for (const { step, spread } of market) {
          mid += step;
          const slipAtOpen = lab.state(id).live.length === 0;
          lab.slip = slipAtOpen ? 0 : points(slipPoints);
          before = sessionResult(lab.state(id));
          lab.tick(points(mid - spread), points(mid));
          if (lab.state(id).phase.name !== "running") break;
          lab.slip = 0;
          if (lab.state(id).live.length === 0) lab.give({ type: sell ? "sell" : "buy" });
        }
        const { phase, live, tally } = lab.state(id);
        fc.pre(phase.name === "stopped");
        const net = sessionResult(lab.state(id));
        const closes = lab.deals.filter(({ entry }) => entry === "out");
        const slipped = closes.reduce((sum, { volume }) => sum + Math.round(volume * slipPoints * 100), 0);
        // At the crossing tick the result was net plus what the closing fills lost by slipping; charges of the close are in both.
        const crossing = net + slipped;
        const jump = before - crossing;
        expect(live).toEqual([]);
        expect(tally.closed).toBe(1);
        expect(before).toBeGreaterThan(-stopLoss);
        expect(crossing).toBeLessThanOrEqual(-stopLoss + 1);
        const excess = -stopLoss - net;
        expect(excess).toBeLessThanOrEqual(Math.max(0, jump) + slipped + 1);
        const brokers = lab.deals.reduce((sum, deal) => sum + deal.profit + deal.commission, 0);
        expect(net).toBe(minorUnits(brokers, 2));
      },
    ),
    { numRuns: 300 },
  );
});

const trade: SessionTrade = {
  number: 1,
  signal: "s" as SignalId,
  source: "manual",
  symbol: "EURUSD",
  side: "buy",
  galeStep: 0,
  state: "opening",
  intent: "i" as IntentId,
  position: null,
  lots: 1,
  entered: 0,
  left: 0,
  entryEnded: true,
  openPrice: null,
  closePrice: null,
  openMs: null,
  closeMs: null,
  net: 0,
  deals: [],
  reason: null,
};
const begun = (): SessionState => ({
  id: "x" as SessionId,
  config: labConfig(),
  currencyDigits: 2,
  phase: { name: "running" },
  startedMs: null,
  endedMs: null,
  gale: FIRST_STEP,
  live: [trade],
  tally: { ...EMPTY_TALLY, begun: 1 },
  floating: 0,
});
/** Deals that open and close one position in parts, each with its money. */
const Deals = fc
  .tuple(fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 6 }), fc.integer({ min: 1, max: 6 }))
  .chain(([ins, outs]) => {
    const all = ins.reduce((sum, lots) => sum + lots, 0);
    const parts = Math.min(outs, all);
    const closes = Array.from({ length: parts }, (_, at) => (at === 0 ? all - (parts - 1) : 1));
    const lots = [...ins.map((volume) => [volume, true] as const), ...closes.map((volume) => [volume, false] as const)];
    return fc.tuple(
      ...lots.map(([volume, opens]) =>
        fc.integer({ min: -5_000, max: 5_000 }).map((cents) => ({ volume, opens, cents })),
      ),
    );
  })
  .map((rows) =>
    rows.map(
      ({ volume, opens, cents }, at): OwnDeal => ({
        ticket: BigInt(at + 1) as Ticket,
        position: 9n as Ticket,
        opens,
        lots: volume / 100,
        price: 1.1 + at / 1_000,
        net: cents / 100,
        atMs: (1_000 + at) as UtcMs,
      }),
    ),
  );

test("the result does not depend on the order in which deals arrive, nor on how often", () => {
  fc.assert(
    fc.property(
      Deals.chain((deals) =>
        fc.tuple(fc.constant(deals), fc.shuffledSubarray([...deals, ...deals], { minLength: deals.length * 2 })),
      ),
      ([deals, shuffled]) => {
        const inOrder = deals.reduce((state, deal) => dealBooked(state, 1, deal), begun());
        const otherwise = shuffled.reduce((state, deal) => dealBooked(state, 1, deal), begun());
        expect(inOrder.live).toEqual([]);
        // A shuffle may show the position flat before its last deals came; what had come by then is counted, and nothing twice.
        if (otherwise.tally.last?.deals.length === deals.length)
          expect(sessionResult(otherwise)).toBe(sessionResult(inOrder));
        expect(sessionResult(inOrder)).toBe(Math.round(deals.reduce((sum, { net }) => sum + net * 100, 0)));
      },
    ),
    { numRuns: 300 },
  );
});

test("an edit that is allowed at work can always be followed by the same one again, and never raises a limit", () => {
  const amounts = fc.integer({ min: 1, max: 1_000 });
  const Config = fc
    .record({ stopLoss: amounts, lots: amounts, maxTrades: fc.option(amounts), stopProfit: fc.option(amounts) })
    .map(({ stopLoss, lots, maxTrades, stopProfit }) =>
      labConfig({
        stopLoss: stopLoss as MinorUnits,
        amount: { by: "lots", lots },
        maxTrades,
        stopProfit: stopProfit as MinorUnits | null,
      }),
    );
  fc.assert(
    fc.property(Config, Config, (was, is) => {
      expect(configProblems(was)).toEqual([]);
      expect(riskierEdits(was, was)).toEqual([]);
      if (riskierEdits(was, is).length > 0) return;
      expect(is.stopLoss).toBeLessThanOrEqual(was.stopLoss);
      expect(is.maxTrades ?? Number.POSITIVE_INFINITY).toBeLessThanOrEqual(was.maxTrades ?? Number.POSITIVE_INFINITY);
      expect(riskierEdits(is, was).length === 0).toBe(JSON.stringify(is) === JSON.stringify(was));
    }),
  );
  expect(LAB_ACCOUNT).toBe(labConfig().account);
});
