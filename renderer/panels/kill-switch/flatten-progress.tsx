import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { FlattenView } from "#shared/contract/trading.ts";
import { localClockText } from "../../format/clock.ts";
import { useAll } from "../../hooks/use-store.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { closingText } from "./still-open.ts";

interface FlattenProgressProps {
  readonly view: FlattenView;
  /** With the account's name, where several are flattened at once. */
  readonly named: boolean;
}

/** How far a flatten is, position by position, and its proof with the time. */
export function FlattenProgress({ view, named }: FlattenProgressProps): ReactNode {
  const text = useText();
  const { language } = useTranslation().i18n;
  const { accounts } = useServices();
  const name = useAll(accounts).find(({ id }) => id === view.accountId)?.name ?? view.accountId;
  const { stage, positions, positionsLeft, ordersLeft, flatMs } = view;
  const closed = positions.filter((position) => position.closed).length;
  return (
    <div className="flatten" data-stage={stage}>
      <span className="flatten-stage">
        {named && `${name}: `}
        {text(`flatten.${stage}`, {
          closed,
          all: positions.length,
          left: positionsLeft,
          orders: ordersLeft,
          time: flatMs === undefined ? "" : localClockText(flatMs),
        })}
      </span>
      {positions.length > 0 && stage !== "flat" && (
        <ul className="flatten-positions" aria-label={text("flatten.positions")}>
          {positions.map((each) => (
            <li key={each.position} data-closed={each.closed}>
              {closingText(text, language, each)}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
