import { type ReactNode, useMemo, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import type { BridgeEvent } from "#shared/contract/events.ts";
import "../../ui/table.css";
import "./events.css";
import { localStampText, localZoneText } from "../../format/clock.ts";
import { eventWords, furtherDetails } from "../../i18n/event-words.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { type DataColumn, useDataTable } from "../../ui/data-table/use-data-table.tsx";
import { VirtualRows } from "../../ui/data-table/virtual-rows.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { EventLine } from "./event-line.tsx";

type Filter = "all" | "warnings";
/** The graver, the higher. */
const GRAVITY: Readonly<Record<BridgeEvent["severity"], number>> = { info: 0, warning: 1, error: 2 };

const columnsOf = (language: string): readonly DataColumn<BridgeEvent>[] => [
  { key: "column.sentAt", look: "event-at", of: ({ seq }) => seq, file: ({ atMs }) => localStampText(atMs) },
  {
    key: "events.filter",
    look: "event-gravity",
    of: ({ severity }) => GRAVITY[severity],
    file: ({ severity }) => severity,
  },
  { key: "events.code", look: "event-name", of: ({ code }) => code },
  {
    key: "events.words",
    look: "",
    of: (event) => eventWords(event, language),
    file: (event) => {
      const details = furtherDetails(event, language).map(([name, value]) => `${name}: ${String(value)}`);
      return [eventWords(event, language), ...details].join("; ");
    },
  },
];
const idOf = ({ seq }: BridgeEvent): string => String(seq);

/** What the bridge did and what went wrong, newest first. */
export function EventsPanel(): ReactNode {
  const text = useText();
  const { events } = useServices();
  const all = useSyncExternalStore(events.subscribe, events.all);
  const hole = useSyncExternalStore(events.subscribe, events.hasHole);
  const [filter, setFilter] = useState<Filter>("all");
  const shown = useMemo(
    () => all.filter(({ severity }) => filter === "all" || severity !== "info").toReversed(),
    [all, filter],
  );
  const { language } = useTranslation().i18n;
  const columns = useMemo(() => columnsOf(language), [language]);
  const table = useDataTable({ name: "events", columns, rows: shown, idOf });
  const newest = shown[0];
  return (
    <div className="events">
      <div className="events-bar">
        <Segmented
          label={text("events.filter")}
          value={filter}
          options={[
            { value: "all", text: text("events.all") },
            { value: "warnings", text: text("events.warnings") },
          ]}
          onChoose={setFilter}
        />
        {newest !== undefined && (
          <span className="dim">{text("events.zone", { zone: localZoneText(newest.atMs) })}</span>
        )}
        {hole && <span className="dim">{text("events.hole")}</span>}
      </div>
      {/* Rows come and go while one scrolls: only what is new is said. */}
      <p className="visually-hidden" role="log" aria-label={text("dock.events")}>
        {newest !== undefined && `${text(`events.severity.${newest.severity}`)}: ${eventWords(newest, language)}`}
      </p>
      {shown.length === 0 ? (
        <p className="panel-empty">{text("events.empty")}</p>
      ) : (
        <div className="events-list" data-scrolls>
          <table
            className="table events-table"
            aria-label={text("dock.events")}
            aria-rowcount={table.rows.length + 1}
            data-hide={table.hide}
          >
            {table.head}
            <VirtualRows
              rows={table.rows}
              renderRow={(event, place, measured) => (
                <EventLine key={event.seq} event={event} place={place} measured={measured} />
              )}
            />
          </table>
        </div>
      )}
    </div>
  );
}
