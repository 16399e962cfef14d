import type { ReactNode } from "react";
import type { PendingOrder } from "#shared/contract/accounts.ts";
import { stampText } from "../../format/clock.ts";
import { useInstrumentsBySymbol } from "../../hooks/use-instruments.ts";
import { useCell } from "../../hooks/use-store.ts";
import { useText } from "../../i18n/use-text.ts";
import { useShownOrders } from "../../services/holdings.ts";
import { useServices } from "../../services/services.ts";
import { useShownAccount } from "../../services/shown.ts";
import type { DataColumn } from "../../ui/data-table/use-data-table.tsx";
import { HoldingsTable } from "../positions/holdings-table.tsx";
import { OrderRow } from "./order-row.tsx";

const COLUMNS: readonly DataColumn<PendingOrder>[] = [
  { key: "column.symbol", look: "", of: ({ symbol }) => symbol },
  { key: "column.kind", look: "", of: ({ kind }) => kind },
  { key: "column.lots", look: "number", of: ({ volumeCurrent }) => volumeCurrent },
  { key: "column.price", look: "number", of: ({ price }) => price },
  { key: "column.stopLoss", look: "number", of: ({ stopLoss }) => stopLoss },
  { key: "column.takeProfit", look: "number", of: ({ takeProfit }) => takeProfit },
  {
    key: "column.expiry",
    look: "",
    of: ({ expiryMs }) => expiryMs,
    file: ({ life, expiryMs }) => (expiryMs === undefined ? life : stampText(expiryMs)),
  },
  { key: "column.origin", look: "widest", of: ({ origin, comment }) => comment || origin },
];
const idOf = ({ id }: PendingOrder): string => id;

/** The pending orders of the account on screen. */
export function OrdersPanel(): ReactNode {
  const text = useText();
  const account = useShownAccount();
  const held = useShownOrders();
  const instruments = useInstrumentsBySymbol();
  const cutOff = useCell(useServices().status).phase !== "open";
  if (account === undefined || held === undefined || held.orders.length === 0)
    return <p className="panel-empty">{text("orders.empty")}</p>;
  return (
    <HoldingsTable
      // Another account's order may have the same number: nothing that was begun here goes on there.
      key={account.id}
      account={account}
      label={text("dock.orders")}
      name="orders"
      columns={COLUMNS}
      rows={held.orders}
      idOf={idOf}
      stale={cutOff ? text("orders.cutOff") : held.live ? undefined : text("orders.stale")}
      renderRow={(order) => (
        <OrderRow key={order.id} account={account} order={order} instrument={instruments.get(order.symbol)} />
      )}
    />
  );
}
