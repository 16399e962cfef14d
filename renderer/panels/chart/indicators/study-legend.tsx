import { type ReactNode, useEffect, useRef } from "react";
import type { ChartState } from "../../../chart/chart-feed.ts";
import type { LiveChart } from "../../../chart/live-chart.ts";
import type { ShownStudy } from "../../../chart/studies/chart-studies.ts";
import { studyDigits } from "../../../chart/studies/study-digits.ts";
import { outputName, studyName } from "../../../chart/studies/study-name.ts";
import { indicatorOf, type StudyWish } from "../../../chart/studies/study-wish.ts";
import { useText } from "../../../i18n/use-text.ts";
import { useServices } from "../../../services/services.ts";
import type { Cell } from "../../../stores/cell.ts";
import { TextSlot } from "../../../ui/text-node.ts";

interface StudyLegendProps {
  readonly chart: LiveChart;
  readonly wish: StudyWish;
  readonly instrumentId: string;
  readonly state: Cell<ChartState>;
  readonly crosshair: Cell<number | undefined>;
  /** Digits of the instrument's prices. */
  readonly digits: number;
}

/** From a pane's top to its name, less what the names over the prices are inset (chart.css). */
const PANE_INSET_PX = 4 - 8;

/** An indicator's name and its values under the crosshair, else at the newest bar; written past React. */
export function StudyLegend({ chart, wish, instrumentId, state, crosshair, digits }: StudyLegendProps): ReactNode {
  const text = useText();
  const { quotes } = useServices();
  const line = useRef<HTMLParagraphElement>(null);
  const indicator = indicatorOf(wish.id);
  const shownDigits = indicator === undefined ? digits : studyDigits(indicator, digits);

  useEffect(() => {
    const host = line.current;
    if (host === null) return;
    const slots = [...host.querySelectorAll("[data-output]")].map((cell) => new TextSlot(cell));
    const write = (): void => {
      const shown = shownOf(chart, wish);
      if (shown === undefined) return;
      const cells = host.querySelectorAll<HTMLElement>("[data-output]");
      for (const [k, value] of shown.study.valuesAt(crosshair.get()).entries()) {
        slots[k]?.write(Number.isNaN(value) ? "" : value.toFixed(shownDigits));
        cells[k]?.style.setProperty("color", shown.colours[k] ?? "");
      }
    };
    const place = (): void => {
      const shown = shownOf(chart, wish);
      if (shown === undefined || shown.pane === 0) return;
      const top = `${(chart.chart.paneTops()[shown.pane] ?? 0) + PANE_INSET_PX}px`;
      if (host.style.top !== top) host.style.top = top;
    };
    write();
    place();
    const stops = [
      crosshair.subscribe(write),
      quotes.subscribe(instrumentId, write),
      state.subscribe(write),
      chart.chart.onPaint(place),
    ];
    return () => {
      for (const stop of stops) stop();
      for (const slot of slots) slot.remove();
    };
  }, [chart, wish, instrumentId, state, crosshair, shownDigits, quotes]);

  if (indicator === undefined) return null;
  return (
    <p ref={line} className="study-legend" data-pane={indicator.pane}>
      <span className="study-name">{studyName(text, indicator, wish.values)}</span>
      {indicator.outputs(wish.values).map(({ name }) => (
        <span key={name} className="study-value" data-output={name} title={outputName(text, name)} />
      ))}
    </p>
  );
}

const shownOf = ({ studies }: LiveChart, { key }: StudyWish): ShownStudy | undefined =>
  studies.shown.find(({ study }) => study.wish.key === key);
