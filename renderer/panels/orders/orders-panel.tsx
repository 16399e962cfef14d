import type { ReactNode } from "react";
import { useInstrumentsBySymbol } from "../../hooks/use-instruments.ts";
import { useText } from "../../i18n/use-text.ts";
import { useShownOrders } from "../../services/holdings.ts";
import { useShownAccount } from "../../services/shown.ts";
import { type Column, HoldingsTable } from "../positions/holdings-table.tsx";
import { OrderRow } from "./order-row.tsx";

const COLUMNS: readonly Column[] = [
  ["column.symbol", ""],
  ["column.kind", ""],
  ["column.lots", "number"],
  ["column.price", "number"],
  ["column.stopLoss", "number"],
  ["column.takeProfit", "number"],
  ["column.expiry", ""],
  ["column.origin", "widest"],
];

/** The pending orders of the account on screen. */
export function OrdersPanel(): ReactNode {
  const text = useText();
  const account = useShownAccount();
  const held = useShownOrders();
  const instruments = useInstrumentsBySymbol();
  if (account === undefined || held === undefined || held.orders.length === 0)
    return <p className="panel-empty">{text("orders.empty")}</p>;
  return (
    <HoldingsTable label={text("dock.orders")} columns={COLUMNS} stale={held.live ? undefined : text("orders.stale")}>
      {held.orders.map((order) => (
        <OrderRow key={order.id} account={account} order={order} instrument={instruments.get(order.symbol)} />
      ))}
    </HoldingsTable>
  );
}
