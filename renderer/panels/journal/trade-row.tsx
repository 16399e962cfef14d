import { memo, type ReactNode } from "react";
import type { JournalTrade } from "#shared/contract/journal-trade.ts";
import { stampText } from "../../format/clock.ts";
import { useText } from "../../i18n/use-text.ts";
import { classes } from "../../ui/classes.ts";
import { Result } from "../sessions/result.tsx";
import { placeOf, type TradeColumn } from "./trade-columns.ts";

export const rowId = (index: number): string => `journal-row-${index}`;

interface TradeRowProps {
  readonly trade: JournalTrade | undefined;
  readonly columns: readonly TradeColumn[];
  readonly index: number;
  readonly top: number;
  readonly active: boolean;
  readonly open: boolean;
}

/** One closed trade; empty while its page is under way. */
export const TradeRow = memo(function TradeRow({ trade, columns, index, top, active, open }: TradeRowProps): ReactNode {
  const text = useText();
  return (
    <div
      id={rowId(index)}
      role="row"
      className="journal-row"
      aria-rowindex={index + 2}
      aria-selected={open}
      data-active={active || undefined}
      data-index={index}
      style={{ transform: `translateY(${top}px)` }}
    >
      {columns.map(({ key, look, words }) => (
        <span
          key={key}
          role="gridcell"
          className={classes(
            `journal-${placeOf({ key })}`,
            look === "price" && "price",
            look === "words" && "dim",
            key === "journal.column.side" && trade !== undefined && `side-${trade.side}`,
          )}
        >
          {trade === undefined ? (
            ""
          ) : key === "journal.column.closed" ? (
            <Closed ms={trade.closeMs} />
          ) : key === "journal.column.net" ? (
            <>
              <Result minor={trade.netMinor} money={trade} />
              <span className="journal-currency"> {trade.currency}</span>
            </>
          ) : (
            <>
              {key === "journal.column.note" &&
                trade.tags.map((tag) => (
                  <span key={tag} className="journal-tag">
                    {tag}
                  </span>
                ))}
              {words(trade, text)}
            </>
          )}
        </span>
      ))}
    </div>
  );
});

/** When it closed; a narrow list leaves the year and the seconds out. */
function Closed({ ms }: { readonly ms: number }): ReactNode {
  const stamp = stampText(ms);
  return (
    <span title={stamp}>
      <span className="journal-wide">{stamp.slice(0, 5)}</span>
      {stamp.slice(5, 16)}
      <span className="journal-wide">{stamp.slice(16)}</span>
    </span>
  );
}
