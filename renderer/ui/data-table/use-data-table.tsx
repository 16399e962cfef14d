import type { ReactNode } from "react";
import { useText } from "../../i18n/use-text.ts";
import { SortButton, sortState, type TableColumn, useTableParts } from "./use-table-parts.tsx";

/** A column of a table: its heading, the classes of its cells, and what it says of a row. */
export interface DataColumn<Row> extends TableColumn<Row> {
  readonly look: string;
}

interface DataTable<Row> {
  /** The rows as the user sorted them. */
  readonly rows: readonly Row[];
  /** Places (from 1) of columns out of sight, for the table's `data-hide`. */
  readonly hide: string | undefined;
  readonly head: ReactNode;
}

interface DataTableParts<Row> {
  /** Its name in the memory, and in the name of its file. */
  readonly name: string;
  readonly columns: readonly DataColumn<Row>[];
  readonly rows: readonly Row[];
  readonly idOf: (row: Row) => string;
  /** A last column for what can be done with a row; what stands in its heading: to whom it is done. */
  readonly actions?: ReactNode;
}

/** A table that is sorted by its headings, leaves columns out, and is saved as CSV. The first column always stays. */
export function useDataTable<Row>({ actions, ...parts }: DataTableParts<Row>): DataTable<Row> {
  const text = useText();
  const { rows, seen, choice, sortBy, menu } = useTableParts(parts);
  const { columns } = parts;
  const head = (
    <thead>
      <tr>
        {columns.map(({ key, look }) => (
          <th key={key} scope="col" className={look} aria-sort={sortState(choice, key)}>
            <SortButton column={key} choice={choice} onSort={sortBy} />
            {actions === undefined && key === columns.at(-1)?.key && menu}
          </th>
        ))}
        {actions !== undefined && (
          <th scope="col" className="table-last">
            <span className="visually-hidden">{text("column.actions")}</span> {actions}
            {menu}
          </th>
        )}
      </tr>
    </thead>
  );
  const places = columns.flatMap((column, at) => (seen.includes(column) ? [] : [at + 1]));
  return { rows, hide: places.length === 0 ? undefined : places.join(" "), head };
}
