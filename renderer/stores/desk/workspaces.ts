import { FairleadError } from "#shared/contract/errors.ts";
import type { Layout, WireWorkspace, Workspace } from "#shared/contract/workspaces.ts";
import { Cell } from "../cell.ts";
import type { Desk } from "./desk.ts";

/** The bridge's side of it: `client.workspaces`. */
export interface WorkspaceKeeper {
  read(input: object): Promise<{ readonly current?: string | undefined; readonly all: readonly WireWorkspace[] }>;
  save(workspace: WireWorkspace): Promise<{ readonly revision: number }>;
  choose(input: { readonly id: string }): Promise<unknown>;
  remove(input: { readonly id: string }): Promise<unknown>;
}

export interface WorkspacesState {
  /** False until the bridge has said what is kept: nothing is drawn that would be drawn anew at once. */
  readonly known: boolean;
  readonly all: readonly Workspace[];
  readonly currentId: string;
  /** Why the newest arrangement is not kept; undefined when it is. */
  readonly problem: unknown;
  /** The workspace that another window has changed, so that this one goes on with a copy of its own. */
  readonly leftTo: string | undefined;
}

/** Which workspace this window shows: windows beside each other each have their own. */
export interface OwnWorkspace {
  get(): string | undefined;
  set(id: string): void;
}

interface Usual {
  readonly layout: () => Layout;
  /** What the first workspace is called. */
  readonly name: string;
  readonly copyOf: (name: string) => string;
}

/** Sizes that are dragged are kept this long after the last move; everything else is kept at once. */
const SAVE_AFTER_MS = 400;

const sent = ({ layout, ...named }: Workspace): WireWorkspace => ({ ...named, layout: JSON.stringify(layout) });
// The bridge has read it by its schema.
const received = ({ layout, ...named }: WireWorkspace): Workspace => ({
  ...named,
  layout: JSON.parse(layout) as Layout,
});

const newId = (): string => crypto.randomUUID();
const LONGEST_NAME = 60;
/** By what it says, in whatever order its fields were written, and leaving sizes out: they change with the window's own. */
const shapeOf = (value: unknown): string =>
  JSON.stringify(value, (key, part: unknown) => {
    if (key === "weight") return undefined;
    return typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : part;
  });
const sameWork = (one: Workspace, other: Workspace): boolean =>
  one.name === other.name && shapeOf(one.layout) === shapeOf(other.layout);

/** The named workspaces, and the one in this window: kept by the bridge shortly after each change. */
export class Workspaces {
  readonly state: Cell<WorkspacesState>;
  readonly #desk: Desk;
  readonly #keeper: WorkspaceKeeper;
  readonly #usual: Usual;
  readonly #own: OwnWorkspace;
  /** Saves go one after another: each begins with the revision that the one before it made. */
  #saving: Promise<void> = Promise.resolve();
  /** By id, as the bridge last told or took it. */
  readonly #kept = new Map<string, Workspace>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asking = false;
  /** Set while the desk is given a layout that is kept already. */
  #opening = false;

