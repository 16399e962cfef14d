import type { ReactNode } from "react";
import "../../ui/table.css";
import "../settings/settings.css";
import "../positions/positions.css";
import { useInstrumentsBySymbol } from "../../hooks/use-instruments.ts";
import type { TextKey } from "../../i18n/i18n.ts";
import { useText } from "../../i18n/use-text.ts";
import { useShownOrders } from "../../services/holdings.ts";
import { useShownAccount } from "../../services/shown.ts";
import { OrderRow } from "./order-row.tsx";

const COLUMNS: readonly (readonly [TextKey, string])[] = [
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
    <div className="holdings" data-stale={!held.live || undefined}>
      {!held.live && <p className="holdings-note">{text("orders.stale")}</p>}
      <table className="table holdings-table" aria-label={text("dock.orders")}>
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
          {held.orders.map((order) => (
            <OrderRow key={order.id} account={account} order={order} instrument={instruments.get(order.symbol)} />
          ))}
        </tbody>
      </table>
    </div>
  );
}
