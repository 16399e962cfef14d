import { type ReactNode, useEffect, useState } from "react";
import type { Instrument } from "#shared/contract/market.ts";
import type { LiveChart } from "../../chart/live-chart.ts";
import { useAsked } from "../../hooks/use-asked.ts";
import { useCell } from "../../hooks/use-store.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import type { Cell } from "../../stores/cell.ts";

/** A crosshair that moves on asks nothing. */
const REST_MS = 150;

interface BarNoteProps {
  readonly instrument: Instrument;
  readonly live: LiveChart;
  readonly crosshair: Cell<number | undefined>;
}

/** Whose bar the crosshair rests on: made of ticks, the broker's, or out of a file. */
export function BarNote({ instrument, live, crosshair }: BarNoteProps): ReactNode {
  const text = useText();
  const { client } = useServices();
  const timeframe = useCell(live.detail);
  const [timeMs, setTimeMs] = useState<number>();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = (): void => {
      clearTimeout(timer);
      const pointed = crosshair.get();
      if (pointed === undefined) setTimeMs(undefined);
      else timer = setTimeout(() => setTimeMs(live.barAt(pointed)?.timeMs), REST_MS);
    };
    const stop = crosshair.subscribe(look);
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [live, crosshair]);
  const { answer, busy } = useAsked(`${instrument.id} ${timeframe} ${timeMs}`, async () =>
    timeMs === undefined ? undefined : (await client.data.origin({ instrument: instrument.id, timeframe, timeMs })).bar,
  );
  if (timeMs === undefined || busy || !answer) return null;
  const origin = text(`bar.origin.${answer.origin}`);
  return <p className="chart-origin">{answer.differs ? text("bar.differs", { origin }) : origin}</p>;
}
