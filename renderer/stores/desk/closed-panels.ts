import { type Model, RowNode, type TabNode, TabSetNode } from "flexlayout-react";
import { holdsChart, LEAST_WEIGHT, sharedSizes, weightOf } from "./kept-sizes.ts";

/** What is known of the place that a panel had when it was closed. */
export interface Home {
  /** Key of a panel that lay in the same stack, and where in it: undefined when it was alone. */
  readonly beside: string | undefined;
  readonly at: number;
  /** Its share of the window's width, of 100, when it was a column of its own. */
  readonly share: number | undefined;
}

export function homeOf(tab: TabNode): Home {
  const stack = tab.getParent();
  if (!(stack instanceof TabSetNode)) return { beside: undefined, at: -1, share: undefined };
  const tabs = stack.getTabNodes();
  const row = stack.getParent();
  const root = row instanceof RowNode && row.getParent() === undefined ? row : undefined;
  const all = root?.getChildren().map(weightOf) ?? [];
  const total = all.reduce((sum, weight) => sum + weight, 0);
  return {
    beside: tabs.find((other) => other !== tab)?.getId(),
    at: tabs.indexOf(tab),
    share: total > 0 ? (100 * weightOf(stack)) / total : undefined,
  };
}

/**
 * Weights of a row whose part at `gone` leaves it: charts take its place and the others keep theirs. Undefined where the
 * row goes with it, or nothing is left to share.
 */
export function weightsWithout(row: RowNode, gone: number): number[] | undefined {
  const left = row.getChildren().filter((_, at) => at !== gone);
  if (left.length < 2) return undefined;
  const total = row.getChildren().reduce((sum, part) => sum + weightOf(part), 0);
  const weights = left.map(weightOf);
  const before = weights.reduce((sum, weight) => sum + weight, 0);
  return sharedSizes(weights, left.map(holdsChart), before, total).map((weight) => Math.max(LEAST_WEIGHT, weight));
}

/** Weights of the window's columns once one more of `share` (of 100) stands at the right: charts make room for it. */
export function weightsWith(model: Model, share: number): number[] {
  const parts = model.getRootRow()?.getChildren() ?? [];
  const weights = parts.map(weightOf);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const scaled = weights.map((weight) => (100 * weight) / Math.max(LEAST_WEIGHT, total));
  const rest = sharedSizes(scaled, parts.map(holdsChart), 100, 100 - share);
  return [...rest, share].map((weight) => Math.max(LEAST_WEIGHT, weight));
}
