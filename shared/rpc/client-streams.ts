import { FairleadError } from "../contract/errors.ts";
import type { ClientConnection } from "./client-connection.ts";
import type { LatestObserver, LogObserver, Subscription } from "./client-types.ts";
import type { HostFrame, LogPosition } from "./frames.ts";
import type { WireValue } from "./values.ts";
import { fromWireError } from "./wire-error.ts";

type ItemsFrame = Extract<HostFrame, { t: "items" }>;

/** A stream that outlives its wires. */
interface Live {
  readonly method: string;
  readonly params: WireValue;
  id: number;
  /** Only `log`. */
  position?: LogPosition;
  take(frame: ItemsFrame): void | Promise<void>;
  end(error: FairleadError | undefined): void;
  /** Whether it is opened again on the next wire. */
  readonly reopens: boolean;
}

/** The streams of one client: opened again after a reconnect, and one credit returned for each batch digested. */
export class ClientStreams {
  readonly #connection: ClientConnection;
  readonly #live = new Set<Live>();
  readonly #byId = new Map<number, Live>();

  constructor(connection: ClientConnection) {
    this.#connection = connection;
    connection.receive({
      opened: () => this.#reopen(),
      frame: (frame) => this.#frame(frame),
      closed: (error) => this.#closed(error),
    });
  }

  latest(method: string, params: unknown, observer: LatestObserver<unknown>): Subscription {
    return this.#begin({
      method,
      params: params as WireValue,
      id: 0,
      reopens: true,
      take(frame) {
        if (frame.full) observer.reset?.();
        if (frame.gone) observer.gone?.(frame.gone);
        return observer.items(frame.items);
      },
      end: (error) => observer.failed?.(error ?? new FairleadError("INTERNAL", `${method} ended.`)),
    });
  }

  log(method: string, params: unknown, observer: LogObserver<unknown>, since?: LogPosition): Subscription {
    const live: Live = {
      method,
      params: params as WireValue,
      id: 0,
      reopens: true,
      async take(frame) {
        if (frame.hole !== undefined) observer.hole?.(frame.hole);
        const position = frame.position ?? live.position ?? { epoch: "", seq: 0 };
        await observer.items(frame.items, position);
        live.position = position;
      },
      end: (error) => observer.failed?.(error ?? new FairleadError("INTERNAL", `${method} ended.`)),
      ...(since ? { position: since } : {}),
    };
    return this.#begin(live);
  }

  /** The lowest form: batches until the end, not reopened. The caller returns credit by settling `take`. */
  once(
    method: string,
    params: unknown,
    take: (items: readonly unknown[]) => void | Promise<void>,
    end: (error: FairleadError | undefined) => void,
  ): Subscription {
    return this.#begin({
      method,
      params: params as WireValue,
      id: 0,
      reopens: false,
      take: (frame) => take(frame.items),
      end,
    });
  }

  #begin(live: Live): Subscription {
    this.#live.add(live);
    if (this.#connection.state.phase === "open") this.#open(live);
    else if (!live.reopens || this.#connection.state.phase === "closed")
      this.#end(live, new FairleadError("WIRE_CLOSED"));
    return { close: () => this.#close(live) };
  }

  #open(live: Live): void {
    live.id = this.#connection.nextId();
    this.#byId.set(live.id, live);
    const since = live.position ? { since: live.position } : {};
    try {
      this.#connection.send({ t: "open", id: live.id, method: live.method, params: live.params, ...since });
    } catch (fault) {
      // A wire that is going away says so by `closed`; what cannot travel never will.
      if (fault instanceof FairleadError && fault.code !== "WIRE_CLOSED") this.#end(live, fault);
    }
  }

  #reopen(): void {
    for (const live of this.#live) this.#open(live);
  }

  #close(live: Live): void {
    if (!this.#live.delete(live)) return;
    this.#byId.delete(live.id);
    this.#trySend({ t: "close", id: live.id });
  }

  #end(live: Live, error: FairleadError | undefined): void {
    this.#live.delete(live);
    this.#byId.delete(live.id);
    live.end(error);
  }

  #frame(frame: Exclude<HostFrame, { t: "welcome" }>): void {
    const live = this.#byId.get(frame.id);
    if (!live) return;
    if (frame.t === "end") return this.#end(live, frame.error ? fromWireError(frame.error) : undefined);
    if (frame.t === "error") return this.#end(live, fromWireError(frame.error));
    if (frame.t === "items") void this.#digest(live, frame);
  }

  async #digest(live: Live, frame: ItemsFrame): Promise<void> {
    try {
      await live.take(frame);
    } catch (fault) {
      this.#close(live);
      return live.end(new FairleadError("INTERNAL", `${live.method}: its reader failed.`, {}, { cause: fault }));
    }
    if (this.#byId.get(frame.id) === live) this.#trySend({ t: "credit", id: frame.id, n: 1 });
  }

  #closed(error: FairleadError): void {
    this.#byId.clear();
    const forGood = this.#connection.state.phase === "closed";
    for (const live of this.#live) if (forGood || !live.reopens) this.#end(live, error);
  }

  #trySend(frame: Parameters<ClientConnection["send"]>[0]): void {
    if (this.#connection.state.phase === "open") this.#connection.send(frame);
  }
}
