import type { LiveConnection } from "./live-connection.ts";
import type { Stream } from "./live-hub.ts";

/** What is sent to one connection. */
export interface NewsSource {
  /** Reads and sends what is new. @returns whether there is more of it already. */
  read(): Promise<boolean>;
}

/** A stream's news: one look at a time, another for what came meanwhile, and none for a reader that does not keep up. */
export class PacedReads implements Stream {
  readonly #connection: LiveConnection;
  readonly #source: NewsSource;
  #reading = false;
  #again = false;

  constructor(connection: LiveConnection, source: NewsSource) {
    this.#connection = connection;
    this.#source = source;
  }

  async news(): Promise<void> {
    this.#again = true;
    if (this.#reading) return;
    this.#reading = true;
    try {
      while (this.#again && this.#connection.mayWrite) {
        this.#again = false;
        const more = await this.#source.read();
        this.#again ||= more;
      }
    } finally {
      this.#reading = false;
    }
  }
}
