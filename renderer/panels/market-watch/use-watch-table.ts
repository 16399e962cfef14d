import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useState } from "react";
import type { Instrument } from "#shared/contract/market.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { sorted } from "../../ui/data-table/sorted.ts";
import { type TableChoice, useTableChoice } from "../../ui/data-table/table-choice.ts";
import { saveCsv } from "../../ui/data-table/use-table-parts.tsx";
import { fitting, HIDDEN_FIRST, WATCH_COLUMNS, type WatchColumn, type WatchFacts } from "./watch-columns.ts";

/** How often rows that are sorted by what moves are put in order anew. */
const ORDER_MS = 2_000;
const KEYS = WATCH_COLUMNS.map(({ key }) => key);
/** Room of a line that no column has: its left edge. */
const EDGE_PX = 12;

interface WatchTable {
  readonly choice: TableChoice;
  readonly sortBy: (key: string) => void;
  readonly show: (key: string, shown: boolean) => void;
  /** The columns that were chosen and have room. */
  readonly columns: readonly WatchColumn[];
  /** Puts rows in the user's order. */
  readonly order: (rows: readonly Instrument[]) => readonly Instrument[];
  /** Saves these, with the columns that were chosen. */
  readonly save: (rows: readonly Instrument[]) => void;
}

/** Columns, order and file of the market watch. @param closes of each instrument, as far as they have come */
export function useWatchTable(
  grid: RefObject<HTMLElement | null>,
  closes: ReadonlyMap<string, Float64Array>,
): WatchTable {
  const text = useText();
  const { quotes } = useServices();
  const { choice, sortBy, show } = useTableChoice("watch", KEYS, HIDDEN_FIRST);
  const { sort, descending, hidden } = choice;
  const chosen = useMemo(() => WATCH_COLUMNS.filter(({ key }) => !hidden.includes(key)), [hidden]);
  const columns = useFitting(grid, chosen);
  const by = WATCH_COLUMNS.find(({ key }) => key === sort);
  const turn = useOrderTurn(grid, by?.live === true);

  const factsOf = useCallback(
    (instrument: Instrument): WatchFacts => ({
      instrument,
      quote: quotes.get(instrument.id)?.quote,
      closes: closes.get(instrument.id),
    }),
    [quotes, closes],
  );
  const order = useCallback(
    (rows: readonly Instrument[]) => sorted(rows, by && ((row) => by.of(factsOf(row))), descending),
    // A turn is a new order of the same rows.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [by, factsOf, descending, turn],
  );
  const save = (rows: readonly Instrument[]): void => {
    const lines = rows.map((row) => chosen.map(({ of }) => of(factsOf(row))));
    // The file has points, whatever is shown.
    const head = chosen.map(({ key }) => text(key === "watch.spread" ? "watch.spread.points" : key));
    saveCsv("watch", head, lines);
  };
  return { choice, sortBy, show, columns, order, save };
}

function useFitting(grid: RefObject<HTMLElement | null>, chosen: readonly WatchColumn[]): readonly WatchColumn[] {
  const [room, setRoom] = useState(Number.POSITIVE_INFINITY);
  useLayoutEffect(() => {
    const host = grid.current;
    if (host === null) return;
    const look = (): void => {
      const now = host.clientWidth - EDGE_PX;
      // As many fit as before: a divider that is dragged draws nothing anew.
      setRoom((before) => (fitting(chosen, before).length === fitting(chosen, now).length ? before : now));
    };
    look();
    const observer = new ResizeObserver(look);
    observer.observe(host);
    return () => observer.disconnect();
  }, [grid, chosen]);
  return useMemo(() => fitting(chosen, room), [chosen, room]);
}

/** Counts up when rows may change places: never under the pointer, nor while the keyboard is in the list. */
function useOrderTurn(grid: RefObject<HTMLElement | null>, live: boolean): number {
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (!live) return;
    const timer = setInterval(() => {
      if (grid.current?.matches(":hover, :focus, :focus-within") === false) setTurn((before) => before + 1);
    }, ORDER_MS);
    return () => clearInterval(timer);
  }, [grid, live]);
  return turn;
}
