import { barOpen, nextBarOpen, type Timeframe } from "../../market/timeframe.ts";

const FRAMES = ["M1", "M5", "M15", "M30", "H1", "H4", "D1"] as const satisfies readonly Timeframe[];
/** Bars that a trade's life may take of its picture, and bars before and after it. */
const MOST = 60;
const BEFORE = 40;
const AFTER = 6;

/** What a trade's chart picture shows: a timeframe in which its life takes at most sixty bars, some before and a few after. */
export interface PictureSpan {
  readonly timeframe: Timeframe;
  /** Broker ms: bars that open in fromMs <= time < toMs. */
  readonly fromMs: number;
  readonly toMs: number;
}

/** Which bars, and of which timeframe, a trade's picture shows: the trade, and some before and after. Broker ms. */
export function pictureSpan(openMs: number, closeMs: number): PictureSpan {
  const bars = (timeframe: Timeframe): number => {
    const length = nextBarOpen(timeframe, 0) - barOpen(timeframe, 0);
    return (closeMs - openMs) / length;
  };
  const timeframe = FRAMES.find((one) => bars(one) <= MOST) ?? "W1";
  const length = nextBarOpen(timeframe, 0) - barOpen(timeframe, 0);
  return {
    timeframe,
    fromMs: Math.max(0, barOpen(timeframe, openMs) - BEFORE * length),
    toMs: barOpen(timeframe, closeMs) + AFTER * length,
  };
}
