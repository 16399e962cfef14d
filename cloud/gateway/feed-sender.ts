import { FEED_EVENTS, FeedOpen } from "#shared/sync/feed.ts";
import type { Database } from "../database/database.ts";
import { readFeed } from "../feed/feed.ts";
import { type CloudSocket, mayWrite } from "./cloud-socket.ts";

/** Sends each desktop its tenant's feed from its own cursor on; what a slow one does not get now it gets later. */
export class FeedSender {
  readonly #database: Database;
  readonly #onFault: (fault: unknown) => void;

  constructor(database: Database, onFault: (fault: unknown) => void) {
    this.#database = database;
    this.#onFault = onFault;
  }

  async open(socket: CloudSocket, input: unknown): Promise<unknown> {
    const wanted = FeedOpen.safeParse(input);
    if (!wanted.success) return { ok: false, code: "MALFORMED", detail: "The message does not fit the protocol." };
    socket.data.cursor = undefined;
    const answer = await readFeed(this.#database, socket.data.sender, wanted.data.cursor);
    if (answer.ok && !answer.more) {
      socket.data.cursor = answer.cursor;
      // What was added while the answer was read.
      setImmediate(() => void this.send(socket));
    }
    return answer;
  }

  /** Sends what is new, once at a time a connection. */
  async send(socket: CloudSocket): Promise<void> {
    const { data } = socket;
    if (data.cursor === undefined || data.isFeeding || !socket.connected || !mayWrite(socket)) return;
    data.isFeeding = true;
    try {
      for (let more = true; more && mayWrite(socket) && data.cursor !== undefined; ) {
        const answer = await readFeed(this.#database, data.sender, data.cursor);
        // A feed that lost its end (a restored database): the desktop opens it again, and is told to read anew.
        if (!answer.ok) return void socket.disconnect(true);
        for (const item of answer.items) socket.emit(FEED_EVENTS.item, item as never);
        data.cursor = answer.cursor;
        more = answer.more;
      }
    } catch (fault) {
      this.#onFault(fault);
    } finally {
      data.isFeeding = false;
    }
  }
}
