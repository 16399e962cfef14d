import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { TradeDetail } from "#shared/contract/journal-trade.ts";
import { localStampText } from "../../format/clock.ts";
import { happenedWords } from "../../i18n/session-text.ts";
import { useText } from "../../i18n/use-text.ts";
import type { MoneyTerms } from "../../i18n/verdict-words.ts";

interface TradeRulesProps {
  readonly rules: TradeDetail["rules"];
  readonly money: MoneyTerms;
}

/** What the session's and the account's rules said or did while the trade was open. */
export function TradeRules({ rules, money }: TradeRulesProps): ReactNode {
  const text = useText();
  const { language } = useTranslation().i18n;
  if (rules.length === 0) return null;
  return (
    <section className="journal-facts" aria-label={text("journal.part.rules")}>
      <h4>{text("journal.part.rules")}</h4>
      <ul className="journal-deals">
        {rules.map((rule, index) => (
          <li key={index} className="selectable">
            <span className="dim">{localStampText(rule.atMs)}</span> {happenedWords(rule, money, text, language)}
          </li>
        ))}
      </ul>
    </section>
  );
}
