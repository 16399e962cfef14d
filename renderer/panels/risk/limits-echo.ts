import type { Account } from "#shared/contract/accounts.ts";
import type { RiskView } from "#shared/contract/risk.ts";
import type { MinorUnits } from "#shared/market/brands.ts";
import { parseMoney } from "#shared/trading/input/parse-fields.ts";
import { limitMinor } from "#shared/trading/rules/amount.ts";
import type { Text } from "../../i18n/i18n.ts";
import { minorText } from "../../i18n/verdict-words.ts";
import type { AmountDraft, LimitsDraft } from "./limits-draft.ts";
import { readAmount } from "./read-limits.ts";

type Purse = Pick<Account, "currency" | "currencyDigits" | "balance" | "equity">;

interface Standing {
  readonly draft: Pick<LimitsDraft, "initialBalance">;
  readonly account: Purse;
  readonly day: RiskView["day"];
}

/** Money as it was understood; undefined while it cannot be. */
export function moneyEcho(typed: string, { currency, currencyDigits: digits }: Purse, text: Text): string | undefined {
  const parsed = parseMoney(typed, digits);
  return parsed.ok ? text("limits.is", { money: minorText(parsed.value, { currency, digits }) }) : undefined;
}

/** What a limit is worth in money now, rounded down as it is enforced; undefined while it cannot be read. */
export function moneyOf(
  amount: AmountDraft,
  { draft: { initialBalance }, account, day }: Standing,
  text: Text,
): string | undefined {
  const { currency, currencyDigits: digits, balance, equity } = account;
  const read = readAmount(amount, digits);
  const initial = parseMoney(initialBalance, digits);
  if (!amount.on || !read.ok) return undefined;
  const minor = limitMinor(read.value, {
    initialBalance: initial.ok ? initial.value : (0 as MinorUnits),
    dayStartBalance: (day?.startBalance ?? balance.minor) as MinorUnits,
    dayStartEquity: (day?.startEquity ?? equity.minor) as MinorUnits,
    balance: balance.minor as MinorUnits,
    equity: equity.minor as MinorUnits,
  });
  return text("limits.is", { money: minorText(minor, { currency, digits }) });
}
