import fc from "fast-check";
import { expect, test } from "vitest";
import { type AccountExposure, exposureOf } from "#shared/trading/exposure/account-exposure.ts";
import { type HeldOrder, type HeldPosition, orderLine, positionLine } from "#shared/trading/exposure/risk-line.ts";
import type { RiskLimits } from "#shared/trading/rules/risk-limits.ts";
import { verdict } from "#shared/trading/verdict/verdict.ts";
import type { VerdictInput } from "#shared/trading/verdict/verdict-input.ts";
import {
  ACCOUNT,
  branded,
  buy,
  EURUSD,
  held,
  inputWith,
  limitsWith,
  lineTerms,
  minor,
  pending,
  QUOTED,
} from "#test/fixtures/risk/risk-builders.ts";

const own = { source: null } as const;
const charges = { commissionIn: 3.5, commissionOut: 3.5, slippagePoints: 2 };
const terms = lineTerms(EURUSD, { charges, quote: QUOTED.quote });
const instrument = { ...QUOTED, charges };

const lots = (max = 300) => fc.integer({ min: 1, max }).map((steps) => steps / 100);
const cents = (max: number) => fc.integer({ min: 0, max });
const points = (min: number, max: number) => fc.integer({ min, max }).map((each) => each / 100_000);

const position: fc.Arbitrary<HeldPosition> = fc
  .record({
    side: fc.constantFrom("buy", "sell" as const),
    volume: lots(100),
    distance: points(1, 3_000),
    stopped: fc.double({ min: 0, max: 1, noNaN: true }).map((share) => share < 0.97),
    profit: fc.integer({ min: -30_000, max: 30_000 }).map((each) => each / 100),
    swap: fc.integer({ min: -500, max: 100 }).map((each) => each / 100),
  })
  .map(({ side, volume, distance, stopped, profit, swap }) => {
    const stop = side === "buy" ? 1.1 - distance : 1.1001 + distance;
    return held({ side: side, volume, priceOpen: 1.1, stopLoss: stopped ? stop : 0, profit, swap });
  });

const positions = fc
  .array(position, { maxLength: 12 })
  .map((all) => all.map((each, i) => ({ ...each, identifier: BigInt(i + 1) })));

const order: fc.Arbitrary<HeldOrder> = fc
  .record({
    kind: fc.constantFrom("buyLimit", "sellStop", "buyStopLimit", "closeBy"),
    volumeCurrent: lots(100),
    price: points(108_000, 112_000),
    distance: points(1, 3_000),
  })
  .map(({ kind, volumeCurrent, price, distance }) => ({
    ticket: 1n,
    symbol: "EURUSD",
    kind,
    volumeCurrent,
    price,
    stopLimit: kind === "buyStopLimit" ? price - 0.001 : 0,
    stopLoss: kind.startsWith("buy") ? price - 0.001 - distance : price + distance,
    position: 0n,
  }));

const orders = fc
  .array(order, { maxLength: 6 })
  .map((all) => all.map((each, i) => ({ ...each, ticket: BigInt(i + 1) })));

const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { freq: 2 });
const money = (max: number) => cents(max).map((each) => ({ in: "money", minor: minor(each) }) as const);
const unstopped = fc.constantFrom("unlimited", "asItStands" as const);
const limited = (max: number) => maybe(fc.record({ amount: money(max), source: fc.constant(null) }));
const counted = maybe(fc.record({ count: fc.integer({ min: 0, max: 30 }), source: fc.constant(null) }));
const loted = maybe(fc.record({ lots: lots(2_000), source: fc.constant(null) }));

/** Limits of every kind, about half of them set. */
const limits: fc.Arbitrary<RiskLimits> = fc
  .record({
    dailyLoss: maybe(
      fc.record({
        amount: money(500_000),
        anchor: fc.constantFrom("dayStartBalance", "dayStartEquity", "dayStartHigher" as const),
        unstopped,
        source: fc.constant(null),
      }),
    ),
    totalLoss: maybe(
      fc.record({
        amount: money(900_000),
        mode: fc.constantFrom("static", "trailing", "endOfDayTrailing" as const),
        stopsAtInitial: fc.boolean(),
        unstopped,
        source: fc.constant(null),
      }),
    ),
    orderRisk: limited(200_000),
    openRisk: limited(600_000),
    orderLots: loted,
    totalLots: loted,
    tradesPerDay: counted,
    openTrades: counted,
    currencyExposure: limited(90_000_000),
    freeMargin: limited(900_000),
    minimumBalance: limited(1_100_000),
  })
  .map((over) => limitsWith(over as Partial<RiskLimits>));

