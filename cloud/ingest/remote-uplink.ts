import { io, type Socket } from "socket.io-client";
import type { SyncAck, SyncRefusal, SyncWelcome } from "#shared/sync/frames.ts";
import type { LaneAnswer } from "#shared/sync/lanes.ts";
import type { CloudParts } from "../parts.ts";
import type { Sender } from "./ingest.ts";
import { DOOR_PATH, type DoorAnswer, type DoorCall, doorKey } from "./ingest-door.ts";
import type { StateTaken, Uplink } from "./uplink.ts";

/** Below the time that a desktop waits for its own answer. */
const ANSWER_MS = 20_000;
const COME_AGAIN_MS = 2_000;

/** The role `ingest` in another process, for a gateway that has it not: what desktops send goes on through its door. */
export class RemoteUplink implements Uplink {
  readonly #socket: Socket;
  #underWay = 0;

  /** @param url where the other process listens, http(s)://host:port. */
  constructor(url: string, { keys, log }: Pick<CloudParts, "keys" | "log">) {
    this.#socket = io(url, {
      path: DOOR_PATH,
      transports: ["websocket"],
      auth: { key: doorKey(keys) },
      reconnectionDelay: 100,
      reconnectionDelayMax: COME_AGAIN_MS,
      forceNew: true,
    });
    this.#socket.on("connect", () => log.info("the ingest process is connected"));
    this.#socket.on("connect_error", (fault) => {
      log.warn({ err: fault }, "the ingest process cannot be reached");
      // A refusal ends the client's own tries; a process with the right secret may be there later.
      if (!this.#socket.active) setTimeout(() => this.#socket.connect(), COME_AGAIN_MS).unref();
    });
    this.#socket.on("disconnect", (why) => {
      log.warn({ why }, "the connection to the ingest process ended");
      if (why === "io server disconnect") this.#socket.connect();
    });
  }

  get waiting(): number {
    return this.#underWay;
  }

  hello(from: Sender, input: unknown): Promise<SyncWelcome | SyncRefusal> {
    return this.#ask("hello", from, input);
  }

  frame(from: Sender, input: unknown): Promise<SyncAck | SyncRefusal> {
    return this.#ask("frame", from, input);
  }

  state(from: Sender, input: unknown, lastAt: number): Promise<StateTaken> {
    return this.#ask("state", from, input, lastAt);
  }

  blob(from: Sender, input: unknown): Promise<LaneAnswer> {
    return this.#ask("blob", from, input);
  }

  close(): void {
    this.#socket.disconnect();
  }

  /** The other side is the same program of the same operator, which is why its answers are believed. */
  async #ask<Value>(call: DoorCall, from: Sender, input: unknown, lastAt = 0): Promise<Value> {
    // Nothing waits for a connection: its desktop sends it again, and knows meanwhile that it is not kept.
    if (!this.#socket.connected) throw new Error("The ingest process is not connected.");
    this.#underWay += 1;
    try {
      const asked = this.#socket.timeout(ANSWER_MS).emitWithAck(call, from, input, lastAt);
      const answer = (await asked) as DoorAnswer;
      if ("fault" in answer) throw new Error("The ingest process could not deal with it; its log says why.");
      return answer.value as Value;
    } finally {
      this.#underWay -= 1;
    }
  }
}
