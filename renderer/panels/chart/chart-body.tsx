import { type ReactNode, useCallback, useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Instrument } from "#shared/contract/market.ts";
import type { Timeframe } from "#shared/market/timeframe.ts";
import { CHART_BEGINS, type ChartState } from "../../chart/chart-feed.ts";
import { LiveChart } from "../../chart/live-chart.ts";
import { useCell } from "../../hooks/use-store.ts";
import { useWorkspace } from "../../hooks/use-workspace.ts";
import { longAgeText } from "../../i18n/age-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { useShownInstruments } from "../../services/shown.ts";
import { Cell } from "../../stores/cell.ts";
import { Button } from "../../ui/button.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { TradeLines } from "../chart-lines/trade-lines.tsx";
import { later } from "../later.tsx";
import { AlertHere } from "./alert-here.tsx";
import { BarNote } from "./bar-note.tsx";
import { chartKeys } from "./chart-keys.ts";
import { type ChartAsk, kindKey } from "./chart-tools-state.ts";
import { StudyLegends } from "./indicators/study-legends.tsx";
import { Legend } from "./legend.tsx";
import type { ChartToolsProps } from "./tools/chart-tools.tsx";
import { useLook } from "./use-look.ts";
import { zoneText } from "./zone-text.ts";

interface ChartBodyProps {
  readonly instrument: Instrument;
  readonly timeframe: Timeframe;
  readonly staleMs: number | undefined;
  readonly ask: ChartAsk;
  /** Keys and commands mean this chart. */
  readonly isActive: boolean;
}

/** Drawings, replay, trades and pictures: not needed for the first prices. */
const ChartTools = later<ChartToolsProps>(() => import("./tools/chart-tools.tsx").then((loaded) => loaded.ChartTools));

/** One chart of one instrument and timeframe: mounted anew for each pair. */
export function ChartBody({ instrument, timeframe, staleMs, ask, isActive }: ChartBodyProps): ReactNode {
  const text = useText();
  const services = useServices();
  const { language } = useTranslation().i18n;
  // Another language is no other chart: its bars may not be had again while the bridge is away.
  const spoken = useRef(language);
  const live = useRef<LiveChart>(undefined);
  const [drawn, setDrawn] = useState<LiveChart>();
  const [state] = useState(() => new Cell<ChartState>(CHART_BEGINS));
  const [crosshair] = useState(() => new Cell<number | undefined>(undefined));
  const { phase, count, older, complete, error } = useCell(state);
  const look = useWorkspace((workspace) => workspace.look);
  useLook(drawn, instrument);
  const helpId = useId();
  const { symbol } = instrument;
  const attach = useCallback(
    (host: HTMLDivElement) => {
      const made = new LiveChart(services, host, {
        instrument,
        timeframe,
        locale: spoken.current,
        state,
        crosshair,
        replayUntilMs: ask.replay.get() ? ask.replayUntilMs.get() : undefined,
      });
      live.current = made;
      setDrawn(made);
      return () => {
        made.destroy();
        live.current = undefined;
        setDrawn(undefined);
      };
    },
    [services, instrument, timeframe, state, crosshair, ask],
  );
  useEffect(() => {
    spoken.current = language;
    drawn?.chart.speak(language);
  }, [drawn, language]);

  return (
    <>
      {/* A chart is moved with keys of its own, which is what role=application says. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <div
        ref={attach}
        className="chart-canvas"
        role="application"
        aria-roledescription="chart"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        aria-label={text("chart.label", {
          symbol,
          timeframe,
          kind: text(kindKey(look.kind)),
          zone: zoneText(text, look.zone),
        })}
        aria-describedby={helpId}
        data-bars={count}
        data-complete={complete || undefined}
        onKeyDown={(event) => {
          if (live.current !== undefined && chartKeys(live.current, event.key)) event.preventDefault();
        }}
      />
      <p id={helpId} className="visually-hidden">
        {text("chart.help")}
      </p>
      {drawn !== undefined && <PresentLines instrument={instrument} live={drawn} />}
      <div className="chart-over">
        <Legend instrument={instrument} live={live} drawn={drawn} state={state} crosshair={crosshair} />
        {drawn !== undefined && <BarNote instrument={instrument} live={drawn} crosshair={crosshair} />}
        {drawn !== undefined && <Studies live={drawn} instrument={instrument} state={state} crosshair={crosshair} />}
        <Compared instrument={instrument} />
        {staleMs !== undefined && (
          <p className="chart-note chart-note-warn">{text("chart.stale", { age: longAgeText(text, staleMs) })}</p>
        )}
        {older && <p className="chart-note">{text("chart.older")}</p>}
      </div>
      {drawn !== undefined && <AlertHere live={drawn} instrument={instrument} ask={ask} isActive={isActive} />}
      {drawn !== undefined && <ChartTools live={drawn} instrument={instrument} ask={ask} isActive={isActive} />}
      {phase === "loading" && count === 0 && <p className="chart-middle">{text("chart.loading")}</p>}
      {phase === "failed" && count === 0 && (
        <div className="chart-middle">
          <ErrorNote error={error} />
          <Button onClick={() => live.current?.reload()}>{text("chart.retry")}</Button>
        </div>
      )}
      {phase === "ready" && count === 0 && <p className="chart-middle">{text("chart.empty", { symbol, timeframe })}</p>}
    </>
  );
}

interface OnChart {
  readonly live: LiveChart;
  readonly instrument: Instrument;
}

/** The name of the instrument that is shown beside this one, in its line's colour. */
function Compared({ instrument }: { readonly instrument: Instrument }): ReactNode {
  const text = useText();
  const compareId = useWorkspace((workspace) => workspace.compareId);
  const other = useShownInstruments().find(({ id }) => id === compareId && id !== instrument.id);
  return other !== undefined && <p className="chart-compared">{text("chart.compared", { symbol: other.symbol })}</p>;
}

/** Positions and orders are of now: while the chart shows the past they are out of sight, and cannot be moved. */
function PresentLines({ live, instrument }: OnChart): ReactNode {
  const place = useCell(live.gate.place);
  return place === undefined && <TradeLines instrument={instrument} chart={live.chart} />;
}

/** Indicators; of bars that are drawn as those of a longer timeframe they would tell something else. */
function Studies({
  live,
  instrument,
  state,
  crosshair,
}: OnChart & {
  readonly state: Cell<ChartState>;
  readonly crosshair: Cell<number | undefined>;
}): ReactNode {
  const text = useText();
  const detail = useCell(live.detail);
  if (detail === live.timeframe)
    return <StudyLegends chart={live} instrument={instrument} state={state} crosshair={crosshair} />;
  return <p className="chart-note">{text("chart.detail", { timeframe: detail, own: live.timeframe })}</p>;
}
