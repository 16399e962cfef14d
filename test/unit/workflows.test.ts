import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ROOT } from "../../scripts/gates/run-tool.ts";

const workflows = globSync(".github/workflows/*.yml", { cwd: ROOT });
const read = (file: string): string => readFileSync(join(ROOT, file), "utf8");

describe.each(workflows)("%s", (file) => {
  const text = read(file);

  test("runs only actions pinned to a commit, with the version beside it", () => {
    const uses = [...text.matchAll(/^\s*(?:- )?uses:\s*(.+)$/gm)].map(([, action]) => action ?? "");
    expect(uses.length).toBeGreaterThan(0);
    expect(uses.filter((action) => !/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action))).toEqual([]);
  });

  test("grants nothing by default, and leaves no token in the clone", () => {
    expect(text).toMatch(/^permissions: \{\}$/m);
    const checkouts = text.match(/uses: actions\/checkout@/g) ?? [];
    expect(text.match(/persist-credentials: false/g) ?? []).toHaveLength(checkouts.length);
  });
});

test("each step that docs/UNSEEN.md names is in the Windows workflow", () => {
  const windows = read(".github/workflows/windows.yml");
  const named = [...read("docs/UNSEEN.md").matchAll(/\*([A-Z][^*]+)\*/g)].map(([, step]) => step ?? "");
  expect(named.length).toBeGreaterThan(3);
  for (const step of named) {
    const parts = step.split(" ... ");
    const line = windows.split("\n").find((one) => parts.every((part) => one.includes(part)));
    expect(line, `no step of windows.yml reads like "${step}"`).toBeDefined();
  }
});
