import type { ISeriesPrimitive, SeriesAttachedParameter } from "lightweight-charts";
import type { Drawing } from "#shared/contract/charts.ts";
import type { DrawTarget } from "../draw-target.ts";
import { type PlotMap, type Shape, type ShapeLabel, type ShapeWords, type Spot, shapeOf } from "./shape.ts";

/** Colours of a layer of drawings. */
export interface LayerTheme {
  readonly studies: readonly string[];
  readonly background: string;
  readonly text: string;
  readonly font: string;
}

/** What the layer shows. */
export interface LayerScene {
  readonly drawings: readonly Drawing[];
  readonly selectedId: string | undefined;
  /** The drawing that the pointer is over. */
  readonly hoveredId: string | undefined;
  /** Where the keyboard's pointer stands. */
  readonly cursor: Spot | undefined;
}

const HANDLE_PX = 4;
const TINT = 0.1;

/** Draws an instrument's drawings over the prices of one chart, each time the chart is painted. */
export class DrawingsLayer implements ISeriesPrimitive {
  readonly #map: () => PlotMap;
  readonly #words: ShapeWords;
  #theme: LayerTheme;
  #scene: LayerScene = { drawings: [], selectedId: undefined, hoveredId: undefined, cursor: undefined };
  #redraw: () => void = () => undefined;
  readonly #views = [
    { zOrder: () => "normal" as const, renderer: () => ({ draw: (target: DrawTarget) => this.#draw(target) }) },
  ];

  constructor(map: () => PlotMap, words: ShapeWords, theme: LayerTheme) {
    this.#map = map;
    this.#words = words;
    this.#theme = theme;
  }

  attached({ requestUpdate }: SeriesAttachedParameter): void {
    this.#redraw = requestUpdate;
  }

  detached(): void {
    this.#redraw = () => undefined;
  }

  paneViews() {
    return this.#views;
  }

  show(scene: LayerScene): void {
    this.#scene = scene;
    this.#redraw();
  }

  recolour(theme: LayerTheme): void {
    this.#theme = theme;
    this.#redraw();
  }

  /** What a drawing looks like as the chart stands now. */
  shape(drawing: Drawing): Shape {
    return shapeOf(drawing, this.#map(), this.#words);
  }

  #draw(target: DrawTarget): void {
    target.useMediaCoordinateSpace(({ context }) => {
      context.save();
      context.font = `11px ${this.#theme.font}`;
      context.textBaseline = "middle";
      for (const drawing of this.#scene.drawings) this.#drawOne(context, drawing);
      if (this.#scene.cursor !== undefined) this.#drawCursor(context, this.#scene.cursor);
      context.restore();
    });
  }

  #drawOne(context: CanvasRenderingContext2D, drawing: Drawing): void {
    const shape = this.shape(drawing);
    const selected = drawing.id === this.#scene.selectedId;
    const colour = this.#theme.studies[drawing.colour] ?? this.#theme.text;
    context.strokeStyle = context.fillStyle = colour;
    if (shape.area !== undefined) {
      const [a, b] = shape.area;
      context.globalAlpha = TINT;
      context.fillRect(Math.min(a.x, b.x), Math.min(a.y, b.y), Math.abs(b.x - a.x), Math.abs(b.y - a.y));
      context.globalAlpha = 1;
    }
    const { width, dashed } = drawing;
    for (const { from, to, faint } of shape.lines) {
      context.globalAlpha = faint === true ? 0.5 : 1;
      context.lineWidth = faint === true ? 1 : width + (drawing.id === this.#scene.hoveredId && !selected ? 1 : 0);
      context.setLineDash(dashed || faint === true ? [5, 4] : []);
      context.beginPath();
      context.moveTo(from.x, from.y);
      context.lineTo(to.x, to.y);
      context.stroke();
    }
    context.globalAlpha = 1;
    context.setLineDash([]);
    for (const label of shape.labels) this.#drawLabel(context, label, colour);
    if (selected) for (const handle of shape.handles) this.#drawHandle(context, handle, colour, drawing.locked);
  }

  #drawLabel(context: CanvasRenderingContext2D, { at, words, align, plate }: ShapeLabel, colour: string): void {
    context.textAlign = align;
    if (plate === true) {
      const width = context.measureText(words).width;
      const left = align === "left" ? at.x : align === "right" ? at.x - width : at.x - width / 2;
      context.globalAlpha = 0.88;
      context.fillStyle = this.#theme.background;
      context.fillRect(left - 4, at.y - 8, width + 8, 16);
      context.globalAlpha = 1;
    }
    context.fillStyle = colour;
    context.fillText(words, at.x, at.y);
  }

  #drawHandle(context: CanvasRenderingContext2D, { x, y }: Spot, colour: string, locked: boolean): void {
    context.beginPath();
    context.arc(x, y, HANDLE_PX, 0, 2 * Math.PI);
    context.fillStyle = locked ? colour : this.#theme.background;
    context.strokeStyle = colour;
    context.lineWidth = 2;
    context.fill();
    context.stroke();
  }

  #drawCursor(context: CanvasRenderingContext2D, { x, y }: Spot): void {
    context.strokeStyle = this.#theme.text;
    context.lineWidth = 1.5;
    context.beginPath();
    context.moveTo(x - 9, y);
    context.lineTo(x + 9, y);
    context.moveTo(x, y - 9);
    context.lineTo(x, y + 9);
    context.stroke();
  }
}
