import { absorbBar } from "#shared/market/aggregate.ts";
import type { FormingBar } from "#shared/market/m1-builder.ts";
import { nextBarOpen, type Timeframe } from "#shared/market/timeframe.ts";
import { BAR_SOURCE, type BarBook, type KeyedBar } from "./bar-book.ts";
import { unsealedBars } from "./built-bars.ts";
import type { ImportSpan, ImportSpans } from "./import-spans.ts";
import { type OffsetBook, serverOf } from "./offset-book.ts";
import type { StreamBook } from "./stream-book.ts";
import type { TickReader } from "./tick-reader.ts";

const MINUTE_MS = 60_000;

/** Whose a bar is: made here of ticks from the broker, told by the broker, or out of a file. */
export type Origin = "own" | "broker" | "imported";

/** Where a bar comes from, and what else is known of its time. */
export interface BarOrigin {
  /** Of the bar that is read; `mixed`: its minutes are of several origins. */
  readonly origin: Origin | "mixed";
  /** How many of its minutes are read of each origin; none where the bar itself was told and stands. */
  readonly minutes: Readonly<Record<Origin, number>>;
  /** What ticks make of it, all minutes of ticks together. */
  readonly ofTicks: { readonly from: Origin; readonly bar: Readonly<FormingBar> } | undefined;
  /** What was told of it: the bar, or its told minutes together. */
  readonly told: { readonly from: Origin; readonly bar: Readonly<FormingBar> } | undefined;
}

interface OriginParts {
  readonly streams: StreamBook;
  readonly ticks: TickReader;
  readonly bars: BarBook;
  readonly offsets: OffsetBook;
  readonly imports: ImportSpans;
}

interface Minute {
  made: FormingBar | undefined;
  told: FormingBar | undefined;
}

/** Says of single bars where they come from, by the rules of joinBars. A month costs the reading of its minutes. */
export class BarOrigins {
  readonly #parts: OriginParts;

  constructor(parts: OriginParts) {
    this.#parts = parts;
  }

  /** The bar of `timeframe` that opens at `timeMs` (broker ms), or undefined where nothing is stored. */
  read(stream: number, timeframe: Timeframe, timeMs: number): BarOrigin | undefined {
    const { bars, imports } = this.#parts;
    const endMs = nextBarOpen(timeframe, timeMs);
    const minutes = this.#minutes(stream, timeMs, endMs);
    const counts = { own: 0, broker: 0, imported: 0 };
    const fileTicks = imports.of(stream, "ticks", timeMs, endMs - 1);
    const fileMinutes = imports.of(stream, "M1", timeMs, endMs - 1);
    let [built, made, toldMinutes]: (FormingBar | undefined)[] = [];
    let [madeFrom, toldFrom]: [Origin, Origin] = ["own", "broker"];
    for (const minute of minutes) {
      const stands = standing(minute);
      if (stands === undefined) continue;
      const madeHere = lies(fileTicks, stands.timeMs, stands.timeMs + MINUTE_MS - 1) ? "imported" : "own";
      const toldHere = lies(fileMinutes, stands.timeMs, stands.timeMs) ? "imported" : "broker";
      if (minute.made !== undefined && madeHere === "imported") madeFrom = "imported";
      if (minute.told !== undefined && toldHere === "imported") toldFrom = "imported";
      counts[stands === minute.made ? madeHere : toldHere]++;
      built = joined(built, stands);
      made = joined(made, minute.made);
      toldMinutes = joined(toldMinutes, minute.told);
    }
    const whole = timeframe === "M1" ? undefined : oneOf(bars.range(stream, timeframe, timeMs, timeMs + 1));
    if (whole !== undefined)
      toldFrom = imports.of(stream, timeframe, timeMs, timeMs).length > 0 ? "imported" : "broker";
    const told = whole ?? toldMinutes;
    const wholeStands = whole !== undefined && (built === undefined || whole.tickVolume > built.tickVolume);
    if (built === undefined && whole === undefined) return undefined;
    return {
      origin: wholeStands ? toldFrom : soleOrigin(counts),
      minutes: wholeStands ? { own: 0, broker: 0, imported: 0 } : counts,
      ofTicks: made && { from: madeFrom, bar: made },
      told: told && { from: toldFrom, bar: told },
    };
  }

  /** Minutes in the order of time; a repeated hour has its minutes twice. */
  #minutes(stream: number, fromMs: number, toMs: number): Minute[] {
    const { streams, ticks, bars, offsets } = this.#parts;
    const { point, instrument } = streams.get(stream);
    const ground = { lanes: ticks.lanes(stream), point, offsets: offsets.of(serverOf(instrument)) };
    const rows = [...bars.range(stream, "M1", fromMs, toMs), ...unsealedBars(ticks, ground, fromMs, toMs)];
    rows.sort((a, b) => a.offsetEpoch - b.offsetEpoch || a.timeMs - b.timeMs);
    const found = new Map<string, Minute>();
    for (const row of rows) {
      const key = `${row.offsetEpoch}/${row.timeMs}`;
      const minute = found.get(key) ?? { made: undefined, told: undefined };
      found.set(key, minute);
      if (row.source === BAR_SOURCE.broker) minute.told = { ...row };
      else minute.made = joined(minute.made, row);
    }
    return [...found.values()];
  }
}

const lies = (spans: readonly ImportSpan[], fromMs: number, toMs: number): boolean =>
  spans.some((span) => span.fromMs <= toMs && span.toMs >= fromMs);

/** Of a minute's two bars the one with more ticks; that of ticks where both have as many. */
function standing({ made, told }: Minute): FormingBar | undefined {
  if (made === undefined || told === undefined) return made ?? told;
  return told.tickVolume > made.tickVolume ? told : made;
}

function joined(bar: FormingBar | undefined, next: Readonly<FormingBar> | undefined): FormingBar | undefined {
  if (next === undefined) return bar;
  if (bar === undefined) return { ...next };
  absorbBar(bar, next);
  return bar;
}

/** A repeated hour may have been told twice. */
const oneOf = (rows: readonly KeyedBar[]): FormingBar | undefined =>
  rows.reduce<FormingBar | undefined>((bar, row) => joined(bar, row), undefined);

function soleOrigin(counts: Readonly<Record<Origin, number>>): BarOrigin["origin"] {
  const found = (Object.keys(counts) as Origin[]).filter((origin) => counts[origin] > 0);
  return found.length === 1 ? (found[0] as Origin) : "mixed";
}
