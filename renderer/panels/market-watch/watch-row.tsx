import { memo, type ReactNode, useLayoutEffect, useRef } from "react";
import type { Instrument } from "#shared/contract/market.ts";
import type { SpreadUnit } from "../../format/spread.ts";
import type { QuoteStore } from "../../stores/quote-store.ts";
import { RowWriter } from "./row-writer.ts";

export const rowId = (instrumentId: string): string => `watch-${instrumentId}`;

interface WatchRowProps {
  readonly instrument: Instrument;
  readonly quotes: QuoteStore;
  readonly unit: SpreadUnit;
  readonly index: number;
  readonly charted: boolean;
  readonly active: boolean;
}

/** One symbol. Rendered when the list or the selection changes; quotes go past React, from the store into the cells. */
export const WatchRow = memo(function WatchRow(props: WatchRowProps): ReactNode {
  const { instrument, quotes, unit, index, charted, active } = props;
  const bid = useRef<HTMLSpanElement>(null);
  const ask = useRef<HTMLSpanElement>(null);
  const spread = useRef<HTMLSpanElement>(null);
  const change = useRef<HTMLSpanElement>(null);

  useLayoutEffect(() => {
    if (!bid.current || !ask.current || !spread.current || !change.current) return;
    const writer = new RowWriter(instrument, unit, {
      bid: bid.current,
      ask: ask.current,
      spread: spread.current,
      change: change.current,
    });
    const known = quotes.get(instrument.id);
    if (known !== undefined) writer.write({ ...known, bidMove: "none", askMove: "none" });
    const unsubscribe = quotes.subscribe(instrument.id, (view) => writer.write(view));
    return () => {
      unsubscribe();
      writer.remove();
    };
  }, [instrument, quotes, unit]);

  return (
    <div
      id={rowId(instrument.id)}
      data-instrument={instrument.id}
      className="watch-row"
      role="row"
      aria-rowindex={index + 2}
      aria-selected={charted}
      data-active={active || undefined}
      title={instrument.description}
    >
      <span role="rowheader" className="watch-symbol">
        {instrument.symbol}
      </span>
      {/* Their words are written past React, where the linter cannot see them. */}
      {/* oxlint-disable jsx-a11y/control-has-associated-label */}
      <span role="gridcell" ref={bid} className="price" data-cell="bid" data-testid="quote-bid" />
      <span role="gridcell" ref={ask} className="price" data-cell="ask" data-testid="quote-ask" />
      <span role="gridcell" ref={spread} className="watch-spread" data-cell="spread" />
      <span role="gridcell" ref={change} className="watch-change" data-cell="change" />
      {/* oxlint-enable jsx-a11y/control-has-associated-label */}
    </div>
  );
});
