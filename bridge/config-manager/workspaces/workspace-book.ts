import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { FairleadError } from "#shared/contract/errors.ts";
import { MOST_WORKSPACES, type Workspace } from "#shared/contract/workspaces.ts";
import { eventNotice } from "../../ports/event-notice.ts";
import type { EventSink } from "../../ports/event-sink.ts";
import { readIfThere, replaceFile, setAside } from "../settings/safe-file.ts";
import { parseWorkspaces, type WorkspaceDocument, workspacesText } from "./workspace-document.ts";

const NOTHING: WorkspaceDocument = { current: undefined, all: [], lost: 0 };

/** The named workspaces of a profile, on disk after every change. */
export class WorkspaceBook {
  readonly #path: string;
  readonly #all: Map<string, Workspace>;
  #current: string | undefined;

  private constructor(path: string, { current, all }: WorkspaceDocument) {
    this.#path = path;
    this.#all = new Map(all.map((workspace) => [workspace.id, workspace]));
    this.#current = current;
  }

  /** Reads `workspaces.json` of the profile. What is damaged is left out, kept beside it and reported. */
  static open(profileFolder: string, events: EventSink, utcMs: number): WorkspaceBook {
    mkdirSync(profileFolder, { recursive: true, mode: 0o700 });
    const path = join(profileFolder, "workspaces.json");
    const text = readIfThere(path);
    const document = text === undefined ? NOTHING : tryParse(text);
    if (document !== undefined && document.lost === 0) return new WorkspaceBook(path, document);
    const kept = setAside(path, utcMs);
    const rescued = document ?? NOTHING;
    if (rescued.all.length > 0) {
      replaceFile(path, workspacesText(rescued.current, rescued.all));
      events.report(eventNotice("warning", "WORKSPACES_RECOVERED.some", { lost: rescued.lost, kept }));
    } else events.report(eventNotice("warning", "WORKSPACES_RECOVERED.all", { kept }));
    return new WorkspaceBook(path, rescued);
  }

  read(): { readonly current?: string; readonly all: Workspace[] } {
    return { ...(this.#current === undefined ? {} : { current: this.#current }), all: [...this.#all.values()] };
  }

  /**
   * Keeps a workspace that was made from the kept one of its revision, or is new (0).
   * @returns its revision from now on
   * @throws FairleadError WORKSPACE_CHANGED, WORKSPACES_FULL, WORKSPACES_UNWRITABLE
   */
  save(workspace: Workspace): number {
    const kept = this.#all.get(workspace.id)?.revision ?? 0;
    if (workspace.revision !== kept) throw new FairleadError("WORKSPACE_CHANGED");
    if (!this.#all.has(workspace.id) && this.#all.size >= MOST_WORKSPACES) throw new FairleadError("WORKSPACES_FULL");
    const revision = kept + 1;
    this.#change(workspace.id, new Map(this.#all).set(workspace.id, { ...workspace, revision }));
    return revision;
  }

  /** @throws FairleadError WORKSPACES_UNWRITABLE */
  choose(id: string): void {
    if (this.#all.has(id) && id !== this.#current) this.#change(id, this.#all);
  }

  /** @throws FairleadError WORKSPACES_UNWRITABLE */
  remove(id: string): void {
    const left = new Map(this.#all);
    if (!left.delete(id)) return;
    this.#change(this.#current === id ? undefined : this.#current, left);
  }

  #change(current: string | undefined, all: ReadonlyMap<string, Workspace>): void {
    try {
      replaceFile(this.#path, workspacesText(current, [...all.values()]));
    } catch (fault) {
      throw new FairleadError("WORKSPACES_UNWRITABLE", fault instanceof Error ? fault.message : undefined);
    }
    this.#current = current;
    if (all === this.#all) return;
    this.#all.clear();
    for (const [id, workspace] of all) this.#all.set(id, workspace);
  }
}

function tryParse(text: string): WorkspaceDocument | undefined {
  try {
    return parseWorkspaces(text);
  } catch {
    return undefined;
  }
}
