import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { contract } from "#shared/contract/contract.ts";
import type { Contract } from "#shared/contract/descriptor.ts";
import { ERRORS, FairleadError } from "#shared/contract/errors.ts";
import { fromWireError, toWireError } from "#shared/rpc/wire-error.ts";
import { errorsDocument } from "../../scripts/errors/errors-document.ts";

test("docs/ERRORS.md says what the error table says", () => {
  expect(readFileSync(new URL("../../docs/ERRORS.md", import.meta.url), "utf8")).toBe(errorsDocument());
});

test("every code says in sentences what happened and what to do now", () => {
  for (const [code, { what, now }] of Object.entries(ERRORS)) {
    expect(code).toMatch(/^[A-Z][A-Z_]+$/);
    expect(what, code).toMatch(/^[A-Z].{8,}\.$/);
    expect(now, code).toMatch(/^[A-Z].{5,}\.$/);
  }
});

test("every code of the table is given by some program, and not only written down", () => {
  const root = fileURLToPath(new URL("../../", import.meta.url));
  const programs = globSync("{bridge,cli,electron,scripts,shared}/**/*.{ts,cts}", { cwd: root })
    .filter((file) => !/^shared\/contract\/(errors|event-words)\.ts$/.test(file))
    .map((file) => readFileSync(join(root, file), "utf8"))
    .join("\n");
  const named = new Set(programs.match(/\b[A-Z]+(?:_[A-Z]+)*\b/g));
  expect(Object.keys(ERRORS).filter((code) => !named.has(code))).toEqual([]);
});

test("entries name only codes of the table, and leave the transport's own unnamed", () => {
  for (const domain of Object.values(contract as Contract)) {
    for (const entry of Object.values(domain)) {
      for (const code of entry.errors ?? []) expect(Object.keys(ERRORS)).toContain(code);
    }
  }
});

test("an error crosses a wire with code, words and details, and nothing else", () => {
  const error = new FairleadError("PORT_IN_USE", "Port 1 is taken.", { port: 1 }, { cause: new Error("stack") });
  const sent: unknown = JSON.parse(JSON.stringify(toWireError(error)));
  expect(sent).toEqual({ code: "PORT_IN_USE", message: "Port 1 is taken.", details: { port: 1 } });
  expect(fromWireError(sent)).toMatchObject({ code: "PORT_IN_USE", message: "Port 1 is taken.", details: { port: 1 } });
});

test("an error of a newer bridge is INTERNAL here and keeps its words", () => {
  const later = { code: "FROM_THE_FUTURE", message: "Something new.", details: { deep: { no: 1 }, fact: 2 } };
  expect(fromWireError(later)).toMatchObject({ code: "INTERNAL", message: "Something new.", details: { fact: 2 } });
  expect(fromWireError("nonsense")).toMatchObject({ code: "INTERNAL" });
  expect(fromWireError({ code: "toString" })).toMatchObject({ code: "INTERNAL" });
});
