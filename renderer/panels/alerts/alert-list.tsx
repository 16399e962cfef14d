import { type ReactNode, useMemo } from "react";
import type { AlertView } from "#shared/contract/alerts.ts";
import { localStampText } from "../../format/clock.ts";
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

/** Every alert, one a row. */
export function AlertList({ alerts, chosen, onChoose, onKey }: AlertListProps): ReactNode {
  const text = useText();
  const named = useNamed();
  const nowMs = performance.timeOrigin + useNow(LOOK_MS);
  const rows = useMemo(
    () => alerts.toSorted((a, b) => a.name.localeCompare(b.name) || a.createdMs - b.createdMs),
    [alerts],
  );
  const columns: readonly GridColumn<AlertView>[] = [
    { key: "alerts.column.name", track: "minmax(90px, 1fr)", of: ({ name }) => name, cell: ({ name }) => name },
    {
      key: "alerts.column.what",
      track: "minmax(150px, 2fr)",
      of: ({ rule }) => ruleText(rule, text, named),
      cell: ({ rule }) => ruleText(rule, text, named),
    },
    {
      key: "alerts.column.status",
      track: "minmax(110px, 1fr)",
      of: ({ status }) => status,
      file: (alert) => statusText(alert, nowMs, text),
      cell: (alert) => statusText(alert, nowMs, text),
    },
    { key: "alerts.column.count", track: "64px", of: ({ firings }) => firings, cell: ({ firings }) => firings },
    {
      key: "alerts.column.last",
      track: "168px",
      of: ({ lastFiredMs }) => lastFiredMs ?? undefined,
      file: ({ lastFiredMs }) => (lastFiredMs === null ? undefined : localStampText(lastFiredMs)),
      cell: ({ lastFiredMs }) => (lastFiredMs === null ? "–" : localStamp(lastFiredMs)),
    },
  ];
  return (
    <AlertGrid
      name="alerts"
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
