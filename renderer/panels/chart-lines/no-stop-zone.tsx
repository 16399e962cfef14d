import { type ReactNode, useCallback, useLayoutEffect, useRef } from "react";
import type { Instrument } from "#shared/contract/market.ts";
import type { PriceChart } from "../../chart/price-chart.ts";
import { stopZone } from "../../chart/stop-zone.ts";
import type { TradeLine } from "../../chart/trade-lines.ts";
import { useServices } from "../../services/services.ts";

interface NoStopZoneProps {
  readonly instrument: Instrument;
  readonly chart: PriceChart;
  /** The line that is being moved. */
  readonly line: TradeLine;
}

/** The part of the plot in which the broker would not take the line, drawn while it is moved; it follows the quotes. */
export function NoStopZone({ instrument, chart, line }: NoStopZoneProps): ReactNode {
  const { quotes } = useServices();
  const host = useRef<HTMLDivElement>(null);
  const layout = useCallback(() => {
    const zone = host.current;
    const quote = quotes.get(instrument.id)?.quote;
    if (zone === null || quote === undefined) return;
    const { height } = chart.plotSize();
    const forbidden = stopZone(line, quote, instrument);
    const y = forbidden && chart.yOf(forbidden.edge);
    zone.hidden = forbidden === undefined || y === undefined;
    if (forbidden === undefined || y === undefined) return;
    const at = Math.min(height, Math.max(0, Math.round(y)));
    const above = forbidden.side === "above";
    zone.style.top = above ? "0" : `${at}px`;
    zone.style.height = `${above ? at : height - at}px`;
    zone.dataset["side"] = forbidden.side;
  }, [quotes, instrument, chart, line]);
  useLayoutEffect(() => {
    layout();
    return chart.onPaint(layout);
  }, [chart, layout]);
  return <div ref={host} className="no-stop-zone" aria-hidden />;
}
