import { Pencil } from "lucide-react";
import { type ReactNode, useState } from "react";
import { TIMEFRAMES } from "#shared/market/timeframe.ts";
import { useWorkspace } from "../../hooks/use-workspace.ts";
import "../../ui/panel.css";
import "./chart.css";
import { useIsShown } from "../../hooks/use-desk.ts";
import { useKeys } from "../../hooks/use-keys.ts";
import { useStale } from "../../hooks/use-stale.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { useShownInstrument } from "../../services/shown.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { LinkPicker } from "../links/link-picker.tsx";
import { ChartBody } from "./chart-body.tsx";
import { ChartMenu } from "./chart-menu.tsx";
import { ChartQuote } from "./chart-quote.tsx";
import { newChartAsk } from "./chart-tools-state.ts";
import { IndicatorsDialog } from "./indicators/indicators-dialog.tsx";
import { TimeframeTyping } from "./timeframe-typing.tsx";
import { useShownChart } from "./use-shown-chart.ts";

/** The chart of one instrument, with its header line. */
export function ChartPanel(): ReactNode {
  const text = useText();
  const { charts, ticket } = useServices();
  const timeframe = useWorkspace((workspace) => workspace.timeframe);
  const chooseTimeframe = useWorkspace((workspace) => workspace.chooseTimeframe);
  const drawOpen = useWorkspace((workspace) => workspace.drawOpen);
  const showDraw = useWorkspace((workspace) => workspace.showDraw);
  const instrument = useShownInstrument();
  const ticketShown = useIsShown("ticket");
  const keys = useKeys("ticket.toggle");
  const staleMs = useStale();
  const { chart, isActive } = useShownChart();
  const [choosing, setChoosing] = useState(false);
  const [ask] = useState(newChartAsk);

  return (
    <section
      className="chart-panel"
      aria-label={instrument?.symbol ?? text("chart.none")}
      onPointerDownCapture={() => charts.activate(chart)}
      onFocusCapture={() => charts.activate(chart)}
    >
      <header className="panel-head">
        <LinkPicker />
        <h1 className="chart-symbol">{instrument?.symbol ?? "\u2013"}</h1>
        <Segmented
          label={text("chart.timeframes")}
          value={timeframe}
          options={TIMEFRAMES.map((value) => ({ value, text: value }))}
          onChoose={chooseTimeframe}
        />
        {/* The same in a panel too narrow for all of them beside each other: one of the two is shown. */}
        <select
          className="field chart-frames"
          aria-label={text("chart.timeframes")}
          value={timeframe}
          onChange={(event) => chooseTimeframe(TIMEFRAMES.find((known) => known === event.target.value) ?? timeframe)}
        >
          {TIMEFRAMES.map((value) => (
            <option key={value}>{value}</option>
          ))}
        </select>
        <span className="chart-description">{instrument?.description}</span>
        <span className="chart-head-gap" />
        {instrument !== undefined && (
          <ChartQuote key={instrument.id} instrument={instrument} stale={staleMs !== undefined} />
        )}
        <Button className="chart-studies" aria-haspopup="dialog" onClick={() => setChoosing(true)}>
          {text("studies.open")}
        </Button>
        <IconButton label={text("draw.open")} aria-pressed={drawOpen} onClick={() => showDraw(!drawOpen)}>
          <Icon of={Pencil} />
        </IconButton>
        <ChartMenu ask={ask} onStudies={() => setChoosing(true)} />
        {!ticketShown && (
          <Button
            className="chart-order"
            aria-keyshortcuts={keys.aria}
            title={keys.chord === undefined ? text("ticket.open") : `${text("ticket.open")} (${keys.chord})`}
            onClick={() => ticket.open()}
          >
            {text("ticket.open")}
          </Button>
        )}
      </header>
      <div className="chart-body" data-stale={staleMs !== undefined || undefined} data-draw={drawOpen || undefined}>
        {instrument === undefined ? (
          <p className="chart-middle">{text("chart.none")}</p>
        ) : (
          <ChartBody
            key={`${instrument.id} ${timeframe}`}
            instrument={instrument}
            timeframe={timeframe}
            staleMs={staleMs}
            ask={ask}
            isActive={isActive}
          />
        )}
        <IndicatorsDialog open={choosing} onClose={() => setChoosing(false)} />
        {isActive && <TimeframeTyping onChoose={chooseTimeframe} />}
      </div>
    </section>
  );
}
