import type { Plugin } from "vite";
import type { Contract } from "../../shared/contract/descriptor.ts";

/** What the client reads of an entry at run time; schemas and docs stay in the bridge. */
function outline(contract: Contract): Record<string, Record<string, unknown>> {
  const entries = Object.entries(contract).map(([name, domain]) => [
    name,
    Object.fromEntries(
      Object.entries(domain).map(([entryName, entry]) => [
        entryName,
        entry.kind === "stream"
          ? { kind: entry.kind, mode: entry.mode }
          : { kind: entry.kind, deadlineMs: entry.deadlineMs },
      ]),
    ),
  ]);
  return Object.fromEntries(entries);
}

/**
 * Puts the contract's outline in place of its zod schemas in the window's bundle: the bridge parses what it takes in,
 * and the window need not carry (and start) a parser. The types in the editor stay those of the real contract.
 */
export function contractOutline(contract: Contract): Plugin {
  return {
    name: "fairlead:contract-outline",
    enforce: "pre",
    load(id) {
      if (!id.replaceAll("\\", "/").endsWith("/shared/contract/contract.ts")) return null;
      return `export const contract = ${JSON.stringify(outline(contract))};`;
    },
  };
}
