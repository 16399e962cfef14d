import { type ReactNode, useCallback, useState } from "react";
import type { CalendarState } from "#shared/contract/calendar.ts";
import type { LatestObserver } from "#shared/rpc/client-types.ts";
import "../../ui/panel.css";
import "../../ui/table.css";
import "./calendar.css";
import { useAsked } from "../../hooks/use-asked.ts";
import { useNow } from "../../hooks/use-now.ts";
import { useSetting } from "../../hooks/use-setting.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { useLatest } from "../monitor/use-latest.ts";
import { Countdown } from "./countdown.tsx";
import { CalendarFilters } from "./filters.tsx";
import { ReleaseTable } from "./release-table.tsx";
import { currenciesOf, nextRelease, shownReleases } from "./shown-releases.ts";

const DAY = 86_400_000;
const MINUTE = 60_000;
const SPANS = ["day", "week", "all"] as const;
type Span = (typeof SPANS)[number];

const one = (): string => "";

/** What of the span's releases is asked for: from the start of today, this computer's clock. */
function spanOf(span: Span, nowMs: number): { fromMs: number; toMs: number } {
  const today = new Date(nowMs).setHours(0, 0, 0, 0);
  if (span === "day") return { fromMs: today, toMs: new Date(today).setHours(24) - 1 };
  return span === "week"
    ? { fromMs: today, toMs: today + 7 * DAY }
    : { fromMs: today - 8 * DAY, toMs: today + 16 * DAY };
}

/** The economic calendar, filtered, with the time to the next release. */
export function CalendarPanel(): ReactNode {
  const text = useText();
  const { client } = useServices();
  const open = useCallback(
    (observer: LatestObserver<CalendarState>) => client.calendar.state.subscribe({}, observer),
    [client],
  );
  const [state] = useLatest(one, open);
  const [span, setSpan] = useState<Span>("day");
  const minute = Math.floor((performance.timeOrigin + useNow(MINUTE)) / MINUTE) * MINUTE;
  const { fromMs, toMs } = spanOf(span, minute);
  const { answer = [], error } = useAsked(`${state?.revision} ${fromMs} ${toMs}`, () =>
    client.calendar.releases({ fromMs, toMs }),
  );
  const ahead = useAsked(`${state?.revision} ${minute}`, () =>
    client.calendar.releases({ fromMs: minute, toMs: minute + 14 * DAY }),
  );
  const chosen = useSetting("calendar.currencies")?.value;
  const currencies = Array.isArray(chosen) ? chosen : [];
  const importance = String(useSetting("calendar.importance")?.value ?? "low");
  const filter = { currencies, importance };
  const rows = shownReleases(answer, filter);
  if (state === undefined) return <p className="panel-empty">{text("calendar.reading")}</p>;
  return (
    <section className="economic-calendar" aria-label={text("dock.calendar")} data-status={state.status}>
      <div className="calendar-bar">
        <Segmented
          label={text("calendar.span")}
          value={span}
          options={SPANS.map((value) => ({ value, text: text(`calendar.span.${value}`) }))}
          onChoose={setSpan}
        />
        <CalendarFilters
          present={currenciesOf([...answer, ...(ahead.answer ?? [])], currencies)}
          currencies={currencies}
          importance={importance}
        />
        <Countdown next={nextRelease(shownReleases(ahead.answer ?? [], filter), minute)} />
      </div>
      {state.kind === "paper" && state.status === "ready" && (
        <p className="calendar-note calendar-simulated">{text("calendar.simulated")}</p>
      )}
      {state.status !== "ready" && (
        <p className="calendar-note" role="status">
          {text(`calendar.${state.status}`)}
        </p>
      )}
      {error !== undefined && <ErrorNote error={error} />}
      {state.status === "ready" && rows.length === 0 && <p className="panel-empty">{text("calendar.empty")}</p>}
      {rows.length > 0 && <ReleaseTable rows={rows} />}
      {state.source !== null && state.kind === "mt5" && (
        <p className="calendar-note dim">{text("calendar.source", { source: state.source })}</p>
      )}
    </section>
  );
}
