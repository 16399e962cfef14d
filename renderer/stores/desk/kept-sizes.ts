import { type Model, type Node, Orientation, RowNode, TabNode, TabSetNode } from "flexlayout-react";
import type { Room } from "./layouts.ts";

interface Weights {
  readonly id: string;
  readonly weights: number[];
}

/** The smallest share that a part keeps: flexlayout takes no weight of nothing. */
export const LEAST_WEIGHT = 1;

export const holdsChart = (node: Node): boolean =>
  node instanceof TabNode ? node.getComponent() === "chart" : node.getChildren().some(holdsChart);

export const weightOf = (node: Node): number =>
  node instanceof RowNode || node instanceof TabSetNode ? Math.max(LEAST_WEIGHT, node.getWeight()) : LEAST_WEIGHT;

/**
 * Sizes of a row's parts when the row grows or shrinks from `before` to `after` pixels: parts that are elastic share
 * the difference in proportion, the others keep their pixels; without elastic parts, or with too little left for them,
 * all of them share it.
 */
export function sharedSizes(
  weights: readonly number[],
  elastic: readonly boolean[],
  before: number,
  after: number,
): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const sizes = weights.map((weight) => (weight / total) * before);
  const firm = sizes.reduce((sum, size, at) => sum + (elastic[at] === true ? 0 : size), 0);
  const soft = before - firm;
  const left = after - firm;
  if (soft < before / 1_000 || left <= after / 5) return sizes.map((size) => (size / before) * after);
  return sizes.map((size, at) => (elastic[at] === true ? (size / soft) * left : size));
}

/** The weights with which parts without a chart keep their pixels in a window of another size. */
export function keptSizes(model: Model, before: Room, after: Room): readonly Weights[] {
  const found: Weights[] = [];
  const visit = (row: RowNode, from: Room, to: Room): void => {
    const children = row.getChildren();
    const across = row.getOrientation() === Orientation.HORZ;
    const side = across ? "width" : "height";
    const weights = children.map(weightOf);
    if (from[side] <= 0 || to[side] <= 0) return;
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const next = sharedSizes(weights, children.map(holdsChart), from[side], to[side]);
    if (children.length > 1 && from[side] !== to[side])
      found.push({ id: row.getId(), weights: next.map((size) => Math.max(LEAST_WEIGHT, (100 * size) / to[side])) });
    children.forEach((child, at) => {
      if (!(child instanceof RowNode)) return;
      const had = ((weights[at] ?? 0) / total) * from[side];
      visit(child, { ...from, [side]: had }, { ...to, [side]: next[at] ?? had });
    });
  };
  const root = model.getRootRow();
  if (root !== undefined) visit(root, before, after);
  return found;
}