const account = fc
  .record({ floating: fc.integer({ min: -300_000, max: 300_000 }), margin: cents(400_000), netting: fc.boolean() })
  .map(({ floating, margin, netting }) => ({
    ...ACCOUNT,
    marginMode: netting ? ("netting" as const) : ("hedging" as const),
    equity: minor(1_000_000 + floating),
    margin: minor(margin),
  }));

const world = fc.record({ positions, orders, limits, account }).map(({ positions: all, orders: waiting, ...rest }) => ({
  ...rest,
  // A netting account holds one position of a symbol.
  exposure: exposureOf(rest.account.marginMode === "netting" ? all.slice(0, 1) : all, waiting, () => terms),
  instrument,
}));

const sides = fc.constantFrom("buy", "sell" as const);
const request = (side: "buy" | "sell", size: number, distance: number | null) => {
  const stop = distance === null ? null : side === "buy" ? 1.1 - distance : 1.1001 + distance;
  return buy(size, { kind: side, stopLoss: stop === null ? null : branded(Number(stop.toFixed(5))) });
};

test("more lots never turn blocked into allowed", () => {
  fc.assert(
    fc.property(world, sides, lots(), lots(), maybe(points(1, 3_000)), (now, side, some, more, distance) => {
      const less = verdict(inputWith(request(side, some, distance), now));
      const greater = verdict(inputWith(request(side, Number((some + more).toFixed(2)), distance), now));
      if (!less.allowed) expect(greater.allowed).toBe(false);
      expect(greater.worst.loss ?? Infinity).toBeGreaterThanOrEqual(less.worst.loss ?? Infinity);
    }),
    { numRuns: 1_000 },
  );
});

test("a stop further off, or none at all, never turns blocked into allowed while what has no stop counts as endless", () => {
  fc.assert(
    fc.property(world, sides, lots(), points(1, 3_000), maybe(points(1, 3_000)), (now, side, size, near, further) => {
      const endless = <T extends object>(limit: T | null): T | null => limit && { ...limit, unstopped: "unlimited" };
      const { dailyLoss, totalLoss } = now.limits;
      const strict = { ...now.limits, dailyLoss: endless(dailyLoss), totalLoss: endless(totalLoss) };
      // On netting accounts a near stop may pull the whole position's stop closer, which a far one does not.
      const hedging = { ...now, limits: strict, account: { ...now.account, marginMode: "hedging" as const } };
      const tight = verdict(inputWith(request(side, size, near), hedging));
      const wide = further === null ? null : near + further;
      if (!tight.allowed) expect(verdict(inputWith(request(side as "buy", size, wide), hedging)).allowed).toBe(false);
    }),
    { numRuns: 500 },
  );
});

/** The same limits with one of them tighter. */
function tightened(was: RiskLimits, which: number, by: number): RiskLimits {
  const amount = <
    T extends { amount: RiskLimits["dailyLoss"] extends infer D ? (D extends { amount: infer A } ? A : never) : never },
  >(
    limit: T | null,
  ): T | null =>
    limit === null || limit.amount.in !== "money"
      ? limit
      : { ...limit, amount: { in: "money", minor: minor(Math.max(0, limit.amount.minor - by)) } };
  const count = <T extends { count: number }>(limit: T | null): T | null =>
    limit && { ...limit, count: limit.count - 1 };
  const size = <T extends { lots: number }>(limit: T | null): T | null => limit && { ...limit, lots: limit.lots / 2 };
  const each: Partial<RiskLimits>[] = [
    {
      dailyLoss: amount(was.dailyLoss) ?? {
        amount: { in: "money", minor: minor(by) },
        anchor: "dayStartBalance",
        unstopped: "unlimited",
        ...own,
      },
    },
    { totalLoss: amount(was.totalLoss) },
    { orderRisk: amount(was.orderRisk) ?? { amount: { in: "money", minor: minor(by) }, ...own } },
    { openRisk: amount(was.openRisk) },
    { currencyExposure: amount(was.currencyExposure) },
    { orderLots: size(was.orderLots) },
    { totalLots: size(was.totalLots) },
    { tradesPerDay: count(was.tradesPerDay) ?? { count: 5, ...own } },
    { openTrades: count(was.openTrades) },
    { stop: { required: true, points: by % 2_000, ...own } },
  ];
  return { ...was, ...each[which % each.length] };
}

