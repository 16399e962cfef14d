import fc from "fast-check";
import { expect, test } from "vitest";
import { FairleadError } from "#shared/contract/errors.ts";
import type { MinorUnits } from "#shared/market/brands.ts";
import { sessionResult } from "#shared/trading/session/result.ts";
import { SessionLab } from "#test/fixtures/session-lab.ts";

const points = (value: number): number => Math.round(value) / 100_000;
/** One lot's money for a point, in cents. */
const CENTS = 100;

/** What may happen in a second: a tick, or one of the ways in which a session may be unable to act. */
const Step = fc.oneof(
  { weight: 12, arbitrary: fc.record({ kind: fc.constant("tick" as const), move: fc.integer({ min: -90, max: 90 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant("tick" as const), move: fc.integer({ min: -900, max: 900 }) }),
  },
  // The link is down or the market closed (a night, a weekend) for some seconds, and the price moves unseen.
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom("linkDown" as const, "marketClosed" as const),
      seconds: fc.integer({ min: 1, max: 40 }),
      move: fc.integer({ min: -600, max: 600 }),
    }),
  },
  // Summer time, midnight, a weekend passed over, a clock set wrong and right again.
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("clock" as const),
      hours: fc.constantFrom(-49, -24, -1, 1, 12, 24, 49),
    }),
  },
);
const Terms = fc.record({
  stopLoss: fc.integer({ min: 2_000, max: 80_000 }),
  slip: fc.integer({ min: 0, max: 30 }),
  commission: fc.integer({ min: 0, max: 7 }),
  lots: fc.integer({ min: 1, max: 300 }),
  spread: fc.integer({ min: 0, max: 40 }),
  sell: fc.boolean(),
  // Of 2026: before Berlin's clocks go forward and back, before New York's, and an ordinary midnight.
  beginMs: fc.constantFrom(
    Date.UTC(2026, 2, 29, 0, 59, 30),
    Date.UTC(2026, 9, 25, 0, 59, 30),
    Date.UTC(2026, 2, 8, 6, 59, 30),
    Date.UTC(2026, 10, 20, 23, 59, 30),
  ),
});

test("every cent beyond a stop loss is the crossing tick's jump, slippage, or movement while link or market was closed", async () => {
  let crossed = 0;
  let shut = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(Step, { minLength: 20, maxLength: 120 }), Terms, async (steps, terms) => {
      const { stopLoss, lots } = terms;
      const lab = new SessionLab();
      lab.clock.setUtc(terms.beginMs);
      lab.commission = terms.commission;
      const id = lab.begin({
        stopLoss: stopLoss as MinorUnits,
        amount: { by: "lots", lots: lots / 100 },
        stopPoints: 50_000,
      });
      let mid = 110_000;
      let isShut = false;
      /** Result at the last sight before the loss was met, at the sight that met it, and at the last sight before the fill. */
      const seen = { before: 0, crossing: null as number | null, last: 0 };
      let jumpedWhileShut = false;
      lab.onClose = () => {
        if (isShut) throw new FairleadError("LINK_DOWN");
      };
      lab.tick(points(mid - terms.spread), points(mid));
      lab.give({ type: terms.sell ? "sell" : "buy" });
      // Spread and charges alone would have met the loss: then there is no trade.
      if (lab.deals.length === 0) return;
      /** The session's worth at the present quote, by our own arithmetic. */
      const worth = (): number => {
        const [deal] = lab.deals;
        const close = Math.round((terms.sell ? lab.quote.ask : lab.quote.bid) * 100_000);
        const open = Math.round((deal?.price ?? 0) * 100_000);
        const moved = terms.sell ? open - close : close - open;
        return Math.round((moved * lots * CENTS - 2 * terms.commission * lots * CENTS) / 100);
      };
      const look = (whileShut: boolean): void => {
        if (seen.crossing !== null) return;
        if (worth() > -stopLoss) seen.before = worth();
        else {
          seen.crossing = worth();
          jumpedWhileShut = whileShut;
        }
      };
      const tick = (whileShut = false): void => {
        lab.quote = { bid: points(mid - terms.spread), ask: points(mid) };
        look(whileShut);
        seen.last = worth();
        lab.slip = points(terms.slip);
        lab.tick(lab.quote.bid, lab.quote.ask);
      };
      for (const step of steps) {
        await lab.clock.advance(1_000);
        if (step.kind === "clock") lab.clock.setUtc(lab.clock.utcMs() + step.hours * 3_600_000);
        else mid += step.move;
        if (step.kind === "tick") tick();
        if (step.kind === "linkDown" || step.kind === "marketClosed") {
          isShut = true;
          if (step.kind === "linkDown") lab.connected = false;
          // A stop at the market's last tick meets the closed door; from then on nothing is heard.
          tick(true);
          for (let second = 0; second < step.seconds; second += 1) {
            await lab.clock.advance(1_000);
            lab.engine.second();
          }
          isShut = false;
          lab.connected = true;
          mid += step.move;
          await lab.clock.advance(1_000);
          tick(true);
        }
        lab.engine.second();
        if (lab.state(id).phase.name === "stopped") break;
      }
      const { phase, live } = lab.state(id);
      if (seen.crossing === null) {
        expect(phase.name).toBe("running");
        return;
      }
      crossed += 1;
      // Whoever met the loss is out by the next moment at which link and market were open.
      expect(phase).toMatchObject({ name: "stopped", reason: "stopLoss" });
      expect(live).toEqual([]);
      const net = sessionResult(lab.state(id));
      const slipped = (terms.slip * lots * CENTS) / 100;
      const jump = -stopLoss - seen.crossing;
      const shutFor = seen.crossing - seen.last;
      if (shutFor !== 0 || jumpedWhileShut) shut += 1;
      expect(Math.abs(-stopLoss - net - (jump + shutFor + slipped))).toBeLessThanOrEqual(1);
      expect(jump).toBeLessThanOrEqual(seen.before - seen.crossing);
      if (!jumpedWhileShut) expect(shutFor).toBe(0);
      expect(net).toBe(Math.round(lab.deals.reduce((sum, deal) => sum + deal.profit + deal.commission, 0) * 100));
    }),
    { numRuns: 150, seed: 20_261_121 },
  );
  // The property is about sessions that met their loss, some of them behind a closed door.
  expect(crossed).toBeGreaterThan(40);
  expect(shut).toBeGreaterThan(10);
});
