import type { ReactNode } from "react";
import "../../ui/table.css";
import "../settings/settings.css";
import "./positions.css";
import type { TextKey } from "../../i18n/i18n.ts";
import { useText } from "../../i18n/use-text.ts";

/** A column's heading and the classes of its cells. */
export type Column = readonly [TextKey, string];

interface Props {
  readonly label: string;
  readonly columns: readonly Column[];
  /** Said above the table when the set may be old; undefined while it is live. */
  readonly stale: string | undefined;
  readonly children: ReactNode;
}

/** What an account holds, a row each with its actions last; dimmed and said in words when the set may be old. */
export function HoldingsTable({ label, columns, stale, children }: Props): ReactNode {
  const text = useText();
  return (
    <div className="holdings" data-stale={stale !== undefined || undefined}>
      {stale !== undefined && <p className="holdings-note">{stale}</p>}
      <table className="table holdings-table" aria-label={label}>
        <thead>
          <tr>
            {columns.map(([key, name]) => (
              <th key={key} scope="col" className={name}>
                {text(key)}
              </th>
            ))}
            <th scope="col">
              <span className="visually-hidden">{text("column.actions")}</span>
            </th>
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
