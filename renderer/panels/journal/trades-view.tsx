import { type ReactNode, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import type { JournalTrade, TradeFilter, TradeSort } from "#shared/contract/journal-trade.ts";
import { useCell } from "../../hooks/use-store.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { ErrorNote } from "../../ui/error-note.tsx";
import { TradeDetailPane } from "./trade-detail.tsx";
import { TradePages } from "./trade-pages.ts";
import { TradeTable } from "./trade-table.tsx";
import type { JournalState } from "./use-journal-state.ts";

interface TradesViewProps {
  readonly state: JournalState | undefined;
  readonly filter: TradeFilter;
  readonly knownTags: readonly string[];
  /** Whether the list takes the keyboard when it appears. */
  readonly focused: boolean;
}

const backToGrid = (): void => document.getElementById("journal-grid")?.focus();

/** The list of closed trades, and beside it the one that was opened. */
export function TradesView({ state, filter, knownTags, focused }: TradesViewProps): ReactNode {
  const text = useText();
  const { client, status } = useServices();
  const { generation } = useCell(status);
  const [sort, setSort] = useState<TradeSort>({ by: "closed", descending: true });
  const [active, setActive] = useState(-1);
  const [open, setOpen] = useState<string>();
  const asked = JSON.stringify(filter);
  const pages = useMemo(() => {
    const only = JSON.parse(asked) as TradeFilter;
    return new TradePages((offset, limit) => client.journal.trades({ filter: only, sort, offset, limit }));
  }, [client, asked, sort]);
  useSyncExternalStore(pages.subscribe, pages.version);
  const asOf = `${generation} ${state?.revision}`;
  useEffect(() => pages.refresh(asOf), [pages, asOf]);
  const { total, error } = pages;

  const show = (trade: JournalTrade): void => setOpen(trade.tradeId);
  const close = (): void => {
    setOpen(undefined);
    backToGrid();
  };
  const goTo = (index: number): void => {
    setActive(index);
    const trade = pages.row(index);
    if (open !== undefined && trade !== undefined) setOpen(trade.tradeId);
  };
  const filtered = asked !== "{}";
  return (
    <div className="journal-trades">
      <div className="journal-list">
        {error !== undefined && <ErrorNote error={error} />}
        {total === undefined && error === undefined && <p className="panel-empty">{text("journal.loading")}</p>}
        {total === 0 && <p className="panel-empty">{text(filtered ? "journal.noMatch" : "journal.empty")}</p>}
        {total !== undefined && total > 0 && (
          <TradeTable
            pages={pages}
            total={total}
            focused={focused}
            sort={sort}
            active={Math.min(active, total - 1)}
            openId={open}
            onSort={setSort}
            onActive={goTo}
            onOpen={show}
            onClose={() => setOpen(undefined)}
          />
        )}
        <p className="journal-foot" role="status">
          {total !== undefined && total > 0 && text("journal.count", { count: total })}
          {state !== undefined && state.measuring > 0 && (
            <span className="dim">{text("journal.measuring", { count: state.measuring })}</span>
          )}
        </p>
      </div>
      {open !== undefined && (
        <TradeDetailPane
          key={open}
          tradeId={open}
          revision={state?.revision ?? 0}
          knownTags={knownTags}
          onClose={close}
        />
      )}
    </div>
  );
}
