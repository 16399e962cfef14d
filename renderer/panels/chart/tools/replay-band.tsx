import { ChevronFirst, ChevronLast, Pause, Play, Scissors } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import type { Instrument } from "#shared/contract/market.ts";
import { barOpen, nextBarOpen } from "#shared/market/timeframe.ts";
import type { LiveChart } from "../../../chart/live-chart.ts";
import { clockText, dateText } from "../../../format/clock.ts";
import { useCell } from "../../../hooks/use-store.ts";
import { useText } from "../../../i18n/use-text.ts";
import { useServices } from "../../../services/services.ts";
import { Button, IconButton } from "../../../ui/button.tsx";
import { Icon } from "../../../ui/icon.tsx";
import type { ChartAsk } from "../chart-tools-state.ts";
import { pickBar } from "./pick-bar.ts";

/** Bars a second. */
const SPEEDS = [0.5, 1, 2, 5, 10] as const;
/** Part of the view that is already past when a replay begins. */
const BEGIN_AT = 0.6;

interface ReplayBandProps {
  readonly live: LiveChart;
  readonly instrument: Instrument;
  readonly ask: ChartAsk;
}

/** Where a replay begins: in the view, with room for what is to come. */
function beginning({ chart }: LiveChart): number {
  const newest = chart.bars.at(-1)?.timeMs ?? 0;
  const [fromMs, toMs] = chart.visibleTimes() ?? [newest, newest];
  const last = Math.min(newest, toMs);
  return fromMs + BEGIN_AT * (last - fromMs);
}

/** A chart in the past: says so, and lets its bars happen again. Mounted while the replay lasts. */
export function ReplayBand({ live, instrument, ask }: ReplayBandProps): ReactNode {
  const text = useText();
  const { charts, keys } = useServices();
  const { gate } = live;
  const place = useCell(gate.place);
  const [wishesToPlay, setPlaying] = useState(false);
  const [speed, setSpeed] = useState<number>(1);
  const [picking, setPicking] = useState(false);
  const atEnd = place?.atEnd === true;
  const playing = wishesToPlay && !atEnd;

  useEffect(() => {
    if (gate.place.get() === undefined && !gate.start(beginning(live))) return ask.replay.set(false);
    // Whoever armed keys armed them for the present.
    keys.armedFor.set(undefined);
    const present = charts.replay(instrument.symbol);
    return () => {
      present();
      gate.stop();
    };
  }, [gate, live, charts, keys, instrument.symbol, ask]);

  useEffect(() => {
    const note = (): void => {
      const at = gate.place.get();
      const drawn = live.detail.get();
      if (at !== undefined) ask.replayUntilMs.set(nextBarOpen(drawn, barOpen(drawn, at.cursorMs)));
    };
    note();
    return gate.place.subscribe(note);
  }, [gate, live, ask]);

  useEffect(() => {
    if (!playing) return;
    const timer = setInterval(() => gate.step(), 1_000 / speed);
    return () => clearInterval(timer);
  }, [playing, speed, gate]);

  useEffect(() => {
    if (!picking) return;
    return pickBar(live, (timeMs) => {
      if (timeMs !== undefined) gate.start(timeMs);
      setPicking(false);
    });
  }, [picking, live, gate]);

  const time = place === undefined ? "" : `${dateText(place.cursorMs)} ${clockText(place.cursorMs).slice(0, 5)}`;
  return (
    <section className="chart-replay" aria-label={text("chart.replay")}>
      <strong>{text("chart.replay.at", { time })}</strong>
      <IconButton label={text("chart.replay.back")} onClick={() => gate.back()}>
        <Icon of={ChevronFirst} />
      </IconButton>
      <IconButton
        label={text(playing ? "chart.replay.pause" : "chart.replay.play")}
        disabled={atEnd}
        onClick={() => setPlaying(!playing)}
      >
        <Icon of={playing ? Pause : Play} />
      </IconButton>
      <IconButton label={text("chart.replay.step")} disabled={atEnd} onClick={() => gate.step()}>
        <Icon of={ChevronLast} />
      </IconButton>
      <select
        className="field"
        aria-label={text("chart.replay.speed")}
        title={text("chart.replay.speed")}
        value={speed}
        onChange={(event) => setSpeed(Number(event.target.value))}
      >
        {SPEEDS.map((each) => (
          <option key={each} value={each}>
            {each}/s
          </option>
        ))}
      </select>
      <IconButton label={text("chart.replay.pick")} aria-pressed={picking} onClick={() => setPicking(!picking)}>
        <Icon of={Scissors} />
      </IconButton>
      <span className="chart-replay-live">
        {text(picking ? "chart.replay.picking" : atEnd ? "chart.replay.end" : "chart.replay.live")}
      </span>
      <Button onClick={() => ask.replay.set(false)}>{text("chart.replay.leave")}</Button>
    </section>
  );
}
