import type { ReactNode } from "react";
import type { CurrencyStatistics } from "#shared/contract/journal-statistics.ts";
import { clockText, dateText } from "../../format/clock.ts";
import { useText } from "../../i18n/use-text.ts";
import { CurveFigure } from "./curve-figure.tsx";

interface CurveProps {
  readonly statistics: CurrencyStatistics;
}

/** Balance after each trade, and below it how far it stood under its highest. */
export function BalanceCurve({ statistics }: CurveProps): ReactNode {
  const text = useText();
  const { timeMs, balance, drawdown } = statistics.curve;
  return (
    <CurveFigure
      title={text("stats.curve")}
      label="stats.curve.label"
      timeMs={timeMs}
      value={balance}
      drawdown={drawdown}
      money={statistics}
    >
      {statistics.metrics.some(({ why }) => why === "noCapital") && <p className="dim">{text("stats.curve.start")}</p>}
    </CurveFigure>
  );
}

/** Equity as it was recorded, with the time since when; or why there is none. */
export function EquityCurve({ statistics }: CurveProps): ReactNode {
  const text = useText();
  const { equity, metrics } = statistics;
  const why = metrics.find(({ id }) => id === "equityDrawdownMaximal")?.why ?? "notRecorded";
  if (equity === null) {
    return (
      <figure className="stats-figure">
        <figcaption>{text("stats.equity")}</figcaption>
        <p className="dim">{text(why === "oneAccount" ? "stats.equity.oneAccount" : "stats.equity.none")}</p>
      </figure>
    );
  }
  const since = `${dateText(equity.sinceMs)} ${clockText(equity.sinceMs)}`;
  return (
    <CurveFigure
      title={text("stats.equity")}
      label="stats.equity.label"
      timeMs={equity.timeMs}
      value={equity.value}
      drawdown={equity.drawdown}
      money={statistics}
    >
      <p className="dim">{text("stats.equity.since", { since, count: equity.minutes })}</p>
    </CurveFigure>
  );
}
