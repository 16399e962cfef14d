import type { Frame } from "#shared/link/frame.ts";
import { decodeTickPayload, type TickPayload } from "#shared/link/ticks.ts";
import { BAR_COLUMNS, type BarColumns, emptyBarColumns } from "#shared/market/bar.ts";
import { emptyTickColumns, type TickColumns } from "#shared/market/tick.ts";
import { viewTicks } from "#shared/market/tick-slices.ts";
import type { Timeframe } from "#shared/market/timeframe.ts";
import type { Clock } from "../ports/clock.ts";
import type { TerminalLink } from "../ports/terminal-link.ts";
import { PayloadShelf, type ShelfPlace } from "./payload-shelf.ts";
import type { CollectorSettings } from "./settings.ts";

export type HistoryOutcome = Frame<"HistoryEnd">["fields"]["status"];

/** What MT5's history says of a span; empty unless `status` is complete. Bars with `serviceNeeded` are what is at hand. */
export interface HistoryAnswer<T> {
  readonly status: HistoryOutcome;
  /** MQL5's GetLastError() when it failed. */
  readonly error: number;
  readonly data: T;
}

/** How a request stands in line; may become true while it waits. */
export interface Wish {
  /** Somebody looks at an empty place of a chart until it is answered. */
  shown: boolean;
}

/** A request that waits for its turn. */
interface Waiting {
  readonly wish: Readonly<Wish>;
  readonly start: () => Promise<unknown>;
}

/** One link's requests: those under way, and those that wait, oldest first. */
interface Line {
  readonly underWay: Set<Waiting>;
  readonly waiting: Waiting[];
}

/**
 * What one answer may hold: it lies in memory until it is whole. Two weeks of the busiest symbols, and two years of
 * minutes; a program that goes on without end is not believed.
 */
const MOST_TICKS = 8_000_000;
const MOST_BARS = 1_000_000;

const NOBODY_WAITS: Readonly<Wish> = { shown: false };

interface Pending {
  readonly link: TerminalLink;
  /** Where the bytes of `ticks` lie. */
  readonly place: ShelfPlace;
  readonly ticks: TickPayload[];
  readonly bars: Frame<"HistoryBars">["items"][number][];
  nextPart: number;
  /** Ticks or bars that have come. */
  records: number;
  readonly credit: number;
  /** Parts that the program may have sent so far. */
  granted: number;
  ungranted: number;
  cancelTimer: () => void;
  readonly settle: (end: { status: HistoryOutcome; error: number }) => void;
}

/**
 * Asks MT5's history for ticks and bars, with a credit that keeps memory bounded. On each link one request at a time is
 * under way; what a chart waits for goes before everything else and does not wait for what is under way in the
 * background (day figures, gaps): that may be a cold history that takes MT5 45 s to load.
 */
export class HistoryDesk {
  readonly #settings: Pick<CollectorSettings, "historyCredit" | "historyMs">;
  readonly #clock: Clock;
  readonly #pending = new Map<number, Pending>();
  readonly #lines = new Map<TerminalLink, Line>();
  readonly #serviceNeeded: (link: TerminalLink) => void;
  readonly #shelf = new PayloadShelf();
  #lastRequest = 0;

  /** @param serviceNeeded a program may not wait for MT5's history: its terminal's history service would. */
  constructor(
    settings: Pick<CollectorSettings, "historyCredit" | "historyMs">,
    clock: Clock,
    serviceNeeded: (link: TerminalLink) => void = () => undefined,
  ) {
    this.#settings = settings;
    this.#clock = clock;
    this.#serviceNeeded = serviceNeeded;
  }

