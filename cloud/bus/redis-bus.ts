import { randomUUID } from "node:crypto";
import type { Redis } from "ioredis";
import { type Bus, type Hint, Listeners } from "./bus.ts";
import { redisConnection } from "./redis-connection.ts";

const CHANNEL = "fairlead:hints";

/** The bus over Redis' PUBLISH and SUBSCRIBE: for many processes, and where a pooler stands before the database. */
export class RedisBus implements Bus {
  readonly #me = randomUUID();
  readonly #listeners = new Listeners();
  readonly #mouth: Redis;
  readonly #ear: Redis;
  readonly #onFault: (fault: Error) => void;

  constructor(url: string, onFault: (fault: Error) => void) {
    this.#onFault = onFault;
    this.#mouth = redisConnection(url, onFault);
    this.#ear = redisConnection(url, onFault);
    this.#ear.on("ready", () => void this.#ear.subscribe(CHANNEL).catch(onFault));
    this.#ear.on("message", (_channel: string, text: string) => this.#hear(text));
  }

  publish(hint: Hint): void {
    this.#listeners.tell(hint);
    this.#mouth.publish(CHANNEL, JSON.stringify({ from: this.#me, hint })).catch(this.#onFault);
  }

  listen(listener: (hint: Hint) => void): () => void {
    return this.#listeners.add(listener);
  }

  async close(): Promise<void> {
    this.#mouth.disconnect();
    this.#ear.disconnect();
  }

  #hear(text: string): void {
    try {
      const { from, hint } = JSON.parse(text) as { from: string; hint: Hint };
      if (from !== this.#me) this.#listeners.tell(hint);
    } catch (fault) {
      this.#onFault(fault as Error);
    }
  }
}
