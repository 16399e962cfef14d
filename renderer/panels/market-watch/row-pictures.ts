import type { Instrument, Quote } from "#shared/contract/market.ts";
import type { InstrumentId } from "#shared/market/brands.ts";
import { priceFormat } from "../../format/price.ts";
import type { Text } from "../../i18n/i18n.ts";
import { frameTurns } from "../../stores/frame.ts";
import type { KeyedStore } from "../../stores/keyed-store.ts";
import type { QuoteStore } from "../../stores/quote-store.ts";
import { type Extent, extentOf, heightOf, lineThrough, type Size, thinned, widened } from "./line-shape.ts";
import { placeInDay, trendChange } from "./watch-columns.ts";

/** CSS pixels of a picture; watch-drawing.tsx has the same. */
const SIZE: Size = { width: 48, height: 16 };
/** Width of the mark at the price of now, pixels. */
const MARK = 3;
/** Room left and right of the day, pixels. */
const EDGE = 2;
/** How often pictures are looked through: a line in a list is not read by the tick. */
const LOOK_MS = 3_000;
/** The same for who has asked for as little motion as can be. */
const CALM_MS = 10_000;
/** Pictures a frame: forty rows are drawn over some twenty frames, so that none of them is long. */
const PER_FRAME = 4;
/** Points of a line: two for each of its pixels. */
const MOST_POINTS = 2 * SIZE.width;

interface Drawn {
  /** What the picture shows, to the quarter of a pixel: the same again is not drawn. */
  shows: string;
  /** What its words say. */
  says: string;
}

/** What the pictures are made of. */
export interface PicturesOf {
  readonly quotes: QuoteStore;
  readonly instruments: KeyedStore<InstrumentId, Instrument>;
  /** Closing bids of the last minutes, as far as they have come. */
  readonly closes: ReadonlyMap<string, Float64Array>;
  readonly text: Text;
}

/** What is reckoned of closes once, when they come. */
interface Line {
  readonly extent: Extent;
  readonly points: Float64Array;
}

/**
 * Draws the small pictures of the market watch: each row's line of the last hours, and where its price stands in the day.
 * Off the way of quotes: every few seconds what has moved by a quarter of a pixel is drawn, a few pictures a frame. One
 * colour for up and down, so that nobody needs to tell two apart: the shape says it. Shapes of SVG in the list's own
 * layer: a canvas is a layer of its own, and eighty of them doubled the cost of each frame of the window.
 */
export class RowPictures {
  readonly #grid: HTMLElement;
  readonly #of: PicturesOf;
  readonly #drawn = new WeakMap<SVGElement, Drawn>();
  readonly #lines = new WeakMap<Float64Array, Line>();
  readonly #timer: ReturnType<typeof setInterval>;
  #queue: SVGElement[] = [];
  #ended = false;

  constructor(grid: HTMLElement, of: PicturesOf) {
    this.#grid = grid;
    this.#of = of;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.#timer = setInterval(() => document.visibilityState === "visible" && this.soon(), calm ? CALM_MS : LOOK_MS);
    this.soon();
  }

