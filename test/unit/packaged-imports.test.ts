import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { BUNDLED } from "../../scripts/electron/bundle-bridge.ts";

const ROOT = new URL("../../", import.meta.url).pathname;

/** Names of packages that the installer leaves out, as electron-builder.yml has them: `pg-*` is a pattern. */
function leftOut(): RegExp[] {
  const yml = readFileSync(path.join(ROOT, "electron-builder.yml"), "utf8");
  return [...yml.matchAll(/^ {2}- '!node_modules\/\{([^}]*)\}\/\*\*'$/gm)]
    .flatMap(([, names = ""]) => names.split(","))
    .map((name) => new RegExp(`^${name.replaceAll("*", "[^/]*")}(?:/|$)`));
}

test("every package that the bridge loads while it runs is in the installer, or in its bundle", () => {
  const out = leftOut();
  expect(out.some((name) => name.test("fastify"))).toBe(true);
  const loaded = globSync("bridge/**/*.ts", { cwd: ROOT }).flatMap((file) => {
    const text = readFileSync(path.join(ROOT, file), "utf8");
    const found = text.matchAll(/(?:^import (?!type )[^;]*?from |^import |\bimport\()"([a-z@][^"]*)"/gm);
    return [...found].map(([, name = ""]) => name).filter((name) => !name.startsWith("node:"));
  });
  expect(loaded).toContain("better-sqlite3");
  const missing = loaded.filter((name) => !BUNDLED.has(name) && out.some((one) => one.test(name)));
  expect([...new Set(missing)]).toEqual([]);
});
