import type { ReactNode } from "react";
import type { ThinLine } from "#shared/contract/data.ts";
import { useText } from "../i18n/use-text.ts";
import "./tick-line.css";

/** Points that a line is asked for, and the width of its picture's own pixels. */
export const TICK_LINE_WIDTH = 600;
const HEIGHT = 80;

interface TickLineProps {
  /** What the line is of, for the caption. */
  readonly title: string;
  readonly line: ThinLine;
  /** The span that the picture shows, broker ms. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly digits: number;
}

/** Every tick of a span, drawn with no more points than there are pixels (shared/market/thin-ticks.ts). */
export function TickLine({ title, line, fromMs, toMs, digits }: TickLineProps): ReactNode {
  const text = useText();
  const low = line.bid.reduce((least, bid) => Math.min(least, bid), Number.POSITIVE_INFINITY);
  const high = line.bid.reduce((most, bid) => Math.max(most, bid), Number.NEGATIVE_INFINITY);
  const height = high - low || 1;
  const points = Array.from(line.timeMs, (timeMs, i) => {
    const y = HEIGHT - (((line.bid[i] ?? low) - low) / height) * HEIGHT;
    return `${(((timeMs - fromMs) / (toMs - fromMs)) * TICK_LINE_WIDTH).toFixed(1)},${y.toFixed(1)}`;
  });
  const words = text("stored.line.of", { count: line.of, low: low.toFixed(digits), high: high.toFixed(digits) });
  return (
    <figure className="tick-line">
      <svg
        role="img"
        aria-label={`${title}: ${words}`}
        viewBox={`0 0 ${TICK_LINE_WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
      >
        <polyline points={points.join(" ")} />
      </svg>
      <figcaption className="dim">
        {title}: {words}
      </figcaption>
    </figure>
  );
}