test("tighter limits never allow more", () => {
  fc.assert(
    fc.property(
      world,
      sides,
      lots(),
      maybe(points(1, 3_000)),
      fc.nat(99),
      cents(100_000),
      (now, side, size, distance, which, by) => {
        const asked = request(side, size, distance);
        const loose = verdict(inputWith(asked, now));
        const tight = verdict(inputWith(asked, { ...now, limits: tightened(now.limits, which, by) }));
        if (tight.allowed) expect(loose.allowed).toBe(true);
      },
    ),
    { numRuns: 1_000 },
  );
});

test("what is shown is what is enforced: the same input gets the same verdict, and asking changes nothing", () => {
  fc.assert(
    fc.property(world, sides, lots(), maybe(points(1, 3_000)), (now, side, size, distance) => {
      const input = inputWith(request(side, size, distance), now);
      const sums = ({ exposure }: VerdictInput) => [
        exposure.dropToStops,
        exposure.riskAtStops,
        exposure.lotUnits,
        exposure.unlimited,
      ];
      const before = sums(input);
      const shown = verdict(input);
      expect(verdict(input)).toEqual(shown);
      expect(verdict({ ...input })).toEqual(shown);
      expect(sums(input)).toEqual(before);
      expect(shown.allowed).toBe(shown.rules.every(({ status }) => status !== "blocked"));
      expect(shown.blocking).toBe(shown.rules.find(({ status }) => status === "blocked")?.rule ?? null);
    }),
    { numRuns: 200 },
  );
});

const waiting = (size: number, ticket: bigint): HeldOrder => ({
  ticket,
  symbol: "EURUSD",
  kind: "buyLimit",
  volumeCurrent: size,
  price: 1.095,
  stopLimit: 0,
  stopLoss: 1.09,
  position: 0n,
});

/** The account after a pending order of these lots was taken. */
function withOrder(held_: readonly HeldPosition[], size: number): AccountExposure {
  const exposure = exposureOf(held_, [], () => terms);
  const line = orderLine(waiting(size, 900n), terms);
  if (line !== null) exposure.set(line);
  return exposure;
}

test("an order split in two never passes where the whole is blocked", () => {
  fc.assert(
    fc.property(positions, limits, account, lots(150), lots(150), (all, set, figures, first, second) => {
      const hedging = { ...figures, marginMode: "hedging" as const };
      // Free margin is the broker's to hold for a pending order; a limit on one order does not add up over two.
      const now = {
        limits: { ...set, orderRisk: null, orderLots: null, freeMargin: null },
        account: { ...hedging, margin: minor(0) },
        instrument,
      };
      const exposure = exposureOf(all, [], () => terms);
      const sized = (size: number) => pending({ lots: branded(Number(size.toFixed(2))) });
      const whole = verdict(inputWith(sized(first + second), { ...now, exposure }));
      if (whole.allowed || whole.blocking === "limit.freeMargin") return;
      const one = verdict(inputWith(sized(first), { ...now, exposure }));
      const two = verdict(inputWith(sized(second), { ...now, exposure: withOrder(all, first) }));
      expect(one.allowed && two.allowed).toBe(false);
    }),
    { numRuns: 1_000 },
  );
});

