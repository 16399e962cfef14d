import { Problem } from "../http/problem.ts";
import { authenticate } from "../identity/authenticate.ts";
import type { CloudParts } from "../parts.ts";
import { CLOSE, type LiveConnection } from "./live-connection.ts";

/** Streams of one organisation at once. */
export const MOST_STREAMS = 20;
const MOST_IN_ALL = 2_000;
/** How often it is asked whether a reader is there. */
const PING_MS = 30_000;

/** What sends news to one connection. */
export interface Stream {
  news(): Promise<void>;
}

interface Listening {
  readonly connection: LiveConnection;
  readonly stream: Stream;
}

type Topic = "feed" | "sessions";

/** Streams that are open in this process, and when each has news. */
export class LiveHub {
  readonly #parts: CloudParts;
  readonly #open: Readonly<Record<Topic, Map<string, Set<Listening>>>> = { feed: new Map(), sessions: new Map() };
  readonly #deaf: () => void;
  readonly #timers: readonly NodeJS.Timeout[];

  /** @param lookMs how often it looks by itself for what no hint told, and for sign-ins that have ended. */
  constructor(parts: CloudParts, lookMs: number) {
    this.#parts = parts;
    this.#deaf = parts.bus.listen((hint) => {
      if (hint.about === "feed" || hint.about === "sessions") this.#tell(hint.about, hint.tenantId);
    });
    this.#timers = [
      setInterval(() => void this.#look(), lookMs).unref(),
      setInterval(() => this.#all().forEach(({ connection }) => connection.ping()), PING_MS).unref(),
    ];
  }

  /** @throws Problem RATE_LIMITED when the organisation, or all together, have as many as there may be. */
  requireRoom(tenantId: string): void {
    const mine = (["feed", "sessions"] as const).reduce(
      (sum, topic) => sum + (this.#open[topic].get(tenantId)?.size ?? 0),
      0,
    );
    if (mine >= MOST_STREAMS || this.#all().length >= MOST_IN_ALL)
      throw new Problem("RATE_LIMITED", `${MOST_STREAMS} streams at once are the most.`, {
        headers: { "retry-after": "10" },
      });
  }

  /** Serves a connection until it ends; many that were let in at the same moment are counted again here. */
  add(topic: Topic, connection: LiveConnection, stream: Stream): void {
    const { tenantId } = connection.principal;
    try {
      this.requireRoom(tenantId);
    } catch {
      return connection.close(CLOSE.tooMany, "RATE_LIMITED");
    }
    const listening = { connection, stream };
    const mine = this.#open[topic].get(tenantId) ?? new Set();
    this.#open[topic].set(tenantId, mine.add(listening));
    connection.onEnd(() => {
      mine.delete(listening);
      if (mine.size === 0 && this.#open[topic].get(tenantId) === mine) this.#open[topic].delete(tenantId);
    });
    this.#news(listening);
  }

  close(): void {
    this.#deaf();
    for (const timer of this.#timers) clearInterval(timer);
    for (const { connection } of this.#all()) connection.close(CLOSE.draining, "draining");
  }

  #tell(topic: Topic, tenantId: string): void {
    for (const listening of this.#open[topic].get(tenantId) ?? []) this.#news(listening);
  }

  #news({ stream }: Listening): void {
    void stream.news().catch((fault: unknown) => this.#parts.log.warn({ err: fault }, "a stream could not be read"));
  }

  #all(): Listening[] {
    return (["feed", "sessions"] as const).flatMap((topic) =>
      [...this.#open[topic].values()].flatMap((set) => [...set]),
    );
  }

  /** A sign-in or key that has ended, or lost the right, listens no longer than this. */
  async #look(): Promise<void> {
    await Promise.all(
      this.#all().map(async (listening) => {
        try {
          const { principal } = await authenticate(this.#parts, listening.connection.token);
          if (principal.tenantId !== listening.connection.principal.tenantId) throw new Problem("FORBIDDEN");
          this.#news(listening);
        } catch (fault) {
          if (fault instanceof Problem) listening.connection.close(CLOSE.signedOut, fault.code);
          else this.#parts.log.warn({ err: fault }, "a stream's sign-in could not be looked up");
        }
      }),
    );
  }
}
