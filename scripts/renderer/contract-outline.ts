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
 * and the window need not carry (and start) a parser. The types in the editor stay those of the real contract. A schema
 * that comes in by another way fails the build: besides its size, zod tries out `new Function`, which our policy forbids.
 */
export function contractOutline(contract: Contract): Plugin {
  return {
    name: "fairlead:contract-outline",
    enforce: "pre",
    load(id) {
      if (!id.replaceAll("\\", "/").endsWith("/shared/contract/contract.ts")) return null;
      return `export const contract = ${JSON.stringify(outline(contract))};`;
    },
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        const parser =
          file.type === "chunk" ? file.moduleIds.find((id) => /[\\/]node_modules[\\/]zod[\\/]/.test(id)) : undefined;
        if (parser !== undefined)
          this.error(`${file.fileName} carries zod: take what it needs of a schema's file out of that file`);
      }
    },
  };
}
