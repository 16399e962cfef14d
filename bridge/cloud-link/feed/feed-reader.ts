import { z } from "zod";
import type { Clock } from "#bridge/ports/clock.ts";
import { FEED_EVENTS, type FeedItem, FeedItemShape } from "#shared/sync/feed.ts";
import type { SyncConnection } from "../durable/sync-connection.ts";
import type { KeptText } from "../plan/kept-file.ts";

/** Items that may wait to be dealt with; a cloud that sends more is asked again from the cursor. */
const MOST_WAITING = 1_000;
const AGAIN_MS = 2_000;

const Kept = z.object({ version: z.literal(1), owner: z.string(), cursor: z.int().min(0) });
const Answer = z.union([
  z.object({ ok: z.literal(true), items: z.array(z.unknown()).max(1_000), cursor: z.int().min(0), more: z.boolean() }),
  z.object({ ok: z.literal(false), code: z.literal("SNAPSHOT"), cursor: z.int().min(0) }),
]);

export interface FeedReaderParts {
  readonly clock: Clock;
  /** Where the cursor outlives a run. */
  readonly file: KeptText;
  /** Names cloud and user; another's cursor is nobody's. */
  readonly owner: () => string;
  /** Does what an item asks for. The same one may come twice: after a crash, and after a restored cloud. */
  readonly take: (item: FeedItem) => void;
  /** The feed does not go on from here: everything that it would have told is to be read anew. */
  readonly anew: () => void;
  /** A fault that nobody waits for. */
  readonly trouble: (why: string) => void;
}

/**
 * The way down: items of the cloud in its order, from a cursor that is kept once they are dealt with. Nothing that was
 * told while this computer was away is missed; a hole in the numbers is asked for again.
 */
export class FeedReader {
  readonly #parts: FeedReaderParts;
  #connection: SyncConnection | undefined;
  #cursor: number | null = null;
  #waiting: FeedItem[] = [];
  #isOpen = false;
  #untimed: (() => void) | undefined;

  constructor(parts: FeedReaderParts) {
    this.#parts = parts;
  }

  /** The last item that was dealt with; null before the first opening. */
  get cursor(): number | null {
    return this.#cursor;
  }

  /** Reads on over a new connection, after its hello. */
  attach(connection: SyncConnection): void {
    this.#connection = connection;
    this.#cursor = this.#kept();
    void this.#open(connection);
    void connection.ended.then(() => {
      if (this.#connection === connection) this.#leave();
    });
  }

  /** What came by itself. */
  heard(body: unknown): void {
    const read = FeedItemShape.safeParse(body);
    if (!read.success) return;
    if (!this.#isOpen) {
      if (this.#waiting.length < MOST_WAITING) this.#waiting.push(read.data);
      return;
    }
    this.#next(read.data);
  }

  #next(item: FeedItem): void {
    const cursor = this.#cursor ?? 0;
    if (item.cursor <= cursor) return;
    const connection = this.#connection;
    if (item.cursor > cursor + 1) {
      if (connection !== undefined) void this.#open(connection);
      return;
    }
    if (this.#take(item)) this.#keep(item.cursor);
    else if (connection !== undefined) this.#later(connection);
  }

  async #open(connection: SyncConnection): Promise<void> {
    this.#isOpen = false;
    this.#untimed?.();
    try {
      for (let more = true; more && this.#connection === connection; ) {
        const answer = Answer.safeParse(await connection.ask(FEED_EVENTS.open, { cursor: this.#cursor }));
        if (this.#connection !== connection) return;
        if (!answer.success) return this.#later(connection);
        const { data } = answer;
        if (!data.ok) {
          this.#parts.anew();
          this.#keep(data.cursor);
          continue;
        }
        for (const input of data.items) {
          const item = FeedItemShape.safeParse(input);
          // An item of a kind or shape that this version does not know is passed over, and the rest goes on.
          if (item.success && !this.#take(item.data)) return this.#later(connection);
          if (item.success) this.#keep(item.data.cursor);
        }
        this.#keep(data.cursor);
        more = data.more && data.items.length > 0;
      }
      this.#isOpen = true;
      for (const item of this.#waiting.splice(0)) this.#next(item);
    } catch {
      // The connection's end is the durable lane's to tell of; an answer that did not come is asked for again.
      this.#later(connection);
    }
  }

  /** @returns whether it was dealt with; one that a full disk stood in the way of comes again. */
  #take(item: FeedItem): boolean {
    try {
      this.#parts.take(item);
      return true;
    } catch (fault) {
      this.#parts.trouble(fault instanceof Error ? fault.message : String(fault));
      return false;
    }
  }

  #later(connection: SyncConnection): void {
    this.#isOpen = false;
    this.#waiting = [];
    this.#untimed?.();
    this.#untimed = this.#parts.clock.after(AGAIN_MS, () => {
      if (this.#connection === connection) void this.#open(connection);
    });
  }

  #leave(): void {
    this.#connection = undefined;
    this.#isOpen = false;
    this.#waiting = [];
    this.#untimed?.();
  }

  #kept(): number | null {
    try {
      const read = Kept.safeParse(JSON.parse(this.#parts.file.read() ?? "null"));
      return read.success && read.data.owner === this.#parts.owner() ? read.data.cursor : null;
    } catch {
      // A damaged file is no cursor: the feed begins with now, and everything is read anew by the plan's own clock.
      return null;
    }
  }

  #keep(cursor: number): void {
    if (cursor === this.#cursor) return;
    this.#cursor = cursor;
    try {
      this.#parts.file.write(JSON.stringify({ version: 1, owner: this.#parts.owner(), cursor }));
    } catch (fault) {
      // The next run reads these items again, which they bear.
      this.#parts.trouble(fault instanceof Error ? fault.message : String(fault));
    }
  }
}