  /**
   * Ticks with fromMs <= time <= toMs, broker time.
   * @param credit frames that may be under way.
   * @param into memory that the answer may lie in, if there is room: to be used over and over.
   */
  ticks(
    link: TerminalLink,
    symbol: string,
    fromMs: number,
    toMs: number,
    credit = this.#settings.historyCredit,
    into?: TickColumns,
  ): Promise<HistoryAnswer<TickColumns>> {
    return this.#inTurn(link, NOBODY_WAITS, async () => {
      const { status, error, ticks, place } = await this.#ask(link, credit, (request) =>
        link.send("HistoryTicksRequest", { fields: { request, symbol, fromMs, toMs, credit } }),
      );
      const data = status === "complete" ? unpack(ticks, into) : emptyTickColumns(0);
      place.clear();
      return { status, error, data };
    });
  }

  /** Bars that open in [fromMs, toMs], broker time. Whoever changes `wish` meanwhile calls `wishChanged`. */
  bars(
    link: TerminalLink,
    symbol: string,
    timeframe: Timeframe,
    fromMs: number,
    toMs: number,
    wish: Readonly<Wish> = NOBODY_WAITS,
  ): Promise<HistoryAnswer<BarColumns>> {
    return this.#inTurn(link, wish, async () => {
      const credit = this.#settings.historyCredit;
      const { status, error, bars } = await this.#ask(link, credit, (request) =>
        link.send("HistoryBarsRequest", { fields: { request, symbol, timeframe, fromMs, toMs, credit } }),
      );
      const usable = status === "complete" || status === "serviceNeeded";
      if (usable && !bars.every(isBar)) return { status: "failed", error: 0, data: emptyBarColumns(0) };
      return { status, error, data: usable ? columns(bars) : emptyBarColumns(0) };
    });
  }

  frame(link: TerminalLink, frame: Frame<"HistoryTicks"> | Frame<"HistoryBars"> | Frame<"HistoryEnd">): void {
    const { request } = frame.fields;
    const pending = this.#pending.get(request);
    if (pending?.link !== link) return;
    if (frame.name === "HistoryEnd") {
      if (frame.fields.status === "serviceNeeded") this.#serviceNeeded(link);
      return this.#end(request, frame.fields.status, frame.fields.error);
    }
    const most = frame.name === "HistoryTicks" ? MOST_TICKS : MOST_BARS;
    pending.records += frame.header.count;
    const misplaced = frame.fields.part !== pending.nextPart || pending.nextPart >= pending.granted;
    if (misplaced || frame.header.count === 0 || pending.records > most) return this.#end(request, "failed", 0);
    pending.nextPart += 1;
    if (frame.name === "HistoryTicks") {
      const { layout, baseMs } = frame.fields;
      pending.ticks.push({ layout, baseMs, payload: pending.place.keep(frame.payload), count: frame.header.count });
    } else pending.bars.push(...frame.items);
    this.#grant(request, pending);
  }

  closed(link: TerminalLink): void {
    for (const [request, pending] of this.#pending) if (pending.link === link) this.#end(request, "failed", 0);
    this.#lines.delete(link);
  }

  /** A request that waits in the background is waited for by a chart now. */
  wishChanged(): void {
    for (const line of this.#lines.values()) this.#startNext(line);
  }

  #inTurn<T>(link: TerminalLink, wish: Readonly<Wish>, work: () => Promise<T>): Promise<T> {
    const line: Line = this.#lines.get(link) ?? { underWay: new Set(), waiting: [] };
    this.#lines.set(link, line);
    return new Promise((resolve, reject) => {
      line.waiting.push({ wish, start: () => work().then(resolve, reject) });
      this.#startNext(line);
    });
  }

  /** Starts what may start: a chart's request beside those of the background, any other only alone. */
  #startNext(line: Line): void {
    for (;;) {
      const { underWay, waiting } = line;
      const shown = waiting.findIndex(({ wish }) => wish.shown);
      const at = shown >= 0 ? shown : 0;
      const busy = shown >= 0 ? [...underWay].some(({ wish }) => wish.shown) : underWay.size > 0;
      const turn = busy ? undefined : waiting.splice(at, 1)[0];
      if (turn === undefined) return;
      underWay.add(turn);
      void turn.start().then(() => {
        underWay.delete(turn);
        this.#startNext(line);
      });
    }
  }

  #ask(link: TerminalLink, credit: number, send: (request: number) => void) {
    this.#lastRequest += 1;
    const request = this.#lastRequest;
    return new Promise<{ status: HistoryOutcome; error: number } & Pick<Pending, "ticks" | "bars" | "place">>(
      (resolve) => {
        const ticks: TickPayload[] = [];
        const bars: Pending["bars"] = [];
        const place = this.#shelf.open();
        if (!link.open) return resolve({ status: "failed", error: 0, ticks, bars, place });
        const settle: Pending["settle"] = (end) => resolve({ ...end, ticks, bars, place });
        const pending = {
          link,
          place,
          ticks,
          bars,
          nextPart: 0,
          records: 0,
          credit,
          granted: credit,
          ungranted: 0,
          cancelTimer: this.#deadline(request),
          settle,
        };
        this.#pending.set(request, pending);
        send(request);
      },
    );
  }

  #grant(request: number, pending: Pending): void {
    pending.cancelTimer();
    pending.cancelTimer = this.#deadline(request);
    pending.ungranted += 1;
    if (pending.ungranted * 2 < pending.credit) return;
    pending.link.send("HistoryCredit", { fields: { request, credit: pending.ungranted } });
    pending.granted += pending.ungranted;
    pending.ungranted = 0;
  }

  #deadline(request: number): () => void {
    return this.#clock.after(this.#settings.historyMs, () => {
      this.#pending.get(request)?.link.send("HistoryCredit", { fields: { request, credit: 0 } });
      this.#end(request, "timeout", 0);
    });
  }

  #end(request: number, status: HistoryOutcome, error: number): void {
    const pending = this.#pending.get(request);
    if (pending === undefined) return;
    this.#pending.delete(request);
    pending.cancelTimer();
    pending.settle({ status, error });
  }
}

function unpack(parts: readonly TickPayload[], into: TickColumns | undefined): TickColumns {
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  const all = into !== undefined && count <= into.count ? viewTicks(into, 0, count) : emptyTickColumns(count);
  let at = 0;
  for (const part of parts) {
    decodeTickPayload(part, all, at);
    at += part.count;
  }
  return all;
}

/** One that is no number would make every longer bar around it none either. */
const isBar = (bar: Pending["bars"][number]): boolean =>
  bar.timeMs >= 0 && BAR_COLUMNS.every((column) => Number.isFinite(Number(bar[column])));

function columns(bars: Pending["bars"]): BarColumns {
  const all = emptyBarColumns(bars.length);
  bars.forEach((bar, i) => {
    for (const column of BAR_COLUMNS) all[column][i] = Number(bar[column]);
  });
  return all;
}
