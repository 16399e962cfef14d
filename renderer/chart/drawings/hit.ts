import type { Shape, ShapeLabel, Spot } from "./shape.ts";

/** How near the pointer must come, CSS pixels. */
const NEAR_LINE_PX = 6;
const NEAR_HANDLE_PX = 9;
/** Of a label: half its height, and about how wide a letter is. */
const LABEL_HALF_PX = 9;
const LETTER_PX = 6.6;

/** A point of a drawing, or all of it. */
export type Grip = number | "whole";

/** What of a shape lies under the pointer. @param selected handles are there to be taken only while it is selected */
export function gripAt(shape: Shape, at: Spot, selected: boolean): Grip | undefined {
  if (selected) {
    const handle = shape.handles.findIndex(({ x, y }) => Math.hypot(x - at.x, y - at.y) <= NEAR_HANDLE_PX);
    if (handle >= 0) return handle;
  }
  const isOn =
    shape.lines.some(({ from, to, faint }) => faint !== true && distance(at, from, to) <= NEAR_LINE_PX) ||
    shape.labels.some((label) => label.plate === true && isOnLabel(label, at)) ||
    (shape.area !== undefined && isOnEdge(shape.area, at));
  return isOn ? "whole" : undefined;
}

/** Distance from a spot to a line that ends at both ends. */
export function distance(at: Spot, from: Spot, to: Spot): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = dx * dx + dy * dy;
  const way = length === 0 ? 0 : Math.min(1, Math.max(0, ((at.x - from.x) * dx + (at.y - from.y) * dy) / length));
  return Math.hypot(at.x - from.x - way * dx, at.y - from.y - way * dy);
}

/** An area is taken by its edges: what lies in it (prices, order lines) must stay within reach. */
function isOnEdge([a, b]: readonly [Spot, Spot], at: Spot): boolean {
  const corners = [a, { x: b.x, y: a.y }, b, { x: a.x, y: b.y }];
  return corners.some((from, k) => distance(at, from, corners[(k + 1) % 4] ?? a) <= NEAR_LINE_PX);
}

function isOnLabel({ at: { x, y }, words, align }: ShapeLabel, at: Spot): boolean {
  const width = words.length * LETTER_PX + 8;
  const left = align === "left" ? x - 4 : align === "right" ? x - width + 4 : x - width / 2;
  return at.x >= left && at.x <= left + width && Math.abs(at.y - y) <= LABEL_HALF_PX;
}
