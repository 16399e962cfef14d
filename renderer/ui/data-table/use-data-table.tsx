import { Columns3 } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { TextKey } from "../../i18n/i18n.ts";
import { useText } from "../../i18n/use-text.ts";
import { IconButton } from "../button.tsx";
import { download } from "../download.ts";
import { Icon } from "../icon.tsx";
import { Menu, MenuFlag, MenuGroup, MenuItem, MenuLine } from "../menu.tsx";
import "./data-table.css";
import { csvText } from "./csv.ts";
import { type CellValue, sorted } from "./sorted.ts";
import { useTableChoice } from "./table-choice.ts";

/** A column: its heading, the classes of its cells, and what it says of a row. */
export interface DataColumn<Row> {
  readonly key: TextKey;
  readonly look: string;
  readonly of: (row: Row) => CellValue;
  /** The same in a file, where it is written otherwise than it is sorted: times. */
  readonly file?: (row: Row) => CellValue;
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

/**
 * Rows in the order of a column. They change places when the user sorts, or when a row comes or goes: never because a
 * figure has moved, under a pointer that is about to press.
 */
function useOrder<Row>(
  rows: readonly Row[],
  idOf: (row: Row) => string,
  column: DataColumn<Row> | undefined,
  descending: boolean,
): readonly Row[] {
  const now = { column: column?.key, descending, ids: rows.map(idOf).toSorted().join("\n") };
  const inOrder = (): readonly string[] => sorted(rows, column?.of, descending).map(idOf);
  const [kept, setKept] = useState(() => ({ ...now, order: inOrder() }));
  const same = kept.column === now.column && kept.descending === now.descending && kept.ids === now.ids;
  const order = same ? kept.order : inOrder();
  if (!same) setKept({ ...now, order });
  if (column === undefined) return rows;
  const byId = new Map(rows.map((row) => [idOf(row), row]));
  return order.flatMap((id) => byId.get(id) ?? []);
}

/** A table that is sorted by its headings, leaves columns out, and is saved as CSV. The first column always stays. */
export function useDataTable<Row>({ name, columns, rows, idOf, actions }: DataTableParts<Row>): DataTable<Row> {
  const text = useText();
  const keys = columns.map(({ key }) => key);
  const { choice, sortBy, show } = useTableChoice(name, keys);
  const { sort, descending, hidden } = choice;
  const ordered = useOrder(
    rows,
    idOf,
    columns.find(({ key }) => key === sort),
    descending,
  );
  const save = (): void => {
    const seen = columns.filter(({ key }) => !hidden.includes(key));
    const lines = ordered.map((row) => seen.map(({ of, file = of }) => file(row)));
    const words = csvText(
      seen.map(({ key }) => text(key)),
      lines,
    );
    download({ name: `fairlead-${name}.csv`, blob: new Blob([words], { type: "text/csv" }) });
  };
  const menu = (
    <Menu
      trigger={
        <IconButton label={text("table.menu")} className="table-menu">
          <Icon of={Columns3} size={13} />
        </IconButton>
      }
    >
      <MenuItem words={text("table.csv")} disabled={rows.length === 0} onChoose={save} />
      <MenuLine />
      <MenuGroup label={text("table.columns")}>
        {columns.slice(1).map(({ key }) => (
          <MenuFlag key={key} words={text(key)} checked={!hidden.includes(key)} onChange={(on) => show(key, on)} />
        ))}
      </MenuGroup>
    </Menu>
  );
  const head = (
    <thead>
      <tr>
        {columns.map(({ key, look }) => {
          const by = sort === key;
          return (
            <th
              key={key}
              scope="col"
              className={look}
              aria-sort={by ? (descending ? "descending" : "ascending") : "none"}
            >
              <button
                type="button"
                className="table-sort"
                title={text("table.sort", { column: text(key) })}
                onClick={() => sortBy(key)}
              >
                {text(key)}
                <span aria-hidden>{by ? (descending ? " ↓" : " ↑") : ""}</span>
              </button>
              {actions === undefined && key === keys.at(-1) && menu}
            </th>
          );
        })}
        {actions !== undefined && (
          <th scope="col" className="table-last">
            <span className="visually-hidden">{text("column.actions")}</span> {actions}
            {menu}
          </th>
        )}
      </tr>
    </thead>
  );
  const places = columns.flatMap(({ key }, at) => (hidden.includes(key) ? [at + 1] : []));
  return { rows: ordered, hide: places.length === 0 ? undefined : places.join(" "), head };
}
