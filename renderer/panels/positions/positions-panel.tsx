import type { ReactNode } from "react";
import type { Position } from "#shared/contract/accounts.ts";
import { stampText } from "../../format/clock.ts";
import { unitsOf } from "../../format/money.ts";
import { useInstrumentsBySymbol } from "../../hooks/use-instruments.ts";
import { useKeys } from "../../hooks/use-keys.ts";
import { useMarketNow } from "../../hooks/use-market-now.ts";
import { useCell } from "../../hooks/use-store.ts";
import { useText } from "../../i18n/use-text.ts";
import { useShownPositions } from "../../services/holdings.ts";
import { useServices } from "../../services/services.ts";
import { useShownAccount } from "../../services/shown.ts";
import type { DataColumn } from "../../ui/data-table/use-data-table.tsx";
import { HoldingsTable } from "./holdings-table.tsx";
import { PositionRow } from "./position-row.tsx";

const COLUMNS: readonly DataColumn<Position>[] = [
  { key: "column.symbol", look: "", of: ({ symbol }) => symbol },
  { key: "column.side", look: "", of: ({ side }) => side },
  { key: "column.lots", look: "number", of: ({ volume }) => volume },
  { key: "column.open", look: "number", of: ({ priceOpen }) => priceOpen },
  { key: "column.current", look: "number", of: ({ priceCurrent }) => priceCurrent },
  { key: "column.stopLoss", look: "number", of: ({ stopLoss }) => stopLoss },
  { key: "column.takeProfit", look: "number", of: ({ takeProfit }) => takeProfit },
  { key: "column.swap", look: "number wide", of: ({ swap }) => unitsOf(swap) },
  { key: "column.profit", look: "number", of: ({ profit }) => unitsOf(profit) },
  // The younger, the less: as the table says it.
  { key: "column.age", look: "number wide", of: ({ openMs }) => -openMs, file: ({ openMs }) => stampText(openMs) },
  { key: "column.origin", look: "widest", of: ({ origin, comment }) => comment || origin },
];
const idOf = ({ id }: Position): string => id;

/** The open positions of the account on screen. */
export function PositionsPanel(): ReactNode {
  const text = useText();
  const account = useShownAccount();
  const held = useShownPositions();
  const instruments = useInstrumentsBySymbol();
  const cutOff = useCell(useServices().status).phase !== "open";
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
      // Another account's position may have the same number: nothing that was begun here goes on there.
      key={account.id}
      account={account}
      label={text("dock.positions")}
      name="positions"
      columns={COLUMNS}
      rows={held.positions}
      idOf={idOf}
      stale={cutOff ? text("positions.cutOff") : held.live ? undefined : text("positions.stale")}
      renderRow={(position) => (
        <PositionRow
          key={position.id}
          account={account}
          position={position}
          all={held.positions}
          instrument={instruments.get(position.symbol)}
          nowMs={nowMs}
        />
      )}
    />
  );
}
