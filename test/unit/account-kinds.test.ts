import fc from "fast-check";
import { expect, test } from "vitest";
import { kindsOfAccounts } from "#renderer/panels/accounts/account-kinds.ts";
import type { Account } from "#shared/contract/accounts.ts";

type Sketch = Pick<Account, "nature"> & { readonly currency: string; readonly digits: number; readonly minor: number };

const account = ({ nature, currency, digits, minor }: Sketch, at: number): Account => {
  const money = { minor, currency, digits };
  return {
    id: `${at}@Broker`,
    nature,
    currency,
    balance: money,
    equity: money,
    profit: { ...money, minor: 0 },
  } as unknown as Account;
};
const live = (currency: string, minor: number): Sketch => ({ nature: "live", currency, digits: 2, minor });

test("real money is never added to demo or paper money, nor one currency to another", () => {
  const all = [
    live("USD", 100),
    live("USD", 200),
    live("EUR", 400),
    { ...live("USD", 800), nature: "demo" as const },
    { ...live("USD", 1_600), nature: "paper" as const },
    { ...live("USD", 3_200), nature: "contest" as const },
  ].map(account);
  const kinds = kindsOfAccounts(all, () => true);
  expect(kinds.map(({ kind, totals }) => [kind, totals.map(({ currency, balance }) => [currency, balance])])).toEqual([
    ["live", [["USD", 300]]],
    ["demo", [["USD", 4_000]]],
    ["paper", []],
  ]);
});

test("an account whose figures are old is in no total, and is counted as left out", () => {
  const all = [live("USD", 100), live("USD", 200), live("USD", 400)].map(account);
  const [kind] = kindsOfAccounts(all, ({ id }) => id !== "1@Broker");
  expect(kind).toMatchObject({ left: 1, totals: [{ count: 2, balance: 500 }] });
  expect(kindsOfAccounts(all, () => false)[0]).toMatchObject({ left: 3, totals: [] });
});

test("whatever accounts there are, each stands once under its kind, and a total is of amounts that can be added", () => {
  const sketch = fc.record({
    nature: fc.constantFrom("live", "demo", "contest", "paper" as const),
    currency: fc.constantFrom("USD", "EUR", "JPY", "USC"),
    digits: fc.constantFrom(0, 2, 8),
    minor: fc.integer({ min: -1e12, max: 1e12 }),
  });
  fc.assert(
    fc.property(fc.array(sketch as fc.Arbitrary<Sketch>, { maxLength: 12 }), (sketches) => {
      const all = sketches.map(account);
      const kinds = kindsOfAccounts(all, () => true);
      expect(kinds.flatMap(({ accounts }) => accounts).toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual(
        all.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
      );
      for (const { accounts, totals } of kinds)
        for (const { currency, digits, equity, count } of totals) {
          const of = accounts.filter(({ equity: own }) => own.currency === currency && own.digits === digits);
          expect(of).toHaveLength(count);
          expect(equity).toBe(of.reduce((sum, { equity: own }) => sum + own.minor, 0));
        }
    }),
  );
});
