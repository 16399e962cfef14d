import { useState } from "react";

/** What a user chose of a table: what sorts it, and which columns are out of sight. Kept for this computer. */
export interface TableChoice {
  readonly sort: string | undefined;
  readonly descending: boolean;
  readonly hidden: readonly string[];
}

type Memory = Pick<Storage, "getItem" | "setItem">;
const keyOf = (table: string): string => ["fairlead.table", table].join(".");

/**
 * Reads what was chosen earlier; anything unreadable, and columns that are no more, fall away.
 * @param hiddenFirst columns that are out of sight until they are chosen
 */
export function recallChoice(
  memory: Memory,
  table: string,
  columns: readonly string[],
  hiddenFirst: readonly string[] = [],
): TableChoice {
  const usual: TableChoice = { sort: undefined, descending: false, hidden: hiddenFirst };
  try {
    const kept: unknown = JSON.parse(memory.getItem(keyOf(table)) ?? "{}");
    if (typeof kept !== "object" || kept === null) return usual;
    const { sort, descending, hidden } = kept as Readonly<Record<string, unknown>>;
    return {
      sort: columns.find((column) => column === sort),
      descending: descending === true,
      hidden: Array.isArray(hidden) ? columns.filter((column) => hidden.includes(column)) : hiddenFirst,
    };
  } catch {
    return usual;
  }
}

interface Chosen {
  readonly choice: TableChoice;
  /** Sorts by a column; again: the other way; a third time: as the table is by itself. */
  readonly sortBy: (column: string) => void;
  readonly show: (column: string, shown: boolean) => void;
}

/** @param table its name in the memory. @param columns keys of all its columns. @param hiddenFirst as in recallChoice */
export function useTableChoice(table: string, columns: readonly string[], hiddenFirst: readonly string[] = []): Chosen {
  const [choice, setChoice] = useState(() => recallChoice(localStorage, table, columns, hiddenFirst));
  const change = (next: TableChoice): void => {
    setChoice(next);
    localStorage.setItem(keyOf(table), JSON.stringify(next));
  };
  return {
    choice,
    sortBy: (column) => change(nextSort(choice, column)),
    show: (column, shown) =>
      change({
        ...choice,
        hidden: shown ? choice.hidden.filter((each) => each !== column) : [...choice.hidden, column],
      }),
  };
}

export function nextSort(choice: TableChoice, column: string): TableChoice {
  if (choice.sort !== column) return { ...choice, sort: column, descending: false };
  return choice.descending ? { ...choice, sort: undefined, descending: false } : { ...choice, descending: true };
}
