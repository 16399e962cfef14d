import { type ReactNode, useRef } from "react";
import type { Instrument } from "#shared/contract/market.ts";
import type { Timeframe } from "#shared/market/timeframe.ts";
import { useCell } from "../../hooks/use-store.ts";
import { longAgeText } from "../../i18n/age-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { Button } from "../../ui/button.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { chartKeys } from "./chart-keys.ts";
import { Legend } from "./legend.tsx";
import { useChart } from "./use-chart.ts";

interface ChartBodyProps {
  readonly instrument: Instrument;
  readonly timeframe: Timeframe;
  readonly staleMs: number | undefined;
}

/** One chart of one instrument and timeframe: mounted anew for each pair. */
export function ChartBody({ instrument, timeframe, staleMs }: ChartBodyProps): ReactNode {
  const text = useText();
  const host = useRef<HTMLDivElement>(null);
  const { chart, state, feed, crosshair } = useChart(host, instrument, timeframe);
  const { phase, count, older, complete, error } = useCell(state);
  const { symbol } = instrument;

  return (
    <>
      <div
        ref={host}
        className="chart-canvas"
        role="application"
        aria-roledescription="chart"
        tabIndex={0}
        aria-label={text("chart.label", { symbol, timeframe })}
        aria-description={text("chart.help")}
        data-bars={count}
        data-complete={complete || undefined}
        onKeyDown={(event) => {
          if (chart.current !== undefined && chartKeys(chart.current, event.key)) event.preventDefault();
        }}
      />
      <div className="chart-over">
        <Legend instrument={instrument} feed={feed} crosshair={crosshair} />
        {staleMs !== undefined && (
          <p className="chart-note chart-note-warn">{text("chart.stale", { age: longAgeText(text, staleMs) })}</p>
        )}
        {older && <p className="chart-note">{text("chart.older")}</p>}
      </div>
      {phase !== "ready" && count === 0 && (
        <div className="chart-middle">
          {phase === "loading" ? <p>{text("chart.loading")}</p> : <ErrorNote error={error} />}
          {phase === "failed" && (
            <Button onClick={() => feed.current?.reload(true)}>{text("chart.retry")}</Button>
          )}
        </div>
      )}
      {phase === "ready" && count === 0 && (
        <div className="chart-middle">
          <p>{text("chart.empty", { symbol, timeframe })}</p>
        </div>
      )}
    </>
  );
}
