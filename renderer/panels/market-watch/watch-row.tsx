import { memo, type ReactNode, useLayoutEffect, useRef } from "react";
import type { Instrument } from "#shared/contract/market.ts";
import type { SpreadUnit } from "../../format/spread.ts";
import type { QuoteStore } from "../../stores/quote-store.ts";
import { type RowCells, RowWriter } from "./row-writer.ts";
import type { WatchColumn, WatchColumnKey } from "./watch-columns.ts";
import { WatchDrawing } from "./watch-drawing.tsx";

/** A line's id in the document: its instrument, or its group. A space would make two ids of it. */
export const lineId = (key: string): string => `watch-${key.replaceAll(/\s/g, "\u00b7")}`;

interface WatchRowProps {
  readonly instrument: Instrument;
  readonly quotes: QuoteStore;
  readonly unit: SpreadUnit;
  readonly columns: readonly WatchColumn[];
  readonly index: number;
  /** Pixels from the first line. */
  readonly top: number;
  readonly charted: boolean;
  readonly active: boolean;
}

/** What a column's cell is called, its classes, and its mark for tests. */
const CELLS = {
  "watch.bid": ["bid", "price", "quote-bid"],
  "watch.ask": ["ask", "price", "quote-ask"],
  "watch.spread": ["spread", "watch-spread"],
  "watch.day": ["change", "watch-change"],
  "watch.trend": ["trend", "watch-picture"],
  "watch.range": ["range", "watch-picture"],
  "watch.low": ["low", "watch-spread"],
  "watch.high": ["high", "watch-spread"],
} as const satisfies Record<Exclude<WatchColumnKey, "watch.symbol">, readonly [string, string, string?]>;

/** One symbol. Rendered when the list or the selection changes; quotes go past React, from the store into the cells. */
export const WatchRow = memo(function WatchRow(props: WatchRowProps): ReactNode {
  const { instrument, quotes, unit, columns, index, top, charted, active } = props;
  const row = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    const host = row.current;
    if (host === null) return;
    const cells = columns.flatMap(({ key }) => {
      const name = key === "watch.symbol" ? undefined : CELLS[key][0];
      const cell = name === undefined ? null : host.querySelector<HTMLElement>(`[data-cell=${name}]`);
      return cell === null ? [] : [[name, cell]];
    });
    const named: RowCells = Object.fromEntries(cells);
    const writer = new RowWriter(instrument, unit, named);
    const known = quotes.get(instrument.id);
    if (known !== undefined) writer.write({ ...known, bidMove: "none", askMove: "none" });
    const unsubscribe = quotes.subscribe(instrument.id, (view) => writer.write(view));
    return () => {
      unsubscribe();
      writer.remove();
    };
  }, [instrument, quotes, unit, columns]);

  return (
    <div
      ref={row}
      id={lineId(instrument.id)}
      data-instrument={instrument.id}
      className="watch-row"
      role="row"
      aria-rowindex={index + 2}
      aria-selected={charted}
      data-active={active || undefined}
      title={instrument.description}
      style={{ transform: `translateY(${top}px)` }}
    >
      {columns.map(({ key }) => {
        if (key === "watch.symbol")
          return (
            <span key={key} role="rowheader" className="watch-symbol">
              {instrument.symbol}
            </span>
          );
        const [cell, look, mark] = CELLS[key];
        return (
          // Its words are written past React, where the linter cannot see them.
          // oxlint-disable-next-line jsx-a11y/control-has-associated-label
          <span key={key} role="gridcell" className={look} data-cell={cell} data-testid={mark}>
            {(cell === "trend" || cell === "range") && <WatchDrawing of={cell} />}
          </span>
        );
      })}
    </div>
  );
});
