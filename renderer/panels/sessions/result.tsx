import type { ReactNode } from "react";
import { resultText } from "../../format/money.ts";
import type { MoneyTerms } from "../../i18n/verdict-words.ts";

interface ResultProps {
  readonly minor: number;
  readonly money: MoneyTerms;
}

/** A result: sign, arrow and colour say the same, so that none is needed alone. */
export function Result({ minor, money: { currency, digits } }: ResultProps): ReactNode {
  const arrow = minor > 0 ? "▲ " : minor < 0 ? "▼ " : "";
  return (
    <span className={minor > 0 ? "gain" : minor < 0 ? "drop" : undefined}>
      <span aria-hidden>{arrow}</span>
      {resultText({ minor, currency, digits })}
    </span>
  );
}
