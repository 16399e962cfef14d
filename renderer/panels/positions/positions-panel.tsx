import type { ReactNode } from "react";
import { useInstrumentsBySymbol } from "../../hooks/use-instruments.ts";
import { useKeys } from "../../hooks/use-keys.ts";
import { useMarketNow } from "../../hooks/use-market-now.ts";
import { useText } from "../../i18n/use-text.ts";
import { useShownPositions } from "../../services/holdings.ts";
import { useShownAccount } from "../../services/shown.ts";
import { type Column, HoldingsTable } from "./holdings-table.tsx";
import { PositionRow } from "./position-row.tsx";

const COLUMNS: readonly Column[] = [
  ["column.symbol", ""],
  ["column.side", ""],
  ["column.lots", "number"],
  ["column.open", "number"],
  ["column.current", "number"],
  ["column.stopLoss", "number"],
  ["column.takeProfit", "number"],
  ["column.swap", "number wide"],
  ["column.profit", "number"],
  ["column.age", "number wide"],
  ["column.origin", "widest"],
];

/** The open positions of the account on screen. */
export function PositionsPanel(): ReactNode {
  const text = useText();
  const account = useShownAccount();
  const held = useShownPositions();
  const instruments = useInstrumentsBySymbol();
  const nowMs = useMarketNow();
  const { chord } = useKeys("ticket.toggle");
  if (account === undefined || held === undefined || held.positions.length === 0)
    return (
      <p className="panel-empty">
        {chord === undefined ? text("positions.none") : text("positions.empty", { key: chord })}
      </p>
    );
  return (
    <HoldingsTable
      label={text("dock.positions")}
      columns={COLUMNS}
      stale={held.live ? undefined : text("positions.stale")}
    >
      {held.positions.map((position) => (
        <PositionRow
          key={position.id}
          account={account}
          position={position}
          all={held.positions}
          instrument={instruments.get(position.symbol)}
          nowMs={nowMs}
        />
      ))}
    </HoldingsTable>
  );
}
