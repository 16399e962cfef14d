import { FEED_EVENTS, type FeedAnswer, FeedOpen } from "#shared/sync/feed.ts";
import type { Sender } from "../ingest/ingest.ts";
import { type CloudSocket, wireOf } from "./cloud-socket.ts";
import { mayWrite } from "./reader-budget.ts";

/** Items of a tenant's feed after a cursor, `most` at most. */
export type ReadFeed = (who: Sender, cursor: number | null, most?: number) => Promise<FeedAnswer>;

/** Items that are read for a live reader at once: about what may be in line for it. */
const AT_ONCE = 32;

/**
 * Sends each desktop its tenant's feed from its own cursor on. Nothing is kept in line for a slow one: it is sent more when
 * it has read, and until then its feed waits where it is, in the database.
 */
export class FeedSender {
  readonly #read: ReadFeed;
  readonly #onFault: (fault: unknown) => void;

  constructor(read: ReadFeed, onFault: (fault: unknown) => void) {
    this.#read = read;
    this.#onFault = onFault;
  }

  async open(socket: CloudSocket, input: unknown): Promise<unknown> {
    const wanted = FeedOpen.safeParse(input);
    if (!wanted.success) return { ok: false, code: "MALFORMED", detail: "The message does not fit the protocol." };
    const { data } = socket;
    data.cursor = undefined;
    data.openings += 1;
    const opening = data.openings;
    const answer = await this.#read(data.sender, wanted.data.cursor);
    if (answer.ok && !answer.more && opening === data.openings) {
      data.cursor = answer.cursor;
      // What was added while the answer was read.
      setImmediate(() => void this.send(socket));
    }
    return answer;
  }

  /** Sends what is new, once at a time a connection. */
  async send(socket: CloudSocket): Promise<void> {
    const { data } = socket;
    if (data.isFeeding) {
      data.hasNews = true;
      return;
    }
    data.isFeeding = true;
    try {
      for (let more = true; more; ) {
        data.hasNews = false;
        more = (await this.#page(socket)) || data.hasNews;
      }
    } catch (fault) {
      this.#onFault(fault);
    } finally {
      data.isFeeding = false;
    }
  }

  /** @returns whether there is more to be sent now. */
  async #page(socket: CloudSocket): Promise<boolean> {
    const { data } = socket;
    const { cursor, openings } = data;
    if (cursor === undefined || !socket.connected) return false;
    if (!mayWrite(wireOf(socket))) {
      this.#hold(socket);
      return false;
    }
    const answer = await this.#read(data.sender, cursor, AT_ONCE);
    // Opened anew meanwhile: that answer says where to go on.
    if (openings !== data.openings) return true;
    if (!answer.ok) {
      // A feed that lost its end (a restored database): the desktop opens it again, and is told to read anew.
      socket.disconnect(true);
      return false;
    }
    for (const item of answer.items) socket.emit(FEED_EVENTS.item, item as never);
    data.cursor = answer.cursor;
    return answer.more;
  }

  #hold(socket: CloudSocket): void {
    if (socket.data.isHeld) return;
    socket.data.isHeld = true;
    wireOf(socket).transport.once("drain", () => {
      socket.data.isHeld = false;
      void this.send(socket);
    });
  }
}
