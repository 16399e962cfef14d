import { type ReactNode, useLayoutEffect } from "react";
import type { Instrument } from "#shared/contract/market.ts";
import type { ChartState } from "../../../chart/chart-feed.ts";
import type { LiveChart } from "../../../chart/live-chart.ts";
import { indicatorOf, type StudyWish } from "../../../chart/studies/study-wish.ts";
import "./indicators.css";
import { useWorkspace } from "../../../hooks/use-workspace.ts";
import type { Cell } from "../../../stores/cell.ts";
import { StudyLegend } from "./study-legend.tsx";

interface StudyLegendsProps {
  readonly chart: LiveChart;
  readonly instrument: Instrument;
  readonly state: Cell<ChartState>;
  readonly crosshair: Cell<number | undefined>;
}

const overPrices = ({ id }: StudyWish): boolean => indicatorOf(id)?.pane === "price";

/** Shows the chosen indicators on a chart, and their names: over the prices under the candle's, below in their own panes. */
export function StudyLegends({ chart, instrument, state, crosshair }: StudyLegendsProps): ReactNode {
  const studies = useWorkspace((workspace) => workspace.studies);
  // Before the names' own effects, which read what is drawn.
  useLayoutEffect(() => chart.studies.show(studies), [chart, studies]);
  const legend = (wish: StudyWish): ReactNode => (
    <StudyLegend
      key={wish.key}
      chart={chart}
      wish={wish}
      instrumentId={instrument.id}
      state={state}
      crosshair={crosshair}
      digits={instrument.digits}
    />
  );
  return (
    <>
      <div className="study-legends">{studies.filter(overPrices).map(legend)}</div>
      {studies.filter((wish) => !overPrices(wish)).map(legend)}
    </>
  );
}
