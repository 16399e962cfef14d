import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { WorkspaceBook } from "#bridge/config-manager/workspaces/workspace-book.ts";
import { parseWorkspaces } from "#bridge/config-manager/workspaces/workspace-document.ts";
import { workspaceMethods } from "#bridge/window/workspace-methods.ts";
import { Desk } from "#renderer/stores/desk/desk.ts";
import { usualLayout } from "#renderer/stores/desk/layouts.ts";
import { type WorkspaceKeeper, Workspaces } from "#renderer/stores/desk/workspaces.ts";
import { FairleadError } from "#shared/contract/errors.ts";
import type { WireWorkspace, Workspace } from "#shared/contract/workspaces.ts";

const CALL = { signal: new AbortController().signal, peer: "test" };
const ROOM = { width: 1_280, height: 720 };
const workspace = (id: string, name = id): Workspace => ({ id, name, layout: usualLayout(ROOM) });

let folder: string;
let told: string[];
const events = { report: ({ code }: { readonly code: string }) => void told.push(code) };
const open = (): WorkspaceBook => WorkspaceBook.open(folder, events, 0);
const file = (): string => join(folder, "workspaces.json");

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "fairlead-workspaces-"));
  told = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("what was saved, renamed, chosen and removed is so after a crash at any moment", () => {
  const book = open();
  book.save(workspace("a"));
  book.save(workspace("b", "Scalping"));
  book.choose("a");
  book.remove("a");
  expect(open().read()).toEqual({ all: [workspace("b", "Scalping")] });
  book.save(workspace("b", "Swing"));
  expect(open().read()).toEqual({ current: "b", all: [workspace("b", "Swing")] });
  expect(told).toEqual([]);
});

test("a damaged workspace is left out and its file kept; the others stay", () => {
  const book = open();
  book.save(workspace("a"));
  book.save(workspace("b"));
  writeFileSync(file(), readFileSync(file(), "utf8").replace('"kind": "split"', '"kind": "maze"'));
  expect(
    open()
      .read()
      .all.map(({ id }) => id),
  ).toEqual(["b"]);
  expect(told).toEqual(["WORKSPACES_RECOVERED"]);
  expect(readdirSync(folder).some((name) => name.includes("damaged"))).toBe(true);
  told = [];
  expect(open().read().all).toHaveLength(1);
  expect(told).toEqual([]);
});

test.each(["", "{", "null", "[]", '{"version":1}', '{"version":99,"all":[]}', "\u0000".repeat(50)])(
  "a file that says %j begins anew, is kept, and is told",
  (text) => {
    writeFileSync(file(), text);
    const book = open();
    expect(book.read()).toEqual({ all: [] });
    expect(told).toEqual(["WORKSPACES_RECOVERED"]);
    book.save(workspace("a"));
    expect(open().read().all).toHaveLength(1);
  },
);

test("an older file is brought to this version step by step", () => {
  const old = JSON.stringify({ version: 1, all: [{ ...workspace("a"), name: undefined, title: "Old" }] });
  const step = ({ title, ...rest }: Readonly<Record<string, unknown>>) => ({ ...rest, name: title });
  expect(parseWorkspaces(old, [step]).all).toEqual([workspace("a", "Old")]);
});

test("no more than fifty are kept, and the fifty-first is refused without harm", () => {
  const book = open();
  for (let number = 0; number < 50; number++) book.save(workspace(`w${number}`));
  expect(() => book.save(workspace("one too many"))).toThrow(expect.objectContaining({ code: "WORKSPACES_FULL" }));
  book.save(workspace("w0", "still saved"));
  expect(open().read().all).toHaveLength(50);
});

class Keeper implements WorkspaceKeeper {
  readonly #methods = workspaceMethods(open());
  broken = false;
  read = async () => this.#ask(() => this.#methods.read({}, CALL));
  save = async (saved: WireWorkspace) => this.#ask(() => this.#methods.save(saved, CALL));
  choose = async (chosen: { readonly id: string }) => this.#ask(() => this.#methods.choose(chosen, CALL));
  remove = async (gone: { readonly id: string }) => this.#ask(() => this.#methods.remove(gone, CALL));
  #ask<T>(method: () => T): T {
    if (this.broken) throw new FairleadError("WORKSPACES_UNWRITABLE");
    return method();
  }
}

const windowOn = (keeper: WorkspaceKeeper): { readonly desk: Desk; readonly workspaces: Workspaces } => {
  const desk = new Desk(ROOM);
  return { desk, workspaces: new Workspaces(desk, keeper, { layout: () => usualLayout(ROOM), name: "Mine" }) };
};

test("a window finds the arrangement that the last one left", async () => {
  const keeper = new Keeper();
  const first = windowOn(keeper);
  await first.workspaces.connected();
  first.desk.show("risk");
  await first.workspaces.flush();
  await first.workspaces.create("Second", usualLayout(ROOM));
  const second = windowOn(keeper);
  await second.workspaces.connected();
  expect(second.workspaces.current().name).toBe("Second");
  expect(second.desk.isShown("risk")).toBe(false);
  await second.workspaces.choose(second.workspaces.state.get().all.find(({ name }) => name === "Mine")?.id ?? "");
  expect(second.desk.isShown("risk")).toBe(true);
});

test("the last workspace that is deleted gives way to the usual arrangement", async () => {
  const { workspaces } = windowOn(new Keeper());
  await workspaces.connected();
  await workspaces.duplicate("Copy");
  await workspaces.remove("Mine");
  await workspaces.remove("Fresh");
  expect(workspaces.state.get().all.map(({ name }) => name)).toEqual(["Fresh"]);
});

test("what could not be kept is said, and kept with the next connection", async () => {
  const keeper = new Keeper();
  const { desk, workspaces } = windowOn(keeper);
  await workspaces.connected();
  keeper.broken = true;
  desk.show("risk");
  await workspaces.flush();
  expect(workspaces.state.get().problem).toMatchObject({ code: "WORKSPACES_UNWRITABLE" });
  keeper.broken = false;
  await workspaces.connected();
  expect(workspaces.state.get().problem).toBeUndefined();
  const again = windowOn(keeper);
  await again.workspaces.connected();
  expect(again.desk.isShown("risk")).toBe(true);
});
