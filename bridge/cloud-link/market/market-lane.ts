import { crc32 } from "node:zlib";
import { z } from "zod";
import type { Clock } from "#bridge/ports/clock.ts";
import type { TickStore } from "#bridge/ports/tick-store.ts";
import { LANE_EVENTS, LANE_LIMITS, type SyncBlob } from "#shared/sync/lanes.ts";
import type { SyncConnection } from "../durable/sync-connection.ts";
import type { KeptText } from "../plan/kept-file.ts";
import { packBars, packTicks } from "./blob-codec.ts";

/** Of the bars of a minute, and of ticks: how often they are looked through, and how far back they are still sent. */
const SERIES = {
  M1: { everyMs: 300_000, backMs: 86_400_000, most: 1_440 },
  ticks: { everyMs: 10_000, backMs: 600_000, most: 4_000 },
} as const;
type Series = keyof typeof SERIES;
const MINUTE_MS = 60_000;
/** Events of the durable lane that may wait before this lane stands back for them. */
const BUSY = 2_000;
/** Where an instrument was never sent before, this much of its past goes along. */
const FIRST_MS = 3_600_000;

const Kept = z.object({ version: z.literal(1), owner: z.string(), sent: z.record(z.string(), z.number()) });
const Answer = z.object({ ok: z.literal(true), shed: z.boolean(), waitMs: z.number().min(0) });

/** An instrument of the store. */
export interface StoredInstrument {
  readonly stream: number;
  /** `login@server/symbol`. */
  readonly instrument: string;
  /** Broker ms of the last stored tick; 0 without ticks. */
  readonly lastMs: number;
}

export interface MarketLaneParts {
  readonly store: Pick<TickStore, "readBars" | "readTicks"> & { inventory(): Promise<readonly StoredInstrument[]> };
  readonly clock: Clock;
  /** Where it stands outlives a run. */
  readonly file: KeptText;
  readonly owner: () => string;
  /** What the user lets go up. */
  readonly wanted: () => "off" | "bars" | "ticks";
  /** Events of the durable lane that wait. */
  readonly unsent: () => number;
  readonly trouble: (why: string) => void;
}

/**
 * Ticks and bars, out of the store, as blobs. The lane stands back for the durable one, and what it is too late for is
 * named: a marker without data says from when to when something is missing, so a hole in the cloud is never silent.
 */
export class MarketLane {
  readonly #parts: MarketLaneParts;
  #connection: SyncConnection | undefined;
  #sent: Record<string, number> = {};
  #waitUntil = 0;
  #running = false;

  constructor(parts: MarketLaneParts) {
    this.#parts = parts;
  }

