import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, type Ref, useRef } from "react";

/** Rows drawn beyond what is in sight, each side. */
const OVERSCAN = 12;
const ROW_PX = 24;

/** What a row that may be higher than others gives to its element. */
export interface Measured {
  readonly "data-index": number;
  readonly ref: Ref<HTMLTableRowElement>;
}

interface VirtualRowsProps<Row> {
  readonly rows: readonly Row[];
  /** @param place among all rows of the table, its heading the first: `aria-rowindex` */
  readonly renderRow: (row: Row, place: number, measured: Measured) => ReactNode;
}

/** The body of a table of any length: only rows in sight of the panel that scrolls are drawn. */
export function VirtualRows<Row>({ rows, renderRow }: VirtualRowsProps<Row>): ReactNode {
  const body = useRef<HTMLTableSectionElement>(null);
  // oxlint-disable-next-line react/incompatible-library -- What it returns is read here and given to no one.
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => body.current?.closest<HTMLElement>("[data-scrolls], .flexlayout__tab_moveable") ?? null,
    estimateSize: () => ROW_PX,
    overscan: OVERSCAN,
  });
  const seen = virtual.getVirtualItems();
  const above = seen[0]?.start ?? 0;
  const below = Math.max(0, virtual.getTotalSize() - (seen.at(-1)?.end ?? 0));
  return (
    <tbody ref={body}>
      <Gap px={above} />
      {seen.map(({ index }) => {
        const row = rows[index];
        return row !== undefined && renderRow(row, index + 2, { "data-index": index, ref: virtual.measureElement });
      })}
      <Gap px={below} />
    </tbody>
  );
}

/** The room of rows that are not drawn. */
const Gap = ({ px }: { readonly px: number }): ReactNode =>
  px > 0 && <tr aria-hidden className="table-gap" style={{ height: px }} />;
