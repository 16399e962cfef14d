import { type ReactNode, useCallback, useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { CurrencyStatistics } from "#shared/contract/journal-statistics.ts";
import { readChartTheme } from "../../chart/chart-theme.ts";
import { CurveChart } from "../../chart/curve-chart.ts";
import { curvePoints } from "../../chart/curve-points.ts";
import { amountText } from "../../format/money.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";

/** Balance after each trade, and below it how far it stood under its highest. */
export function BalanceCurve({ statistics }: { readonly statistics: CurrencyStatistics }): ReactNode {
  const text = useText();
  const { appearance } = useServices();
  const { language } = useTranslation().i18n;
  const { curve, currency, digits } = statistics;
  const drawn = useMemo(() => {
    const scale = 10 ** digits;
    const { timeMs, balance, drawdown } = curve;
    return {
      balance: curvePoints(timeMs, balance, scale, "last"),
      drawdown: curvePoints(timeMs, drawdown, scale, "lowest"),
    };
  }, [curve, digits]);
  const [chart, setChart] = useState<CurveChart>();
  const attach = useCallback(
    (host: HTMLDivElement) => {
      const money = (value: number): string =>
        amountText({ minor: Math.round(value * 10 ** digits), digits, currency: "" });
      const made = new CurveChart(host, readChartTheme(), language, money);
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
  useEffect(() => chart?.show(drawn.balance, drawn.drawdown), [drawn, chart]);

  const amount = (minor: number): string => amountText({ minor: Math.round(minor), digits, currency });
  const deepest = curve.drawdown.reduce((least, value) => Math.min(least, value), 0);
  const values = {
    from: amount(curve.balance[0] ?? 0),
    to: amount(curve.balance.at(-1) ?? 0),
    drawdown: amount(-deepest),
    currency,
  };
  return (
    <figure className="stats-figure">
      <figcaption>{text("stats.curve")}</figcaption>
      {drawn.balance.length < 2 ? (
        <p className="dim">{text("stats.curve.short")}</p>
      ) : (
        <div ref={attach} className="stats-curve" role="img" aria-label={text("stats.curve.label", values)} />
      )}
      {statistics.metrics.some(({ why }) => why === "noCapital") && <p className="dim">{text("stats.curve.start")}</p>}
    </figure>
  );
}
