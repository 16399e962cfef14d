import { useEffect, useMemo } from "react";
import type { Instrument } from "#shared/contract/market.ts";
import { readChartTheme } from "../../../chart/chart-theme.ts";
import { DrawDesk } from "../../../chart/drawings/draw-desk.ts";
import { leadPointer } from "../../../chart/drawings/drawing-pointer.ts";
import { DrawingsLayer, type LayerTheme } from "../../../chart/drawings/drawings-layer.ts";
import type { LiveChart } from "../../../chart/live-chart.ts";
import { snapped } from "../../../chart/trade-lines.ts";
import { useText } from "../../../i18n/use-text.ts";
import { type Services, useServices } from "../../../services/services.ts";
import { shapeWords } from "./shape-words.ts";

function layerTheme(): LayerTheme {
  const { studies, background, strong, font } = readChartTheme();
  return { studies, background, text: strong, font };
}

interface Made {
  readonly desk: DrawDesk;
  /** Hangs it on the chart. @returns what takes it off */
  readonly attach: () => () => void;
}

/** The desk that makes and moves the drawings of this chart; drawn with it, past React. */
export function useDrawDesk(live: LiveChart, instrument: Instrument): DrawDesk {
  const text = useText();
  const { drawings, appearance } = useServices();
  const made = useMemo((): Made => {
    const { chart } = live;
    const { id } = instrument;
    const places = { placeOf: (ms: number) => chart.placeOf(ms), timeAt: (place: number) => chart.timeAt(place) };
    const xOf = (timeMs: number): number | undefined => {
      const place = chart.placeOf(timeMs);
      return place === undefined ? undefined : chart.xOf(place);
    };
    const layer = new DrawingsLayer(
      () => ({ ...chart.plotSize(), xOf, yOf: (price) => chart.yOf(price) }),
      shapeWords(text, instrument, places.placeOf),
      layerTheme(),
    );
    const desk = new DrawDesk({
      layer,
      newId: () => crypto.randomUUID(),
      plot: {
        ...places,
        xOf: (place) => chart.xOf(place),
        yOf: (price) => chart.yOf(price),
        placeAt: (x) => chart.placeAt(x),
        priceAt: (y) => chart.priceAt(y),
        pricesAt: (place) => {
          const bar = chart.bars[place];
          return bar === undefined ? [] : [bar.open, bar.high, bar.low, bar.close];
        },
        snapped: (price) => snapped(price, instrument),
        tick: instrument.tickSize > 0 ? instrument.tickSize : 10 ** -instrument.digits,
        size: () => chart.plotSize(),
      },
      book: {
        all: () => drawings.of(id),
        put: (drawing) => drawings.put(id, drawing),
        erase: (gone) => drawings.erase(id, gone),
        undo: () => drawings.undo(id),
        redo: () => drawings.redo(id),
      },
    });
    return { desk, attach: () => hung(live, desk, layer, { drawings, appearance }) };
  }, [live, instrument, drawings, appearance, text]);
  useEffect(() => made.attach(), [made]);
  return made.desk;
}

function hung(
  { chart, host }: LiveChart,
  desk: DrawDesk,
  layer: DrawingsLayer,
  { drawings, appearance }: Pick<Services, "drawings" | "appearance">,
): () => void {
  const key = (event: KeyboardEvent): void => {
    if (event.altKey || event.target !== host || !desk.key(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const showTool = (): void => {
    const { tool } = desk.state.get();
    if (tool === undefined) delete host.dataset["tool"];
    else host.dataset["tool"] = tool;
  };
  host.addEventListener("keydown", key, { capture: true });
  const stops = [
    chart.attach(layer),
    leadPointer(host, desk, () => chart.plotSize()),
    drawings.subscribe(desk.refresh),
    appearance.subscribe(() => layer.recolour(layerTheme())),
    desk.state.subscribe(showTool),
  ];
  desk.refresh();
  return () => {
    host.removeEventListener("keydown", key, { capture: true });
    for (const stop of stops) stop();
    delete host.dataset["tool"];
  };
}
