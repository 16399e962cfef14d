import { X } from "lucide-react";
import type { KeyboardEvent, ReactNode } from "react";
import { lotsText } from "../../format/lots.ts";
import { useAsked } from "../../hooks/use-asked.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { IconButton } from "../../ui/button.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Result } from "../sessions/result.tsx";
import { NoteField } from "./note-field.tsx";
import { TagField } from "./tag-field.tsx";
import { TradeDeals } from "./trade-deals.tsx";
import { TradeFacts } from "./trade-facts.tsx";
import { TradePicture } from "./trade-picture.tsx";
import { TradeRules } from "./trade-rules.tsx";

interface TradeDetailPaneProps {
  readonly tradeId: string;
  /** Of the journal: when it grows, the trade is asked for again. */
  readonly revision: number;
  readonly knownTags: readonly string[];
  readonly onClose: () => void;
}

/** One closed trade: the trader's own words first, then what led to it, what was measured, its deals. */
export function TradeDetailPane({ tradeId, revision, knownTags, onClose }: TradeDetailPaneProps): ReactNode {
  const text = useText();
  const { client } = useServices();
  const { answer, error } = useAsked(`${tradeId} ${revision}`, () => client.journal.trade({ tradeId }));
  if (answer === undefined)
    return <aside className="journal-detail">{error !== undefined && <ErrorNote error={error} />}</aside>;
  const { trade, deals, rules } = answer;
  const side = text(`journal.side.${trade.side}`);
  const escape = (event: KeyboardEvent): void => {
    if (event.key === "Escape") onClose();
  };
  return (
    // Escape works from every field within; the pane itself takes no keys.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <aside
      className="journal-detail"
      aria-label={text("journal.trade", { symbol: trade.symbol, side, lots: lotsText(trade.lots) })}
      onKeyDown={escape}
    >
      <header className="journal-detail-head">
        <h3>
          {trade.symbol} <span className={`side-${trade.side}`}>{side}</span> {lotsText(trade.lots)}
        </h3>
        <strong>
          <Result minor={trade.netMinor} money={trade} /> <span className="journal-currency">{trade.currency}</span>
        </strong>
        <span className="journal-gap" />
        <IconButton label={text("journal.trade.close")} onClick={onClose}>
          <Icon of={X} />
        </IconButton>
      </header>
      {error !== undefined && <ErrorNote error={error} />}
      <NoteField trade={trade} />
      <TagField trade={trade} known={knownTags} />
      <TradePicture trade={trade} />
      <TradeFacts trade={trade} />
      <TradeRules rules={rules} money={trade} />
      <TradeDeals deals={deals} money={trade} priceDigits={trade.priceDigits} />
    </aside>
  );
}
