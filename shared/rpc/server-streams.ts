import type { Stream } from "../contract/descriptor.ts";
import { FairleadError } from "../contract/errors.ts";
import type { ClientFrame, HostFrame } from "./frames.ts";
import { LatestTopic, type LatestView } from "./latest.ts";
import type { LogRing, Sequenced } from "./log.ts";
import { checkOutput, type Method, parseInput } from "./methods.ts";
import { type Batch, BulkOutlet, LatestOutlet, LogOutlet, type Outlet } from "./outlets.ts";
import { type CancelSource, newCancelSource } from "./platform.ts";
import type { RpcServerSettings } from "./server-options.ts";
import type { WireValue } from "./values.ts";
import { toWireError } from "./wire-error.ts";

interface Ports {
  readonly methods: ReadonlyMap<string, Method>;
  readonly peer: string;
  readonly settings: RpcServerSettings;
  readonly send: (frame: HostFrame) => void;
}

interface Open {
  readonly cancel: CancelSource;
  outlet?: Outlet;
}

type OpenFrame = Extract<ClientFrame, { t: "open" }>;

/** The open streams of one connection, at most `maxStreams`. */
export class ServerStreams {
  readonly #ports: Ports;
  readonly #open = new Map<number, Open>();

  constructor(ports: Ports) {
    this.#ports = ports;
  }

  open(frame: OpenFrame): void {
    const { methods, settings } = this.#ports;
    const method = methods.get(frame.method);
    if (method?.entry.kind !== "stream") {
      const words = `There is no stream ${frame.method.replace(/[^\w.]/g, "?")}.`;
      return this.#refuse(frame.id, new FairleadError("UNKNOWN_METHOD", words));
    }
    if (this.#open.has(frame.id)) return this.fail(frame.id, new FairleadError("BAD_REQUEST", "The id is in use."));
    if (this.#open.size >= settings.limits.maxStreams) {
      const words = `More than ${settings.limits.maxStreams} open streams.`;
      return this.#refuse(frame.id, new FairleadError("OVERLOADED", words));
    }
    const open: Open = { cancel: newCancelSource() };
    this.#open.set(frame.id, open);
    void this.#begin(frame, method, method.entry, open);
  }

  credit(id: number, n: number): void {
    this.#open.get(id)?.outlet?.credit(n);
  }

  /** The window has closed the stream. */
  end(id: number): void {
    const open = this.#open.get(id);
    if (!open) return;
    this.#open.delete(id);
    open.outlet?.close();
    open.cancel.abort(new FairleadError("CANCELLED"));
  }

  fail(id: number, error: FairleadError): void {
    this.end(id);
    this.#refuse(id, error);
  }

  close(): void {
    for (const id of this.#open.keys()) this.end(id);
  }

  async #begin(frame: OpenFrame, method: Method, entry: Stream, open: Open): Promise<void> {
    const { peer } = this.#ports;
    try {
      const params = parseInput(method.name, entry.params, frame.params);
      const source = await method.serve(params, { signal: open.cancel.signal, peer });
      if (this.#open.get(frame.id) !== open) return;
      open.outlet = this.#outlet(frame, method, entry, source);
    } catch (fault) {
      if (this.#open.get(frame.id) === open) this.fail(frame.id, this.#coded(method.name, fault));
    }
  }

  #outlet(frame: OpenFrame, method: Method, entry: Stream, source: unknown): Outlet {
    const { clock, checkOutputs } = this.#ports.settings;
    const send = (batch: Batch<unknown>): void => {
      try {
        if (checkOutputs) for (const item of batch.items) checkOutput(method.name, entry.item, item, true);
        this.#ports.send({ t: "items", id: frame.id, ...(batch as Batch<WireValue>) });
      } catch (fault) {
        this.fail(frame.id, this.#coded(method.name, fault));
      }
    };
    switch (entry.mode) {
      case "latest": {
        const view = source instanceof LatestTopic ? { topic: source } : source;
        return new LatestOutlet(view as LatestView<unknown>, clock, send);
      }
      case "log":
        return new LogOutlet(source as LogRing<Sequenced>, frame.since, clock, send);
      case "bulk":
        return new BulkOutlet(source as AsyncIterable<unknown>, clock, send, (fault) => {
          if (fault !== undefined) return this.fail(frame.id, this.#coded(method.name, fault));
          this.end(frame.id);
          this.#ports.send({ t: "end", id: frame.id });
        });
    }
  }

  #refuse(id: number, error: FairleadError): void {
    this.#ports.send({ t: "end", id, error: toWireError(error) });
  }

  #coded(method: string, fault: unknown): FairleadError {
    if (fault instanceof FairleadError) return fault;
    this.#ports.settings.onFault(method, fault);
    return new FairleadError("INTERNAL");
  }
}
