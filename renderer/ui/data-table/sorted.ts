/** What a column says of a row, for sorting and for files; undefined: nothing, which comes last. */
export type CellValue = string | number | undefined;

const compared = (a: CellValue, b: CellValue): number => {
  if (typeof a === "number" && typeof b === "number") return a - b;
  return String(a).localeCompare(String(b), "en", { numeric: true });
};

/** The rows by what `of` says of them; without `of` as they are. Rows that say nothing come last, either way. */
export function sorted<Row>(
  rows: readonly Row[],
  of: ((row: Row) => CellValue) | undefined,
  descending: boolean,
): readonly Row[] {
  if (of === undefined) return rows;
  const [said, silent] = [rows.filter((row) => of(row) !== undefined), rows.filter((row) => of(row) === undefined)];
  return [...said.toSorted((a, b) => (descending ? -1 : 1) * compared(of(a), of(b))), ...silent];
}
