import { type ReactNode, useMemo, useState } from "react";
import type { AlertView } from "#shared/contract/alerts.ts";
import { useNow } from "../../hooks/use-now.ts";
import { useText } from "../../i18n/use-text.ts";
import { AlertGrid, type GridColumn } from "./alert-grid.tsx";
import { localStamp, ruleText, statusText } from "./alert-text.ts";
import { useNamed } from "./use-named.ts";

interface AlertListProps {
  readonly alerts: readonly AlertView[];
  readonly chosen: string | undefined;
  readonly onChoose: (alert: AlertView) => void;
  /** Enter edits, Space arms or switches off, Delete deletes. */
  readonly onKey: (key: string, alert: AlertView) => boolean;
}

/** How soon a snooze that ended shows. */
const LOOK_MS = 5_000;

type SortBy = "name" | "status" | "count" | "last";

const ORDER: Readonly<Record<SortBy, (a: AlertView, b: AlertView) => number>> = {
  name: (a, b) => a.name.localeCompare(b.name),
  status: (a, b) => a.status.localeCompare(b.status),
  count: (a, b) => a.firings - b.firings,
  last: (a, b) => (a.lastFiredMs ?? 0) - (b.lastFiredMs ?? 0),
};

/** Every alert, one a row. */
export function AlertList({ alerts, chosen, onChoose, onKey }: AlertListProps): ReactNode {
  const text = useText();
  const named = useNamed();
  const nowMs = performance.timeOrigin + useNow(LOOK_MS);
  const [sort, setSort] = useState<{ readonly by: SortBy; readonly down: boolean }>({ by: "name", down: false });
  const rows = useMemo(() => {
    const sorted = alerts.toSorted((a, b) => ORDER[sort.by](a, b) || a.createdMs - b.createdMs);
    return sort.down ? sorted.toReversed() : sorted;
  }, [alerts, sort]);
  const sortable = (by: SortBy): Pick<GridColumn<AlertView>, "onSort" | "sorted"> => ({
    onSort: () => setSort({ by, down: sort.by === by && !sort.down }),
    sorted: sort.by === by ? (sort.down ? "descending" : "ascending") : undefined,
  });
  const columns: readonly GridColumn<AlertView>[] = [
    { key: "name", name: text("alerts.column.name"), cell: ({ name }) => name, ...sortable("name") },
    { key: "what", name: text("alerts.column.what"), cell: ({ rule }) => ruleText(rule, text, named) },
    {
      key: "status",
      name: text("alerts.column.status"),
      cell: (alert) => statusText(alert, nowMs, text),
      ...sortable("status"),
    },
    { key: "count", name: text("alerts.column.count"), cell: ({ firings }) => firings, ...sortable("count") },
    {
      key: "last",
      name: text("alerts.column.last"),
      cell: ({ lastFiredMs }) => (lastFiredMs === null ? "–" : localStamp(lastFiredMs)),
      ...sortable("last"),
    },
  ];
  return (
    <AlertGrid
      label={text("alerts.table")}
      help={text("alerts.table.help")}
      rows={rows}
      columns={columns}
      idOf={({ alertId }) => alertId}
      active={chosen}
      onActive={onChoose}
      onKey={onKey}
    />
  );
}
