import type { Drawing, DrawingPoint } from "#shared/contract/charts.ts";
import { FIBONACCI_LEVELS } from "#shared/market/drawing.ts";

/** A place in the plot, CSS pixels from its upper left corner. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

export interface ShapeLine {
  readonly from: Spot;
  readonly to: Spot;
  /** Helps to read the drawing and is not the drawing itself. */
  readonly faint?: boolean;
}

export interface ShapeLabel {
  readonly at: Spot;
  readonly words: string;
  readonly align: "left" | "right" | "center";
  /** Drawn in the middle of a plate, so that it can be read over the prices. */
  readonly plate?: boolean;
}

/** What a drawing looks like where the chart stands now. */
export interface Shape {
  readonly lines: readonly ShapeLine[];
  /** Corners of an area that is tinted. */
  readonly area: readonly [Spot, Spot] | undefined;
  readonly labels: readonly ShapeLabel[];
  /** Where it can be taken hold of, a point each. */
  readonly handles: readonly Spot[];
}

/** Where places of a chart lie in its plot. */
export interface PlotMap {
  readonly width: number;
  readonly height: number;
  /** Undefined while there are no bars. */
  xOf(timeMs: number): number | undefined;
  yOf(price: number): number | undefined;
}

/** Words that a shape carries. */
export interface ShapeWords {
  price(price: number): string;
  measure(from: DrawingPoint, to: DrawingPoint): readonly string[];
}

const NOTHING: Shape = { lines: [], area: undefined, labels: [], handles: [] };

/** What a drawing looks like; nothing while the chart has no bars. */
export function shapeOf(drawing: Drawing, map: PlotMap, words: ShapeWords): Shape {
  const handles = drawing.points.flatMap(({ timeMs, price }): Spot[] => {
    const [x, y] = [map.xOf(timeMs), map.yOf(price)];
    return x === undefined || y === undefined ? [] : [{ x, y }];
  });
  const [a, b] = handles;
  const [from, to] = drawing.points;
  if (a === undefined || from === undefined || handles.length < drawing.points.length) return NOTHING;
  if (drawing.kind === "horizontal") return horizontal(a, from, map, words, drawing.text);
  if (drawing.kind === "text")
    return { ...NOTHING, labels: [{ at: a, words: drawing.text || "\u2026", align: "left", plate: true }], handles };
  if (b === undefined || to === undefined) return NOTHING;
  const caption = captionOf(drawing.text, a, b);
  switch (drawing.kind) {
    case "trend":
      return { ...NOTHING, lines: [{ from: a, to: b }], labels: caption, handles };
    case "ray":
      return { ...NOTHING, lines: [{ from: a, to: beyond(a, b, map) }], labels: caption, handles };
    case "rectangle":
      return { ...NOTHING, lines: edges(a, b), area: [a, b], labels: caption, handles };
    case "fibonacci":
      return { ...NOTHING, ...fibonacci([a, b], [from, to], map, words), handles };
    case "measure":
      return {
        lines: edges(a, b).map((line) => ({ ...line, faint: true })),
        area: [a, b],
        labels: measured(a, b, words.measure(from, to)),
        handles,
      };
  }
}

function horizontal(at: Spot, { price }: DrawingPoint, map: PlotMap, words: ShapeWords, text: string): Shape {
  const caption = text === "" ? words.price(price) : `${text}  ${words.price(price)}`;
  return {
    lines: [{ from: { x: 0, y: at.y }, to: { x: map.width, y: at.y } }],
    area: undefined,
    labels: [{ at: { x: map.width - 6, y: at.y - 8 }, words: caption, align: "right" }],
    handles: [{ x: Math.min(map.width - 12, Math.max(12, at.x)), y: at.y }],
  };
}

function edges(a: Spot, b: Spot): readonly ShapeLine[] {
  const corners = [a, { x: b.x, y: a.y }, b, { x: a.x, y: b.y }];
  return corners.map((from, at) => ({ from, to: corners[(at + 1) % 4] ?? a }));
}

/** Where the line from `a` through `b` has left the plot. */
function beyond(a: Spot, b: Spot, { width, height }: PlotMap): Spot {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const far = Math.hypot(width, height) + Math.hypot(a.x, a.y) + Math.hypot(a.x - width, a.y - height);
  const length = Math.hypot(dx, dy);
  return length === 0 ? b : { x: a.x + (dx / length) * far, y: a.y + (dy / length) * far };
}

function fibonacci(
  [a, b]: readonly [Spot, Spot],
  [from, to]: readonly [DrawingPoint, DrawingPoint],
  map: PlotMap,
  words: ShapeWords,
): Pick<Shape, "lines" | "labels"> {
  const [left, right] = [Math.min(a.x, b.x), Math.max(a.x, b.x)];
  const lines: ShapeLine[] = [{ from: a, to: b, faint: true }];
  const labels: ShapeLabel[] = [];
  for (const level of FIBONACCI_LEVELS) {
    const price = to.price + (from.price - to.price) * level;
    const y = map.yOf(price);
    if (y === undefined) continue;
    lines.push({ from: { x: left, y }, to: { x: right, y } });
    labels.push({ at: { x: right + 5, y }, words: `${level}  ${words.price(price)}`, align: "left" });
  }
  return { lines, labels };
}

const LINE_PX = 16;

function measured(a: Spot, b: Spot, lines: readonly string[]): readonly ShapeLabel[] {
  const up = b.y < a.y;
  const top = up ? b.y - 12 - LINE_PX * (lines.length - 1) : b.y + 14;
  return lines.map((words, at) => ({
    at: { x: (a.x + b.x) / 2, y: top + at * LINE_PX },
    words,
    align: "center",
    plate: true,
  }));
}

const captionOf = (words: string, a: Spot, b: Spot): readonly ShapeLabel[] =>
  words === "" ? [] : [{ at: { x: (a.x + b.x) / 2, y: Math.min(a.y, b.y) - 10 }, words, align: "center" }];
