import type { Drawing, DrawingPoint } from "#shared/contract/charts.ts";
import type { DrawingKind } from "#shared/market/drawing.ts";
import type { LayerScene } from "./drawings-layer.ts";
import type { Grip } from "./hit.ts";
import type { DrawingGrid } from "./move.ts";
import type { Shape } from "./shape.ts";

/** What the desk does at the moment, for whoever draws buttons. */
export interface DeskState {
  /** What the next points are for; undefined: drawings are chosen and moved. */
  readonly tool: DrawingKind | undefined;
  /** Points of it that are set. */
  readonly placed: number;
  readonly selectedId: string | undefined;
  /** What the arrow keys move of the chosen drawing. */
  readonly grip: Grip;
  /** Points are drawn to the nearest open, high, low or close. */
  readonly magnet: boolean;
}

/** What has just happened, for those who do not see it. */
export interface DeskNews {
  readonly what: "cursor" | "placed" | "drawn" | "chosen" | "moved" | "erased" | "locked" | "grip";
  readonly kind: DrawingKind | undefined;
  readonly point: DrawingPoint | undefined;
}

/** Where the desk works. */
export interface DeskPlot extends DrawingGrid {
  xOf(place: number): number | undefined;
  yOf(price: number): number | undefined;
  /** The place under a pixel, with its fraction. */
  placeAt(x: number): number | undefined;
  priceAt(y: number): number | undefined;
  /** Open, high, low, close at a place; nothing where there is no bar. */
  pricesAt(place: number): readonly number[];
  readonly tick: number;
  size(): { readonly width: number; readonly height: number };
}

/** Who keeps the drawings. */
export interface DeskBook {
  all(): readonly Drawing[];
  put(drawing: Drawing): void;
  erase(id: string): void;
  /** @returns the drawing's id; undefined when there was nothing to take back */
  undo(): string | undefined;
  redo(): string | undefined;
}

export interface DeskLayer {
  show(scene: LayerScene): void;
  shape(drawing: Drawing): Shape;
}

export type Style = Pick<Drawing, "colour" | "width" | "dashed">;
export type DrawingChange = Partial<Style & Pick<Drawing, "text" | "locked">>;
