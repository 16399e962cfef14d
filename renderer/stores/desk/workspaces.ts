import type { Layout, WireWorkspace, Workspace } from "#shared/contract/workspaces.ts";
import { Cell } from "../cell.ts";
import type { Desk } from "./desk.ts";

/** The bridge's side of it: `client.workspaces`. */
export interface WorkspaceKeeper {
  read(input: object): Promise<{ readonly current?: string | undefined; readonly all: readonly WireWorkspace[] }>;
  save(workspace: WireWorkspace): Promise<unknown>;
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

/** The named workspaces, and the one in this window: kept by the bridge shortly after each change. */
export class Workspaces {
  readonly state: Cell<WorkspacesState>;
  readonly #desk: Desk;
  readonly #keeper: WorkspaceKeeper;
  readonly #usual: () => Workspace["layout"];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asking = false;
  /** Set while the desk is given a layout that is kept already. */
  #opening = false;

  constructor(desk: Desk, keeper: WorkspaceKeeper, usual: { readonly layout: () => Layout; readonly name: string }) {
    this.#desk = desk;
    this.#keeper = keeper;
    this.#usual = usual.layout;
    const first = { id: newId(), name: usual.name, layout: usual.layout() };
    this.state = new Cell<WorkspacesState>({ known: false, all: [first], currentId: first.id, problem: undefined });
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
    const next = this.state.get().all.find((workspace) => workspace.id === id);
    if (next === undefined || id === this.state.get().currentId) return;
    await this.flush();
    this.#open(next);
    await this.#told(this.#keeper.choose({ id }));
  }

  async create(name: string, layout: Layout): Promise<void> {
    await this.flush();
    const made = { id: newId(), name, layout };
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
    const next = left[0] ?? { id: newId(), name: nameOfNext, layout: this.#usual() };
    this.state.set({ ...this.state.get(), all: left.length > 0 ? left : [next] });
    this.#open(next);
    await this.#told(this.#keeper.remove({ id: gone }));
    await this.#told(left.length > 0 ? this.#keeper.choose({ id: next.id }) : this.#keeper.save(sent(next)));
  }

  /** Back to the arrangement of a template, under the same name. */
  async rearrange(layout: Layout): Promise<void> {
    this.#replace({ ...this.current(), layout });
    this.#open(this.current());
    await this.#save();
  }

  /** Keeps what waits to be kept: before the window goes, or shows another workspace. */
  async flush(): Promise<void> {
    if (this.#timer !== undefined) await this.#save();
  }

  #take({ current, all: kept }: Awaited<ReturnType<WorkspaceKeeper["read"]>>): void {
    const all = kept.map(received);
    const shown = all.find(({ id }) => id === current) ?? all[0];
    if (shown === undefined) {
      this.state.set({ ...this.state.get(), known: true, problem: undefined });
      return;
    }
    this.#opening = true;
    this.#desk.open(shown.layout);
    this.#opening = false;
    this.state.set({ known: true, all, currentId: shown.id, problem: undefined });
  }

  #open(workspace: Workspace): void {
    this.#opening = true;
    this.#desk.open(workspace.layout);
    this.#opening = false;
    this.state.set({ ...this.state.get(), currentId: workspace.id });
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
    const workspace = { ...this.current(), layout: this.#desk.layout() };
    this.#replace(workspace);
    return this.#told(this.#keeper.save(sent(workspace)));
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
