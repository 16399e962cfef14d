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
import { type TableChoice, useTableChoice } from "./table-choice.ts";

/** A column: its heading, and what it says of a row. */
export interface TableColumn<Row> {
  readonly key: TextKey;
  readonly of: (row: Row) => CellValue;
  /** The same in a file, where it is written otherwise than it is sorted: times, words. */
  readonly file?: ((row: Row) => CellValue) | undefined;
}

interface TableParts<Row, Column> {
  /** The rows as the user sorted them. */
  readonly rows: readonly Row[];
  /** The columns that the user has left in sight. */
  readonly seen: readonly Column[];
  readonly choice: TableChoice;
  readonly sortBy: (key: string) => void;
  /** Saves what is in sight, and chooses columns. */
  readonly menu: ReactNode;
}

interface TablePartsOf<Row, Column> {
  /** Its name in the memory, and in the name of its file. */
  readonly name: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  readonly idOf: (row: Row) => string;
}

/**
 * Rows in the order of a column. They change places when the user sorts, or when a row comes or goes: never because a
 * figure has moved, under a pointer that is about to press.
 */
function useOrder<Row>(
  rows: readonly Row[],
  idOf: (row: Row) => string,
  column: TableColumn<Row> | undefined,
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

/** What every table has, whatever it is drawn with: an order, columns that are left out, a file. The first column stays. */
export function useTableParts<Row, Column extends TableColumn<Row>>({
  name,
  columns,
  rows,
  idOf,
}: TablePartsOf<Row, Column>): TableParts<Row, Column> {
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
  const seen = columns.filter(({ key }) => !hidden.includes(key));
  const save = (): void => {
    const lines = ordered.map((row) => seen.map(({ of, file = of }) => file(row)));
    const head = seen.map(({ key }) => text(key));
    saveCsv(name, head, lines);
  };
  const menu = <TableMenu columns={keys} hidden={hidden} onShow={show} onSave={rows.length === 0 ? undefined : save} />;
  return { rows: ordered, seen, choice, sortBy, menu };
}

/** Hands a table to the user as a file. */
export const saveCsv = (name: string, head: readonly string[], lines: readonly (readonly CellValue[])[]): void =>
  download({ name: `fairlead-${name}.csv`, blob: new Blob([csvText(head, lines)], { type: "text/csv" }) });

interface TableMenuProps {
  /** Keys of all columns; the first one cannot be left out. */
  readonly columns: readonly TextKey[];
  readonly hidden: readonly string[];
  readonly onShow: (key: string, shown: boolean) => void;
  /** Undefined: there is nothing to save. */
  readonly onSave: (() => void) | undefined;
  /** Where the table is saved from elsewhere. */
  readonly saves?: boolean;
  /** What this table has besides. */
  readonly children?: ReactNode;
}

/** The menu at the end of a table's headings. */
export function TableMenu({ columns, hidden, onShow, onSave, saves = true, children }: TableMenuProps): ReactNode {
  const text = useText();
  return (
    <Menu
      trigger={
        <IconButton label={text("table.menu")} className="table-menu">
          <Icon of={Columns3} size={13} />
        </IconButton>
      }
    >
      {saves && (
        <>
          <MenuItem words={text("table.csv")} disabled={onSave === undefined} onChoose={() => onSave?.()} />
          <MenuLine />
        </>
      )}
      {children}
      <MenuGroup label={text("table.columns")}>
        {columns.slice(1).map((key) => (
          <MenuFlag key={key} words={text(key)} checked={!hidden.includes(key)} onChange={(on) => onShow(key, on)} />
        ))}
      </MenuGroup>
    </Menu>
  );
}

interface SortButtonProps {
  readonly column: TextKey;
  /** Its heading, where it is another than the column's name. */
  readonly words?: string | undefined;
  readonly choice: Pick<TableChoice, "sort" | "descending">;
  readonly onSort: (key: string) => void;
}

/** A heading that sorts. */
export function SortButton({ column, words, choice: { sort, descending }, onSort }: SortButtonProps): ReactNode {
  const text = useText();
  const name = text(column);
  return (
    <button
      type="button"
      className="table-sort"
      title={text("table.sort", { column: name })}
      onClick={() => onSort(column)}
    >
      {words ?? name}
      <span aria-hidden>{sort === column ? (descending ? " ↓" : " ↑") : ""}</span>
    </button>
  );
}

/** What a heading says to a screen reader. */
export const sortState = (
  { sort, descending }: Pick<TableChoice, "sort" | "descending">,
  column: string,
): "ascending" | "descending" | "none" => (sort !== column ? "none" : descending ? "descending" : "ascending");
