import { EventEmitter } from "node:events";
import { refuseUnknown, UnmodelledError } from "./guard.ts";

export type Listener = (...args: never[]) => void;

/** The constructor returns a proxy, so subclasses' private fields land on the proxy and `this` is guarded everywhere. */
class GuardedEmitter extends EventEmitter {
  constructor(name: string) {
    super();
    return refuseUnknown(name, this);
  }
}

/**
 * An event emitter that refuses unknown properties, and listeners for events the double never emits: waiting for one
 * of those would be a check that cannot fail.
 */
export class ModelledEmitter extends GuardedEmitter {
  readonly #name: string;
  readonly #events: ReadonlySet<string | symbol>;

  constructor(name: string, events: readonly string[]) {
    super(name);
    this.#name = name;
    this.#events = new Set<string | symbol>([...events, "newListener", "removeListener"]);
  }

  override on(event: string | symbol, listener: Listener): this {
    return super.on(this.#modelled(event), listener as (...args: unknown[]) => void);
  }

  override addListener(event: string | symbol, listener: Listener): this {
    return this.on(event, listener);
  }

  override prependListener(event: string | symbol, listener: Listener): this {
    return super.prependListener(this.#modelled(event), listener as (...args: unknown[]) => void);
  }

  /** Whether the double can ever emit `event`. */
  protected isModelled(event: string | symbol): boolean {
    return this.#events.has(event);
  }

  #modelled(event: string | symbol): string | symbol {
    if (!this.isModelled(event)) throw new UnmodelledError(`the event "${String(event)}" of ${this.#name}`);
    return event;
  }
}
