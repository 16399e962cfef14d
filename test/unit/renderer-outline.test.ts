import { expect, test } from "vitest";
import { contract } from "#shared/contract/contract.ts";
import type { Contract } from "#shared/contract/descriptor.ts";
import { contractOutline } from "../../scripts/renderer/contract-outline.ts";

test("the window's outline of the contract names every entry with what the client reads of it", async () => {
  const { load } = contractOutline(contract);
  if (typeof load !== "function") throw new Error("the plugin has no load hook");
  const code = await Reflect.apply(load, undefined, ["/any/shared/contract/contract.ts"]);
  const outlined = (await import(`data:text/javascript,${encodeURIComponent(String(code))}`)) as { contract: Contract };
  expect(Object.keys(outlined.contract)).toEqual(Object.keys(contract));
  for (const [name, domain] of Object.entries(contract)) {
    for (const [entryName, entry] of Object.entries(domain)) {
      const { kind, ...rest } = outlined.contract[name]?.[entryName] ?? {};
      expect(kind).toBe(entry.kind);
      expect(rest).toEqual("mode" in entry ? { mode: entry.mode } : { deadlineMs: entry.deadlineMs });
    }
  }
});
