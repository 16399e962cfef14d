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
import { windowMemory, windowNumber } from "#renderer/stores/window-memory.ts";
import { FairleadError } from "#shared/contract/errors.ts";
import type { WireWorkspace, Workspace } from "#shared/contract/workspaces.ts";

const CALL = { signal: new AbortController().signal, peer: "test" };
const ROOM = { width: 1_280, height: 720 };
const workspace = (id: string, name = id): Workspace => ({ id, name, layout: usualLayout(ROOM), revision: 0 });

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
  expect(open().read()).toEqual({ all: [{ ...workspace("b", "Scalping"), revision: 1 }] });
  expect(book.save({ ...workspace("b", "Swing"), revision: 1 })).toBe(2);
  expect(open().read()).toEqual({ current: "b", all: [{ ...workspace("b", "Swing"), revision: 2 }] });
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

test("an arrangement of before link groups is taken over as it was, linked to nothing", () => {
  const { layout, ...named } = workspace("a", "Old");
  const { link: _none, ...unlinked } = layout;
  const old = { ...named, layout: { ...unlinked, version: 1 } };
  writeFileSync(file(), JSON.stringify({ version: 1, current: "a", all: [old] }));
  expect(open().read()).toEqual({ current: "a", all: [workspace("a", "Old")] });
  expect(told).toEqual([]);
});

test("an older file is brought to this version step by step", () => {
  const old = JSON.stringify({ version: 1, all: [{ ...workspace("a"), name: undefined, title: "Old" }] });
  const step = ({ title, ...rest }: Readonly<Record<string, unknown>>) => ({ ...rest, name: title });
  expect(parseWorkspaces(old, [step]).all).toEqual([workspace("a", "Old")]);
});

test("no more than fifty are kept, and the fifty-first is refused without harm", () => {
  const book = open();
  for (let number = 0; number < 50; number++) book.save(workspace(`w${number}`));
  expect(() => book.save(workspace("one too many"))).toThrow(expect.objectContaining({ code: "WORKSPACES_FULL" }));
  book.save({ ...workspace("w0", "still saved"), revision: 1 });
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

const NAMES = { layout: () => usualLayout(ROOM), name: "Mine", copyOf: (name: string) => `${name} (copy)` };

/** A window, with what it remembers of itself. */
function windowOn(keeper: WorkspaceKeeper): { readonly desk: Desk; readonly workspaces: Workspaces } {
  const desk = new Desk(ROOM);
  let own: string | undefined;
  const memory = { get: () => own, set: (id: string) => void (own = id) };
  return { desk, workspaces: new Workspaces(desk, keeper, NAMES, memory) };
}

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

test("a save that began with another revision, or with a workspace that is gone, is refused and overwrites nothing", () => {
  const book = open();
  expect(book.save(workspace("a", "First"))).toBe(1);
  const refused = expect.objectContaining({ code: "WORKSPACE_CHANGED" });
  expect(() => book.save(workspace("a", "Never read the first"))).toThrow(refused);
  expect(() => book.save({ ...workspace("a", "From the future"), revision: 2 })).toThrow(refused);
  expect(() => book.save({ ...workspace("gone"), revision: 3 })).toThrow(refused);
  expect(
    open()
      .read()
      .all.map(({ name }) => name),
  ).toEqual(["First"]);
});

test("two windows on one workspace: the second to change it goes on with a copy, and both arrangements are kept", async () => {
  const keeper = new Keeper();
  const [one, other] = [windowOn(keeper), windowOn(keeper)];
  await one.workspaces.connected();
  one.desk.show("events");
  await one.workspaces.flush();
  await other.workspaces.connected();
  one.desk.show("risk");
  await one.workspaces.flush();
  other.desk.show("history");
  await other.workspaces.flush();
  expect(other.workspaces.current().name).toBe("Mine (copy)");
  expect(other.workspaces.state.get()).toMatchObject({ leftTo: "Mine", problem: undefined });
  // From here on each has its own, however often they change.
  one.desk.show("alerts");
  other.desk.show("journal");
  other.desk.show("sessions");
  await Promise.all([one.workspaces.flush(), other.workspaces.flush()]);
  expect(one.workspaces.current().name).toBe("Mine");
  const third = windowOn(keeper);
  await third.workspaces.connected();
  await third.workspaces.choose(one.workspaces.current().id);
  expect(third.desk.isShown("alerts")).toBe(true);
  await third.workspaces.choose(other.workspaces.current().id);
  expect(third.desk.isShown("sessions")).toBe(true);
  expect(third.workspaces.state.get().all).toHaveLength(2);
});

test("a window that was only made larger meanwhile makes no copy", async () => {
  const keeper = new Keeper();
  const [one, other] = [windowOn(keeper), windowOn(keeper)];
  await one.workspaces.connected();
  one.desk.show("events");
  await one.workspaces.flush();
  await other.workspaces.connected();
  other.desk.resize(ROOM);
  one.desk.show("risk");
  await one.workspaces.flush();
  other.desk.resize({ width: 2_560, height: 1_400 });
  await other.workspaces.flush();
  expect(other.workspaces.state.get()).toMatchObject({ leftTo: undefined, problem: undefined });
  expect((await keeper.read()).all).toHaveLength(1);
  other.desk.show("history");
  await other.workspaces.flush();
  expect(other.workspaces.state.get().leftTo).toBe("Mine");
});

test("a save whose answer was lost is no other window's: the next one goes on from it", async () => {
  const keeper = new Keeper();
  const { desk, workspaces } = windowOn(keeper);
  await workspaces.connected();
  const save = keeper.save;
  keeper.save = async (saved) => {
    await save(saved);
    keeper.save = save;
    throw new FairleadError("OUTCOME_UNKNOWN");
  };
  desk.show("risk");
  await workspaces.flush();
  expect(workspaces.state.get().problem).toMatchObject({ code: "OUTCOME_UNKNOWN" });
  await workspaces.connected();
  desk.show("events");
  await workspaces.flush();
  expect(workspaces.state.get()).toMatchObject({ problem: undefined, leftTo: undefined });
  expect((await keeper.read()).all.map(({ name, revision }) => [name, revision])).toEqual([["Mine", 2]]);
});

test("windows beside each other remember for themselves; a new one begins with what any of them left", () => {
  const store = (): Pick<Storage, "getItem" | "setItem"> => {
    const kept = new Map<string, string>();
    return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) };
  };
  const lasting = store();
  const first = windowMemory("", store(), lasting);
  first.setItem("shown", "EURUSD");
  const second = windowMemory(windowNumber("?window=2"), store(), lasting);
  expect(second.getItem("shown")).toBe("EURUSD");
  second.setItem("shown", "XAUUSD");
  expect(first.getItem("shown")).toBe("EURUSD");
  expect(windowMemory("2", store(), lasting).getItem("shown")).toBe("XAUUSD");
  expect(["?window=1", "?window=22", "?window=x", ""].map(windowNumber)).toEqual(["", "", "", ""]);
});
