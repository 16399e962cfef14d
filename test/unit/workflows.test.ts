import { existsSync, globSync, readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { ROOT } from "../../scripts/gates/run-tool.ts";

// The parser imports its schema without saying that it is JSON, which Node wants to be told.
registerHooks({
  load: (url, context, next) =>
    next(url, url.endsWith(".json") ? { ...context, importAttributes: { type: "json" } } : context),
});
const { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } = await import("@actions/workflow-parser");

const workflows = globSync(".github/workflows/*.yml", { cwd: ROOT });
const read = (file: string): string => readFileSync(join(ROOT, file), "utf8");

/** What GitHub's own parser says against a workflow: keys, values, expressions, and jobs that need each other. */
async function faultsOf(name: string, content: string): Promise<string[]> {
  const { context, value } = parseWorkflow({ name, content }, new NoOperationTraceWriter());
  const converted = value === undefined ? undefined : await convertWorkflowTemplate(context, value);
  const said = [
    ...context.errors.getErrors().map(({ message }) => message),
    ...(converted?.errors ?? []).map(({ Message }) => Message),
  ];
  return [...new Set(said)];
}

interface Step {
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string>>;
}

/** The scripts of this repository that its steps run. */
const scriptsOf = (text: string): string[] =>
  [...text.matchAll(/^\s*(?:- )?run:\s*(?:\.\/|node |bash )?([\w./-]+\.(?:ps1|ts|js)|\.ci\/run)\b/gm)].map(
    ([, file]) => file ?? "",
  );

describe.each(workflows)("%s", (file) => {
  const text = read(file);

  test("is a workflow as GitHub reads it", async () => {
    expect(await faultsOf(file, text)).toEqual([]);
  });

  test("runs scripts that are there, and tasks that npm knows", () => {
    const { scripts } = JSON.parse(read("package.json")) as { readonly scripts: Readonly<Record<string, string>> };
    const tasks = [...text.matchAll(/^\s*(?:- )?run:\s*npm run ([\w:-]+)/gm)].map(([, task]) => task ?? "");
    expect(tasks.filter((task) => scripts[task] === undefined)).toEqual([]);
    expect(scriptsOf(text).length + tasks.length).toBeGreaterThan(0);
    // What lies in node_modules or is made by another step is not in the repository.
    const own = scriptsOf(text).filter((script) => !script.startsWith("node_modules/"));
    expect(own.filter((script) => !existsSync(join(ROOT, script)))).toEqual([]);
  });

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

test("what a workflow could have wrong is found offline", async () => {
  const windows = read(".github/workflows/windows.yml");
  const spoilt = {
    "timeout-minutes: 60": "timeout-minuts: 60",
    "needs: [test, library]": "needs: [test, libary]",
    "runs-on: windows-2022": "run-on: windows-2022",
    "startsWith(github.ref": "beginsWith(github.ref",
    "permissions: { contents: read }": "permissions: { contens: read }",
    "workflow_dispatch:": "workflow_dispach:",
  };
  for (const [right, wrong] of Object.entries(spoilt)) {
    expect(windows).toContain(right);
    expect(await faultsOf("windows.yml", windows.replace(right, wrong)), wrong).not.toEqual([]);
  }
});

test("what one job hands to another is taken under the name by which it was given", () => {
  const windows = read(".github/workflows/windows.yml");
  const { jobs } = parse(windows) as { readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>> };
  const steps = Object.values(jobs).flatMap((job) => job.steps);
  const artefacts = (action: string) =>
    steps.filter(({ uses }) => uses?.startsWith(`actions/${action}@`)).map((step) => step.with);
  const taken = artefacts("download-artifact");
  expect(taken.length).toBeGreaterThan(0);
  const given = artefacts("upload-artifact").map((step) => [step?.["name"], step?.["path"]]);
  for (const step of taken) expect(given).toContainEqual([step?.["name"], step?.["path"]]);
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
