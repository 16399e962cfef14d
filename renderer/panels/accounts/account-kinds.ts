import type { Account } from "#shared/contract/accounts.ts";
import type { Money } from "#shared/market/money.ts";

export const MONEY_KINDS = ["live", "demo", "paper"] as const;
/** Kinds of money that stand apart: nothing of one is ever added to another. */
export type MoneyKind = (typeof MONEY_KINDS)[number];

const KIND: Readonly<Record<Account["nature"], MoneyKind>> = {
  live: "live",
  demo: "demo",
  contest: "demo",
  paper: "paper",
};

/** Minor units of one currency, summed over accounts of one kind that are connected. */
export interface CurrencyTotal {
  readonly currency: string;
  readonly digits: number;
  readonly count: number;
  readonly balance: number;
  readonly equity: number;
  readonly profit: number;
}

export interface KindOfAccounts {
  readonly kind: MoneyKind;
  readonly accounts: readonly Account[];
  /** Of currencies that several connected accounts share. */
  readonly totals: readonly CurrencyTotal[];
  /** Accounts whose figures are old, and therefore in no total. */
  readonly left: number;
}

/**
 * Accounts by kind of money, real money first, with what may be added up: amounts of one currency (and of one number of
 * digits) of accounts that are connected. @param isConnected whether an account's figures are of now
 */
export function kindsOfAccounts(
  accounts: readonly Account[],
  isConnected: (account: Account) => boolean,
): readonly KindOfAccounts[] {
  return MONEY_KINDS.flatMap((kind) => {
    const of = accounts.filter(({ nature }) => KIND[nature] === kind);
    if (of.length === 0) return [];
    const connected = of.filter(isConnected);
    return [{ kind, accounts: of, totals: totalsOf(connected), left: of.length - connected.length }];
  });
}

function totalsOf(accounts: readonly Account[]): readonly CurrencyTotal[] {
  const totals = new Map<string, CurrencyTotal>();
  for (const { balance, equity, profit } of accounts) {
    const { currency, digits } = balance;
    const key = `${currency} ${digits}`;
    const before = totals.get(key) ?? { currency, digits, count: 0, balance: 0, equity: 0, profit: 0 };
    totals.set(key, {
      ...before,
      count: before.count + 1,
      balance: before.balance + balance.minor,
      equity: before.equity + equity.minor,
      profit: before.profit + profit.minor,
    });
  }
  return [...totals.values()].filter(({ count }) => count > 1);
}

/** An amount of a total. */
export const amountOf = (
  { currency, digits }: CurrencyTotal,
  minor: number,
): Pick<Money, "currency" | "digits"> & { minor: number } => ({
  currency,
  digits,
  minor,
});
