import { useEffect } from "react";
import type { Instrument } from "#shared/contract/market.ts";
import { readChartTheme } from "../../../chart/chart-theme.ts";
import type { LiveChart } from "../../../chart/live-chart.ts";
import { marksOf, TradeMarks } from "../../../chart/trade-marks.ts";
import { useWorkspace } from "../../../hooks/use-workspace.ts";
import { useServices } from "../../../services/services.ts";
import { useDeals } from "../../history/use-deals.ts";

/** Deals are asked for from here on: as far back as the bridge knows them, the newest 2,000. */
const FROM_MS = 0;

/** Marks where trades of the chart's symbol were opened and closed. */
export function useTradeMarks(live: LiveChart, instrument: Instrument): void {
  const { appearance } = useServices();
  const shown = useWorkspace((workspace) => workspace.look.trades);
  const { accountId, symbol } = instrument;
  const { deals } = useDeals(accountId, shown ? FROM_MS : undefined);
  useEffect(() => {
    if (!shown) return;
    const marks = new TradeMarks(live, readChartTheme());
    marks.show(marksOf(deals, symbol));
    const stops = [live.chart.attach(marks), appearance.subscribe(() => marks.recolour(readChartTheme()))];
    return () => {
      for (const stop of stops) stop();
    };
  }, [live, deals, symbol, shown, appearance]);
}