  /** Looks every picture in sight through, from the next frame on. */
  soon(): void {
    const idle = this.#queue.length === 0;
    this.#queue = [...this.#grid.querySelectorAll<SVGElement>(".watch-drawing")];
    if (idle) frameTurns.light(this.#step);
  }

  end(): void {
    this.#ended = true;
    clearInterval(this.#timer);
  }

  readonly #step = (): void => {
    if (this.#ended) return;
    for (const drawing of this.#queue.splice(0, PER_FRAME)) this.#draw(drawing);
    if (this.#queue.length > 0) frameTurns.light(this.#step);
  };

  #draw(drawing: SVGElement): void {
    const id = drawing.closest<HTMLElement>("[data-instrument]")?.dataset["instrument"] as InstrumentId | undefined;
    if (id === undefined) return;
    const quote = this.#of.quotes.get(id)?.quote;
    if (drawing.dataset["picture"] === "range") this.#drawDay(drawing, id, quote);
    else this.#drawHours(drawing, id, quote?.bid);
  }

  #drawDay(drawing: SVGElement, id: InstrumentId, quote: Quote | undefined): void {
    const place = placeInDay(quote);
    const instrument = this.#of.instruments.get(id);
    if (place === undefined || instrument === undefined) return;
    const { dayLow = 0, dayHigh = 0 } = quote ?? {};
    const x = Math.round(place * (SIZE.width - 2 * EDGE) * 4) / 4 + EDGE;
    this.#put(drawing, String(x), () => shape(drawing, "mark", { x: x - MARK / 2 }));
    // By tens: a screen reader is not told of every tick.
    const tens = Math.round(place * 10) * 10;
    this.#say(drawing, `${dayLow} ${dayHigh} ${tens}`, () => {
      const { text } = priceFormat(instrument);
      return this.#of.text("watch.range.words", { low: text(dayLow), high: text(dayHigh), place: tens });
    });
  }

  #drawHours(drawing: SVGElement, id: InstrumentId, now: number | undefined): void {
    const closes = this.#of.closes.get(id);
    const bid = now ?? closes?.at(-1);
    if (closes === undefined || closes.length === 0 || bid === undefined) return;
    const line = this.#lineOf(closes);
    const extent = widened(line.extent, bid);
    const shows = `${closes[0]} ${closes.at(-1)} ${extent.low} ${extent.high} ${heightOf(bid, extent, SIZE)}`;
    this.#put(drawing, shows, () => drawLine(drawing, lineThrough(line.points, bid, extent, SIZE)));
    const change = (trendChange(closes, bid) ?? 0).toFixed(1);
    this.#say(drawing, change, () =>
      this.#of.text("watch.trend.words", {
        change: `${change.startsWith("-") ? change.replace("-", "\u2212") : `+${change}`}\u202f%`,
      }),
    );
  }

  #lineOf(closes: Float64Array): Line {
    const known = this.#lines.get(closes);
    if (known !== undefined) return known;
    const line = { extent: extentOf(closes), points: thinned(closes, MOST_POINTS) };
    this.#lines.set(closes, line);
    return line;
  }

  #put(drawing: SVGElement, shows: string, draw: () => void): void {
    const drawn = this.#drawnOf(drawing);
    if (drawn.shows === shows) return;
    drawn.shows = shows;
    draw();
    drawing.dataset["drawn"] = "";
  }

  /** The cell's words, for who does not see the picture and for who points at it; made only when they are others. */
  #say(drawing: SVGElement, says: string, words: () => string): void {
    const drawn = this.#drawnOf(drawing);
    const cell = drawing.parentElement;
    if (cell === null || drawn.says === says) return;
    drawn.says = says;
    const said = words();
    cell.ariaLabel = said;
    cell.title = said;
  }

  #drawnOf(drawing: SVGElement): Drawn {
    const known = this.#drawn.get(drawing) ?? { shows: "", says: "" };
    this.#drawn.set(drawing, known);
    return known;
  }
}

function shape(drawing: SVGElement, part: string, attributes: Readonly<Record<string, number | string>>): void {
  const found = drawing.querySelector(`[data-part=${part}]`);
  for (const [name, value] of Object.entries(attributes)) found?.setAttribute(name, String(value));
}

/** @param points x and y in turn, pixels; the last is the price of now */
function drawLine(drawing: SVGElement, points: Float32Array): void {
  const places: string[] = [];
  for (let at = 0; at < points.length; at += 2)
    places.push(`${Math.round((points[at] ?? 0) * 4) / 4} ${points[at + 1] ?? 0}`);
  shape(drawing, "line", { points: places.join(" ") });
  shape(drawing, "now", { cx: points.at(-2) ?? 0, cy: points.at(-1) ?? 0 });
}
