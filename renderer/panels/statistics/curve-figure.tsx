import { type ReactNode, useCallback, useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { readChartTheme } from "../../chart/chart-theme.ts";
import { CurveChart } from "../../chart/curve-chart.ts";
import { curvePoints } from "../../chart/curve-points.ts";
import { amountText } from "../../format/money.ts";
import { useText } from "../../i18n/use-text.ts";
import type { MoneyTerms } from "../../i18n/verdict-words.ts";
import { useServices } from "../../services/services.ts";

interface CurveFigureProps {
  readonly title: string;
  /** Key of the sentence that tells the curve to who cannot see it. */
  readonly label: "stats.curve.label" | "stats.equity.label";
  readonly timeMs: Float64Array;
  /** Minor units, as `drawdown`. */
  readonly value: Float64Array;
  readonly drawdown: Float64Array;
  readonly money: MoneyTerms;
  readonly children?: ReactNode;
}

/** A course of money, and below it how far it stood under its highest. */
export function CurveFigure(props: CurveFigureProps): ReactNode {
  const { title, label, timeMs, value, drawdown, money, children } = props;
  const { currency, digits } = money;
  const text = useText();
  const { appearance } = useServices();
  const { language } = useTranslation().i18n;
  const drawn = useMemo(() => {
    const scale = 10 ** digits;
    return {
      value: curvePoints(timeMs, value, scale, "last"),
      drawdown: curvePoints(timeMs, drawdown, scale, "lowest"),
    };
  }, [timeMs, value, drawdown, digits]);
  const [chart, setChart] = useState<CurveChart>();
  const attach = useCallback(
    (host: HTMLDivElement) => {
      const amount = (units: number): string =>
        amountText({ minor: Math.round(units * 10 ** digits), digits, currency: "" });
      const made = new CurveChart(host, readChartTheme(), language, amount);
      setChart(made);
      const stop = appearance.subscribe(() => made.applyTheme(readChartTheme()));
      return () => {
        stop();
        setChart(undefined);
        made.destroy();
      };
    },
    [appearance, language, digits],
  );
  useEffect(() => chart?.show(drawn.value, drawn.drawdown), [drawn, chart]);

  const amount = (minor: number): string => amountText({ minor: Math.round(minor), digits, currency });
  const deepest = drawdown.reduce((least, each) => Math.min(least, each), 0);
  const words = text(label, {
    from: amount(value[0] ?? 0),
    to: amount(value.at(-1) ?? 0),
    drawdown: amount(-deepest),
    currency,
  });
  return (
    <figure className="stats-figure">
      <figcaption>{title}</figcaption>
      {drawn.value.length < 2 ? (
        <p className="dim">{text("stats.curve.short")}</p>
      ) : (
        <div ref={attach} className="stats-curve" role="img" aria-label={words} />
      )}
      {children}
    </figure>
  );
}
