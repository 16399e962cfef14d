import { type ReactNode, useState } from "react";
import { TIMEFRAMES } from "#shared/market/timeframe.ts";
import { useWorkspace } from "../../hooks/use-workspace.ts";
import "../../ui/panel.css";
import "./chart.css";
import { useStale } from "../../hooks/use-stale.ts";
import { useText } from "../../i18n/use-text.ts";
import { useShownInstrument } from "../../services/shown.ts";
import { Button } from "../../ui/button.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { ChartBody } from "./chart-body.tsx";
import { ChartQuote } from "./chart-quote.tsx";
import { IndicatorsDialog } from "./indicators/indicators-dialog.tsx";
import { TimeframeTyping } from "./timeframe-typing.tsx";

/** The chart of one instrument, with its header line. */
export function ChartPanel(): ReactNode {
  const text = useText();
  const timeframe = useWorkspace((workspace) => workspace.timeframe);
  const chooseTimeframe = useWorkspace((workspace) => workspace.chooseTimeframe);
  const instrument = useShownInstrument();
  const ticketOpen = useWorkspace((workspace) => workspace.ticketOpen);
  const showTicket = useWorkspace((workspace) => workspace.showTicket);
  const staleMs = useStale();
  const [choosing, setChoosing] = useState(false);

  return (
    <section className="chart-panel" aria-label={instrument?.symbol ?? text("chart.none")}>
      <header className="panel-head">
        <h1 className="chart-symbol">{instrument?.symbol ?? "\u2013"}</h1>
        <Segmented
          label={text("chart.timeframes")}
          value={timeframe}
          options={TIMEFRAMES.map((value) => ({ value, text: value }))}
          onChoose={chooseTimeframe}
        />
        <span className="chart-description">{instrument?.description}</span>
        <span className="chart-head-gap" />
        {instrument !== undefined && (
          <ChartQuote key={instrument.id} instrument={instrument} stale={staleMs !== undefined} />
        )}
        <Button aria-haspopup="dialog" onClick={() => setChoosing(true)}>
          {text("studies.open")}
        </Button>
        {!ticketOpen && (
          <Button
            className="chart-order"
            aria-keyshortcuts="F9"
            title={`${text("ticket.open")} (F9)`}
            onClick={() => showTicket(true)}
          >
            {text("ticket.open")}
          </Button>
        )}
      </header>
      <div className="chart-body" data-stale={staleMs !== undefined || undefined}>
        {instrument === undefined ? (
          <p className="chart-middle">{text("chart.none")}</p>
        ) : (
          <ChartBody
            key={`${instrument.id} ${timeframe}`}
            instrument={instrument}
            timeframe={timeframe}
            staleMs={staleMs}
          />
        )}
        <IndicatorsDialog open={choosing} onClose={() => setChoosing(false)} />
        <TimeframeTyping onChoose={chooseTimeframe} />
      </div>
    </section>
  );
}
