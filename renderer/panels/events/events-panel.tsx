import { type ReactNode, useMemo, useState, useSyncExternalStore } from "react";
import "../../ui/table.css";
import "./events.css";
import { localZoneText } from "../../format/clock.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { Segmented } from "../../ui/segmented.tsx";
import { EventLine } from "./event-line.tsx";

type Filter = "all" | "warnings";
/** Lines drawn; older ones are in the log file and the diagnostics bundle. */
const DRAWN = 300;

/** What the bridge did and what went wrong, newest first. */
export function EventsPanel(): ReactNode {
  const text = useText();
  const { events } = useServices();
  const all = useSyncExternalStore(events.subscribe, events.all);
  const hole = useSyncExternalStore(events.subscribe, events.hasHole);
  const [filter, setFilter] = useState<Filter>("all");
  const shown = useMemo(
    () =>
      all
        .filter(({ severity }) => filter === "all" || severity !== "info")
        .slice(-DRAWN)
        .toReversed(),
    [all, filter],
  );
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
      {shown.length === 0 ? (
        <p className="panel-empty">{text("events.empty")}</p>
      ) : (
        <div className="events-list" role="log" aria-label={text("dock.events")}>
          <ol>
            {shown.map((event) => (
              <EventLine key={event.seq} event={event} />
            ))}
          </ol>
        </div>
      )}
    </div>
  );
}
