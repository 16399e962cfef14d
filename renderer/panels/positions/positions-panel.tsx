import type { ReactNode } from "react";
import "../../ui/table.css";
import "../settings/settings.css";
import "./positions.css";
import { useInstrumentsBySymbol } from "../../hooks/use-instruments.ts";
import { useMarketNow } from "../../hooks/use-market-now.ts";
import type { TextKey } from "../../i18n/i18n.ts";
import { useText } from "../../i18n/use-text.ts";
import { useShownPositions } from "../../services/holdings.ts";
import { useShownAccount } from "../../services/shown.ts";
import { PositionRow } from "./position-row.tsx";

const COLUMNS: readonly (readonly [TextKey, string])[] = [
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
  if (account === undefined || held === undefined || held.positions.length === 0)
    return <p className="panel-empty">{text("positions.empty")}</p>;
  return (
    <div className="holdings" data-stale={!held.live || undefined}>
      {!held.live && <p className="holdings-note">{text("positions.stale")}</p>}
      <table className="table holdings-table" aria-label={text("dock.positions")}>
        <thead>
          <tr>
            {COLUMNS.map(([key, name]) => (
              <th key={key} scope="col" className={name}>
                {text(key)}
              </th>
            ))}
            <th scope="col">
              <span className="visually-hidden">{text("column.actions")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
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
        </tbody>
      </table>
    </div>
  );
}
