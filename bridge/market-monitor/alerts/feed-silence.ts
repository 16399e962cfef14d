import type { InstrumentId } from "#shared/market/brands.ts";
import type { AlertParts } from "./alert-ports.ts";

/** After a start a terminal has so long to bring a tick before a silence from before is told. */
const GRACE_MS = 30_000;
const PREFIX = "feed:";

type SilenceParts = Pick<AlertParts, "facts" | "clock" | "ticks" | "passing">;

/**
 * How long instruments have been silent while their markets were open. A silence goes on over a restart: it counts from the
 * last tick that is stored, in the hours that the broker told when it was heard last.
 */
export class FeedSilence {
  readonly #parts: SilenceParts;
  readonly #startedMs: number;
  /** When the last tick of this run came, on the clock that never jumps. */
  readonly #tickedMs = new Map<InstrumentId, number>();
  /** When the last tick of an earlier run came, UTC ms. */
  readonly #storedMs = new Map<InstrumentId, number>();
  /** Hours as they are on disk, as text. */
  readonly #kept = new Map<string, string>();

  constructor(parts: SilenceParts) {
    this.#parts = parts;
    this.#startedMs = parts.clock.monotonicMs();
  }

  /** Takes up what is known of these from earlier runs. */
  async start(instruments: Iterable<InstrumentId>, cursors: ReadonlyMap<string, unknown>): Promise<void> {
    const { facts, ticks, passing } = this.#parts;
    for (const instrument of new Set(instruments)) {
      // A replay's time begins anew with each start.
      if (passing !== undefined && instrument.startsWith(`${passing}/`)) continue;
      const source = `${PREFIX}${instrument}`;
      const hours = cursors.get(source);
      if (hours !== undefined) {
        facts.recallHours(instrument, hours);
        this.#kept.set(source, JSON.stringify(hours));
      }
      try {
        const known = facts.instrument(instrument);
        const { cursor } = await ticks.openStream(instrument, known?.point ?? 0, known?.digits ?? 0);
        const offset = (await ticks.offsets(serverOf(instrument))).at(-1);
        const lastMs = cursor.timeMs > 0 ? cursor.timeMs : cursor.pastMs;
        if (lastMs > 0 && offset !== undefined) this.#storedMs.set(instrument, lastMs - offset.offsetS * 1_000);
      } catch {
        // The store has said itself what is wrong with it: silence then counts from now on.
      }
    }
  }

  ticked(instrument: InstrumentId): void {
    this.#tickedMs.set(instrument, this.#parts.clock.monotonicMs());
  }

  /** Ms without a tick, of which only open hours count; all of them while the hours are unknown. */
  of(instrument: InstrumentId): number {
    const { facts, clock } = this.#parts;
    const [nowMs, utcMs] = [clock.monotonicMs(), clock.utcMs()];
    const here = nowMs - (this.#tickedMs.get(instrument) ?? this.#startedMs);
    const storedMs = this.#tickedMs.has(instrument) ? undefined : this.#storedMs.get(instrument);
    const silentMs = Math.max(here, storedMs === undefined ? 0 : utcMs - storedMs);
    return facts.openMs(instrument, utcMs - silentMs, utcMs) ?? silentMs;
  }

  /** Whether its terminal may still be on its way: this run has just begun, and no tick of it has come. */
  mayComeYet(instrument: InstrumentId, staleMs: number): boolean {
    if (this.#tickedMs.has(instrument)) return false;
    return this.#parts.clock.monotonicMs() - this.#startedMs < Math.min(staleMs, GRACE_MS);
  }

  /** An instrument's hours, for the next run, where they are others than those on disk. */
  unkept(source: string): unknown {
    const hours = this.#parts.facts.hours(source.slice(PREFIX.length) as InstrumentId);
    return hours === undefined || this.#kept.get(source) === JSON.stringify(hours) ? undefined : hours;
  }

  /** Notes that what {@link unkept} told is on disk. */
  written(sources: Iterable<string>): void {
    for (const source of sources) {
      const hours = source.startsWith(PREFIX) ? this.unkept(source) : undefined;
      if (hours !== undefined) this.#kept.set(source, JSON.stringify(hours));
    }
  }
}

const serverOf = (instrument: InstrumentId): string =>
  instrument.slice(instrument.indexOf("@") + 1, instrument.indexOf("/"));
