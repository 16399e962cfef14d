import { type ReactNode, useEffect, useRef, useState } from "react";
import { clockText, dateText } from "../../format/clock.ts";
import { useNow } from "../../hooks/use-now.ts";
import { useText } from "../../i18n/use-text.ts";
import { marketNow } from "../../services/market-clock.ts";
import type { ReplayView } from "../../services/services.ts";

/** Keyboard and drag produce a stream of positions; the market is moved once they rest. */
const REST_MS = 250;
/** How long a chosen position stands before the bridge's clock is believed again. */
const TRUST_MS = 1_000;

const stamp = (ms: number): string => `${dateText(ms)} ${clockText(ms)}`;

/** The market clock of a recording and a slider over all of it. */
export function SeekBar({
  view,
  onSeek,
}: {
  readonly view: ReplayView;
  readonly onSeek: (toMs: number) => void;
}): ReactNode {
  const text = useText();
  const now = useNow(200);
  const [chosen, setChosen] = useState<number>();
  const seek = useRef(onSeek);
  useEffect(() => {
    seek.current = onSeek;
  }, [onSeek]);
  useEffect(() => {
    if (chosen === undefined) return;
    const send = setTimeout(() => seek.current(chosen), REST_MS);
    const forget = setTimeout(() => setChosen(undefined), REST_MS + TRUST_MS);
    return () => {
      clearTimeout(send);
      clearTimeout(forget);
    };
  }, [chosen]);
  const { fromMs, toMs } = view.replay;
  const at = Math.round(chosen ?? marketNow(view, undefined, now) ?? fromMs);
  const minute = 60_000;
  return (
    <>
      <time className="replay-clock">{stamp(at)}</time>
      <span className="replay-edge">{stamp(fromMs)}</span>
      <input
        className="replay-seek"
        type="range"
        aria-label={text("replay.seek")}
        aria-valuetext={stamp(at)}
        min={fromMs}
        max={toMs}
        step={Math.max(1_000, Math.min(minute, Math.round((toMs - fromMs) / 1_000)))}
        value={at}
        onChange={(event) => setChosen(Number(event.target.value))}
      />
      <span className="replay-edge">{stamp(toMs)}</span>
    </>
  );
}
