import { Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import type { Account, PendingOrder } from "#shared/contract/accounts.ts";
import type { Instrument } from "#shared/contract/market.ts";
import { clockText, dateText } from "../../format/clock.ts";
import { lotsText } from "../../format/lots.ts";
import { formatOf, priceTextOf } from "../../hooks/use-instruments.ts";
import { useSubmit } from "../../hooks/use-submit.ts";
import { accountText } from "../../i18n/account-words.ts";
import { originText } from "../../i18n/origin-words.ts";
import { useText } from "../../i18n/use-text.ts";
import { Icon } from "../../ui/icon.tsx";
import { OutcomeLine } from "../order-outcome/outcome-line.tsx";
import { SendingIconButton } from "../order-outcome/sending-button.tsx";
import { LevelCell } from "../positions/level-cell.tsx";
import { modifyOrder, type OrderLevel, pendingKind, removeOrder } from "./orders-for-pending.ts";

export const ORDER_COLUMNS = 9;
const LEVELS: readonly Exclude<OrderLevel, "stopLimit">[] = ["price", "stopLoss", "takeProfit"];

interface OrderRowProps {
  readonly account: Account;
  readonly order: PendingOrder;
  readonly instrument: Instrument | undefined;
}

/** One pending order; its levels are changed in place. */
export function OrderRow({ account, order, instrument }: OrderRowProps): ReactNode {
  const text = useText();
  const submission = useSubmit();
  const kind = pendingKind(order);
  const { symbol, volumeCurrent, stopLimit, life, expiryMs, origin, comment } = order;
  const lots = lotsText(volumeCurrent);
  const to = accountText(text, account);
  const kindText = text(`kind.${order.kind}`);
  const levelCell = (level: OrderLevel, name: string): ReactNode => (
    <LevelCell
      name={name}
      symbol={symbol}
      shown={priceTextOf(instrument, order[level])}
      value={order[level]}
      disabled={submission.holds || kind === undefined}
      account={account}
      onSet={(typed) => {
        if (kind !== undefined) submission.place(account.id, modifyOrder(order, kind, level, typed));
      }}
    />
  );
  return (
    <>
      <tr data-order={order.id}>
        <th scope="row" className="cell-name selectable">
          {symbol}
        </th>
        <td className={order.kind.startsWith("buy") ? "side-buy" : "side-sell"}>
          {kindText}
          {stopLimit !== undefined && <> {levelCell("stopLimit", text("ticket.stopLimit"))}</>}
        </td>
        <td className="number">{lots}</td>
        {LEVELS.map((level) => (
          <td key={level} className="number">
            {levelCell(level, text(`column.${level}`))}
          </td>
        ))}
        <td>
          {life === "day"
            ? text("orders.day")
            : expiryMs === undefined
              ? text("orders.gtc")
              : `${dateText(expiryMs)} ${clockText(expiryMs).slice(0, 5)}`}
        </td>
        <td className="widest dim cell-origin selectable" title={`#${order.id} ${comment}`}>
          {originText(text, origin, comment)}
        </td>
        <td>
          <div className="row-actions">
            {kind !== undefined && (
              <SendingIconButton
                account={account}
                what={text("orders.remove", { kind: kindText, lots, symbol, account: to })}
                disabled={submission.holds}
                onSend={() => submission.place(account.id, removeOrder(order, kind))}
              >
                <Icon of={Trash2} />
              </SendingIconButton>
            )}
          </div>
        </td>
      </tr>
      {submission.phase !== "idle" && (
        <tr>
          <td colSpan={ORDER_COLUMNS} className="cell-outcome">
            <OutcomeLine submission={submission} format={formatOf(instrument)} />
          </td>
        </tr>
      )}
    </>
  );
}
