import { EventEmitter } from "node:events";
import type { Readable, Writable } from "node:stream";
import type { CDPSession } from "@playwright/test";

/** A DevTools session, with the command and event types that Playwright publishes. */
export interface Session {
  readonly id: string;
  readonly send: CDPSession["send"];
  readonly on: CDPSession["on"];
}

interface Reply {
  readonly id?: number;
  readonly sessionId?: string;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

interface Pending {
  readonly method: string;
  resolve(result: unknown): void;
  reject(error: Error): void;
}

/**
 * DevTools over Chromium's own pipe (`--remote-debugging-pipe`): NUL-terminated JSON.
 *
 * A pipe rather than a socket because Chromium quits when it closes, so no browser outlives the double, not even
 * after `kill -9`.
 */
export class DevToolsConnection {
  readonly #input: Writable;
  readonly #pending = new Map<number, Pending>();
  readonly #sessions = new Map<string, EventEmitter>();
  #lastId = 0;
  #rest = "";
  #closed = false;

  constructor(input: Writable, output: Readable) {
    this.#input = input;
    output.setEncoding("utf8");
    output.on("data", (chunk: string) => this.#read(chunk));
    output.on("close", () => this.#close());
    input.on("error", () => this.#close());
  }

  /** The browser-wide session. */
  get browser(): Session {
    return this.session("");
  }

  /** The session of an attached target; `id` as given by `Target.attachToTarget` with `flatten`. */
  session(id: string): Session {
    const events = this.#sessions.get(id) ?? new EventEmitter();
    this.#sessions.set(id, events);
    const send = (method: string, params?: unknown) => this.#send(id, method, params);
    return { id, send: send as Session["send"], on: events.on.bind(events) as unknown as Session["on"] };
  }

  #send(sessionId: string, method: string, params: unknown = {}): Promise<unknown> {
    if (this.#closed) return Promise.reject(new Error(`${method}: Chromium is gone`));
    const id = ++this.#lastId;
    const frame = JSON.stringify({ id, method, params, ...(sessionId === "" ? {} : { sessionId }) });
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { method, resolve, reject });
      this.#input.write(`${frame}\0`);
    });
  }

  #read(chunk: string): void {
    const frames = (this.#rest + chunk).split("\0");
    this.#rest = frames.pop() ?? "";
    for (const frame of frames) this.#receive(JSON.parse(frame) as Reply);
  }

  #receive(reply: Reply): void {
    if (reply.id === undefined) {
      if (reply.method) this.#sessions.get(reply.sessionId ?? "")?.emit(reply.method, reply.params);
      return;
    }
    const pending = this.#pending.get(reply.id);
    this.#pending.delete(reply.id);
    if (reply.error) pending?.reject(new Error(`${pending.method}: ${reply.error.message}`));
    else pending?.resolve(reply.result);
  }

  #close(): void {
    this.#closed = true;
    for (const { method, reject } of this.#pending.values()) reject(new Error(`${method}: Chromium is gone`));
    this.#pending.clear();
  }
}
