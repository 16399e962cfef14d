import type { Drawing, DrawingPoint } from "#shared/contract/charts.ts";
import { type DrawingKind, pointsOf } from "#shared/market/drawing.ts";
import { Cell } from "../../stores/cell.ts";
import type { DeskBook, DeskLayer, DeskNews, DeskPlot, DeskState, DrawingChange, Style } from "./desk-parts.ts";
import { type Grip, gripAt } from "./hit.ts";
import { moved } from "./move.ts";
import type { Spot } from "./shape.ts";

interface Drag {
  readonly drawing: Drawing;
  readonly grip: Grip;
  readonly place: number;
  readonly price: number;
}

/** From here on a press is a drag. */
const SLOP_PX = 4;
const MAGNET_PX = 12;
/** Bars and ticks that an arrow key moves, and with Shift. */
const STEP = 1;
const LEAP = 10;

/** Makes, chooses, moves and deletes the drawings of one chart, by pointer and by keyboard. Knows nothing of the DOM. */
export class DrawDesk {
  readonly state = new Cell<DeskState>({
    tool: undefined,
    placed: 0,
    selectedId: undefined,
    grip: "whole",
    magnet: false,
  });
  readonly news = new Cell<DeskNews | undefined>(undefined);
  readonly #plot: DeskPlot;
  readonly #book: DeskBook;
  readonly #layer: DeskLayer;
  readonly #newId: () => string;
  #style: Style = { colour: 2, width: 2, dashed: false };
  #draft: Drawing | undefined;
  #pressedAt: Spot | undefined;
  #drag: Drag | undefined;
  #hoveredId: string | undefined;
  /** The keyboard's pointer: a place and a price. */
  #cursor: { readonly place: number; readonly price: number } | undefined;

  constructor(parts: {
    readonly plot: DeskPlot;
    readonly book: DeskBook;
    readonly layer: DeskLayer;
    readonly newId: () => string;
  }) {
    this.#plot = parts.plot;
    this.#book = parts.book;
    this.#layer = parts.layer;
    this.#newId = parts.newId;
  }

