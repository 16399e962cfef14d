import type { ReactNode } from "react";
import type { Account, Position } from "#shared/contract/accounts.ts";
import type { Instrument } from "#shared/contract/market.ts";
import { lotsText } from "../../format/lots.ts";
import { amountText } from "../../format/money.ts";
import { formatOf, priceTextOf } from "../../hooks/use-instruments.ts";
import { useCell } from "../../hooks/use-store.ts";
import { useSubmit } from "../../hooks/use-submit.ts";
import { longAgeText } from "../../i18n/age-text.ts";
import { originText } from "../../i18n/origin-words.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { OutcomeLine } from "../order-outcome/outcome-line.tsx";
import { LevelCell } from "./level-cell.tsx";
import { LivePrice, LiveResult } from "./live-result.tsx";
import { type LevelName, stopsOrder } from "./orders-for-position.ts";
import { PositionActions } from "./position-actions.tsx";

export const POSITION_COLUMNS = 12;
const LEVELS: readonly LevelName[] = ["stopLoss", "takeProfit"];

interface PositionRowProps {
  readonly account: Account;
  readonly position: Position;
  readonly all: readonly Position[];
  readonly instrument: Instrument | undefined;
  /** Broker ms; undefined while the broker's clock is not known. */
  readonly nowMs: number | undefined;
}

/** One open position: what it is, how it stands, and what can be done to it. */
export function PositionRow({ account, position, all, instrument, nowMs }: PositionRowProps): ReactNode {
  const text = useText();
  const submission = useSubmit();
  const { selected } = useServices();
  const chosen = useCell(selected) === position.id;
  const choose = (): void => selected.set(position.id);
  const { symbol, side, volume, priceOpen, swap, openMs, origin, comment } = position;
  return (
    <>
      {/* Chosen by pointer, or by the keyboard's way to one of its buttons: what the close key acts on. */}
      <tr data-position={position.id} aria-current={chosen || undefined} onPointerDown={choose} onFocus={choose}>
        <th scope="row" className="cell-name selectable">
          {symbol}
        </th>
        <td className={`side-${side}`}>{text(`kind.${side}`)}</td>
        <td className="number">{lotsText(volume)}</td>
        <td className="number price">{priceTextOf(instrument, priceOpen)}</td>
        <td className="number price">
          <LivePrice position={position} instrument={instrument} />
        </td>
        {LEVELS.map((level) => (
          <td key={level} className="number">
            <LevelCell
              name={text(`column.${level}`)}
              symbol={symbol}
              shown={priceTextOf(instrument, position[level])}
              value={position[level]}
              disabled={submission.holds}
              account={account}
              onSet={(typed) => submission.place(account.id, stopsOrder(position, level, typed))}
            />
          </td>
        ))}
        <td className="number wide">{amountText(swap)}</td>
        <td className="number cell-result">
          <LiveResult position={position} instrument={instrument} />
        </td>
        <td className="number wide">
          {nowMs === undefined ? "\u2013" : longAgeText(text, Math.max(0, nowMs - openMs))}
        </td>
        <td className="widest dim cell-origin selectable" title={`#${position.ticket} ${comment}`}>
          {originText(text, origin, comment)}
        </td>
        <td>
          <PositionActions account={account} position={position} all={all} submission={submission} />
        </td>
      </tr>
      {submission.phase !== "idle" && (
        <tr>
          <td colSpan={POSITION_COLUMNS} className="cell-outcome">
            <OutcomeLine submission={submission} format={formatOf(instrument)} />
          </td>
        </tr>
      )}
    </>
  );
}
