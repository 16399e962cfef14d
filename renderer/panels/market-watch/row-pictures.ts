import type { Instrument, Quote } from "#shared/contract/market.ts";
import type { InstrumentId } from "#shared/market/brands.ts";
import { priceFormat } from "../../format/price.ts";
import type { Text } from "../../i18n/i18n.ts";
import { frameTurns } from "../../stores/frame.ts";
import type { KeyedStore } from "../../stores/keyed-store.ts";
import type { QuoteStore } from "../../stores/quote-store.ts";
import { type Extent, extentOf, heightOf, lineThrough, type Size, thinned, widened } from "./line-shape.ts";
import { placeInDay, trendChange } from "./watch-columns.ts";

/** CSS pixels of a picture; watch.css has the same. */
const SIZE: Size = { width: 48, height: 16 };
/** Room left and right of the day, pixels. */
const EDGE = 2;
/** How often pictures are looked through: a line in a list is not read by the tick. */
const LOOK_MS = 1_000;
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

interface Ink {
  readonly line: string;
  readonly track: string;
  readonly mark: string;
}

const readInk = (): Ink => {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  return { line: token("--text-dim"), track: token("--line-strong"), mark: token("--accent") };
};

/**
 * Draws the small pictures of the market watch: each row's line of the last hours, and where its price stands in the day.
 * Off the way of quotes: once a second what has moved by a quarter of a pixel is drawn, a few pictures a frame. One
 * colour for up and down, so that nobody needs to tell two apart: the shape says it.
 */
export class RowPictures {
  readonly #grid: HTMLElement;
  readonly #of: PicturesOf;
  readonly #drawn = new WeakMap<HTMLCanvasElement, Drawn>();
  readonly #lines = new WeakMap<Float64Array, Line>();
  readonly #timer: ReturnType<typeof setInterval>;
  #queue: HTMLCanvasElement[] = [];
  #ink: Ink = readInk();
  #looks = 0;
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
    this.#queue = [...this.#grid.getElementsByTagName("canvas")];
    if (idle) frameTurns.light(this.#step);
  }

  /** Theme or palette are others: everything is drawn anew. */
  look(): void {
    this.#ink = readInk();
    this.#looks += 1;
    this.soon();
  }

  end(): void {
    this.#ended = true;
    clearInterval(this.#timer);
  }

  readonly #step = (): void => {
    if (this.#ended) return;
    for (const canvas of this.#queue.splice(0, PER_FRAME)) this.#draw(canvas);
    if (this.#queue.length > 0) frameTurns.light(this.#step);
  };

  #draw(canvas: HTMLCanvasElement): void {
    const id = canvas.closest<HTMLElement>("[data-instrument]")?.dataset["instrument"] as InstrumentId | undefined;
    if (id === undefined) return;
    const quote = this.#of.quotes.get(id)?.quote;
    if (canvas.dataset["picture"] === "range") this.#drawDay(canvas, id, quote);
    else this.#drawHours(canvas, id, quote?.bid);
  }

  #drawDay(canvas: HTMLCanvasElement, id: InstrumentId, quote: Quote | undefined): void {
    const place = placeInDay(quote);
    const instrument = this.#of.instruments.get(id);
    if (place === undefined || instrument === undefined) return;
    const { dayLow = 0, dayHigh = 0 } = quote ?? {};
    const x = Math.round(place * (SIZE.width - 2 * EDGE) * 4) / 4 + EDGE;
    this.#put(canvas, String(x), (context, ink) => drawRange(context, ink, x));
    // By tens: a screen reader is not told of every tick.
    const tens = Math.round(place * 10) * 10;
    this.#say(canvas, `${dayLow} ${dayHigh} ${tens}`, () => {
      const { text } = priceFormat(instrument);
      return this.#of.text("watch.range.words", { low: text(dayLow), high: text(dayHigh), place: tens });
    });
  }

  #drawHours(canvas: HTMLCanvasElement, id: InstrumentId, now: number | undefined): void {
    const closes = this.#of.closes.get(id);
    const bid = now ?? closes?.at(-1);
    if (closes === undefined || closes.length === 0 || bid === undefined) return;
    const line = this.#lineOf(closes);
    const extent = widened(line.extent, bid);
    const shows = `${closes[0]} ${closes.at(-1)} ${extent.low} ${extent.high} ${heightOf(bid, extent, SIZE)}`;
    this.#put(canvas, shows, (context, ink) => drawLine(context, ink, lineThrough(line.points, bid, extent, SIZE)));
    const change = (trendChange(closes, bid) ?? 0).toFixed(1);
    this.#say(canvas, change, () =>
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

  #put(canvas: HTMLCanvasElement, shows: string, draw: (context: CanvasRenderingContext2D, ink: Ink) => void): void {
    const scale = devicePixelRatio;
    const full = `${shows} ${scale} ${this.#looks}`;
    const drawn = this.#drawnOf(canvas);
    if (drawn.shows === full) return;
    drawn.shows = full;
    const context = canvas.getContext("2d");
    if (context === null) return;
    const [width, height] = [Math.round(SIZE.width * scale), Math.round(SIZE.height * scale)];
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
    }
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.clearRect(0, 0, SIZE.width, SIZE.height);
    draw(context, this.#ink);
  }

  /** The cell's words, for who does not see the picture and for who points at it; made only when they are others. */
  #say(canvas: HTMLCanvasElement, says: string, words: () => string): void {
    const drawn = this.#drawnOf(canvas);
    const cell = canvas.parentElement;
    if (cell === null || drawn.says === says) return;
    drawn.says = says;
    const said = words();
    cell.ariaLabel = said;
    cell.title = said;
  }

  #drawnOf(canvas: HTMLCanvasElement): Drawn {
    const known = this.#drawn.get(canvas) ?? { shows: "", says: "" };
    this.#drawn.set(canvas, known);
    return known;
  }
}

function drawLine(context: CanvasRenderingContext2D, ink: Ink, points: Float32Array): void {
  context.beginPath();
  for (let at = 0; at < points.length; at += 2) context.lineTo(points[at] ?? 0, points[at + 1] ?? 0);
  context.strokeStyle = ink.line;
  context.lineWidth = 1.25;
  context.lineJoin = "round";
  context.stroke();
  context.beginPath();
  context.arc(points.at(-2) ?? 0, points.at(-1) ?? 0, 1.75, 0, 2 * Math.PI);
  context.fillStyle = ink.mark;
  context.fill();
}

/** The day from its low on the left to its high on the right, and where the price is. */
function drawRange(context: CanvasRenderingContext2D, ink: Ink, x: number): void {
  const middle = SIZE.height / 2;
  context.fillStyle = ink.track;
  context.fillRect(EDGE, middle - 1.5, SIZE.width - 2 * EDGE, 3);
  context.fillStyle = ink.mark;
  context.fillRect(x - 1.5, middle - 5, 3, 10);
}
