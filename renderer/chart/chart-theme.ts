import { rgba } from "./css-colour.ts";

/** The chart's share of the design tokens, as colours that the chart library reads. */
export interface ChartTheme {
  readonly background: string;
  readonly text: string;
  readonly grid: string;
  readonly line: string;
  readonly crosshair: string;
  readonly crosshairLabel: string;
  readonly up: string;
  readonly down: string;
  readonly bid: string;
  readonly ask: string;
  /** Prices drawn as one line. */
  readonly priceLine: string;
  /** Text that is read over the plot. */
  readonly strong: string;
  /** Lines of indicators, told apart in this order. */
  readonly studies: readonly string[];
  readonly font: string;
}

const STUDY_TOKENS = ["--study-1", "--study-2", "--study-3", "--study-4", "--study-5", "--study-6"] as const;

/** Reads the tokens as they stand now: call again when theme or palette changes. */
export function readChartTheme(): ChartTheme {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string): string => rgba(style.getPropertyValue(name).trim());
  return {
    background: token("--bg-panel"),
    text: token("--text-dim"),
    grid: token("--grid"),
    line: token("--line"),
    crosshair: token("--text-faint"),
    crosshairLabel: token("--line-strong"),
    up: token("--profit"),
    down: token("--loss"),
    bid: token("--buy"),
    ask: token("--sell"),
    priceLine: token("--accent"),
    strong: token("--text"),
    studies: STUDY_TOKENS.map(token),
    font: style.getPropertyValue("--font-price").trim(),
  };
}
