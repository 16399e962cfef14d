import type { Contract, Entry } from "../contract/descriptor.ts";
import { readBulk } from "./bulk-reader.ts";
import { ClientCalls, type CommandId } from "./client-calls.ts";
import { ClientConnection, type ConnectionOptions } from "./client-connection.ts";
import { ClientStreams } from "./client-streams.ts";
import type { CallOptions, Client, LatestObserver, LogObserver } from "./client-types.ts";
import type { LogPosition } from "./frames.ts";

export interface RpcClient<C extends Contract> {
  /** The contract as functions. */
  readonly client: Client<C>;
  readonly connection: ClientConnection;
  /** What became of a command that ended OUTCOME_UNKNOWN (its error's details are the id). Executes nothing. */
  readonly outcomeOf: (command: CommandId) => Promise<unknown>;
}

/** A typed client of `contract` that dials, reconnects, and reopens its streams. */
export function connectClient<C extends Contract>(contract: C, options: ConnectionOptions): RpcClient<C> {
  const connection = new ClientConnection(options);
  const calls = new ClientCalls(connection, options.clock);
  const streams = new ClientStreams(connection);
  const domains: Record<string, Record<string, unknown>> = {};
  for (const [domainName, domain] of Object.entries(contract)) {
    const methods: Record<string, unknown> = {};
    for (const [entryName, entry] of Object.entries(domain)) {
      methods[entryName] = method(`${domainName}.${entryName}`, entry, calls, streams);
    }
    domains[domainName] = Object.freeze(methods);
  }
  const client = Object.freeze(domains) as unknown as Client<C>;
  connection.start();
  return { client, connection, outcomeOf: (command) => calls.outcomeOf(command) };
}

function method(name: string, entry: Entry, calls: ClientCalls, streams: ClientStreams): unknown {
  if (entry.kind !== "stream") {
    return (input: unknown, options?: CallOptions) => calls.call(name, entry, input, options);
  }
  switch (entry.mode) {
    case "latest":
      return {
        subscribe: (params: unknown, observer: LatestObserver<unknown>) => streams.latest(name, params, observer),
      };
    case "log":
      return {
        subscribe: (params: unknown, observer: LogObserver<unknown>, options?: { readonly since?: LogPosition }) =>
          streams.log(name, params, observer, options?.since),
      };
    case "bulk":
      return {
        read: (params: unknown, options?: Pick<CallOptions, "signal">) => readBulk(streams, name, params, options),
      };
  }
}
