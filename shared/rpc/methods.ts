import type { Command, Contract, Query, Stream } from "../contract/descriptor.ts";
import { FairleadError } from "../contract/errors.ts";
import type { CallContext, Handlers } from "./handlers.ts";

/** An entry with the function that serves it, after the types have done their work. */
export type Method =
  | { readonly name: string; readonly entry: Command | Query; readonly serve: Serve }
  | { readonly name: string; readonly entry: Stream; readonly serve: Serve };
type Serve = (input: unknown, call: CallContext) => unknown;

/**
 * The methods of a contract by their wire name ("market.bars"). Only own properties of the contract value count, so no
 * name on the wire can reach anything that does not stand in it.
 */
export function methodTable<C extends Contract>(contract: C, handlers: Handlers<C>): ReadonlyMap<string, Method> {
  const table = new Map<string, Method>();
  for (const [domainName, domain] of Object.entries(contract)) {
    const served = handlers[domainName] as Readonly<Record<string, Serve>>;
    for (const [entryName, entry] of Object.entries(domain)) {
      const name = `${domainName}.${entryName}`;
      const serve = served[entryName];
      if (typeof serve !== "function") throw new TypeError(`${name} has no handler`);
      table.set(name, { name, entry, serve: serve.bind(served) } as Method);
    }
  }
  return table;
}

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}
interface Parser {
  safeParse(
    value: unknown,
  ): { success: true; data: unknown } | { success: false; error: { readonly issues: readonly Issue[] } };
}

/** The parsed input. @throws FairleadError BAD_REQUEST that names the field at fault, without its value. */
export function parseInput(method: string, schema: Parser, value: unknown): unknown {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const field = issue === undefined ? "" : issue.path.map(String).join(".").slice(0, 128);
  const words = `${method}: ${field === "" ? "the request" : field} does not fit the contract`;
  throw new FairleadError("BAD_REQUEST", `${words} (${issue?.message.slice(0, 200) ?? "unreadable"}).`, {
    method,
    field,
  });
}

/** What goes out, parsed when that is switched on. @throws TypeError: a fault of the bridge, not of the caller. */
export function checkOutput(method: string, schema: Parser, value: unknown, check: boolean): unknown {
  if (!check) return value;
  const parsed = schema.safeParse(value);
  if (parsed.success) return value;
  const [issue] = parsed.error.issues;
  throw new TypeError(`${method} broke its own contract at ${issue?.path.join(".")}: ${issue?.message}`);
}
