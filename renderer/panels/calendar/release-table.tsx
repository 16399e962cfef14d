import type { ReactNode } from "react";
import type { Release } from "#shared/contract/calendar.ts";
import type { Text } from "../../i18n/i18n.ts";
import { useText } from "../../i18n/use-text.ts";
import { localStamp } from "../alerts/alert-text.ts";
import { figureText } from "./shown-releases.ts";

/** This computer's time; what has no minute says so instead of showing one. */
function timeText(text: Text, { atMs, timeMode, kind }: Release): string {
  const [, clock = ""] = localStamp(atMs).split(" ");
  if (kind === "holiday") return text("calendar.time.holiday");
  if (timeMode === "exact") return clock.slice(0, 5);
  return timeMode === "tentative"
    ? text("calendar.time.tentative", { time: clock.slice(0, 5) })
    : text("calendar.time.day");
}

/** Releases, one a row, under the day of this computer's clock. */
export function ReleaseTable({ rows }: { readonly rows: readonly Release[] }): ReactNode {
  const text = useText();
  const days = Map.groupBy(rows, ({ atMs }) => localStamp(atMs).split(" ")[0] ?? "");
  return (
    <div className="calendar-scroll">
      <table className="table" aria-label={text("calendar.table")}>
        <thead>
          <tr>
            <th scope="col">{text("calendar.column.time")}</th>
            <th scope="col">{text("calendar.column.currency")}</th>
            <th scope="col">{text("calendar.column.importance")}</th>
            <th scope="col">{text("calendar.column.name")}</th>
            {(["actual", "forecast", "previous"] as const).map((column) => (
              <th key={column} scope="col" className="number">
                {text(`calendar.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        {[...days].map(([day, releases]) => (
          <tbody key={day}>
            <tr className="release-day">
              <th scope="rowgroup" colSpan={7}>
                {day}
              </th>
            </tr>
            {releases.map((release) => (
              <ReleaseRow key={release.id} release={release} />
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

function ReleaseRow({ release }: { readonly release: Release }): ReactNode {
  const text = useText();
  const { name, country, currency, importance, impact, actual, forecast, previous, revised } = release;
  return (
    <tr data-importance={importance}>
      <td>{timeText(text, release)}</td>
      <td>{currency || country}</td>
      <td className="calendar-rank">{text(`calendar.importance.${importance}`)}</td>
      <td>{name === "" ? text("calendar.nameless") : name}</td>
      <td
        className="number calendar-actual"
        data-impact={impact}
        title={impact === "unknown" ? undefined : text(`calendar.impact.${impact}`)}
      >
        {figureText(actual, release)}
      </td>
      <td className="number">{figureText(forecast, release)}</td>
      <td
        className="number"
        title={revised === null ? undefined : text("calendar.revised", { from: figureText(previous, release) })}
      >
        {figureText(revised ?? previous, release)}
        {revised !== null && "*"}
      </td>
    </tr>
  );
}
