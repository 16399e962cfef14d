/// <reference types="vite/client" />
import { type ReactNode, useCallback } from "react";
import { createRoot } from "react-dom/client";
import { I18nextProvider } from "react-i18next";
import "#renderer/styles/fonts.css";
import "#renderer/styles/tokens.css";
import "#renderer/styles/base.css";
import "#renderer/panels/chart/chart.css";
import "./page.css";
import { dialBridge } from "#renderer/bridge/dial.ts";
import { ChartFeed } from "#renderer/chart/chart-feed.ts";
import { readChartTheme } from "#renderer/chart/chart-theme.ts";
import { PriceChart } from "#renderer/chart/price-chart.ts";
import { ChartStudies } from "#renderer/chart/studies/chart-studies.ts";
import { studiedCanvas } from "#renderer/chart/studies/studied-canvas.ts";
import { recallStudies, type StudyWish } from "#renderer/chart/studies/study-wish.ts";
import { priceFormat } from "#renderer/format/price.ts";
import { createI18n } from "#renderer/i18n/i18n.ts";
import { MarketWatch } from "#renderer/panels/market-watch/market-watch.tsx";
import { createServices } from "#renderer/services/create-services.ts";
import { ServicesProvider, useServices } from "#renderer/services/services.ts";
import { useShownInstruments } from "#renderer/services/shown.ts";
import { frameTurns } from "#renderer/stores/frame.ts";
import type { Instrument } from "#shared/contract/market.ts";
import { type FrameWork, measureFrames } from "./frame-work.ts";
import { type LongChart, longChart } from "./long-chart.ts";

declare global {
  interface Window {
    measureFrames: (forMs: number) => Promise<FrameWork>;
    /** On `#long`, once the instrument is known. */
    longChart: LongChart;
  }
}

/** Five lines a chart, as a trader would have them: two averages and Bollinger's three. */
const LINES = [
  { key: "1", id: "sma", values: { period: 100 } },
  { key: "2", id: "wma", values: { period: 30 } },
  { key: "3", id: "bollinger", values: {} },
];

/** Five indicators a chart, one of them in a pane of its own. */
const INDICATORS = [...LINES, { key: "4", id: "ema", values: { period: 20 } }, { key: "5", id: "rsi", values: {} }];

const STUDIES: readonly StudyWish[] = recallStudies(location.hash === "#indicators" ? INDICATORS : LINES);

function LinedChart({ instrument }: { readonly instrument: Instrument }): ReactNode {
  const { client, quotes } = useServices();
  const attach = useCallback(
    (host: HTMLDivElement) => {
      const chart = new PriceChart(host, readChartTheme());
      chart.show("M1", priceFormat(instrument), "en");
      const studies = new ChartStudies(chart, "M1", readChartTheme().studies, instrument.digits);
      studies.show(STUDIES);
      const feed = new ChartFeed(client.market, studiedCanvas(chart, studies), frameTurns.heavy, instrument.id, "M1");
      const follow = feed.state.subscribe(() => {
        host.dataset["bars"] = String(feed.state.get().count);
      });
      const unquote = quotes.subscribe(instrument.id, ({ quote }) => feed.quote(quote.bid, quote.ask));
      feed.reload(true);
      return () => {
        follow();
        unquote();
        feed.end();
        chart.destroy();
      };
    },
    [client, quotes, instrument],
  );
  return (
    <div className="bench-chart">
      <div ref={attach} className="chart-canvas" />
    </div>
  );
}

/** One chart that fills the page; what is done with it says the bench. */
function LongPage(): ReactNode {
  const services = useServices();
  const [instrument] = useShownInstruments();
  const attach = useCallback(
    (host: HTMLDivElement) => {
      if (instrument !== undefined) window.longChart = longChart(services, instrument, host);
    },
    [services, instrument],
  );
  return (
    <div className="bench-chart bench-long">
      <div ref={attach} className="chart-canvas" />
    </div>
  );
}

function BenchPage(): ReactNode {
  const charted = useShownInstruments().slice(0, 4);
  return (
    <div className="bench">
      <MarketWatch />
      <div className="bench-charts">
        {charted.map((instrument) => (
          <LinedChart key={instrument.id} instrument={instrument} />
        ))}
      </div>
    </div>
  );
}

window.measureFrames = measureFrames;

/** `#empty` shows nothing: what the machine and the measurement cost by themselves. */
if (location.hash !== "#empty") {
  const root = document.getElementById("root");
  if (root === null) throw new Error("index.html has no #root");
  createRoot(root).render(
    <I18nextProvider i18n={createI18n("en")}>
      <ServicesProvider value={createServices(dialBridge, { name: "Bench", copyOf: (name) => name })}>
        {location.hash === "#long" ? <LongPage /> : <BenchPage />}
      </ServicesProvider>
    </I18nextProvider>,
  );
}
