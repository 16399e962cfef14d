import { ArrowLeftRight, X } from "lucide-react";
import type { ReactNode } from "react";
import type { Account } from "#shared/contract/accounts.ts";
import type { Instrument } from "#shared/contract/market.ts";
import type { PriceChart } from "../../chart/price-chart.ts";
import { type LineRole, levelOf, snapped, type TradeLine } from "../../chart/trade-lines.ts";
import { lotsText } from "../../format/lots.ts";
import { priceFormat } from "../../format/price.ts";
import type { Submission } from "../../hooks/use-submit.ts";
import { accountText } from "../../i18n/account-words.ts";
import type { Text } from "../../i18n/i18n.ts";
import { useText } from "../../i18n/use-text.ts";
import { Icon } from "../../ui/icon.tsx";
import { SendingIconButton } from "../order-outcome/sending-button.tsx";
import { pendingKind, removeOrder } from "../orders/orders-for-pending.ts";
import { LiveResult } from "../positions/live-result.tsx";
import { closeOrder } from "../positions/orders-for-position.ts";
import { isMovable } from "./line-orders.ts";
import { type LineMoves, lineHandlers } from "./use-line-moves.ts";

/** Pixels from the present price at which a level that is set anew first appears. */
const NEW_LEVEL_PX = 48;

interface LineLabelProps {
  readonly account: Account;
  readonly instrument: Instrument;
  readonly chart: PriceChart;
  readonly line: TradeLine;
  readonly moves: LineMoves;
  readonly submission: Submission;
  /** False: the terminal is away, and nothing can be moved. */
  readonly live: boolean;
  /** Where it is being moved to; undefined while it rests. */
  readonly movingTo: number | undefined;
}

const NAMES = { price: "column.price", entry: "column.open" } as const;

const levelName = (text: Text, role: Exclude<LineRole, "price" | "entry">): string =>
  role === "stopLimit" ? text("ticket.stopLimit") : text(`line.${role}`);

/** What a line is, in words: `S/L of EURUSD buy 0.10 at 1.08120`. */
export function lineName(text: Text, line: TradeLine, price: string): string {
  const { role, symbol, lots } = line;
  const { subject } = line;
  const side = text(subject.kind === "order" ? `kind.${subject.order.kind}` : `kind.${line.side}`);
  const named = role === "price" || role === "entry" ? text(NAMES[role]) : levelName(text, role);
  return text("line.of", { line: named, symbol, side, lots: lotsText(lots), price });
}

/** A line with its handle: what it is, what it is worth, and what can be done from it. */
export function LineLabel(props: LineLabelProps): ReactNode {
  const { account, instrument, chart, line, moves, submission, live, movingTo } = props;
  const text = useText();
  const { role, subject, price = 0, side, lots } = line;
  const shown = priceFormat(instrument).text(price);
  const name = lineName(text, line, shown);
  const movable = live && isMovable(line);
  const order = subject.kind === "order" ? subject.order : undefined;
  const caption =
    role === "price" || role === "entry"
      ? text("line.entry", {
          side: text(order === undefined ? `kind.${side}` : `kind.${order.kind}`),
          lots: lotsText(lots),
        })
      : text("line.level", { line: levelName(text, role), lots: lotsText(lots) });
  return (
    <div
      className="trade-line"
      data-role={role}
      data-side={side}
      data-moving={movingTo !== undefined || undefined}
      data-price={price}
    >
      <span className="trade-line-rule" />
      <div className="trade-line-label">
        {movable ? (
          <span
            className="trade-line-handle"
            role="slider"
            tabIndex={0}
            aria-orientation="vertical"
            aria-label={text("line.movable", { line: name })}
            aria-valuenow={price}
            aria-valuetext={shown}
            {...lineHandlers(chart, instrument, line, movingTo ?? price, moves)}
          >
            {caption}
          </span>
        ) : (
          <span className="trade-line-name" title={name}>
            {caption}
          </span>
        )}
        {role === "entry" && subject.kind === "position" && (
          <LiveResult position={subject.position} instrument={instrument} />
        )}
        {live && (role === "entry" || role === "price") && (
          <LineActions {...{ account, instrument, chart, line, moves, submission }} />
        )}
      </div>
    </div>
  );
}

function LineActions(props: Omit<LineLabelProps, "live" | "movingTo">): ReactNode {
  const { account, instrument, chart, line, moves, submission } = props;
  const text = useText();
  const { subject, lots, symbol, side } = line;
  const named = { lots: lotsText(lots), symbol, account: accountText(text, account) };
  const position = subject.kind === "position" ? subject.position : undefined;
  const setAnew = (role: LineRole): void => {
    const from = position?.priceCurrent ?? line.price ?? 0;
    const down = (role === "stopLoss") === (side === "buy");
    const at = chart.priceAt((chart.yOf(from) ?? 0) + (down ? NEW_LEVEL_PX : -NEW_LEVEL_PX));
    if (at !== undefined) moves.onMove(levelOf(subject, role), snapped(at, instrument));
  };
  const missing = (["stopLoss", "takeProfit"] as const).filter((role) => levelOf(subject, role).price === undefined);
  const kind = subject.kind === "order" ? pendingKind(subject.order) : undefined;
  return (
    <span className="trade-line-actions">
      {(position !== undefined || kind !== undefined) &&
        missing.map((role) => (
          <button
            key={role}
            type="button"
            className="trade-line-add"
            aria-label={`${text(role === "stopLoss" ? "line.setStopLoss" : "line.setTakeProfit")}, ${symbol}`}
            title={text(role === "stopLoss" ? "line.setStopLoss" : "line.setTakeProfit")}
            onClick={() => setAnew(role)}
          >
            {text(`line.${role}`)}
          </button>
        ))}
      {position !== undefined && (
        <>
          <SendingIconButton
            account={account}
            what={text("positions.reverse", named)}
            disabled={submission.holds}
            onSend={() => submission.reverse(account.id, position.id)}
          >
            <Icon of={ArrowLeftRight} size={12} />
          </SendingIconButton>
          <SendingIconButton
            account={account}
            what={text("positions.close.long", named)}
            disabled={submission.holds}
            onSend={() => submission.place(account.id, closeOrder(position, null))}
          >
            <Icon of={X} size={12} />
          </SendingIconButton>
        </>
      )}
      {subject.kind === "order" && kind !== undefined && (
        <SendingIconButton
          account={account}
          what={text("orders.remove", { ...named, kind: text(`kind.${kind}`) })}
          disabled={submission.holds}
          onSend={() => submission.place(account.id, removeOrder(subject.order, kind))}
        >
          <Icon of={X} size={12} />
        </SendingIconButton>
      )}
    </span>
  );
}
