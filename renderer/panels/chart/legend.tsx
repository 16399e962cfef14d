import { type ReactNode, type RefObject, useEffect, useRef } from "react";
import type { Instrument } from "#shared/contract/market.ts";
import type { ChartBar } from "../../chart/bar-series.ts";
import type { ChartState } from "../../chart/chart-feed.ts";
import type { LiveChart } from "../../chart/live-chart.ts";
import { priceFormat } from "../../format/price.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import type { Cell } from "../../stores/cell.ts";
import { TextSlot } from "../../ui/text-node.ts";

interface LegendProps {
  readonly instrument: Instrument;
  readonly live: RefObject<LiveChart | undefined>;
  /** The same once it is on the page. */
  readonly drawn: LiveChart | undefined;
  readonly state: Cell<ChartState>;
  readonly crosshair: Cell<number | undefined>;
}

const FIELDS = ["open", "high", "low", "close", "tickVolume"] as const;
const LABELS = {
  open: "chart.open",
  high: "chart.high",
  low: "chart.low",
  close: "chart.close",
  tickVolume: "chart.volume",
} as const;

/** Open, high, low, close of the bar under the crosshair, else of the newest; written past React. */
export function Legend({ instrument, live, drawn, state, crosshair }: LegendProps): ReactNode {
  const text = useText();
  const { quotes } = useServices();
  const list = useRef<HTMLDListElement>(null);

  useEffect(() => {
    const host = list.current;
    if (!host) return;
    const format = priceFormat(instrument);
    const slots = new Map([...host.querySelectorAll("dd")].map((cell) => [cell.dataset["field"], new TextSlot(cell)]));
    const write = (bar: ChartBar | undefined): void => {
      for (const field of FIELDS) {
        const value = bar?.[field];
        const shown = value === undefined ? "" : field === "tickVolume" ? String(value) : format.text(value);
        slots.get(field)?.write(shown);
      }
      host.hidden = bar === undefined;
      host.dataset["direction"] =
        bar === undefined || bar.close === bar.open ? "flat" : bar.close > bar.open ? "up" : "down";
    };
    const refresh = (): void => write(live.current?.barAt(crosshair.get()));
    refresh();
    const stops = [crosshair.subscribe(refresh), quotes.subscribe(instrument.id, refresh), state.subscribe(refresh)];
    // A replay tells its place before its bars are drawn, and no quote need come in a closed market.
    if (drawn !== undefined) stops.push(drawn.gate.place.subscribe(() => queueMicrotask(refresh)));
    return () => {
      for (const stop of stops) stop();
      for (const slot of slots.values()) slot.remove();
    };
  }, [instrument, live, drawn, state, crosshair, quotes]);

  return (
    <dl ref={list} className="chart-legend">
      {FIELDS.map((field) => (
        <div key={field}>
          <dt>{text(LABELS[field])}</dt>
          <dd data-field={field} />
        </div>
      ))}
    </dl>
  );
}
