import type { ReactNode } from "react";
import type { Account } from "#shared/contract/accounts.ts";
import "../../ui/table.css";
import "../settings/settings.css";
import "./positions.css";
import { type DataColumn, useDataTable } from "../../ui/data-table/use-data-table.tsx";
import { LoginTag } from "../account/account-tag.tsx";

interface Props<Row> {
  /** Whose: its buttons send to it. */
  readonly account: Account;
  readonly label: string;
  /** Its name in the memory of what was chosen, and of its file. */
  readonly name: string;
  readonly columns: readonly DataColumn<Row>[];
  readonly rows: readonly Row[];
  readonly idOf: (row: Row) => string;
  /** Said above the table when the set may be old; undefined while it is live. */
  readonly stale: string | undefined;
  readonly renderRow: (row: Row) => ReactNode;
}

/** What an account holds, a row each with its actions last; dimmed and said in words when the set may be old. */
export function HoldingsTable<Row>({
  account,
  label,
  name,
  columns,
  rows,
  idOf,
  stale,
  renderRow,
}: Props<Row>): ReactNode {
  const table = useDataTable({ name, columns, rows, idOf, actions: <LoginTag account={account} /> });
  return (
    <div className="holdings" data-stale={stale !== undefined || undefined}>
      {stale !== undefined && <p className="holdings-note">{stale}</p>}
      <table className="table holdings-table" aria-label={label} data-hide={table.hide}>
        {table.head}
        <tbody>{table.rows.map(renderRow)}</tbody>
      </table>
    </div>
  );
}
