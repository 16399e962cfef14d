import type { Contract } from "../contract/descriptor.ts";
import { CommandMemory } from "./command-memory.ts";
import type { Handlers } from "./handlers.ts";
import { type Method, methodTable } from "./methods.ts";
import { ServerConnection } from "./server-connection.ts";
import { type RpcServerOptions, type RpcServerSettings, withDefaults } from "./server-options.ts";
import type { Wire } from "./wire.ts";

/** Serves a contract to any number of windows, over any wire. It trusts nothing that arrives. */
export class RpcServer<C extends Contract> {
  readonly #methods: ReadonlyMap<string, Method>;
  readonly #settings: RpcServerSettings;
  readonly #commands: CommandMemory;
  readonly #connections = new Set<ServerConnection>();
  #peers = 0;

  constructor(contract: C, handlers: Handlers<C>, options: RpcServerOptions) {
    this.#methods = methodTable(contract, handlers);
    this.#settings = withDefaults(options);
    this.#commands = new CommandMemory(options.newSessionId, { maxSessions: 64, maxSettled: 256, maxRunning: 512 });
  }

  get connections(): number {
    return this.#connections.size;
  }

  /** Serves this wire until it closes; the returned function closes it. */
  attach(wire: Wire): (reason: string) => void {
    this.#peers += 1;
    const peer = `${wire.kind}-${this.#peers}`;
    const connection = new ServerConnection(wire, peer, this.#methods, this.#commands, this.#settings);
    this.#connections.add(connection);
    wire.onClose(() => this.#connections.delete(connection));
    connection.begin();
    return (reason) => wire.close(reason);
  }

  close(reason: string): void {
    for (const connection of this.#connections) connection.close(reason);
  }
}
