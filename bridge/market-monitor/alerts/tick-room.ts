import { type Firing, isTickRule } from "#shared/alerts/alert.ts";
import { InstrumentWatch, noTicks, type TickCursor } from "#shared/alerts/instrument-watch.ts";
import { decodeTickPayload, tickLayoutName } from "#shared/link/ticks.ts";
import type { InstrumentId } from "#shared/market/brands.ts";
import { emptyTickColumns } from "#shared/market/tick.ts";
import type { StoredTicks } from "../../ports/stored-ticks.ts";
import type { TickFrame } from "../../ports/tick-store.ts";
import type { AlertParts } from "./alert-ports.ts";
import type { AlertShelf } from "./alert-shelf.ts";

/** A read that failed, or bars that are too few yet, are asked for again after this. */
const ASK_AGAIN_MS = 30_000;
/** Ticks that are read again after a crash; the store has kept no more than a few seconds of them. */
const MOST_BEHIND = 1_000_000;

export interface TickRoomParts extends Pick<AlertParts, "ticks" | "bars" | "facts" | "clock" | "passing"> {
  readonly shelf: AlertShelf;
  readonly fired: (source: string, firing: Firing) => void;
  /** Studies of this instrument have their history now. */
  readonly warmed: (instrument: InstrumentId) => void;
  readonly trouble: (instrument: InstrumentId, why: unknown) => void;
}

interface Room {
  readonly watch: InstrumentWatch;
  warming: boolean;
  moved: boolean;
}

/** Alerts that ticks judge, instrument by instrument. Only ticks that are on disk are judged: a cursor never runs ahead of the store. */
export class TickRoom implements StoredTicks {
  readonly #parts: TickRoomParts;
  readonly #rooms = new Map<InstrumentId, Room>();
  #columns = emptyTickColumns(256);

  constructor(parts: TickRoomParts) {
    this.#parts = parts;
  }

  stored(instrument: InstrumentId, frame: TickFrame, before: number): void {
    const room = this.#room(instrument);
    const { count, epoch, baseMs, payload } = frame;
    const layout = tickLayoutName(frame.layout);
    if (layout === null) return;
    if (count > this.#columns.count) this.#columns = emptyTickColumns(count);
    decodeTickPayload({ layout, baseMs, payload, count }, this.#columns);
    room.moved = true;
    room.watch.ticks(this.#columns, count, epoch, before);
    if (room.watch.wants && !room.warming) void this.#warm(instrument, room);
  }

  /** Begins to watch alerts on an instrument, from the next tick on. */
  add(instrument: InstrumentId): void {
    const room = this.#room(instrument);
    room.watch.add([...this.#parts.shelf.of(instrument)].map(({ watched }) => watched));
    if (room.watch.wants && !room.warming) void this.#warm(instrument, room);
  }

  remove(instrument: InstrumentId, watched: Parameters<InstrumentWatch["remove"]>[0]): void {
    this.#rooms.get(instrument)?.watch.remove(watched);
  }

  has(source: string): boolean {
    return this.#rooms.has(source as InstrumentId);
  }

  waits(instrument: InstrumentId): boolean {
    return this.#rooms.get(instrument)?.watch.wants ?? false;
  }

  /** How far an instrument was judged; undefined for one without ticks, and for what passes. */
  cursor(source: string): TickCursor | undefined {
    const room = this.#rooms.get(source as InstrumentId);
    return room === undefined || !this.#keeps(source) ? undefined : room.watch.cursor;
  }

  /** Instruments that were judged since the last call. */
  takeMoved(): string[] {
    const moved: string[] = [];
    for (const [instrument, room] of this.#rooms) {
      if (!room.moved) continue;
      room.moved = false;
      if (this.#parts.shelf.has(instrument)) moved.push(instrument);
    }
    return moved;
  }

  /** Takes up what has become known of instruments and their brokers' clocks. */
  refresh(): void {
    const { facts, shelf } = this.#parts;
    for (const [instrument, { watch }] of this.#rooms) {
      if (!shelf.has(instrument)) continue;
      const known = facts.instrument(instrument);
      if (known === undefined) continue;
      watch.point = known.point;
      watch.offsetMs = facts.offsetMs(known.accountId) ?? watch.offsetMs;
    }
  }

  /**
   * Judges what was stored after the cursors and before the bridge died: before any new tick comes, so nothing stands
   * between the two.
   */
  async catchUp(cursors: ReadonlyMap<string, unknown>): Promise<void> {
    for (const source of this.#parts.shelf.sources()) {
      const instrument = source as InstrumentId;
      const alerts = [...this.#parts.shelf.of(source)].filter(({ watched }) => isTickRule(watched.alert.rule));
      if (alerts.length === 0) continue;
      try {
        await this.#resume(
          instrument,
          this.#keeps(source) ? (cursors.get(source) as TickCursor | undefined) : undefined,
        );
      } catch (error) {
        this.#parts.trouble(instrument, error);
      }
      this.add(instrument);
    }
  }

  async #resume(instrument: InstrumentId, cursor: TickCursor | undefined): Promise<void> {
    if (cursor === undefined) return;
    const { ticks, bars, shelf, facts } = this.#parts;
    const known = facts.instrument(instrument);
    const { stream, cursor: at } = await ticks.openStream(instrument, known?.point ?? 0, known?.digits ?? 0);
    const begunAnew = at.total === 0 && at.epoch <= cursor.epoch && cursor.total > 0;
    const from = begunAnew || at.epoch < cursor.epoch ? { ...cursor, epoch: at.epoch, total: at.total } : cursor;
    const room = this.#open(instrument, from, begunAnew ? cursor.timeMs : 0);
    room.watch.add([...shelf.of(instrument)].map(({ watched }) => watched));
    for (const { bars: series, count } of room.watch.wanted) {
      series.history(await bars.asOf(instrument, series.timeframe, count, cursor.timeMs));
    }
    for (const part of await ticks.readAfter(stream, from.epoch, from.total, MOST_BEHIND)) {
      room.moved = true;
      room.watch.ticks(part.ticks, part.ticks.count, part.epoch, part.before);
    }
  }

  /** Has a study begin with its history; bars that come meanwhile are kept and go on from it. */
  async #warm(instrument: InstrumentId, room: Room): Promise<void> {
    const { bars, clock } = this.#parts;
    room.warming = true;
    try {
      for (const { bars: series, count } of room.watch.wanted) {
        series.history(await bars.newest(instrument, series.timeframe, count));
      }
      room.warming = false;
      this.#parts.warmed(instrument);
    } catch (error) {
      this.#parts.trouble(instrument, error);
      clock.after(ASK_AGAIN_MS, () => (room.warming = false));
    }
  }

  #keeps(source: string): boolean {
    const { passing } = this.#parts;
    return passing === undefined || !source.startsWith(`${passing}/`);
  }

  #room(instrument: InstrumentId): Room {
    return this.#rooms.get(instrument) ?? this.#open(instrument, noTicks, 0);
  }

  #open(instrument: InstrumentId, from: TickCursor, passUntilMs: number): Room {
    const { facts, fired } = this.#parts;
    const known = facts.instrument(instrument);
    const watch = new InstrumentWatch({
      point: known?.point ?? 0,
      from: { ...from, offsetMs: (known && facts.offsetMs(known.accountId)) ?? from.offsetMs },
      passUntilMs,
      fired: (firing) => fired(instrument, firing),
    });
    const room: Room = { watch, warming: false, moved: false };
    this.#rooms.set(instrument, room);
    return room;
  }
}
