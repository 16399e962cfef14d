import fc from "fast-check";
import { expect, test } from "vitest";
import { passingDeals } from "#bridge/store/ledger/passing-deals.ts";
import { DayDeals } from "#bridge/trading/risk/day-deals.ts";
import type { AccountId } from "#shared/market/brands.ts";
import type { BrokerDeal } from "#shared/trading/deals/deal.ts";
import { closedOrder, deal } from "#test/fixtures/trading/records.ts";

const cents = fc.integer({ min: -5_000, max: 5_000 }).map((minor) => minor / 100);
/** Few tickets, magics and positions: deals come late, twice, and changed. */
const anyDeal = fc
  .record({
    ticket: fc.bigInt(1n, 12n),
    magic: fc.bigInt(0n, 2n),
    position: fc.bigInt(1n, 3n),
    kind: fc.constantFrom("buy", "sell", "balance" as const),
    entry: fc.constantFrom("in", "out", "inOut", "outBy" as const),
    profit: cents,
    commission: cents,
    timeMs: fc.integer({ min: 0, max: 40 }),
  })
  .map((over) => deal(over as Partial<BrokerDeal>));

let accounts = 0;
/** Each run its own: the ledgers are made once. */
const freshAccount = (): AccountId => `${(accounts += 1)}@Server` as AccountId;

test("deals and orders told by magic or position are those of the ledger, however late, twice or changed they came", () => {
  const asked = passingDeals();
  const plain = passingDeals();
  fc.assert(
    fc.property(fc.array(fc.array(anyDeal, { maxLength: 4 }), { maxLength: 12 }), (frames) => {
      const account = freshAccount();
      const numbers = [0n, 1n, 2n, 3n];
      const look = (deals: typeof asked): unknown =>
        numbers.map((n) => [deals.dealsUnder(account, n), deals.dealsOf(account, n), deals.ordersUnder(account, n)]);
      for (const frame of frames) {
        const newest = [...new Map(frame.map((each) => [each.ticket, each])).values()];
        const orders = newest.map(({ ticket, magic }) => closedOrder({ ticket, magic }));
        for (const deals of [asked, plain]) {
          deals.addDeals(account, frame);
          deals.addOrders(account, orders);
        }
        look(asked);
      }
      expect(look(asked)).toEqual(look(plain));
    }),
    { numRuns: 100 },
  );
});

test("a day that is kept true deal by deal is the day counted anew, corrections and deals of other days among them", () => {
  const ledger = passingDeals();
  fc.assert(
    fc.property(fc.array(anyDeal, { maxLength: 30 }), fc.nat(30), (deals, readAt) => {
      const account = freshAccount();
      const window = { key: "a", fromMs: 10, toMs: 30, currency: "USD", digits: 2 };
      const kept = new DayDeals(ledger);
      for (const [i, each] of deals.entries()) {
        if (i === readAt) kept.count(account, window);
        for (const one of ledger.addDeals(account, [each])) kept.kept(one);
      }
      expect(kept.count(account, window)).toEqual(new DayDeals(ledger).count(account, window));
    }),
    { numRuns: 200 },
  );
});
