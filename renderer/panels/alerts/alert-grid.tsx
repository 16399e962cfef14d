import { useVirtualizer } from "@tanstack/react-virtual";
import { type CSSProperties, type KeyboardEvent, type ReactNode, useId, useRef } from "react";
import { SortButton, sortState, type TableColumn, useTableParts } from "../../ui/data-table/use-table-parts.tsx";
import { nextRow } from "../market-watch/watch-keys.ts";

const OVERSCAN = 8;
const HEAD_PX = 24;

export interface GridColumn<T> extends TableColumn<T> {
  readonly cell: (row: T) => ReactNode;
  /** Its track of the grid. */
  readonly track: string;
}

interface AlertGridProps<T> {
  /** Its name in the memory of what was chosen, and of its file. */
  readonly name: string;
  readonly label: string;
  readonly help?: string;
  readonly rows: readonly T[];
  readonly columns: readonly GridColumn<T>[];
  readonly idOf: (row: T) => string;
  readonly active: string | undefined;
  readonly onActive: (row: T) => void;
  /** Keys beside those that move. @returns whether it was taken. */
  readonly onKey?: (key: string, row: T) => boolean;
}

/** A table of any length: only rows in sight are drawn; one tab stop, moved through with the arrow keys. */
export function AlertGrid<T>(props: AlertGridProps<T>): ReactNode {
  const { name, label, help, columns, idOf, active, onActive, onKey } = props;
  const { rows, seen, choice, sortBy, menu } = useTableParts({ name, columns, rows: props.rows, idOf });
  const scroller = useRef<HTMLDivElement>(null);
  const base = useId();
  const rowPx = Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue("--row")) || HEAD_PX;
  // oxlint-disable-next-line react/incompatible-library -- What it returns is read here and given to no one.
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: OVERSCAN,
    scrollPaddingStart: HEAD_PX,
  });
  const at = rows.findIndex((row) => idOf(row) === active);
  const move = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget) return;
    const shown = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 240) / rowPx) - 2);
    const next = nextRow(event.key, at, rows.length, shown);
    const [row, nextOne] = [rows[at], next === undefined ? undefined : rows[next]];
    if (next !== undefined && nextOne !== undefined) {
      onActive(nextOne);
      virtual.scrollToIndex(next);
    } else if (row === undefined || onKey?.(event.key, row) !== true) return;
    event.preventDefault();
  };
  const tracks = seen.map(({ track }) => track).join(" ");
  return (
    <div
      ref={scroller}
      className="alerts-grid"
      role="grid"
      tabIndex={0}
      aria-label={label}
      aria-describedby={help === undefined ? undefined : `${base}-help`}
      aria-rowcount={rows.length + 1}
      aria-activedescendant={at >= 0 ? `${base}-${at}` : undefined}
      style={{ "--alert-columns": tracks } as CSSProperties}
      onKeyDown={move}
    >
      {help !== undefined && (
        <p id={`${base}-help`} className="visually-hidden">
          {help}
        </p>
      )}
      <div role="row" className="alerts-head" aria-rowindex={1}>
        {seen.map(({ key }) => (
          <span key={key} role="columnheader" aria-sort={sortState(choice, key)}>
            <SortButton column={key} choice={choice} onSort={sortBy} />
            {key === seen.at(-1)?.key && menu}
          </span>
        ))}
      </div>
      <div role="rowgroup" className="alerts-rows" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index];
          if (row === undefined) return null;
          return (
            // Keys are the grid's: it has the one tab stop.
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
            <div
              key={idOf(row)}
              id={`${base}-${index}`}
              role="row"
              className="alerts-row"
              aria-rowindex={index + 2}
              aria-selected={index === at}
              style={{ transform: `translateY(${start}px)` }}
              onClick={() => onActive(row)}
            >
              {seen.map(({ key, cell }) => (
                <span key={key} role="gridcell">
                  {cell(row)}
                </span>
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}