  constructor(desk: Desk, keeper: WorkspaceKeeper, usual: Usual, own: OwnWorkspace) {
    this.#desk = desk;
    this.#keeper = keeper;
    this.#usual = usual;
    this.#own = own;
    const first = { id: newId(), name: usual.name, layout: usual.layout(), revision: 0 };
    this.state = new Cell<WorkspacesState>({
      known: false,
      all: [first],
      currentId: first.id,
      problem: undefined,
      leftTo: undefined,
    });
    desk.subscribe((dragged) => {
      if (this.#opening || !this.state.get().known) return;
      if (dragged) this.#saveSoon();
      else void this.#save();
    });
  }

  /** Called with each connection: asks once what is kept, and keeps what could not be kept while there was none. */
  async connected(): Promise<void> {
    if (this.state.get().known) {
      if (this.state.get().problem !== undefined) await this.#save();
      return;
    }
    if (this.#asking) return;
    this.#asking = true;
    try {
      this.#take(await this.#keeper.read({}));
    } catch (problem) {
      // Without an answer the window works with the usual arrangement; the next connection asks again.
      if (this.state.get().known) return;
      this.state.set({ ...this.state.get(), problem });
    } finally {
      this.#asking = false;
    }
  }

  current(): Workspace {
    const { all, currentId } = this.state.get();
    const found = all.find(({ id }) => id === currentId) ?? all[0];
    if (found === undefined) throw new Error("a window always has a workspace");
    return found;
  }

  async choose(id: string): Promise<void> {
    if (id === this.state.get().currentId) return;
    await this.flush();
    await this.#refresh();
    const next = this.state.get().all.find((workspace) => workspace.id === id);
    if (next === undefined) return;
    this.#open(next);
    await this.#told(this.#keeper.choose({ id }));
  }

  async create(name: string, layout: Layout): Promise<void> {
    await this.flush();
    const made = { id: newId(), name, layout, revision: 0 };
    this.state.set({ ...this.state.get(), all: [...this.state.get().all, made] });
    this.#open(made);
    await this.#save();
  }

  duplicate(name: string): Promise<void> {
    return this.create(name, this.#desk.layout());
  }

  async rename(name: string): Promise<void> {
    this.#replace({ ...this.current(), name });
    await this.#save();
  }

  /** Deletes the workspace in this window and shows another; the last one gives way to the usual arrangement. */
  async remove(nameOfNext: string): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const gone = this.current().id;
    const left = this.state.get().all.filter(({ id }) => id !== gone);
    const next = left[0] ?? { id: newId(), name: nameOfNext, layout: this.#usual.layout(), revision: 0 };
    this.state.set({ ...this.state.get(), all: left.length > 0 ? left : [next] });
    this.#open(next);
    await this.#told(this.#keeper.remove({ id: gone }));
    if (left.length > 0) await this.#told(this.#keeper.choose({ id: next.id }));
    else await this.#save();
  }

  /** Back to the arrangement of a template, under the same name. */
  async rearrange(layout: Layout): Promise<void> {
    this.#replace({ ...this.current(), layout });
    this.#open(this.current());
    await this.#save();
  }

  /** Keeps what waits to be kept: before the window goes, or shows another workspace. */
  async flush(): Promise<void> {
    await (this.#timer === undefined ? this.#saving : this.#save());
  }

  /** The user has read that this window goes on with a copy. */
  forgetLeft(): void {
    this.state.set({ ...this.state.get(), leftTo: undefined });
  }

  #take({ current, all: kept }: Awaited<ReturnType<WorkspaceKeeper["read"]>>): void {
    const all = kept.map(received);
    const own = this.#own.get();
    const shown = all.find(({ id }) => id === own) ?? all.find(({ id }) => id === current) ?? all[0];
    if (shown === undefined) {
      this.state.set({ ...this.state.get(), known: true, problem: undefined });
      return;
    }
    this.#opening = true;
    this.#desk.open(shown.layout);
    this.#opening = false;
    for (const each of all) this.#kept.set(each.id, each);
    this.state.set({ known: true, all, currentId: shown.id, problem: undefined, leftTo: undefined });
    this.#own.set(shown.id);
  }

  #open(workspace: Workspace): void {
    this.#opening = true;
    this.#desk.open(workspace.layout);
    this.#opening = false;
    this.state.set({ ...this.state.get(), currentId: workspace.id, leftTo: undefined });
    this.#own.set(workspace.id);
  }

  #replace(workspace: Workspace): void {
    const now = this.state.get();
    this.state.set({ ...now, all: now.all.map((each) => (each.id === workspace.id ? workspace : each)) });
  }

  #saveSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#save(), SAVE_AFTER_MS);
  }

  #save(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#replace({ ...this.current(), layout: this.#desk.layout() });
    const { id } = this.current();
    this.#saving = this.#saving.then(() => this.#told(this.#saveNow(id)));
    return this.#saving;
  }

  /** Keeps a workspace as it is now; one that another window has changed stays, and this window goes on with a copy. */
  async #saveNow(id: string): Promise<void> {
    const workspace = this.state.get().all.find((each) => each.id === id);
    if (workspace === undefined) return;
    try {
      const { revision } = await this.#keeper.save(sent(workspace));
      this.#kept.set(id, workspace);
      this.#revised(id, revision);
    } catch (problem) {
      if (!(problem instanceof FairleadError) || problem.code !== "WORKSPACE_CHANGED") throw problem;
      await this.#settle(workspace);
    }
  }

  /** What the bridge holds is not what this save began with: ours after all (its answer was lost), or another window's. */
  async #settle(ours: Workspace): Promise<void> {
    const kept = (await this.#keeper.read({})).all.map(received);
    const theirs = kept.find(({ id }) => id === ours.id);
    if (theirs !== undefined && sameWork(theirs, ours)) return this.#revised(ours.id, theirs.revision);
    // Only this window's sizes have changed since it read the workspace: no work is lost, and no copy is worth it.
    const base = this.#kept.get(ours.id);
    if (base !== undefined && sameWork(base, ours)) return;
    const now = this.state.get();
    const newest = now.all.find(({ id }) => id === ours.id) ?? ours;
    const copy = { ...newest, id: newId(), name: this.#usual.copyOf(newest.name).slice(0, LONGEST_NAME), revision: 0 };
    const mine = now.currentId === ours.id;
    this.state.set({
      ...now,
      all: [...kept, copy],
      currentId: mine ? copy.id : now.currentId,
      leftTo: newest.name,
    });
    if (mine) this.#own.set(copy.id);
    const { revision } = await this.#keeper.save(sent(copy));
    this.#revised(copy.id, revision);
  }

  #revised(id: string, revision: number): void {
    const kept = this.state.get().all.find((each) => each.id === id);
    if (kept !== undefined) this.#replace({ ...kept, revision });
  }

  /** What other windows have made meanwhile; without an answer, what is known. */
  async #refresh(): Promise<void> {
    const answer = await this.#keeper.read({}).catch(() => undefined);
    const now = this.state.get();
    const own = now.all.find(({ id }) => id === now.currentId);
    if (answer === undefined || own === undefined) return;
    const others = answer.all.map(received).filter(({ id }) => id !== own.id);
    for (const each of others) this.#kept.set(each.id, each);
    this.state.set({ ...now, all: [own, ...others] });
  }

  async #told(answer: Promise<unknown>): Promise<void> {
    try {
      await answer;
      if (this.state.get().problem !== undefined) this.state.set({ ...this.state.get(), problem: undefined });
    } catch (problem) {
      this.state.set({ ...this.state.get(), problem });
    }
  }
}
