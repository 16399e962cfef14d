import { timingSafeEqual } from "node:crypto";
import type { Server as HttpServer } from "node:http";
import { Server, type Socket } from "socket.io";
import { z } from "zod";
import { SYNC_LIMITS } from "#shared/sync/frames.ts";
import type { KeyRing } from "../keys/key-ring.ts";
import type { CloudParts } from "../parts.ts";
import type { Sender } from "./ingest.ts";
import type { Uplink } from "./uplink.ts";

/** Where gateways find it; not an address of the API. */
export const DOOR_PATH = "/ingest";
/** The calls of {@link Uplink}, by name. */
export const DOOR_CALLS = ["hello", "frame", "state", "blob"] as const;
export type DoorCall = (typeof DOOR_CALLS)[number];

/** An answer through the door; a fault is told without its words, which are for this process's log. */
export type DoorAnswer = { readonly value: unknown } | { readonly fault: true };

const From = z.strictObject({ tenantId: z.uuid(), userId: z.uuid(), deviceId: z.uuid() });
const LastAt = z.number().min(0).max(Number.MAX_SAFE_INTEGER);

/** What gateways show at the door: only who has the operator's root secret can derive it. */
export function doorKey(keys: KeyRing): string {
  return keys.derive("ingest-door").toString("base64url");
}

/**
 * The role `ingest` in a process without a gateway: gateways of other processes hand on what desktops send. It believes
 * a gateway who sends, so it belongs into the operator's own network; what is sent is judged here as anywhere.
 */
export class IngestDoor {
  readonly #io: Server;
  readonly #uplink: Uplink;
  readonly #log: CloudParts["log"];
  readonly #working = new Set<Promise<unknown>>();

  constructor({ keys, log }: Pick<CloudParts, "keys" | "log">, http: HttpServer, uplink: Uplink) {
    this.#uplink = uplink;
    this.#log = log;
    const wanted = Buffer.from(doorKey(keys));
    this.#io = new Server(http, {
      path: DOOR_PATH,
      transports: ["websocket"],
      serveClient: false,
      // A desktop's whole message, and who it is from.
      maxHttpBufferSize: 2 * SYNC_LIMITS.bytesPerMessage,
      perMessageDeflate: false,
      httpCompression: false,
    });
    this.#io.use((socket, next) => {
      const { key } = socket.handshake.auth as { key?: unknown };
      const shown = Buffer.from(typeof key === "string" ? key.slice(0, 100) : "");
      const isOurs = shown.length === wanted.length && timingSafeEqual(shown, wanted);
      next(isOurs ? undefined : new Error("FORBIDDEN"));
    });
    this.#io.on("connection", (socket) => this.#serve(socket));
  }

  /** Ends every connection after what was being written. */
  async close(): Promise<void> {
    await Promise.allSettled(this.#working);
    await this.#io.close();
  }

  #serve(socket: Socket): void {
    for (const call of DOOR_CALLS) {
      socket.on(call, (from: unknown, input: unknown, lastAt: unknown, answer: unknown) => {
        if (typeof answer !== "function") return;
        const reply = answer as (answer: DoorAnswer) => void;
        const run = this.#call(call, from, input, lastAt)
          .then((value) => reply({ value }))
          .catch((fault: unknown) => {
            this.#log.error({ err: fault, call }, "a gateway's message could not be dealt with");
            reply({ fault: true });
          })
          .finally(() => this.#working.delete(run));
        this.#working.add(run);
      });
    }
  }

  async #call(call: DoorCall, who: unknown, input: unknown, lastAt: unknown): Promise<unknown> {
    const from: Sender = From.parse(who);
    return call === "state" ? this.#uplink.state(from, input, LastAt.parse(lastAt)) : this.#uplink[call](from, input);
  }
}
