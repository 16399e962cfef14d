import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
const tracked = execFileSync("git", ["ls-files"], { cwd: root, encoding: "utf8" }).split("\n").filter(Boolean);
const code = tracked.filter((file) => /\.(ts|tsx|mts|cts|mjs|mq5|mqh|hpp|cpp|css)$/.test(file));
const lines = (file: string): string[] => readFileSync(`${root}${file}`, "utf8").split("\n");
const generated = (text: readonly string[]): boolean => text.slice(0, 3).some((line) => /generated/i.test(line));

test("no source file is longer than 400 lines, and half of them are under 100", () => {
  const sizes = code.map((file) => ({ file, text: lines(file) })).filter(({ text }) => !generated(text));
  const over = sizes.filter(({ text }) => text.length > 401).map(({ file, text }) => `${file}: ${text.length}`);
  expect(over).toEqual([]);
  const counts = sizes.map(({ text }) => text.length).toSorted((a, b) => a - b);
  expect(counts[counts.length >> 1]).toBeLessThan(100);
});

test("the repository names no machine path, registry host or private key", () => {
  const binary = /\.(png|zst|zip|bin|ico|woff2)$/;
  const mine = "test/unit/house-rules.test.ts";
  const leaks = tracked
    .filter((file) => !binary.test(file) && file !== mine)
    .filter((file) => {
      const text = readFileSync(`${root}${file}`, "utf8");
      return /(^|[\s"'(=])\/(work|farm)\/|registry\.npmjs|-----BEGIN [A-Z ]*PRIVATE KEY/m.test(text);
    });
  expect(leaks).toEqual([]);
});

test("nothing is imported from or read out of the folder beside the repository except through FAIRLEAD_DATA", () => {
  const uses = code
    .filter((file) => !file.startsWith("test/unit/house-rules"))
    .filter((file) => /\.\.\/shared\/(data|prototypes|research|tools)/.test(readFileSync(`${root}${file}`, "utf8")));
  expect(uses.filter((file) => file !== "test/fixtures/recorded-data.ts")).toEqual([]);
});
