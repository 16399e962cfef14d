import type { ReactNode } from "react";
import type { Account } from "#shared/contract/accounts.ts";
import type { MinorUnits } from "#shared/market/brands.ts";
import { limitMinor } from "#shared/trading/rules/amount.ts";
import type { RiskLimits } from "#shared/trading/rules/risk-limits.ts";
import { limitAmountWords } from "../../i18n/limit-words.ts";
import { useText } from "../../i18n/use-text.ts";
import { minorText } from "../../i18n/verdict-words.ts";

const AMOUNTS = ["orderRisk", "openRisk", "dailyLoss", "totalLoss"] as const;

interface ProposedLimitsProps {
  readonly limits: RiskLimits;
  readonly account: Account;
}

/** Limits read back: each rule, its formula, and what that is in this account's money today. */
export function ProposedLimits({ limits, account }: ProposedLimitsProps): ReactNode {
  const text = useText();
  const { currency, currencyDigits: digits, balance, equity } = account;
  const money = { currency, digits };
  const now = balance.minor as MinorUnits;
  const bases = {
    initialBalance: limits.initialBalance,
    dayStartBalance: now,
    dayStartEquity: equity.minor as MinorUnits,
    balance: now,
    equity: equity.minor as MinorUnits,
  };
  const rows = [
    ...AMOUNTS.flatMap((field) => {
      const limit = limits[field];
      if (limit === null) return [];
      const formula = limitAmountWords(limit, money, text);
      return [{ field, formula, worth: minorText(limitMinor(limit.amount, bases), money) }];
    }),
    ...(limits.tradesPerDay === null
      ? []
      : [{ field: "tradesPerDay" as const, formula: String(limits.tradesPerDay.count), worth: "" }]),
    { field: "stop" as const, formula: text("limits.stop.any"), worth: "" },
  ];
  return (
    <table className="table guide-limits">
      <caption className="visually-hidden">{text("guide.limits.proposed")}</caption>
      <thead>
        <tr>
          <th scope="col">{text("risk.rule")}</th>
          <th scope="col">{text("risk.limit")}</th>
          <th scope="col" className="number">
            {text("guide.limits.money")}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ field, formula, worth }) => (
          <tr key={field}>
            <th scope="row">{text(`rule.limit.${field}`)}</th>
            <td>{formula}</td>
            <td className="number">{worth}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
