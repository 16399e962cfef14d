import type { ReactNode } from "react";
import type { TradeDetail } from "#shared/contract/journal-trade.ts";
import { stampText } from "../../format/clock.ts";
import { lotsText } from "../../format/lots.ts";
import { resultText } from "../../format/money.ts";
import { useText } from "../../i18n/use-text.ts";
import type { MoneyTerms } from "../../i18n/verdict-words.ts";
import { priceWords } from "./trade-columns.ts";

interface TradeDealsProps {
  readonly deals: TradeDetail["deals"];
  readonly money: MoneyTerms;
  readonly priceDigits: number;
}

/** The broker's deals behind a trade, in their newest revision. */
export function TradeDeals({ deals, money: { currency, digits }, priceDigits }: TradeDealsProps): ReactNode {
  const text = useText();
  if (deals.length === 0) return null;
  return (
    <section className="journal-facts" aria-label={text("journal.part.deals")}>
      <h4>{text("journal.part.deals")}</h4>
      <ul className="journal-deals">
        {deals.map((deal) => (
          <li key={deal.ticket} className="selectable">
            <span className="dim">#{deal.ticket}</span> {stampText(deal.timeMs)} {text(`journal.deal.${deal.entry}`)}{" "}
            {lotsText(deal.lots)} @ {priceWords(deal.price, { priceDigits })}
            {deal.entry !== "in" && ` ${resultText({ minor: deal.profitMinor, currency, digits })} ${currency}`}
            {deal.revisions > 1 && (
              <span className="journal-revised"> {text("journal.revised", { count: deal.revisions - 1 })}</span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
