import { type ReactNode, useEffect, useState } from "react";
import type { Timeframe } from "#shared/market/timeframe.ts";
import { typedTimeframe, typeKey } from "../../chart/timeframe-typing.ts";
import { useText } from "../../i18n/use-text.ts";

const FORGET_MS = 2_500;

const writing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.matches("input, textarea, select") || target.isContentEditable);

/** Digits typed anywhere but in a field choose the active chart's timeframe on Enter: `15`, `4h`, `1d`. */
export function TimeframeTyping({ onChoose }: { readonly onChoose: (timeframe: Timeframe) => void }): ReactNode {
  const text = useText();
  const [typed, setTyped] = useState("");

  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (writing(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
      if (document.querySelector("[role=dialog]") !== null) return;
      if (typed !== "" && (event.key === "Enter" || event.key === "Escape")) {
        const timeframe = event.key === "Enter" ? typedTimeframe(typed) : undefined;
        if (timeframe !== undefined) onChoose(timeframe);
        setTyped("");
      } else {
        const next = typeKey(typed, event.key);
        if (next === undefined || next === typed) return;
        setTyped(next);
      }
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener("keydown", listen, { capture: true });
    return () => window.removeEventListener("keydown", listen, { capture: true });
  }, [typed, onChoose]);

  useEffect(() => {
    if (typed === "") return;
    const timer = setTimeout(() => setTyped(""), FORGET_MS);
    return () => clearTimeout(timer);
  }, [typed]);

  if (typed === "") return null;
  const timeframe = typedTimeframe(typed);
  return (
    <div className="chart-typing" role="status">
      <span className="dim">{text("chart.typing")}</span>
      <strong>{typed}</strong>
      <span className="dim">{timeframe === undefined ? text("chart.typing.unknown") : `${timeframe} ↵`}</span>
    </div>
  );
}