  /** Draws what is there now; called when the drawings changed elsewhere. */
  readonly refresh = (): void => {
    const changed = this.#draft;
    const kept = this.#book.all();
    const drawings =
      changed === undefined
        ? kept
        : kept.some(({ id }) => id === changed.id)
          ? kept.map((each) => (each.id === changed.id ? changed : each))
          : [...kept, changed];
    const at = this.#cursor;
    const [x, y] = at === undefined ? [] : [this.#plot.xOf(at.place), this.#plot.yOf(at.price)];
    this.#layer.show({
      drawings,
      selectedId: this.state.get().selectedId,
      hoveredId: this.#hoveredId,
      cursor: x === undefined || y === undefined ? undefined : { x, y },
    });
  };

  selected(): Drawing | undefined {
    const { selectedId } = this.state.get();
    return selectedId === undefined ? undefined : this.#book.all().find(({ id }) => id === selectedId);
  }

  choose(tool: DrawingKind | undefined): void {
    this.#forget();
    this.#set({ tool, placed: 0, selectedId: undefined, grip: "whole" });
  }

  select(id: string | undefined): void {
    this.#forget();
    this.#set({ tool: undefined, placed: 0, selectedId: id, grip: "whole" });
    const chosen = this.selected();
    if (chosen !== undefined) this.#told("chosen", chosen);
  }

  magnet(on: boolean): void {
    this.#set({ magnet: on });
  }

  /** Changes the chosen drawing's look, words or lock; new drawings look like the last one that was changed. */
  change(change: DrawingChange): void {
    const chosen = this.selected();
    if (chosen === undefined) return;
    const next = { ...chosen, ...change };
    this.#style = { colour: next.colour, width: next.width, dashed: next.dashed };
    this.#book.put(next);
  }

  erase(): void {
    const chosen = this.selected();
    if (chosen === undefined) return;
    if (chosen.locked) return this.#told("locked", chosen);
    this.#forget();
    this.#set({ selectedId: undefined });
    this.#book.erase(chosen.id);
    this.#told("erased", chosen);
  }

  undo(): boolean {
    this.#forget();
    return this.#book.undo() !== undefined;
  }

  redo(): boolean {
    this.#forget();
    return this.#book.redo() !== undefined;
  }

  /** The pointer goes down. @returns whether the chart is not to move with it */
  down(at: Spot): boolean {
    this.#cursor = undefined;
    if (this.state.get().tool !== undefined) {
      this.#pressedAt = at;
      this.#place(this.#pointAt(at));
      return true;
    }
    const hit = this.#hit(at);
    if (hit === undefined) {
      if (this.state.get().selectedId !== undefined) this.select(undefined);
      return false;
    }
    const { drawing, grip } = hit;
    if (drawing.id !== this.state.get().selectedId) this.select(drawing.id);
    const [place, price] = [this.#plot.placeAt(at.x), this.#plot.priceAt(at.y)];
    if (drawing.locked || place === undefined || price === undefined) return true;
    this.#pressedAt = at;
    this.#drag = { drawing, grip, place, price };
    return true;
  }

  move(at: Spot): void {
    if (this.#drag !== undefined) return this.#dragTo(at, this.#drag);
    const draft = this.#draft;
    if (draft !== undefined) {
      const [first] = draft.points;
      const second = this.#pointAt(at);
      if (first !== undefined && second !== undefined) this.#draft = { ...draft, points: [first, second] };
      return this.refresh();
    }
    const hovered = this.state.get().tool === undefined ? this.#hit(at)?.drawing.id : undefined;
    if (hovered === this.#hoveredId) return;
    this.#hoveredId = hovered;
    this.refresh();
  }

  up(at: Spot): void {
    const from = this.#pressedAt;
    const far = from !== undefined && Math.hypot(at.x - from.x, at.y - from.y) > SLOP_PX;
    this.#pressedAt = undefined;
    const draft = this.#draft;
    if (this.#drag !== undefined) {
      this.#drag = undefined;
      this.#draft = undefined;
      if (draft !== undefined) this.#keepMoved(draft);
      else this.refresh();
    } else if (draft !== undefined && far) this.#place(this.#pointAt(at));
  }

  /** The pointer was taken away, or Escape was pressed. @returns whether something was under way */
  cancel(): boolean {
    const { tool, selectedId } = this.state.get();
    if (this.#drag === undefined && tool === undefined && selectedId === undefined) return false;
    if (this.#drag !== undefined) this.#forget();
    else this.choose(undefined);
    return true;
  }

  /** @returns whether the key was the desk's */
  key({ key, shiftKey, ctrlKey, metaKey }: Pick<KeyboardEvent, "key" | "shiftKey" | "ctrlKey" | "metaKey">): boolean {
    if (ctrlKey || metaKey) {
      if (key.toLowerCase() === "z") return shiftKey ? this.redo() : this.undo();
      return key.toLowerCase() === "y" && this.redo();
    }
    if (key === "Escape") return this.cancel();
    if (key === "[" || key === "]") return this.#walk(key === "]" ? 1 : -1);
    const way = wayOf(key, shiftKey ? LEAP : STEP);
    if (this.state.get().tool !== undefined) {
      if (way !== undefined) return this.#moveCursor(way);
      if (key !== "Enter" && key !== " ") return false;
      const cursor = this.#cursor ?? this.#middle();
      if (cursor !== undefined) this.#place(this.#pointOf(cursor));
      return true;
    }
    const chosen = this.selected();
    if (chosen === undefined) return false;
    if (way !== undefined) return this.#nudge(chosen, way);
    if (key === "Enter") return this.#nextGrip(chosen);
    if (key !== "Delete" && key !== "Backspace") return false;
    this.erase();
    return true;
  }

  #set(change: Partial<DeskState>): void {
    this.state.set({ ...this.state.get(), ...change });
    this.refresh();
  }

  #told(what: DeskNews["what"], drawing: Drawing | undefined, point?: DrawingPoint): void {
    this.news.set({ what, kind: drawing?.kind ?? this.state.get().tool, point });
  }

  #forget(): void {
    this.#draft = undefined;
    this.#drag = undefined;
    this.#pressedAt = undefined;
    this.#cursor = undefined;
    this.refresh();
  }

  #hit(at: Spot): { readonly drawing: Drawing; readonly grip: Grip } | undefined {
    const { selectedId } = this.state.get();
    const drawings = this.#book.all();
    // What is chosen lies on top, then what was drawn last.
    const order = [
      ...drawings.filter(({ id }) => id !== selectedId),
      ...drawings.filter(({ id }) => id === selectedId),
    ];
    for (const drawing of order.toReversed()) {
      const grip = gripAt(this.#layer.shape(drawing), at, drawing.id === selectedId);
      if (grip !== undefined) return { drawing, grip };
    }
    return undefined;
  }

  #place(point: DrawingPoint | undefined): void {
    const { tool } = this.state.get();
    if (tool === undefined || point === undefined) return;
    const first = this.#draft?.points[0];
    if (pointsOf(tool) === 2 && first === undefined) {
      this.#draft = this.#made(tool, [point, point]);
      this.#set({ placed: 1 });
      return this.#told("placed", this.#draft, point);
    }
    const drawing = this.#made(tool, first === undefined ? [point] : [first, point]);
    this.#forget();
    this.state.set({ ...this.state.get(), tool: undefined, placed: 0, selectedId: drawing.id, grip: "whole" });
    this.#book.put(drawing);
    this.#told("drawn", drawing, point);
  }

  #made(kind: DrawingKind, points: DrawingPoint[]): Drawing {
    return { id: this.#draft?.id ?? this.#newId(), kind, points, ...this.#style, text: "", locked: false };
  }

  #dragTo(at: Spot, { drawing, grip, place, price }: Drag): void {
    const from = this.#pressedAt;
    if (from !== undefined && Math.hypot(at.x - from.x, at.y - from.y) <= SLOP_PX && this.#draft === undefined) return;
    if (grip === "whole") {
      const [newPlace, newPrice] = [this.#plot.placeAt(at.x), this.#plot.priceAt(at.y)];
      if (newPlace === undefined || newPrice === undefined) return;
      const way = { bars: Math.round(newPlace) - Math.round(place), price: newPrice - price };
      this.#draft = { ...drawing, points: [...moved(drawing.points, "whole", way, this.#plot)] };
    } else {
      const point = this.#pointAt(at);
      if (point === undefined) return;
      this.#draft = { ...drawing, points: drawing.points.map((each, k) => (k === grip ? point : each)) };
    }
    this.refresh();
  }

  #keepMoved(drawing: Drawing): void {
    this.#book.put(drawing);
    this.#told("moved", drawing, drawing.points[0]);
  }

  #nudge(chosen: Drawing, way: Cross): boolean {
    if (chosen.locked) {
      this.#told("locked", chosen);
      return true;
    }
    const { grip } = this.state.get();
    const by = { bars: way.right, price: way.up * this.#plot.tick };
    this.#keepMoved({ ...chosen, points: [...moved(chosen.points, grip, by, this.#plot)] });
    return true;
  }

  #nextGrip(chosen: Drawing): boolean {
    const { grip } = this.state.get();
    const next = grip === "whole" ? 0 : grip + 1;
    this.#set({ grip: next < chosen.points.length && chosen.points.length > 1 ? next : "whole" });
    const { grip: now } = this.state.get();
    this.#told("grip", chosen, now === "whole" ? undefined : chosen.points[now]);
    return true;
  }

  #walk(step: 1 | -1): boolean {
    const all = this.#book.all();
    if (all.length === 0) return false;
    const now = all.findIndex(({ id }) => id === this.state.get().selectedId);
    const next = now < 0 ? (step === 1 ? 0 : all.length - 1) : (now + step + all.length) % all.length;
    this.select(all[next]?.id);
    return true;
  }

  #moveCursor({ right, up }: Cross): boolean {
    const from = this.#cursor ?? this.#middle();
    if (from === undefined) return true;
    const next = { place: from.place + right, price: this.#plot.snapped(from.price + up * this.#plot.tick) };
    this.#cursor = next;
    const point = this.#pointOf(next);
    const first = this.#draft?.points[0];
    if (this.#draft !== undefined && first !== undefined && point !== undefined)
      this.#draft = { ...this.#draft, points: [first, point] };
    this.#told("cursor", undefined, point);
    this.refresh();
    return true;
  }

  #middle(): { readonly place: number; readonly price: number } | undefined {
    const { width, height } = this.#plot.size();
    const [place, price] = [this.#plot.placeAt(width / 2), this.#plot.priceAt(height / 2)];
    if (place === undefined || price === undefined) return undefined;
    return { place: Math.round(place), price: this.#plot.snapped(price) };
  }

  #pointOf({ place, price }: { readonly place: number; readonly price: number }): DrawingPoint | undefined {
    const timeMs = this.#plot.timeAt(place);
    return timeMs === undefined ? undefined : { timeMs, price };
  }

  #pointAt(at: Spot): DrawingPoint | undefined {
    const [place, price] = [this.#plot.placeAt(at.x), this.#plot.priceAt(at.y)];
    if (place === undefined || price === undefined) return undefined;
    const whole = Math.round(place);
    return this.#pointOf({ place: whole, price: this.#drawnTo(whole, at.y) ?? this.#plot.snapped(price) });
  }

  #drawnTo(place: number, y: number): number | undefined {
    if (!this.state.get().magnet) return undefined;
    const near = this.#plot
      .pricesAt(place)
      .map((price) => ({ price, far: Math.abs((this.#plot.yOf(price) ?? Infinity) - y) }))
      .toSorted((a, b) => a.far - b.far)[0];
    return near !== undefined && near.far <= MAGNET_PX ? near.price : undefined;
  }
}

interface Cross {
  readonly right: number;
  readonly up: number;
}

function wayOf(key: string, by: number): Cross | undefined {
  switch (key) {
    case "ArrowLeft":
      return { right: -by, up: 0 };
    case "ArrowRight":
      return { right: by, up: 0 };
    case "ArrowUp":
      return { right: 0, up: by };
    case "ArrowDown":
      return { right: 0, up: -by };
    default:
      return undefined;
  }
}
