import { type ReactNode, useEffect } from "react";
import type { Instrument } from "#shared/contract/market.ts";
import type { LiveChart } from "../../../chart/live-chart.ts";
import { useCell } from "../../../hooks/use-store.ts";
import { useWorkspace } from "../../../hooks/use-workspace.ts";
import { useServices } from "../../../services/services.ts";
import type { ChartAsk } from "../chart-tools-state.ts";
import "./chart-tools.css";
import { BarDialog } from "./bar-dialog.tsx";
import { chartCommands } from "./chart-commands.ts";
import { DrawNews } from "./draw-news.tsx";
import { DrawStrip } from "./draw-strip.tsx";
import { PictureDialog } from "./picture-dialog.tsx";
import { ReplayBand } from "./replay-band.tsx";
import { StyleBar } from "./style-bar.tsx";
import { TemplatesDialog } from "./templates-dialog.tsx";
import { useDrawDesk } from "./use-draw-desk.ts";
import { useSessionShades } from "./use-session-shades.ts";
import { useTradeMarks } from "./use-trade-marks.ts";
import { ViewDialog } from "./view-dialog.tsx";

export interface ChartToolsProps {
  readonly live: LiveChart;
  readonly instrument: Instrument;
  readonly ask: ChartAsk;
  readonly isActive: boolean;
}

/** What a chart can do beyond showing prices: drawings, trades, sessions, replay, templates, pictures. */
export function ChartTools({ live, instrument, ask, isActive }: ChartToolsProps): ReactNode {
  const { commands, workspace } = useServices();
  const drawOpen = useWorkspace((shown) => shown.drawOpen);
  const asked = useCell(ask.dialog);
  const replaying = useCell(ask.replay);
  const desk = useDrawDesk(live, instrument);
  useTradeMarks(live, instrument);
  useSessionShades(live, instrument);
  useEffect(() => {
    if (!isActive) return;
    return commands.offer(chartCommands({ live, ask, desk, workspace }));
  }, [commands, workspace, isActive, live, ask, desk]);
  const close = (): void => ask.dialog.set(undefined);
  return (
    <>
      {drawOpen && <DrawStrip desk={desk} instrumentId={instrument.id} />}
      <StyleBar desk={desk} />
      <DrawNews desk={desk} instrument={instrument} />
      {replaying && <ReplayBand live={live} instrument={instrument} ask={ask} />}
      {asked === "bar" && <BarDialog live={live} instrument={instrument} beginMs={ask.barMs.get()} onClose={close} />}
      {asked === "view" && <ViewDialog instrument={instrument} onClose={close} />}
      {asked === "templates" && <TemplatesDialog onClose={close} />}
      {asked === "picture" && <PictureDialog live={live} instrument={instrument} onClose={close} />}
    </>
  );
}
