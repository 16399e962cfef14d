import { expect, onTestFinished, test } from "vitest";
import { RoutedDeals } from "#bridge/compose/routed-deals.ts";
import { Ledger } from "#bridge/store/ledger/ledger.ts";
import { passingDeals } from "#bridge/store/ledger/passing-deals.ts";
import type { AccountId } from "#shared/market/brands.ts";
import { temporaryFolder } from "#test/fixtures/temporary-folder.ts";
import { ACCOUNT } from "#test/fixtures/trading/account-states.ts";
import { closedOrder, deal } from "#test/fixtures/trading/records.ts";

const REPLAY = "10002@Fairlead-Replay" as AccountId;

test("a replay's deals begin anew with each run, and never reach the ledger; a broker's stay in it", () => {
  const ledger = Ledger.open(temporaryFolder());
  onTestFinished(() => ledger.close());
  for (let run = 0; run < 2; run += 1) {
    const deals = new RoutedDeals(ledger.deals, REPLAY, passingDeals());
    expect(deals.addDeals(REPLAY, [deal({ price: 1 + run, magic: 5n })])).toMatchObject([{ revision: 1 }]);
    expect(deals.addDeals(ACCOUNT, [deal({ magic: 5n })])).toHaveLength(run === 0 ? 1 : 0);
    expect(deals.addOrders(REPLAY, [closedOrder({ magic: 5n })])).toHaveLength(1);
    deals.noteRead(REPLAY, 10, 20);
    expect(deals.read(REPLAY)).toEqual({ firstMs: 10, toMs: 20 });
    expect(deals.dealsUnder(REPLAY, 5n)).toMatchObject([{ price: 1 + run }]);
    expect(deals.dealsOf(REPLAY, 5_001n)).toHaveLength(1);
    expect(deals.ordersUnder(REPLAY, 5n)).toHaveLength(1);
    expect(deals.order(REPLAY, 5_001n)?.ticket).toBe(5_001n);
    expect(deals.between(REPLAY, 0, 1, 10)).toHaveLength(1);
  }
  expect(ledger.deals.between(REPLAY, 0, 1, 10)).toEqual([]);
  expect(ledger.deals.between(ACCOUNT, 0, 1, 10)).toHaveLength(1);
});
