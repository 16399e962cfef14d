import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type ReactNode, useEffect, useId, useMemo, useRef, useSyncExternalStore } from "react";
import type { JournalTrade, TradeSort } from "#shared/contract/journal-trade.ts";
import { useText } from "../../i18n/use-text.ts";
import { useTableChoice } from "../../ui/data-table/table-choice.ts";
import { TableMenu } from "../../ui/data-table/use-table-parts.tsx";
import { nextRow } from "../market-watch/watch-keys.ts";
import "./trade-table.css";
import { placeOf, TRADE_COLUMNS } from "./trade-columns.ts";
import type { TradePages } from "./trade-pages.ts";
import { rowId, TradeRow } from "./trade-row.tsx";

/** Rows drawn beyond what is in sight, each side. */
const OVERSCAN = 12;
const HEAD_PX = 24;
const KEYS = TRADE_COLUMNS.map(({ key }) => key);

interface TradeTableProps {
  readonly pages: TradePages;
  readonly total: number;
  /** Takes the keyboard when it appears. */
  readonly focused: boolean;
  readonly sort: TradeSort;
  readonly active: number;
  readonly openId: string | undefined;
  readonly onSort: (sort: TradeSort) => void;
  readonly onActive: (index: number) => void;
  readonly onOpen: (trade: JournalTrade) => void;
  readonly onClose: () => void;
}

/** Closed trades, however many: only rows in sight are drawn, and asked for. */
export function TradeTable(props: TradeTableProps): ReactNode {
  const { pages, total, focused, sort, active, openId, onSort, onActive, onOpen, onClose } = props;
  const text = useText();
  const scroller = useRef<HTMLDivElement>(null);
  useSyncExternalStore(pages.subscribe, pages.version);
  const rowPx = useRowHeight();
  const helpId = useId();
  const { choice, show } = useTableChoice("trades", KEYS);
  const { hidden } = choice;
  const columns = useMemo(() => TRADE_COLUMNS.filter(({ key }) => !hidden.includes(key)), [hidden]);
  const tracks = Object.fromEntries(
    TRADE_COLUMNS.filter(({ key }) => hidden.includes(key)).map((column) => [
      ["--", placeOf(column)].join(""),
      "initial",
    ]),
  );
  // oxlint-disable-next-line react/incompatible-library -- What it returns is read here and given to no one.
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: OVERSCAN,
    scrollPaddingStart: HEAD_PX,
  });
  const rows = virtual.getVirtualItems();
  const [first, last] = [rows[0]?.index ?? 0, rows.at(-1)?.index ?? 0];
  useEffect(() => pages.want(first, last), [pages, first, last]);
  useEffect(() => {
    if (focused) scroller.current?.focus();
  }, [focused]);

  const go = (index: number): void => {
    onActive(index);
    virtual.scrollToIndex(index);
  };
  const move = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget) return;
    const shown = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 240) / rowPx) - 2);
    const next = nextRow(event.key, active, total, shown);
    const trade = pages.row(active);
    if (next !== undefined) go(next);
    else if (event.key === "Enter" && trade !== undefined) onOpen(trade);
    else if (event.key === "Escape") onClose();
    else return;
    event.preventDefault();
  };

  return (
    <div
      ref={scroller}
      id="journal-grid"
      className="journal-grid"
      role="grid"
      tabIndex={0}
      aria-label={text("journal.table")}
      aria-describedby={helpId}
      aria-rowcount={total + 1}
      aria-activedescendant={active >= first && active <= last ? rowId(active) : undefined}
      style={tracks}
      onKeyDown={move}
      onFocus={(event) => {
        if (event.target === event.currentTarget && active < 0) onActive(0);
      }}
      onClick={(event) => {
        const index = Number((event.target as Element).closest<HTMLElement>("[data-index]")?.dataset["index"] ?? "-1");
        const trade = pages.row(index);
        if (trade === undefined) return;
        onActive(index);
        onOpen(trade);
      }}
    >
      <p id={helpId} className="visually-hidden">
        {text("journal.table.help")}
      </p>
      <div role="row" className="journal-head" aria-rowindex={1}>
        {columns.map(({ key, sort: by }) => {
          const name = text(key);
          const place = `journal-${placeOf({ key })}`;
          if (by === undefined)
            return (
              <span key={key} role="columnheader" className={place}>
                {name}
              </span>
            );
          const sorted = sort.by === by;
          const direction = sort.descending ? "descending" : "ascending";
          return (
            <span key={key} role="columnheader" className={place} aria-sort={sorted ? direction : "none"}>
              <button
                type="button"
                className="journal-sort"
                title={text("journal.sort", { column: name })}
                onClick={() => onSort({ by, descending: sorted ? !sort.descending : by !== "symbol" })}
              >
                {name}
                <span aria-hidden>{sorted ? (sort.descending ? " ↓" : " ↑") : ""}</span>
              </button>
              {key === KEYS[0] && (
                // The whole journal is saved as a file from its own dialog.
                <TableMenu columns={KEYS} hidden={hidden} onShow={show} onSave={undefined} saves={false} />
              )}
            </span>
          );
        })}
      </div>
      <div role="rowgroup" className="journal-rows" style={{ height: virtual.getTotalSize() }}>
        {rows.map(({ index, start }) => {
          const trade = pages.row(index);
          return (
            <TradeRow
              key={index}
              trade={trade}
              columns={columns}
              index={index}
              top={start}
              active={index === active}
              open={trade !== undefined && trade.tradeId === openId}
            />
          );
        })}
      </div>
    </div>
  );
}

/** The row height of the chosen density, pixels. */
function useRowHeight(): number {
  const row = getComputedStyle(document.documentElement).getPropertyValue("--row");
  return Number.parseFloat(row) || HEAD_PX;
}
