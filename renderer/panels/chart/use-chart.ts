import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Instrument } from "#shared/contract/market.ts";
import type { Timeframe } from "#shared/market/timeframe.ts";
import { ChartFeed, type ChartState } from "../../chart/chart-feed.ts";
import { readChartTheme } from "../../chart/chart-theme.ts";
import { PriceChart } from "../../chart/price-chart.ts";
import { useAppearance } from "../../hooks/use-appearance.ts";
import { useCell } from "../../hooks/use-store.ts";
import { useVisible } from "../../hooks/use-visible.ts";
import { priceFormat } from "../../format/price.ts";
import { useServices } from "../../services/services.ts";
import { Cell } from "../../stores/cell.ts";
import { windowFrame } from "../../stores/frame.ts";

interface ChartHandles {
  readonly chart: RefObject<PriceChart | undefined>;
  readonly feed: RefObject<ChartFeed | undefined>;
  readonly state: Cell<ChartState>;
  /** Opening (broker ms) of the bar under the crosshair. */
  readonly crosshair: Cell<number | undefined>;
}

const NOTHING_YET: ChartState = { phase: "loading", count: 0, older: false, complete: false, error: undefined };

/** Puts a chart into `host` and keeps it fed: bars, live bar, quote lines, theme; begins again when it must. */
export function useChart(host: RefObject<HTMLDivElement | null>, instrument: Instrument, timeframe: Timeframe): ChartHandles {
  const { client, quotes, status, marketEpoch } = useServices();
  const { i18n } = useTranslation();
  const { generation, phase } = useCell(status);
  const epoch = useCell(marketEpoch);
  const visible = useVisible();
  const appearance = useAppearance();
  const chart = useRef<PriceChart>(undefined);
  const feed = useRef<ChartFeed>(undefined);
  const drawnEpoch = useRef(epoch);
  const [state] = useState(() => new Cell<ChartState>(NOTHING_YET));
  const [crosshair] = useState(() => new Cell<number | undefined>(undefined));

  useLayoutEffect(() => {
    if (!host.current) return;
    const made = new PriceChart(host.current, readChartTheme());
    made.show(timeframe, priceFormat(instrument), i18n.language);
    made.onCrosshair((timeMs) => crosshair.set(timeMs));
    const feeding = new ChartFeed(client.market, made, windowFrame, instrument.id, timeframe);
    const unfollow = feeding.state.subscribe(() => state.set(feeding.state.get()));
    const known = quotes.get(instrument.id)?.quote;
    if (known !== undefined) made.setQuote(known.bid, known.ask);
    const unquote = quotes.subscribe(instrument.id, ({ quote }) => made.setQuote(quote.bid, quote.ask));
    chart.current = made;
    feed.current = feeding;
    return () => {
      unquote();
      unfollow();
      feeding.stop();
      made.destroy();
      chart.current = feed.current = undefined;
    };
  }, [host, instrument, timeframe, client, quotes, i18n.language, state, crosshair]);

  useEffect(() => {
    if (!visible) return feed.current?.stop();
    if (phase !== "open") return;
    const anew = drawnEpoch.current !== epoch;
    drawnEpoch.current = epoch;
    feed.current?.reload(anew);
    // A new connection (generation), instrument or language makes a feed that has to begin, too.
  }, [visible, phase, generation, epoch, instrument, timeframe, i18n.language]);

  useEffect(() => {
    chart.current?.applyTheme(readChartTheme());
  }, [appearance]);

  return { chart, feed, state, crosshair };
}