test("where rules add up, parts pass when the whole passes with a cent of rounding to spare for each part", () => {
  fc.assert(
    fc.property(positions, limits, account, lots(150), lots(150), (all, set, figures, first, second) => {
      // Counts grow by one a part; a net that the whole turns round may worsen on the way.
      const additive = { ...set, tradesPerDay: null, openTrades: null, currencyExposure: null };
      const now = { limits: additive, account: { ...figures, marginMode: "hedging" as const }, instrument };
      const exposure = exposureOf(all, [], () => terms);
      const sized = (size: number) => pending({ lots: branded(Number(size.toFixed(2))) });
      const whole = verdict(inputWith(sized(first + second), { ...now, exposure }));
      const close = whole.rules.some(({ unit, room }) => unit === "money" && room !== null && Math.abs(room) <= 2);
      if (!whole.allowed || close) return;
      expect(verdict(inputWith(sized(first), { ...now, exposure })).blocking).toBeNull();
      expect(verdict(inputWith(sized(second), { ...now, exposure: withOrder(all, first) })).blocking).toBeNull();
    }),
    { numRuns: 1_000 },
  );
});

test("closing any position, all or part, is allowed whatever is set, held or latched", () => {
  fc.assert(
    fc.property(
      world,
      fc.boolean(),
      fc.boolean(),
      fc.nat(11),
      fc.integer({ min: 1, max: 100 }),
      (now, on, lapsed, index, share) => {
        const line = now.exposure.position(BigInt(index + 1));
        if (line === null) return;
        const steps = Math.max(1, Math.floor((Math.round(line.lots * 100) * share) / 100));
        const said = verdict(
          inputWith(
            {
              action: "close",
              symbol: "EURUSD",
              position: branded<never>(line.id as unknown as number),
              side: line.side,
              lots: branded(steps / 100),
              deviation: null,
            },
            {
              ...now,
              automated: on,
              nature: "live",
              latches: { pauseEntries: on, stopAutomation: on, flattenAll: on },
              link: { live: true, tradeAllowed: true, reduceOnly: on, lease: lapsed ? "lapsed" : "none" },
              entitlement: { liveTrading: false, maxConcurrentTrades: 0 },
            },
          ),
        );
        expect(said).toMatchObject({ allowed: true, effect: "reduces" });
      },
    ),
    { numRuns: 300 },
  );
});

test("sums kept line by line are exactly those of counting all anew", () => {
  fc.assert(
    fc.property(positions, orders, fc.array(fc.nat(11)), (all, waitingOrders, gone) => {
      const kept = exposureOf(all, waitingOrders, () => terms);
      const removed = new Set(gone.map((index) => BigInt(index + 1)));
      for (const id of removed) kept.remove(id);
      for (const each of all) if (!removed.has(each.identifier)) kept.set(positionLine(each, terms));
      const anew = exposureOf(
        all.filter(({ identifier }) => !removed.has(identifier)),
        waitingOrders,
        () => terms,
      );
      const sums = (exposure: AccountExposure) => ({
        drop: exposure.dropToStops,
        risk: exposure.riskAtStops,
        units: exposure.lotUnits,
        counts: [exposure.positions, exposure.orders, exposure.unlimited],
        net: [exposure.net("EUR"), exposure.net("USD")],
        lots: exposure.lotsOf("EURUSD"),
      });
      expect(sums(kept)).toEqual(sums(anew));
    }),
  );
});

test("no input of numbers crashes a verdict or lets NaN and infinity through", () => {
  const any = fc.oneof(
    fc.double(),
    fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, -0, 1e308, -1e308, 5e-324, Number.MAX_SAFE_INTEGER),
  );
  fc.assert(
    fc.property(world, any, any, any, any, (now, size, price, stop, limit) => {
      const market = buy(size, { stopLoss: branded(stop), takeProfit: branded(limit), price: branded(price) });
      const wait = pending({
        lots: branded(size),
        price: branded(price),
        stopLoss: branded(stop),
        stopLimit: branded(limit),
      });
      for (const asked of [market, wait]) {
        const said = verdict(inputWith(asked, now));
        if (![size, stop].every((each) => Number.isFinite(each) && each > 0)) expect(said.allowed).toBe(false);
      }
      const modify = {
        action: "modify",
        symbol: "EURUSD",
        order: branded<never>(1n as unknown as number),
        kind: "buyLimit",
        price: branded<never>(price),
        stopLimit: null,
        lifetime: { kind: "gtc" },
        stopLoss: branded<never>(stop),
        takeProfit: null,
      } as const;
      if (![price, stop].every((each) => Number.isFinite(each) && each > 0))
        expect(verdict(inputWith(modify, now)).allowed).toBe(false);
    }),
    { numRuns: 500 },
  );
});