  /** Sends over this connection until it ends. */
  attach(connection: SyncConnection): void {
    const { clock } = this.#parts;
    this.#connection = connection;
    this.#sent = this.#kept();
    const stops = (Object.keys(SERIES) as Series[]).map((series) =>
      clock.every(SERIES[series].everyMs, () => void this.round(series)),
    );
    void connection.ended.then(() => {
      for (const stop of stops) stop();
      if (this.#connection === connection) this.#connection = undefined;
    });
  }

  /** Sends what is new of a series, each instrument in turn. Never rejects. */
  async round(series: Series): Promise<void> {
    const { wanted, unsent, store, trouble } = this.#parts;
    const isWanted = wanted() === "ticks" || (wanted() === "bars" && series === "M1");
    if (!isWanted || this.#running || unsent() > BUSY || this.#rests) return;
    this.#running = true;
    try {
      for (const one of await store.inventory()) {
        if (one.lastMs > 0 && !(await this.#send(series, one))) break;
        if (this.#rests) break;
      }
      this.#keep();
    } catch (fault) {
      trouble(fault instanceof Error ? fault.message : String(fault));
    } finally {
      this.#running = false;
    }
  }

  /** @returns whether what it asked was answered. */
  async #send(series: Series, { stream, instrument, lastMs }: StoredInstrument): Promise<boolean> {
    const { backMs, most } = SERIES[series];
    // The last minute is still growing, and so is the last millisecond.
    const end = series === "M1" ? Math.floor(lastMs / MINUTE_MS) * MINUTE_MS : lastMs;
    const key = `${series} ${instrument}`;
    let from = (this.#sent[key] ??= Math.max(0, end - (series === "M1" ? FIRST_MS : 0)));
    if (from < end - backMs) {
      const to = end - backMs;
      if (!(await this.#ask(blobOf(series, instrument, from, to - 1)))) return false;
      from = this.#sent[key] = to;
    }
    while (from < end && !this.#rests) {
      const bars = series === "M1" ? await this.#parts.store.readBars(stream, "M1", from, end) : undefined;
      const ticks = bars === undefined ? await this.#parts.store.readTicks(stream, from, end, most) : undefined;
      const columns = bars ?? ticks;
      if (columns === undefined || columns.count === 0) break;
      const { timeMs } = columns;
      let count = Math.min(columns.count, most);
      // Ticks of one millisecond go together, or the rest of them would be passed over.
      if (ticks !== undefined && ticks.count === most)
        while (count > 1 && timeMs[count - 1] === timeMs[most - 1]) count -= 1;
      const last = timeMs[count - 1] ?? from;
      const data =
        ticks === undefined ? packBars(bars as NonNullable<typeof bars>, 0, count) : packTicks(ticks, 0, count);
      // A millisecond that no blob can carry whole is a gap by name.
      const isWhole = count > 1 || columns.count < most || timeMs[0] !== timeMs[most - 1];
      const fits = isWhole && data.length <= LANE_LIMITS.blobBytes;
      const blob = blobOf(series, instrument, timeMs[0] ?? from, last, fits ? { count, data } : undefined);
      if (!(await this.#ask(blob))) return false;
      from = this.#sent[key] = series === "M1" ? last + MINUTE_MS : last + 1;
    }
    return true;
  }

  /** The cloud asked for a while without this lane. */
  get #rests(): boolean {
    return this.#parts.clock.monotonicMs() < this.#waitUntil;
  }

  /** @returns whether it is dealt with. What the cloud shed is: it has written down itself what is missing. */
  async #ask(blob: SyncBlob): Promise<boolean> {
    const connection = this.#connection;
    if (connection === undefined) return false;
    const answer = Answer.safeParse(await connection.ask(LANE_EVENTS.blob, blob).catch(() => undefined));
    // What was not taken is tried again from the same place; an ended connection is the durable lane's to tell of.
    if (!answer.success) return false;
    if (answer.data.waitMs > 0) this.#waitUntil = this.#parts.clock.monotonicMs() + answer.data.waitMs;
    return true;
  }

  #kept(): Record<string, number> {
    try {
      const read = Kept.safeParse(JSON.parse(this.#parts.file.read() ?? "null"));
      return read.success && read.data.owner === this.#parts.owner() ? { ...read.data.sent } : {};
    } catch {
      // A damaged file: the last hour goes up again, under the same keys.
      return {};
    }
  }

  #keep(): void {
    this.#parts.file.write(JSON.stringify({ version: 1, owner: this.#parts.owner(), sent: this.#sent }));
  }
}

/** @param kept absent: the marker that these were not sent. */
function blobOf(
  series: Series,
  instrument: string,
  fromMs: number,
  toMs: number,
  kept?: { readonly count: number; readonly data: Uint8Array },
): SyncBlob {
  const slash = instrument.indexOf("/");
  const account = instrument.slice(0, slash);
  const { count, data } = kept ?? { count: 0, data: new Uint8Array() };
  return {
    server: account.slice(account.indexOf("@") + 1),
    symbol: instrument.slice(slash + 1),
    series,
    fromMs,
    toMs,
    count,
    codec: series === "M1" ? "bars-columns-deflate" : "ticks-columns-deflate",
    crc32: crc32(data),
    data,
  };
}
