import type { ReactNode } from "react";
import { useText } from "../../i18n/use-text.ts";

/** Every measure of the monitor, in the order of the views. */
const MEASURES = [
  "spread",
  "percentile",
  "rate",
  "feed",
  "hours",
  "atr",
  "volatility",
  "day",
  "gap",
  "strength",
  "correlation",
  "sources",
] as const;

/** What each figure is: its name, formula, window and sample. */
export function Definitions(): ReactNode {
  const text = useText();
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what is only read is scrolled by keys.
    <dl className="monitor-definitions monitor-scroll" aria-label={text("monitor.view.definitions")} tabIndex={0}>
      {MEASURES.map((measure) => (
        <div key={measure}>
          <dt>{text(`monitor.name.${measure}`)}</dt>
          <dd>
            {text(`monitor.formula.${measure}`)} <span className="dim">{text(`monitor.window.${measure}`)}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
